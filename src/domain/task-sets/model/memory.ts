// What one process knows.
import type { RunTask, TaskArn } from '../../common/one-off-tasks/task.ts';
import type { TaskDefinitionArn } from '../../common/values/arn.ts';
import type { Write } from './step.ts';
import { isSameWrite, writeKey, type WriteKey } from './write-key.ts';
import type { Trouble } from '../../common/values/trouble.ts';
import type { IdlePrimary } from './idle-primary.ts';
import type { TaskSetArn } from './world.ts';
import type { Failure } from '../../common/run/failure.ts';
import type { FenceMemory } from '../../common/run/fence.ts';
import type { StartedMigration } from '../../common/migrations/started.ts';
import type { ProbeMemories } from '../../common/probes/probe-memory.ts';

/**
 * What only this process knows. Losing it is always safe, because the next run observes AWS again. So nothing here may be
 * the only protection of a task set or of traffic.
 */
export interface Memory extends ProbeMemories {
  readonly startedAtMs: number;
  readonly isPreflightPassed: boolean;
  readonly isCancelled: boolean;
  readonly fence: FenceMemory | null;
  /** The last write that AWS carried out, or may have, and that no observation shows yet. */
  readonly pending: { readonly write: Write; readonly atMs: number } | null;
  /** The write that keeps failing, and since when. */
  readonly trouble: WriteTrouble | null;
  /** Writes that are not retried any more. The end lists them. */
  readonly abandoned: readonly Abandoned[];
  /** Writes that set a value and that AWS accepted lately. If something else undoes one each time, it is abandoned. */
  readonly accepted: readonly Accepted[];
  /** Why the release is rolled back. Once set, it stays: the same process never continues the release. */
  readonly failure: Failure | null;
  readonly registered: TaskDefinitionArn | null;
  /** Members of the content that ECS left out of that revision. */
  readonly leftOut: readonly string[];
  readonly created: { readonly set: TaskSetArn; readonly atMs: number } | null;
  /** Increases if a created task set never shows (a spent clientToken, fact 12). */
  readonly createTry: number;
  /** The one-off task that tests green, from before it is started. `arn` null: it isn't known whether it was. */
  readonly testTask: TestTask | null;
  /** The try of a migration that this process has started, or tried to start. */
  readonly migration: StartedMigration | null;
  /** Since when this process has seen that a contract is due. */
  readonly contractDueSinceMs: number | null;
  readonly blue: TaskSetArn | null;
  readonly green: TaskSetArn | null;
  readonly greenGoneStreak: number;
  readonly hasLabelledGreen: boolean;
  /** Whether users may have seen green: a production rule gave it weight, or an earlier process began the switch. */
  readonly hasGreenBeenLive: boolean;
  /**
   * Green as this process, or the main step before post, created it, while no rule can have led users there: until when
   * users held older cookies of its group before its lease (`null`: nobody did). `null`: that isn't known.
   */
  readonly unopened: Unopened | null;
  /** Observations in a row in which green was ready. */
  readonly readyStreak: number;
  /** Since when green has been ready, while it is tested. */
  readonly readySinceMs: number | null;
  /** Observations in a row, after the switch, in which green's own targets failed. */
  readonly badTargetStreak: number;
  /** Observations in a row, since the switch, in which green's own targets were healthy. A bake needs some to pass. */
  readonly goodBakeStreak: number;
  /** Once passed, it stays passed. Blue is warm, and people decide about later failures. */
  readonly isBakePassed: boolean;
  /** After the switch, each check of the bake has passed once, and production has proved the switch. */
  readonly areChecksOver: boolean;
  /** When every production rule was first seen on green by this process. */
  readonly switchedAtMs: number | null;
  /** The process also saw the rules before the switch, so it knows the time better than the tag. */
  readonly hasSeenSwitch: boolean;
  /** Per task set: until when a rule may have given its group weight. */
  readonly lastOnRulesMs: Readonly<Record<string, number>>;
  /** The task sets whose group had weight in the last observation. */
  readonly onRules: readonly string[];
  /** Per production rule: how long its cookies lasted when it was last seen sticky. */
  readonly stickySeconds: Readonly<Record<string, number>>;
  /** When a production rule was last seen sticky. */
  readonly lastStickyMs: Readonly<Record<string, number>>;
  /** The groups that a sticky production rule held in the last observation. */
  readonly onSticky: readonly string[];
  /** Per task set, and per group of the pair: when a cookie of the load balancer could last lead there. */
  readonly lastByCookiesMs: Readonly<Record<string, number>>;
  /** Where cookies led in the last observation. */
  readonly byCookies: readonly string[];
  /** When a test rule last led to anything but green. */
  readonly testRuleElsewhereMs: number | null;
  /** Whether the rollback has sent the label, its first write. */
  readonly isLabelTried: boolean;
  /** Since when the label of the rollback fails. `null`: blue has it, or it wasn't tried. */
  readonly labelFailedSinceMs: number | null;
  /** When AWS last accepted the label of the rollback; before it was sent. */
  readonly labelledAtMs: number | null;
  /** When a production rule of the rollback was last written. */
  readonly rollbackWrittenMs: number | null;
  /** When the first one was written. */
  readonly rollbackBegunMs: number | null;
  /** What blue and green had when the first one was written, in words. */
  readonly compared: string | null;
  /** Why a green that was worth keeping was not kept. `null`: it was kept, or not worth it. */
  readonly unkept: string | null;
  /** Looks in a row at a warm blue to which production could not return, and what the last one showed. */
  readonly weakBlue: WeakBlue | null;
  /** How long sessions had lasted at most that this process cut in a rollback. 0: it has cut none. */
  readonly sessionsCutSeconds: number;
  /** Whether holders of old cookies could reach green before its switch. */
  readonly wasGreenExposed: boolean;
  /** The rules that the rollback wrote, by `ruleKey`. If one is on green again, somebody else changed it. */
  readonly rulesRolledBack: readonly string[];
  readonly driftSinceMs: number | null;
  /** The production rules that were seen on green alone, by ARN (a default action by its listener's). */
  readonly rulesOnGreen: readonly string[];
  /** Rules that were returned to green after somebody else changed them, in order (`on-drift: restore`). */
  readonly restored: readonly Restored[];
  /** Since when what is live can't serve. */
  readonly unhealthyLiveSinceMs: number | null;
  /**
   * How many healthy targets green had at its first production rule, or when this process first saw it with one. `null`: it
   * has had none. Green takes further rules with as many (ADR 26).
   */
  readonly switchCapacity: number | null;
  /** How many healthy targets green has to have in the bake. Tasks that scaling adds count once they were healthy. */
  readonly healthyDue: number | null;
  /** Since when green can't take the next rule of a switch that has begun. */
  readonly stalledSinceMs: number | null;
  /** Green's computed count, and when it was last raised. */
  readonly greenCount: { readonly count: number; readonly raisedAtMs: number | null } | null;
  /** Since when a write has waited for a newer look. */
  readonly lookingSinceMs: number | null;
  /** The alarms that don't judge green yet: not OK since the release began. `null`: this process has not read them. */
  readonly waitingAlarms: readonly string[] | null;
  /** How many times longer reads are apart because AWS throttled some, and since when. See `health/intervals.ts`. */
  readonly slowdown: { readonly times: number; readonly sinceMs: number };
  /** A task set without traffic that has the PRIMARY label, while another is live. `endedMs`: when it no longer had. */
  readonly idlePrimary: IdlePrimary | null;
  /** Since when no decider has applied. */
  readonly idleSinceMs: number | null;
  /** Auto scaling before this process suspended it, as in the tag `scaling`. */
  readonly scalingBefore: string | null;
  /** Since when the run has waited for a task set that is being deleted. */
  readonly vanishingSinceMs: number | null;
  /** sweep: what it has done so far, in words. */
  readonly swept: readonly string[];
  /** Since when rules look reset. sweep: since when a production rule leads to a group of the pair without a healthy target. */
  readonly astraySinceMs: number | null;
  /** sweep: the task sets that had no healthy target when a rule last led to them. A cut leaves targets unchecked. */
  readonly downOnRules: readonly string[];
  /** rollback: it found the rules reset before it had done anything, and repairs them instead. */
  readonly isRepairing: boolean;
  /** sweep: the service's state, and since when it has been unchanged. */
  readonly still: { readonly looks: string; readonly sinceMs: number } | null;
  /** Only in the post step, which finishes what main left. */
  readonly interrupted: Interrupted | null;
}

