// The outputs of a run.
import type { OutputName } from '../action-io.ts';
import type { SpentPhase } from '../domain/common/report/phases.ts';
import type { Report } from '../domain/common/report/report.ts';

/** What a workflow may branch on. A new `version` only where something that was there changes its meaning. */
export interface ResultJson {
  readonly version: 1;
  readonly result: string;
  readonly reasonCode: string;
  readonly message: string;
  readonly details: readonly string[];
  readonly releaseId: string;
  readonly runAttempt: number;
  readonly repository: string;
  readonly commit: string | null;
  readonly cluster: string;
  readonly service: string;
  readonly taskDefinitionArn: string | null;
  readonly greenTaskSetArn: string | null;
  readonly blueTaskSetArn: string | null;
  /** ISO 8601, UTC; `null`: blue is not kept. */
  readonly blueKeptUntil: string | null;
  /** Of a staged green: until when it waits (ISO 8601, UTC), and where it can be looked at. */
  readonly expiresAt: string | null;
  readonly previewUrl: string | null;
  /** What the command status saw; `null` for every other. */
  readonly status: Report['status'];
  /** What the command plan found; `null` for every other. */
  readonly plan: Report['dryRun'];
  /** Per production rule the percentages of blue, green and others as last seen; `null`: all weights are 0. */
  readonly traffic: Report['traffic'];
  readonly startedAt: string;
  readonly endedAt: string;
  /** Seconds by phase. */
  readonly timings: Readonly<Partial<Record<SpentPhase, number>>>;
}

type Outputs = Readonly<Record<OutputName, string | null>>;

const iso = (ms: number): string => new Date(ms).toISOString();

/** Everything that the run leaves for the steps after it. `report` has to have ended. */
export function outputsOf(report: Report): Outputs {
  const result = resultOf(report);
  return {
    result: result.result,
    'reason-code': result.reasonCode,
    'release-id': result.releaseId,
    'green-task-set-arn': result.greenTaskSetArn,
    'blue-task-set-arn': result.blueTaskSetArn,
    'task-definition-arn': result.taskDefinitionArn,
    'blue-kept-until': result.blueKeptUntil,
    timings: JSON.stringify(result.timings),
    'expires-at': result.expiresAt,
    'preview-url': result.previewUrl,
    'result-json': JSON.stringify(result),
  };
}

export function resultOf(report: Report): ResultJson {
  const { request, ending, rollback } = report;
  return {
    version: 1,
    result: ending?.result ?? 'failed',
    reasonCode: ending?.reason ?? 'bug',
    message: ending?.message ?? '',
    details: ending?.details ?? [],
    releaseId: request.release.id,
    runAttempt: request.release.runAttempt,
    repository: request.release.repository,
    commit: report.commit,
    cluster: request.cluster,
    service: request.service,
    taskDefinitionArn: report.revision,
    greenTaskSetArn: report.green?.arn ?? null,
    blueTaskSetArn: report.blue?.arn ?? null,
    blueKeptUntil: rollback.keptUntilMs === null ? null : iso(rollback.keptUntilMs),
    expiresAt: ending?.result === 'staged' ? (report.staged?.expiresAt ?? null) : null,
    previewUrl: ending?.result === 'staged' ? (report.staged?.previewUrl ?? null) : null,
    status: report.status,
    plan: report.dryRun,
    traffic: report.traffic,
    startedAt: iso(report.startedAtMs),
    endedAt: iso(report.nowMs),
    timings: Object.fromEntries(
      Object.entries(report.spentMs).map(([phase, ms]) => [phase, Math.round(ms / 100) / 10]),
    ),
  };
}

/** What a workflow gets when the inputs already were wrong: nothing was read, so nothing else is known. */
export function outputsWithoutPlan(
  reason: 'inputs-invalid' | 'bug',
  message: string,
  details: readonly string[],
): Outputs {
  const result = reason === 'bug' ? 'failed' : 'refused';
  const nothing = { 'release-id': null, 'green-task-set-arn': null, 'blue-task-set-arn': null } as const;
  return {
    ...nothing,
    result,
    'reason-code': reason,
    'task-definition-arn': null,
    'blue-kept-until': null,
    timings: '{}',
    'expires-at': null,
    'preview-url': null,
    'result-json': JSON.stringify({ version: 1, result, reasonCode: reason, message, details }),
  };
}
