// What the comment and the Deployment of a release say if a command finds that they show something else than what is so.
import { describeReturned } from '../../domain/common/migrations/blue-on-schema.ts';
import type { FoundRelease } from '../../domain/common/report/releases.ts';
import { runUrlOf } from '../../domain/common/request/release-id.ts';
import type { Request } from '../../domain/common/request/request.ts';
import type { finalStateOf } from '../../domain/common/shown/deployment.ts';
import type { Stamp } from '../../domain/common/shown/order.ts';
import { formatDay, formatMoment } from '../../domain/common/values/moment.ts';
import type { DeploymentStatus } from '../../ports.ts';
import { liveSinceIn, liveSinceLine } from '../messages/kept.ts';
import { alert, always, code, paragraphs, plain } from '../messages/markdown.ts';
import { plainTrafficLine, type ShownTraffic } from '../messages/traffic.ts';
import { reRelease } from '../messages/rollback.ts';
import { stampLine } from '../stamp.ts';
import { laterText } from './later.ts';
import { nameOf, runOf, versionOf, workflowLink } from './text.ts';

/** A release, and the command that found it. */
export interface ShownFound extends ShownTraffic {
  readonly found: FoundRelease;
  readonly request: Request;
}

/** The whole comment but its marker. */
export function foundComment(shown: ShownFound, stamp: Stamp, current: string | null): string {
  const { found, request, traffic, nowMs } = shown;
  const { release, state } = found;
  const footer = `<sub>As of ${formatDay(nowMs)}. Release ${plain(release.id)}. Updated by ${runOf(shown)}.</sub>`;
  const text = laterText({
    title: titleOf(shown),
    traffic: traffic === null ? null : plainTrafficLine(shown, !isLive(state)),
    alert: alert(state === 'rolled-back' ? 'WARNING' : 'NOTE', [sentenceOf(shown)]),
    shown,
    rollback: [always(rollbackOf(shown))],
    version: versionOf(release, request),
    current,
  });
  return paragraphs([`${stampLine(stamp)}\n${liveSinceLine(liveSinceIn(current))}${text}`, footer]);
}

function titleOf({ found: { state, live }, request: { cluster, service } }: ShownFound): string {
  const [sign, words] = isLive(state)
    ? ['✅', 'live']
    : state === 'rolled-back'
      ? ['⏪', 'rolled back']
      : ['⏭️', `replaced by ${nameOf(live)}`];
  return `${sign} ${code(service)} in ${code(cluster)}: ${words}`;
}

const isLive = (state: FoundRelease['state']): boolean => state === 'warm' || state === 'live';

/** When it became so is not known any more. */
function sentenceOf(shown: ShownFound): string {
  const { found, request, nowMs } = shown;
  const { runUrl } = request.release;
  const by =
    found.by === null
      ? ''
      : `[Run ${String(found.by)}](${runUrlOf(runUrl, found.by)}) rolled this release back. `;
  const at = formatMoment(nowMs, nowMs);
  return `${by}${runOf(shown)} (${request.command}) found this at ${at}. The run that changed it did not report it here.`;
}

function rollbackOf({ found: { release, state }, request }: ShownFound): string | null {
  if (!isLive(state)) return null;
  const { forwardOnly, before, onSchema } = release;
  if (forwardOnly !== null)
    return `**Rollback**: not possible: this release is forward-only (${plain(forwardOnly)}).`;
  const link = workflowLink(release, request);
  if (state === 'warm')
    return `**Rollback**: blue is kept. The command rollback returns production to it. ${describeReturned(onSchema)}${link}`;
  return before === null ? null : `**Rollback**: ${reRelease('blue is not kept', before, onSchema, link)}`;
}

export const foundStatus = (
  { found: { state, live }, request }: ShownFound,
  final: NonNullable<ReturnType<typeof finalStateOf>>,
): DeploymentStatus => ({
  state: final,
  description: `${
    isLive(state)
      ? 'Live'
      : state === 'rolled-back'
        ? 'Rolled back'
        : `Replaced by ${live === null ? 'another version' : `release ${live.id}`}`
  }. Found by run ${String(request.release.runId)} (${request.command}).`,
  environmentUrl: final === 'success' ? request.bake.probeUrl : null,
  logUrl: request.release.runUrl,
});
