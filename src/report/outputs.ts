// The outputs of a run.
import type { OutputName } from '../action-io.ts';
import { iso } from '../domain/common/values/moment.ts';
import { linesOf } from '../domain/common/run/step.ts';
import { masked } from '../domain/common/values/secrets.ts';
import type { Report } from '../domain/common/report/report.ts';
import { overlapOf } from './messages/timeline.ts';
import type { ResultJson, UnreadInputsJson } from './result-json.ts';

type Outputs = Readonly<Record<OutputName, string | null>>;

/** Of a run that makes no release of one service. */
export const withoutRelease = (
  own: Readonly<Record<'result' | 'reason-code' | 'result-json', string>>,
): Outputs => ({
  ...own,
  'release-id': null,
  'green-task-set-arn': null,
  'blue-task-set-arn': null,
  'live-task-set-arn': null,
  'live-task-definition-arn': null,
  'task-definition-arn': null,
  'blue-kept-until': null,
  timings: '{}',
  'expires-at': null,
  'preview-url': null,
});

/** `report` must have ended. */
export function outputsOf(report: Report): Outputs {
  const result = resultOf(report);
  return {
    result: result.result,
    'reason-code': result.reasonCode,
    'release-id': result.releaseId,
    'green-task-set-arn': result.greenTaskSetArn,
    'blue-task-set-arn': result.blueTaskSetArn,
    'live-task-set-arn': result.live?.taskSetArn ?? null,
    'live-task-definition-arn': result.live?.taskDefinitionArn ?? null,
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
    overlap: overlapOf(report),
    status: report.status,
    plan: report.dryRun,
    traffic: trafficOf(report),
    live: liveOf(report),
    startedAt: iso(report.startedAtMs),
    endedAt: iso(report.nowMs),
    timings: Object.fromEntries(
      Object.entries(report.spentMs).map(([phase, ms]) => [phase, Math.round(ms / 100) / 10]),
    ),
  };
}

/** Only what is published of it. */
function trafficOf({ traffic }: Report): ResultJson['traffic'] {
  if (traffic === null) return null;
  const { sentence, plainSentence, shares, isOnGreen } = traffic;
  return { sentence, plainSentence, shares, isOnGreen };
}

function liveOf({ live }: Report): ResultJson['live'] {
  if (live === null) return null;
  const since = live.sinceMs === null ? null : iso(live.sinceMs);
  return { taskSetArn: live.arn, taskDefinitionArn: live.revision, since };
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
  const json: UnreadInputsJson = { version: 1, result, reasonCode: reason, message, details };
  return withoutRelease({ result, 'reason-code': reason, 'result-json': JSON.stringify(json) });
}
