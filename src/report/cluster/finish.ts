// The end of the status of a cluster: log, summary, outputs and exit code.
import type { OutputName } from '../../action-io.ts';
import type { Request } from '../../domain/common/request/request.ts';
import { masked } from '../../domain/common/values/secrets.ts';
import { iso } from '../../domain/common/values/moment.ts';
import type { Clock, RunnerPort } from '../../ports.ts';
import { writeSummaryText } from '../context.ts';
import { maskedOutputs, withoutRelease } from '../outputs.ts';
import type { ClusterStatusJson } from '../result-json.ts';
import { clusterLines, clusterSentence, clusterSummary, deletingLines, type ClusterStatus } from './text.ts';

export interface ClusterContext {
  readonly runner: RunnerPort;
  readonly clock: Clock;
  readonly secrets: readonly string[];
  readonly writeOutputs: (values: Readonly<Record<OutputName, string | null>>) => void;
}

interface Asked {
  readonly request: Request;
  readonly startedAtMs: number;
}

/** Fails if not everything could be read: what it doesn't show might run beyond its lease. Never rejects. */
export async function finishClusterStatus(
  context: ClusterContext,
  asked: Asked,
  status: ClusterStatus,
): Promise<void> {
  const { runner, secrets } = context;
  const lines = clusterLines(status).map((line) => masked(line, secrets));
  const sentence = masked(clusterSentence(status), secrets);
  const ending = deletingLines(status).map((line) => masked(line, secrets));
  for (const line of [...lines, ...ending, sentence]) runner.info(line);
  const result = status.unread.length === 0 ? 'status' : 'failed';
  const reasonCode = status.unread.length === 0 ? 'status' : 'reads-failed';
  const json = jsonOf(context, asked, status, { result, reasonCode });
  const outputs = { result, 'reason-code': reasonCode, 'result-json': JSON.stringify(json) };
  context.writeOutputs(maskedOutputs(withoutRelease(outputs), secrets));
  if (result === 'failed') runner.fail('Status incomplete', [sentence, ...lines].join('\n'));
  else if (lines.length > 0) runner.annotate('warning', 'Beyond its lease', lines.join('\n'));
  await writeSummaryText(context, clusterSummary(status));
}

function jsonOf(
  { clock }: ClusterContext,
  { request, startedAtMs }: Asked,
  status: ClusterStatus,
  end: Pick<ClusterStatusJson, 'result' | 'reasonCode'>,
): ClusterStatusJson {
  const { runId, runAttempt, repository } = request.release;
  return {
    version: 1,
    ...end,
    message: clusterSentence(status),
    ...{ runId, runAttempt, repository },
    services: status.services,
    unread: status.unread,
    startedAt: iso(startedAtMs),
    endedAt: iso(clock.now()),
  };
}
