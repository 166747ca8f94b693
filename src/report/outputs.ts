// The outputs of a run.
import type { OutputName } from '../action-io.ts';
import { iso } from '../domain/common/values/time.ts';
import { linesOf } from '../domain/common/run/step.ts';
import type { SpentPhase } from '../domain/common/report/phases.ts';
import { masked } from '../domain/common/values/secrets.ts';
import type { Report } from '../domain/common/report/report.ts';

/** The output `result-json`. `version` rises only if a member changes its meaning. */
interface ResultJson {
  readonly version: 1;
  readonly result: string;
  readonly reasonCode: string;
  readonly message: string;
  readonly details: readonly string[];
  readonly releaseId: string;
  readonly runAttempt: number;
  readonly repository: string;
  /** Of the version that the run makes live. In a rollback to blue it is blue's, and `taskDefinitionArn` is green's. */
  readonly commit: string | null;
  readonly cluster: string;
  readonly service: string;
  readonly taskDefinitionArn: string | null;
  readonly greenTaskSetArn: string | null;
  readonly blueTaskSetArn: string | null;
  /** ISO 8601, UTC; `null`: blue is not kept. */
  readonly blueKeptUntil: string | null;
  /** Whether a rollback is ready while green has the traffic and blue is there, and as of when; otherwise `null`. */
  readonly rollback: { readonly isReady: boolean; readonly words: string; readonly asOf: string } | null;
  /** For a staged green: when it expires (ISO 8601, UTC), and its preview. */
  readonly expiresAt: string | null;
  readonly previewUrl: string | null;
  /** Only for the command status, otherwise `null`. */
  readonly status: Report['status'];
  /** Only for the command plan, otherwise `null`. */
  readonly plan: Report['dryRun'];
  /** Per production rule the percentages of blue, green and others as last seen; `null`: all weights are 0. */
  readonly traffic: Report['traffic'];
  readonly startedAt: string;
  readonly endedAt: string;
  /** Seconds by phase. */
  readonly timings: Readonly<Partial<Record<SpentPhase, number>>>;
}

type Outputs = Readonly<Record<OutputName, string | null>>;

/** `report` must have ended. */
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

/** Closed lists that workflows branch on. They hold no secret, and a short secret must not change their words. */
const closedLists: ReadonlySet<string> = new Set(['result', 'reason-code', 'reasonCode']);

/** The outputs without secrets. JSON stays JSON. */
export function maskedOutputs(outputs: Outputs, secrets: readonly string[]): Outputs {
  const hide = (name: string, value: unknown): unknown =>
    typeof value === 'string' && !closedLists.has(name) ? masked(value, secrets) : value;
  const entries = Object.entries(outputs).map(([name, value]) => {
    const isJson = name === 'timings' || name === 'result-json';
    return [
      name,
      isJson && value !== null ? JSON.stringify(JSON.parse(value), hide) : hide(name, value ?? ''),
    ];
  });
  return Object.fromEntries(entries) as Outputs;
}

export function resultOf(report: Report): ResultJson {
  const { request, ending, rollback } = report;
  return {
    version: 1,
    result: ending?.result ?? 'failed',
    reasonCode: ending?.reason ?? 'bug',
    message: ending?.message ?? '',
    details: ending === null ? [] : linesOf(ending),
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
    rollback: readyOf(report),
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

function readyOf({ rollback: { ready } }: Report): ResultJson['rollback'] {
  return ready === null ? null : { isReady: ready.isReady, words: ready.words, asOf: iso(ready.asOfMs) };
}

/** For a run that ended with its inputs: nothing was read. */
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
