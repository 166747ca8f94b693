// The output `result-json`. docs/result.schema.json is made from these types and their comments.
import type { SpentPhase } from '../domain/common/report/phases.ts';
import type { Report, Traffic } from '../domain/common/report/report.ts';
import type { ListedStatus, SetBeyondLease, UnreadStatus } from '../domain/common/report/swept.ts';
import type { OverlapHours } from '../domain/common/tasks/overlap.ts';
import type { ReasonCode } from '../domain/common/run/reason.ts';
import type { EndResult } from '../domain/common/run/step.ts';

/** A run for one service: of any command except sweep. */
export interface ResultJson {
  /** Rises only if a member changes its meaning. */
  readonly version: 1;
  /** How the run ended, as in the output `result`. */
  readonly result: EndResult;
  /** Why the run ended this way, as in the output `reason-code`. */
  readonly reasonCode: ReasonCode;
  /** What happened, where traffic is, and what to do next. */
  readonly message: string;
  /** More lines: problems, leftovers, commands. */
  readonly details: readonly string[];
  /** Id of the release. */
  readonly releaseId: string;
  /** Attempt of the workflow run. */
  readonly runAttempt: number;
  /** Repository of the workflow run, as `owner/name`. */
  readonly repository: string;
  /** Full id of the commit of the version that the run makes live. In a rollback to blue it is that of blue, and `taskDefinitionArn` is that of green. `null`: not known. */
  readonly commit: string | null;
  /** The input `cluster`. */
  readonly cluster: string;
  /** The input `service`. */
  readonly service: string;
  /** ARN of the revision that green runs. `null`: none is known. */
  readonly taskDefinitionArn: string | null;
  /** ARN of the task set that the command is about. `null`: there is none. */
  readonly greenTaskSetArn: string | null;
  /** ARN of the task set that a rollback returns to. `null`: there is none. */
  readonly blueTaskSetArn: string | null;
  /** Until when blue is kept (ISO 8601, UTC). `null`: blue is not kept. */
  readonly blueKeptUntil: string | null;
  /** The rollback while green has the traffic and blue is there. `null`: at any other time. */
  readonly rollback: RollbackJson | null;
  /** When a staged green expires (ISO 8601, UTC). `null`: nothing is staged. */
  readonly expiresAt: string | null;
  /** URL of a staged green. `null`: nothing is staged, or no test rule and no `test-url` is named. */
  readonly previewUrl: string | null;
  /** What both versions took at the same time, without what served, as far as this run saw it. `null`: only one version ran. */
  readonly overlap: OverlapHours | null;
  /** What the command status reports. `null`: another command ran. */
  readonly status: Report['status'];
  /** What the command plan reports. `null`: another command ran. */
  readonly plan: Report['dryRun'];
  /** Where production was when last seen. `null`: no observation showed it. */
  readonly traffic: Traffic | null;
  /** What alone has what the production rules give to the service when the run ends. `null`: not known, or not one task set. */
  readonly live: LiveJson | null;
  /** When the run started (ISO 8601, UTC). */
  readonly startedAt: string;
  /** When the run ended (ISO 8601, UTC). */
  readonly endedAt: string;
  /** Seconds by phase. */
  readonly timings: Readonly<Partial<Record<SpentPhase, number>>>;
}

interface LiveJson {
  /** ARN of the task set. */
  readonly taskSetArn: string;
  /** ARN of the task definition revision that it runs. */
  readonly taskDefinitionArn: string;
  /** Since when it has the traffic (ISO 8601, UTC). `null`: not known. */
  readonly since: string | null;
}

export interface RollbackJson {
  /** Whether blue could take all traffic. */
  readonly isReady: boolean;
  /** The same in words, with the reason. */
  readonly words: string;
  /** When the health of blue's targets was read (ISO 8601, UTC). */
  readonly asOf: string;
}

/** A run of the command sweep. */
export interface SweepJson {
  /** Rises only if a member changes its meaning. */
  readonly version: 1;
  /** How the run ended, as in the output `result`. */
  readonly result: 'swept' | 'repaired' | 'failed';
  /** Why the run ended this way: the code of the first service that failed. */
  readonly reasonCode: ReasonCode;
  /** The whole sweep in a sentence. */
  readonly message: string;
  /** Id of the workflow run. */
  readonly runId: number;
  /** Attempt of the workflow run. */
  readonly runAttempt: number;
  /** Repository of the workflow run, as `owner/name`. */
  readonly repository: string;
  /** An entry for each service. */
  readonly services: readonly SweptJson[];
  /** Deployments of killed runs that were closed. */
  readonly closedDeployments: readonly string[];
  /** When the run started (ISO 8601, UTC). */
  readonly startedAt: string;
  /** When the run ended (ISO 8601, UTC). */
  readonly endedAt: string;
}

interface SweptJson {
  /** Name of the cluster. */
  readonly cluster: string;
  /** Name of the service. */
  readonly service: string;
  /** How the sweep of this service ended. */
  readonly result: EndResult;
  /** Why it ended this way. */
  readonly reasonCode: ReasonCode;
  /** What happened. */
  readonly message: string;
  /** What it did, a sentence each. */
  readonly done: readonly string[];
  /** What AWS refused, what was left alone and why, and commands. */
  readonly details: readonly string[];
  /** Task sets that still run although what kept them is over. */
  readonly beyondLease: readonly SetBeyondLease[];
}

/** A run of the command status without `service`. */
export interface ClusterStatusJson {
  /** Rises only if a member changes its meaning. */
  readonly version: 1;
  /** How the run ended, as in the output `result`. `failed`: not everything could be read. */
  readonly result: 'status' | 'failed';
  /** Why the run ended this way. */
  readonly reasonCode: 'status' | 'reads-failed';
  /** The whole status in a sentence. */
  readonly message: string;
  /** Id of the workflow run. */
  readonly runId: number;
  /** Attempt of the workflow run. */
  readonly runAttempt: number;
  /** Repository of the workflow run, as `owner/name`. */
  readonly repository: string;
  /** An entry for each service with the deployment controller EXTERNAL. */
  readonly services: readonly ListedStatus[];
  /** What could not be read. */
  readonly unread: readonly UnreadStatus[];
  /** When the run started (ISO 8601, UTC). */
  readonly startedAt: string;
  /** When the run ended (ISO 8601, UTC). */
  readonly endedAt: string;
}

/** A run that ended at its inputs: AWS was not asked. */
export interface UnreadInputsJson {
  /** Rises only if a member changes its meaning. */
  readonly version: 1;
  /** `refused`: the inputs are invalid. `failed`: a bug. */
  readonly result: 'refused' | 'failed';
  /** Why the run ended this way. */
  readonly reasonCode: 'inputs-invalid' | 'bug';
  /** What happened, and what to do next. */
  readonly message: string;
  /** More lines, one for each problem. */
  readonly details: readonly string[];
}
