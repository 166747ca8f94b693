// All that is reported of a release or another command, as plain values. Each kind of service fills it in its own rooms.
import type { LogTail } from '../logs/tail.ts';
import type { BlueOnSchema } from '../migrations/blue-on-schema.ts';
import type { Request } from '../request/request.ts';
import type { VersionBefore } from '../revision/quarantine.ts';
import type { Failure } from '../run/failure.ts';
import type { ReasonCode } from '../run/reason.ts';
import type { Ending } from '../run/step.ts';
import { noOverlap, type Overlap } from '../tasks/overlap.ts';
import type { FailedTask } from '../tasks/failed-task.ts';
import type { TaskDefinitionArn } from '../values/arn.ts';
import { commitAhead } from '../request/commit.ts';
import type { EventLog } from './events.ts';
import { type Gates, noGates } from './gates.ts';
import { noHistory, type RuleShare, type TrafficHistory } from './history.ts';
import type { OtherPulls } from './others.ts';
import { type Beginning, noReleases, type SeenReleases } from './releases.ts';
import { traitsOf } from '../request/commands.ts';
import type { RollbackWorkflow } from '../environment/rollback-workflow.ts';
import type { SpentPhase } from './phases.ts';
import type { DryRun } from './plan.ts';
import type { Status } from './status.ts';

/** The state of a release, for every place that shows it. Nothing is decided on it. */
export interface Report extends SeenReleases {
  readonly request: Request;
  readonly startedAtMs: number;
  /** When main began: it may have been another process. */
  readonly begunMs: number;
  readonly nowMs: number;
  /** Whether this process reported from the start. A single later observation knows no phases. */
  readonly isFollowed: boolean;
  readonly phase: SpentPhase;
  readonly phaseSinceMs: number;
  /** Phases that were seen, in this order, and the milliseconds spent in each until now. */
  readonly spentMs: Readonly<Partial<Record<SpentPhase, number>>>;
  /** Where the revision comes from, in words; `null`: not known yet. */
  readonly source: string | null;
  /** The revision of green. */
  readonly revision: TaskDefinitionArn | null;
  /** The revision of the version that this run makes live: green's, or blue's in a rollback to it. `null`: not known. */
  readonly version: TaskDefinitionArn | null;
  /** The commit of the same version. `null`: not known. */
  readonly commit: string | null;
  readonly blue: ReportedSet | null;
  readonly green: ReportedSet | null;
  /** `null`: no observation showed it. */
  readonly traffic: SeenTraffic | null;
  /** What alone has what production rules give to the service. `null`: not known, or not one task set. */
  readonly live: Live | null;
  readonly history: TrafficHistory;
  /** What ran next to what served, as far as this process saw it. */
  readonly overlap: Overlap;
  /** Production is back on blue. `null`: this run has not returned it. */
  readonly returned: Returned | null;
  /** What the run builds on, one line each, as first observed. `null`: this process has not observed it. */
  readonly findings: readonly string[] | null;
  /** When the release is over if nothing fails. `null`: not known, or this command makes no release. */
  readonly over: Over | null;
  /** Service events of ECS. `null`: there was no observation. */
  readonly events: EventLog | null;
  readonly gates: Gates;
  /** What green is now, whichever run made it so. `null`: there was no observation. */
  readonly greenNow: GreenNow | null;
  readonly switchedAtMs: number | null;
  /** The bake is over, also one of no time. A cancel no longer rolls back. */
  readonly isBakePassed: boolean;
  readonly rollback: RollbackOptions;
  readonly failure: Failure | null;
  /** Why a target of green was last unhealthy, as the load balancer reports it. `null`: none was. */
  readonly unhealthy: string | null;
  /** The task that shows why green failed. `null`: nothing has failed, or no task shows it. */
  readonly failedTask: ReportedTask | null;
  /** Corrections that people should know of, a sentence each. */
  readonly notes: readonly string[];
  /** What ECS left out of the new revision, and what to do. `null`: nothing, or no revision was registered. */
  readonly leftOut: string | null;
  /** Images of the new revision whose tags usually change, and what to do. `null`: there are none. */
  readonly mutableTags: string | null;
  /** Production could not return to warm blue: what was seen, and what to do. `null`: it could, or blue isn't kept. */
  readonly weakBlue: string | null;
  /** Production bars the runner, and green answers well. `null`: it doesn't. */
  readonly barred: string | null;
  /** Checks of the bake whose tasks were not run, each with its reason. */
  readonly unrun: readonly string[];
  /** Alarms that are red and don't roll back, with the reason. `null`: there are none. */
  readonly redAlarms: string | null;
  /** Alarms that were deleted in the bake. `null`: there are none. */
  readonly goneAlarms: string | null;
  /** The preview of a staged green, and when it expires. `null`: nothing is staged. */
  readonly staged: Staged | null;
  /** Until when scale-in is suspended, after "until". `null`: it is not. */
  readonly scaleInUntil: string | null;
  /** Only of the command status. */
  readonly status: Status | null;
  /** Only of the command plan. */
  readonly dryRun: DryRun | null;
  /** The release that it shows: for a promote, the one that was staged. */
  readonly releaseId: string;
  /** The pull request of that release. `null`: there is none, or it is not known yet. */
  readonly pull: number | null;
  /** The other pull requests that it brings. `null`: not known (yet). */
  readonly others: OtherPulls | null;
  /** `<region>/<account>/<cluster>/<service>`: other places may have a service of the same name. `null`: it was not observed. */
  readonly serviceKey: string | null;
  /** The run holds the service, so no earlier run continues. */
  readonly isHolder: boolean;
  /** Another run has taken the service over from this one, and may delete blue at any time. */
  readonly isTakenOver: boolean;
  /** A newer run reports on this pull request. */
  readonly isReportedByNewerRun: boolean;
  /** `null`: in progress. */
  readonly ending: ReportEnding | null;
}

