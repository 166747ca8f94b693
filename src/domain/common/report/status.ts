// What the command status reports of a service.

import { lastPart } from '../values/arn.ts';
import { formatTagTime } from '../values/moment.ts';
import type { Quarantine } from '../revision/quarantine.ts';

export interface Status {
  /** Production and test rules with their weights. */
  readonly rules: readonly RuleStatus[];
  /** All task sets of the service. */
  readonly taskSets: readonly SetStatus[];
  /** When production was switched to the live version. `null`: no tag names it, because that release is over. */
  readonly switchedAt: string | null;
  /** `null`: no bake is in progress. */
  readonly bakeUntil: string | null;
  /** The run that watches the bake, as the fence names it. `null`: no bake is in progress, or no tag names a run. */
  readonly bakeRun: BakeRun | null;
  /** Until when, and at what scale, blue is kept; `null`: no lease is written, or blue is gone. */
  readonly lease: {
    /** Until when blue is kept (ISO 8601, UTC). */
    readonly until: string;
    /** Its scale in percent. */
    readonly scalePercent: number;
  } | null;
  /** Until when scale-in is suspended, after "until". `null`: this action has not suspended it. */
  readonly scaleInUntil: string | null;
  /** `<n>:<run id>.<attempt>` of the run that took the service last; `null`: none did. */
  readonly fence: string | null;
  /** Why the live release can't be rolled back. `null`: it can. */
  readonly forwardOnly: string | null;
  /** The fastest rollback and how long it takes, or why none is possible. */
  readonly rollbackReady: string;
  /** When the health of the targets that it is judged by was read. */
  readonly rollbackAsOf: string;
  /** Content that was rolled back because it failed, the latest first. Its release is refused unless `ignore` names `quarantined`. */
  readonly quarantined: readonly Quarantine[];
  /** A sentence for each image that its registry no longer has, although production or a rollback depends on it. */
  readonly lostImages: readonly string[];
  /** A sentence for each task set that is being deleted and whose tasks still run: since when, and what ends it. */
  readonly deleting: readonly string[];
  /** Tests in tasks of their own that have not ended. */
  readonly runningTests: readonly TestStatus[];
  /** A green that was rolled back and is kept: for inspection, or in case the version before fails. `null`: none. */
  readonly keptGreen: {
    /** Id of the task set. */
    readonly id: string;
    /** Until when it is kept (ISO 8601, UTC). */
    readonly until: string;
    /** Why it is kept. */
    readonly reason: 'inspection' | 'fallback';
  } | null;
}

export interface BakeRun {
  /** Id of the workflow run. */
  readonly runId: number;
  /** Whether GitHub says that it has ended. `null`: GitHub doesn't say. */
  readonly isOver: boolean | null;
}

export interface TestStatus {
  /** ARN of the task. */
  readonly task: string;
  /** The task definition revision that it runs, as `family:revision`. */
  readonly revision: string;
  /** Its status in ECS. */
  readonly status: string;
  /** Run and attempt that started it, as `<run id>.<attempt>`. `null`: its tag is gone. */
  readonly run: string | null;
}

export interface RuleStatus {
  /** The rule, as messages name it. */
  readonly rule: string;
  /** Whether it is a test rule. */
  readonly isTest: boolean;
  /** Weight by the name of the target group. */
  readonly weights: Readonly<Record<string, number>>;
}

export interface SetStatus {
  /** ARN of the task set. */
  readonly arn: string;
  /** Id of the task set. */
  readonly id: string;
  /** The task definition revision that it runs, as `family:revision`. */
  readonly revision: string;
  /** What it is in a release. */
  readonly role: 'blue' | 'green' | 'staged' | 'kept' | 'other';
  /** Whether production traffic reaches it. */
  readonly isLive: boolean;
  /** Its status in ECS. */
  readonly status: 'PRIMARY' | 'ACTIVE' | 'DRAINING';
  /** Running tasks. */
  readonly running: number;
  /** Tasks that ECS should keep running. */
  readonly wanted: number;
  /** Healthy targets. */
  readonly healthy: number;
  /** Id of the release that created it. `null`: no tag names one. */
  readonly release: string | null;
  /** Of the version that it runs, as its release knew it. */
  readonly commit: string | null;
  /** When it was created (ISO 8601, UTC). */
  readonly createdAt: string;
  /** Of a staged one: until when it waits for its promotion. */
  readonly expiresAt: string | null;
}

/**
 * What people call a task set: its role, and whether it is live. Without a blue, what is live is no green to anybody: a
 * rollback may have returned to it. `''`: nothing.
 */
export function formatRole({ role, isLive }: SetStatus, all: readonly SetStatus[]): string {
  if (role === 'kept') return 'kept green';
  if (isLive && role === 'green' && all.every((one) => one.role !== 'blue')) return 'live';
  return role === 'other' || role === 'staged' ? '' : role;
}

/** One test, without a stop. */
export const describeTest = ({ task, revision, status, run }: TestStatus): string =>
  `task ${lastPart(task)} (${revision}) is ${status}` + (run === null ? '' : `, started by run ${run}`);

export function describeBake(
  { bakeUntil: until, bakeRun }: Pick<Status, 'bakeUntil' | 'bakeRun'>,
  nowMs: number,
): string {
  if (until === null) return 'none in progress';
  const [time, run] = [formatTagTime(until, nowMs), `run ${String(bakeRun?.runId)}`];
  if (bakeRun?.isOver === true)
    return `until ${time} by its tag, but ${run} has ended, so no run watches green. Run its job again to repeat the bake, or the command rollback`;
  const unknown = bakeRun?.isOver === null ? `; GitHub does not say whether ${run} still watches it` : '';
  return `in progress until ${time}${unknown}`;
}

export const describeQuarantine = (quarantined: readonly Quarantine[]): string =>
  quarantined.length === 0
    ? 'nothing'
    : quarantined
        .map(
          ({ runId, hash }) =>
            `the content of run ${String(runId)} (revision hash ${hash}…); releasing it again requires ignore: quarantined`,
        )
        .join('; ');

export const formatWeights = (weights: RuleStatus['weights']): string =>
  Object.entries(weights)
    .map(([group, weight]) => `${group} ${String(weight)}`)
    .join(', ');