export interface TestTask {
  readonly tryId: string;
  /** As it was sent first: with the same token, another request is refused (fact 40). `null`: a process before sent it. */
  readonly request: RunTask | null;
  readonly arn: TaskArn | null;
  /** How it ended is in memory. The next start is another task. */
  readonly isOver: boolean;
}

export interface Unopened {
  readonly set: TaskSetArn;
  readonly untilMs: number | null;
}

interface WeakBlue {
  readonly streak: number;
  /** Since when none of its targets is healthy and stays, while green serves. */
  readonly downSinceMs: number | null;
  /** It serves as well as green, but its tasks run different images. */
  readonly isServing: boolean;
  readonly what: string;
}

export interface Accepted {
  readonly write: Write;
  readonly sinceMs: number;
  readonly lastMs: number;
  /** How often in a row it was accepted, each time because the one before was undone. */
  readonly times: number;
}

interface Abandoned {
  readonly key: WriteKey;
  readonly trouble: Trouble;
  /** ECS refused to delete a task set above scale 0 without `force` (fact 17). It is scaled to 0 first. */
  readonly needsScaleZero: boolean;
  /** It was never sent: what justifies it could not be read again. */
  readonly isUnread: boolean;
}

export interface Interrupted {
  /** What happened to main: `the run was ended before it could finish`. */
  readonly why: string;
  /** The fence on the service at main's last write, if it was not main's own. */
  readonly foundFence: string | null;
  readonly isCreating: boolean;
}

interface Restored {
  readonly key: string;
  /** The rule, as messages name it. */
  readonly rule: string;
  /** When the change was detected. */
  readonly driftMs: number;
}
interface WriteTrouble {
  readonly key: WriteKey;
  readonly sinceMs: number;
  readonly lastMs: number;
  readonly count: number;
  readonly last: Trouble;
}

/** Why the write was abandoned. `undefined`: it was not. */
export const abandonedAs = ({ abandoned }: Memory, write: Write): Abandoned | undefined =>
  abandoned.find(({ key }) => isSameWrite(key, writeKey(write)));

/** Whether a write was left because what justifies it could not be read. */
export const hasLeftUnread = ({ abandoned }: Memory): boolean => abandoned.some(({ isUnread }) => isUnread);