export interface ReportEnding extends Omit<Ending, 'kind'> {
  readonly reason: ReasonCode;
}

export interface ReportedTask extends FailedTask {
  /** The last lines of its container's log. `null`: not read (yet). */
  readonly tail: LogTail | null;
}

/** A task set as it was last seen: it may be gone by now. */
export interface ReportedSet {
  readonly arn: string;
  readonly id: string;
  readonly revision: TaskDefinitionArn;
  readonly isThere: boolean;
}

export interface Live {
  readonly arn: string;
  readonly id: string;
  readonly revision: TaskDefinitionArn;
  /** Nothing else has a share of production. */
  readonly hasAll: boolean;
  /** Since when. `null`: not known. */
  readonly sinceMs: number | null;
}

/** baking: it has production traffic, and by the tags its bake is not over. away: no green, or one without traffic. */
export type GreenNow = 'live' | 'baking' | 'staged' | 'away';

/** Before the switch, only the time after it is known. */
export type Over =
  { readonly kind: 'at'; readonly ms: number } | { readonly kind: 'after-switch'; readonly ms: number };

export interface Traffic {
  /** Where production is. */
  readonly sentence: string;
  /** The same without the words blue and green, which mean something else in the comment of another release. */
  readonly plainSentence: string;
  /** Production by rule. */
  readonly shares: readonly RuleShare[];
  /** Whether green has all production traffic. */
  readonly isOnGreen: boolean;
}

export interface SeenTraffic extends Traffic {
  /** The same whatever the command calls blue and green: each rule, and the share of each target group in it. */
  readonly byGroup: string;
}

/** A rollback whose traffic is back. */
export interface Returned {
  /** Where production is, and how long the rollback took. */
  readonly sentence: string;
  /** How long it took, and from when on: `0.8 s after the failure was detected`. */
  readonly took: string;
  /** What this run still watches and does. `null`: only what its end reports. */
  readonly ahead: string | null;
}

export interface Staged {
  readonly release: string;
  readonly expiresAt: string;
  /** `null`: no test rule and no test-url is named. */
  readonly previewUrl: string | null;
}

