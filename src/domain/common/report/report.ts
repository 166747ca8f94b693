// All that is reported of a release or another command, as plain values. Each kind of service fills it in its own rooms.
import type { Request } from '../request/request.ts';
import type { Failure } from '../run/failure.ts';
import type { ReasonCode } from '../run/reason.ts';
import type { EndResult } from '../run/step.ts';
import type { TaskDefinitionArn } from '../values/arn.ts';
import { commitAhead } from './commit.ts';
import { type Gates, noGates } from './gates.ts';
import type { SpentPhase } from './phases.ts';
import type { DryRun } from './plan.ts';
import type { Status } from './status.ts';

/** A release as far as it has come: all that is told of it, whatever the place. Nothing is decided on it. */
export interface Report {
  readonly request: Request;
  readonly startedAtMs: number;
  readonly nowMs: number;
  /** Whether it was told from its beginning. One look after the fact knows of no phases. */
  readonly isFollowed: boolean;
  readonly phase: SpentPhase;
  readonly phaseSinceMs: number;
  /** Phases that were seen, in this order, and the milliseconds spent in each until now. */
  readonly spentMs: Readonly<Partial<Record<SpentPhase, number>>>;
  /** Where the revision comes from, in words; `null`: not known yet. */
  readonly source: string | null;
  readonly revision: TaskDefinitionArn | null;
  /** Of the version that this run brings; `null`: not known. */
  readonly commit: string | null;
  readonly blue: ReportedSet | null;
  readonly green: ReportedSet | null;
  /** `null`: no observation showed it. */
  readonly traffic: Traffic | null;
  readonly gates: Gates;
  readonly switchedAtMs: number | null;
  readonly rollback: RollbackOptions;
  readonly failure: Failure | null;
  /** What was put right and has to be known, a sentence each. */
  readonly notes: readonly string[];
  /** Where a staged green can be looked at, and until when it waits; `null`: nothing is staged. */
  readonly staged: Staged | null;
  /** Only of the command status. */
  readonly status: Status | null;
  /** Only of the command plan. */
  readonly dryRun: DryRun | null;
  /** A newer run tells this pull request. */
  readonly isReportedByNewerRun: boolean;
  /** `null`: under way. */
  readonly ending: ReportEnding | null;
}

export interface ReportEnding {
  readonly result: EndResult;
  readonly reason: ReasonCode;
  readonly message: string;
  readonly details: readonly string[];
}

/** A task set as it was last seen: it may be gone by now. */
export interface ReportedSet {
  readonly arn: string;
  readonly id: string;
  readonly revision: TaskDefinitionArn;
  readonly isThere: boolean;
}

export interface Traffic {
  readonly sentence: string;
  readonly shares: readonly RuleShare[];
  readonly isOnGreen: boolean;
}

export interface Staged {
  readonly release: string;
  readonly expiresAt: string;
  /** `null`: no test rule and no test-url is named. */
  readonly previewUrl: string | null;
}

export interface RollbackOptions {
  /** Until when blue is kept; `null`: green doesn't have all the traffic, or blue is not kept any more. */
  readonly keptUntilMs: number | null;
  /** Blue's scale in percent while it is too low to carry everybody; `null`: it can. */
  readonly loweredToPercent: number | null;
  /** What takes production back to blue by hand; empty where there is nothing to take back, or nowhere. */
  readonly commands: readonly string[];
  /** Why nobody is shown a way back, though one may stand there; `null`: nothing is against it. */
  readonly blockedBecause: string | null;
  /** The revision that the command rollback would release again. `null`: not known. */
  readonly reRelease: string | null;
}

export const nowhere: RollbackOptions = {
  keptUntilMs: null,
  loweredToPercent: null,
  commands: [],
  blockedBecause: null,
  reRelease: null,
};

export const beginReport = (request: Request, nowMs: number): Report => ({
  request,
  startedAtMs: nowMs,
  nowMs,
  isFollowed: true,
  phase: 'preflight',
  phaseSinceMs: nowMs,
  spentMs: { preflight: 0 },
  source: null,
  revision: null,
  commit: commitAhead(request),
  blue: null,
  green: null,
  traffic: null,
  gates: noGates,
  switchedAtMs: null,
  rollback: nowhere,
  failure: null,
  notes: [],
  staged: null,
  status: null,
  dryRun: null,
  isReportedByNewerRun: false,
  ending: null,
});

/** The report for somebody who comes when it is over. */
export const lateReport = (request: Request, nowMs: number): Report => ({
  ...beginReport(request, nowMs),
  isFollowed: false,
});

export const endReport = (report: Report, ending: ReportEnding, nowMs: number): Report => ({
  ...spend(report, nowMs, report.phase),
  ending,
});

/** The time since the last observation belongs to the phase that it was spent in. */
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

/** Where one production rule sends requests, in percent of its weights; `null`: all of them are 0. */
export interface RuleShare {
  readonly rule: string;
  readonly blue: number | null;
  readonly green: number | null;
  /** Groups besides the pair. */
  readonly others: number | null;
}
