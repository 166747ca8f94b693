import type { TaskDefinitionArn } from '../../common/values/arn.ts';
import type { Write } from './step.ts';
import type { Trouble } from '../../common/values/trouble.ts';
import type { TaskSetArn } from './world.ts';
import type { Failure } from '../../common/run/failure.ts';
import type { FenceMemory } from '../../common/run/fence.ts';
import { noProbe, type ProbeMemories } from '../../common/probes/probe-memory.ts';

/**
 * What only this process knows. Losing it is always safe: the next run reads AWS and judges again, so nothing here
 * may be the only thing that keeps a set from being deleted or traffic from being moved.
 */
export interface Memory extends ProbeMemories {
  readonly startedAtMs: number;
  readonly isPreflightPassed: boolean;
  readonly isCancelled: boolean;
  readonly fence: FenceMemory | null;
  /** The last write that AWS took (or may have taken) and that no observation has shown yet. */
  readonly pending: { readonly write: Write; readonly atMs: number } | null;
  /** The write that keeps failing, and since when. */
  readonly trouble: WriteTrouble | null;
  /** Writes that AWS refuses for good, by `writeKey`. They aren't sent again, and the end lists what was left undone. */
  readonly abandoned: Readonly<Record<string, Abandoned>>;
  /** Why the release goes back. Once set it stays: a release never turns forward again in the same process. */
  readonly failure: Failure | null;
  readonly registered: TaskDefinitionArn | null;
  readonly created: { readonly set: TaskSetArn; readonly atMs: number } | null;
  /** Grows when AWS answered a create with a set that never showed up (a spent clientToken, fact 12). */
  readonly createTry: number;
  readonly blue: TaskSetArn | null;
  readonly green: TaskSetArn | null;
  readonly greenGoneStreak: number;
  readonly hasLabelledGreen: boolean;
  /** Whether users may have seen green: some production rule gave it weight, or an earlier process had begun to switch. */
  readonly hasGreenBeenLive: boolean;
  /** Observations in a row in which green was ready. */
  readonly readyStreak: number;
  /** Observations in a row, after the switch, with a bad sign at green's own targets. */
  readonly badTargetStreak: number;
  /** Observations since the switch without a bad sign: a bake that nobody watched has not been passed. */
  readonly goodBakeStreak: number;
  /** Once passed it stays passed: what goes wrong later is for people to judge, blue being warm. */
  readonly isBakePassed: boolean;
  /** When every production rule was first seen on green by this process. */
  readonly switchedAtMs: number | null;
  /** It saw the rules before the switch as well, so it knows the moment better than the tag, which is written before. */
  readonly hasSeenSwitch: boolean;
  /** Per task set: until when a rule may have given its group weight, as far as this process saw. */
  readonly lastOnRulesMs: Readonly<Record<string, number>>;
  /** The sets whose group some rule gave weight at the last look. */
  readonly onRules: readonly string[];
  /** When a test rule was last seen that doesn't show green alone. */
  readonly testRuleElsewhereMs: number | null;
  readonly rollbackLabelSinceMs: number | null;
  /** When AWS last took a production rule of the way back: from then on it is watched. */
  readonly rollbackWrittenMs: number | null;
  /** When AWS took the first of them. */
  readonly rollbackBegunMs: number | null;
  /** Keys of the rules that AWS took on a way back: one that stands on green again somebody put there. */
  readonly rulesRolledBack: readonly string[];
  readonly driftSinceMs: number | null;
  /** The production rules that were seen on green alone, by ARN (a default action by its listener's). */
  readonly rulesOnGreen: readonly string[];
  /** Rules that were put back after somebody else had changed them, in order (`on-drift: restore`). */
  readonly restored: readonly Restored[];
  /** Since when what is live has no healthy target at all. */
  readonly deadLiveSinceMs: number | null;
  /** Since when no rule had anything to say. */
  readonly idleSinceMs: number | null;
  /** What auto scaling was before this process suspended it, as the `scaling` tag says it. */
  readonly scalingBefore: string | null;
  /** Since when the set that is being deleted is waited for. */
  readonly vanishingSinceMs: number | null;
  /** What this sweep has done so far, in words. */
  readonly swept: readonly string[];
  /** sweep: since when a production rule sends requests to a group of the pair without a healthy target. */
  readonly astraySinceMs: number | null;
  /** sweep: how the service last looked to it, and since when it has not changed. */
  readonly still: { readonly looks: string; readonly sinceMs: number } | null;
  /** Set in a process that only finishes what another one left. */
  readonly interrupted: Interrupted | null;
}

export interface Abandoned {
  readonly trouble: Trouble;
  /** ECS refused to delete a task set above scale 0 without `force` (fact 17): scaling it to 0 comes first. */
  readonly needsScaleZero: boolean;
}

export interface Interrupted {
  /** What became of the other process: `the run was ended before it could finish`. */
  readonly why: string;
  /** The fence on the service when the other one wrote last, as long as that was not its own. */
  readonly foundFence: string | null;
  readonly isCreating: boolean;
}

export interface Restored {
  readonly key: string;
  /** The rule as a person knows it. */
  readonly rule: string;
  /** When the change was first seen. */
  readonly driftMs: number;
}
export interface WriteTrouble {
  readonly key: string;
  readonly sinceMs: number;
  readonly lastMs: number;
  readonly count: number;
  readonly last: Trouble;
}

/** What a process knows when it starts: nothing but the time. */
export const blankMemory = (startedAtMs: number): Memory => ({
  startedAtMs,
  isPreflightPassed: false,
  isCancelled: false,
  fence: null,
  pending: null,
  trouble: null,
  abandoned: {},
  failure: null,
  registered: null,
  created: null,
  createTry: 0,
  blue: null,
  green: null,
  greenGoneStreak: 0,
  hasLabelledGreen: false,
  hasGreenBeenLive: false,
  readyStreak: 0,
  smoke: { ...noProbe, startedAtMs: null, isSkipped: false },
  baseline: { ...noProbe, verdict: 'unknown' },
  bakeProbe: noProbe,
  afterRollbackProbe: noProbe,
  badTargetStreak: 0,
  goodBakeStreak: 0,
  isBakePassed: false,
  switchedAtMs: null,
  hasSeenSwitch: false,
  lastOnRulesMs: {},
  onRules: [],
  testRuleElsewhereMs: null,
  rollbackLabelSinceMs: null,
  rollbackWrittenMs: null,
  rollbackBegunMs: null,
  rulesRolledBack: [],
  driftSinceMs: null,
  rulesOnGreen: [],
  restored: [],
  deadLiveSinceMs: null,
  idleSinceMs: null,
  scalingBefore: null,
  vanishingSinceMs: null,
  interrupted: null,
  swept: [],
  astraySinceMs: null,
  still: null,
});