export interface RollbackOptions {
  /** Until when blue is kept. `null`: green doesn't have all the traffic, blue is no longer kept, or another run decides it. */
  readonly keptUntilMs: number | null;
  /** Where the drain of blue stands, since its lease is over. `null`: it has not begun, or there is none. */
  readonly draining: string | null;
  /** What becomes of the users who stay on blue by a cookie. `null`: none does. */
  readonly sessions: string | null;
  /** Blue's scale in percent while it is too low for all traffic. `null`: it is high enough. */
  readonly loweredToPercent: number | null;
  /** AWS commands that roll back by hand. Empty: there is nothing to roll back, or no target for it. */
  readonly commands: readonly string[];
  /** What else these commands change, and how to restore it. `''`: nothing. */
  readonly commandsNote: string;
  /** Whether a rollback is ready, why, and as of when. `null`: no blue is there while green has the traffic. */
  readonly ready: { readonly isReady: boolean; readonly words: string; readonly asOfMs: number } | null;
  /** Why no rollback is offered even if blue is there. `null`: it is offered. */
  readonly blockedBecause: string | null;
  /** Targets from before the first release, and how traffic returns to them. `null`: there are none, or blue is there. */
  readonly oldTargets: string | null;
  /** What the command rollback would release again. `null`: not known. */
  readonly reRelease: VersionBefore | null;
  /** The workflow of this repository that rolls back by hand. `null`: none is known. */
  readonly workflow: RollbackWorkflow | null;
  /** How blue did on the schema that the release's migration left. */
  readonly onSchema: BlueOnSchema;
}

export const nowhere: RollbackOptions = {
  ...{ keptUntilMs: null, draining: null, sessions: null, loweredToPercent: null },
  ...{ ready: null, commands: [], commandsNote: '' },
  blockedBecause: null,
  oldTargets: null,
  reRelease: null,
  workflow: null,
  onSchema: null,
};

export const beginReport = (request: Request, nowMs: number): Report => ({
  request,
  startedAtMs: nowMs,
  begunMs: nowMs,
  nowMs,
  isFollowed: true,
  phase: 'preflight',
  phaseSinceMs: nowMs,
  spentMs: { preflight: 0 },
  source: null,
  revision: null,
  version: null,
  commit: commitAhead(request),
  blue: null,
  green: null,
  traffic: null,
  live: null,
  history: noHistory,
  overlap: noOverlap(nowMs),
  returned: null,
  findings: null,
  over: null,
  events: null,
  gates: noGates,
  greenNow: null,
  switchedAtMs: null,
  isBakePassed: false,
  rollback: nowhere,
  failure: null,
  unhealthy: null,
  failedTask: null,
  notes: [],
  leftOut: null,
  mutableTags: null,
  weakBlue: null,
  barred: null,
  unrun: [],
  redAlarms: null,
  goneAlarms: null,
  staged: null,
  scaleInUntil: null,
  status: null,
  dryRun: null,
  releaseId: request.release.id,
  pull: traitsOf(request).green === 'staged' ? null : request.release.pull,
  others: null,
  serviceKey: null,
  ...noReleases(nowMs),
  isHolder: false,
  isTakenOver: false,
  isReportedByNewerRun: false,
  ending: null,
});

/** The report of a process that starts when the release is over. `main`: what main found when it began. */
export const lateReport = (request: Request, nowMs: number, main: Beginning | null = null): Report => ({
  ...beginReport(request, nowMs),
  isFollowed: false,
  ...main,
});

export const endReport = (report: Report, ending: ReportEnding, nowMs: number): Report => ({
  ...spend(report, nowMs, report.phase),
  ending,
});

/** Adds the time since the last observation to the phase it was spent in. */
export function spend(report: Report, nowMs: number, phase: SpentPhase): Report {
  const passedMs = Math.max(0, nowMs - report.nowMs);
  const spentMs = { ...report.spentMs, [report.phase]: (report.spentMs[report.phase] ?? 0) + passedMs };
  const hasMoved = phase !== report.phase;
  return {
    ...report,
    nowMs: Math.max(nowMs, report.nowMs),
    phase,
    phaseSinceMs: hasMoved ? nowMs : report.phaseSinceMs,
    spentMs: hasMoved ? { ...spentMs, [phase]: 0 } : spentMs,
  };
}
