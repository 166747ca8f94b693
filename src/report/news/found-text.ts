// What the comment and the Deployment of a release say if a command finds that they show something else than what is so.
import type { FoundRelease } from '../../domain/common/report/releases.ts';
import { runUrlOf } from '../../domain/common/request/release-id.ts';
import type { Request } from '../../domain/common/request/request.ts';
import type { finalStateOf } from '../../domain/common/shown/deployment.ts';
import type { LastSwitch } from '../../domain/common/shown/used.ts';
import type { Stamp } from '../../domain/common/shown/order.ts';
import { formatDay, formatMoment } from '../../domain/common/values/moment.ts';
import type { DeploymentStatus } from '../../ports.ts';
import { liveSinceIn, liveSinceLine } from '../messages/kept.ts';
import { alert, always, code, paragraphs, plain } from '../messages/markdown.ts';
import { plainTrafficLine, withSince, type ShownTraffic } from '../messages/traffic.ts';
import { describeUsed, usedBefore } from './used.ts';
import { stampLine } from '../stamp.ts';
import { laterText } from './later.ts';
import { notKept, rollbackOf } from './rollback.ts';
import { firstRunOf, nameOf, runOf, versionOf } from './text.ts';

/** A release, and the command that found it. */
export interface ShownFound extends ShownTraffic {
  readonly found: FoundRelease;
  readonly request: Request;
  readonly lastSwitch: LastSwitch | null;
}

/** The whole comment but its marker. */
export function foundComment(seen: ShownFound, stamp: Stamp, current: string | null): string {
  const { release, state } = seen.found;
  const sinceMs = release.liveSinceMs ?? liveSinceIn(current);
  const shown = { ...seen, live: withSince(seen.live, release.set, sinceMs) };
  const { request, traffic, nowMs } = shown;
  const footer = `<sub>As of ${formatDay(nowMs)}. Release ${plain(release.id)}. Updated by ${runOf(shown)}.</sub>`;
  const text = laterText({
    title: titleOf(shown),
    traffic: traffic === null ? null : plainTrafficLine(shown, !isLive(state)),
    alert: alert(state === 'rolled-back' || state === 'gone' ? 'WARNING' : 'NOTE', [
      sentenceOf(shown, current),
    ]),
    shown,
    rollback: isLive(state) ? [always(rollbackOf(release, state === 'warm' ? null : notKept, request))] : [],
    version: versionOf(release, request),
    current,
  });
  return paragraphs([`${stampLine(stamp)}\n${liveSinceLine(sinceMs)}${text}`, footer]);
}

function titleOf({ found: { state, live }, request }: ShownFound): string {
  const { cluster, service } = request;
  const [sign, words] = isLive(state)
    ? ['✅', 'live']
    : state === 'rolled-back'
      ? ['⏪', 'rolled back']
      : state === 'gone'
        ? ['⏹️', 'not live']
        : ['⏭️', `replaced by ${nameOf(live, request)}`];
  return `${sign} ${code(service)} in ${code(cluster)}: ${words}`;
}

const isLive = (state: FoundRelease['state']): boolean => state === 'warm' || state === 'live';

/** When it became so is not known any more. */
function sentenceOf(shown: ShownFound, current: string | null): string {
  const { found, request, nowMs } = shown;
  const { runUrl } = request.release;
  const at = formatMoment(nowMs, nowMs);
  const { release, state } = found;
  const used = isLive(state) ? null : usedBefore(current, release.liveSinceMs, shown.lastSwitch);
  return `${whatHappened(found, runUrl)}${describeUsed(used, release.revision, nowMs)}${firstRunOf(shown)} (${request.command}) found this at ${at}. The run that changed it did not report it here.`;
}

function whatHappened({ by, state }: FoundRelease, runUrl: string): string {
  if (by !== null) return `[Run ${String(by)}](${runUrlOf(runUrl, by)}) rolled this release back. `;
  return state === 'gone' ? 'Its task set is gone. ' : '';
}

export const foundStatus = (
  { found: { state, live }, request }: ShownFound,
  final: NonNullable<ReturnType<typeof finalStateOf>>,
): DeploymentStatus => ({
  state: final,
  description: `${describe(state, live)}. Found by run ${String(request.release.runId)} (${request.command}).`,
  environmentUrl: final === 'success' ? request.bake.probeUrl : null,
  logUrl: request.release.runUrl,
});

function describe(state: FoundRelease['state'], live: FoundRelease['live']): string {
  if (isLive(state)) return 'Live';
  if (state === 'rolled-back') return 'Rolled back';
  if (state === 'gone') return 'Not live: its task set is gone';
  return `Replaced by ${live === null ? 'another version' : `release ${live.id}`}`;
}
