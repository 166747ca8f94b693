// What the comment and the Deployment of a release say if a command finds that they show something else than what is so.
import { formatPlace } from '../../domain/common/shown/service-key.ts';
import type { FoundRelease, KnownRelease } from '../../domain/common/report/releases.ts';
import type { Request } from '../../domain/common/request/request.ts';
import type { finalStateOf } from '../../domain/common/shown/deployment.ts';
import type { LastSwitch } from '../../domain/common/shown/used.ts';
import type { Stamp } from '../../domain/common/shown/order.ts';
import { isLive, isShared } from '../../domain/common/shown/state.ts';
import { formatDay, formatMoment } from '../../domain/common/values/moment.ts';
import type { DeploymentStatus } from '../../ports.ts';
import { liveSinceIn } from '../messages/kept.ts';
import { alert, always, code, linkToRun, paragraphs, plain } from '../messages/markdown.ts';
import { withSince, type ShownTraffic } from '../messages/traffic.ts';
import { describeUsed, usedBefore } from './used.ts';
import { stamped } from '../stamp.ts';
import { laterText } from './later.ts';
import { notKept, rollbackOf } from './rollback.ts';
import { firstRunOf, nameOf, runOf, versionOf } from './text.ts';

/** A release, and the command that found it. */
export interface ShownFound extends ShownTraffic {
  readonly found: FoundRelease;
  readonly now: readonly KnownRelease[];
  readonly request: Request;
  readonly serviceKey: string | null;
  readonly lastSwitch: LastSwitch | null;
}

/** The whole comment but its marker. */
export function foundComment(seen: ShownFound, stamp: Stamp, current: string | null): string {
  const { release, state } = seen.found;
  const sinceMs = release.liveSinceMs ?? liveSinceIn(current);
  const shown = { ...seen, live: withSince(seen.live, release.set, sinceMs) };
  const { request, traffic, nowMs } = shown;
  const footer = `<sub>As of ${formatDay(nowMs)}. Release ${plain(release.id)}${formatPlace(shown.serviceKey)}. Updated by ${runOf(shown)}.</sub>`;
  const text = laterText({
    title: titleOf(shown),
    alert: alert(kindOf(state), [sentenceOf(shown, current)]),
    shown,
    isDated: !isLive(state) && state !== 'partly',
    rollback: isLive(state) ? [always(rollbackOf(release, release.hasBlue ? null : notKept, shown))] : [],
    version: versionOf(release, request),
    current,
  });
  return paragraphs([stamped(stamp, { sinceMs, traffic }, text), footer]);
}

const kindOf = (state: FoundRelease['state']): 'NOTE' | 'WARNING' =>
  (isLive(state) && !isShared(state)) || state === 'replaced' ? 'NOTE' : 'WARNING';

function titleOf({ found: { state, live, release }, request }: ShownFound): string {
  const { cluster, service } = request;
  const [sign, title] = formatTitle(state, nameOf(live, request), release.restores !== null);
  return `${sign} ${code(service)} in ${code(cluster)}: ${title}`;
}

/** The sign, and what follows the names. */
function formatTitle(
  state: FoundRelease['state'],
  live: string,
  isAgain: boolean,
): readonly [string, string] {
  if (state === 'partly' || isShared(state)) return ['⚠️', 'only partly live'];
  if (isLive(state)) return ['✅', isAgain ? 'live again' : 'live'];
  if (state === 'rolled-back') return ['⏪', 'rolled back'];
  if (state === 'gone') return ['⏹️', 'not live'];
  return state === 'led-away' ? ['⚠️', 'no longer live'] : ['⏭️', `replaced by ${live}`];
}

/** When it became so is not known any more. */
function sentenceOf(shown: ShownFound, current: string | null): string {
  const { found, request, nowMs } = shown;
  const { runUrl } = request.release;
  const at = formatMoment(nowMs, nowMs);
  const { release, state } = found;
  const hasTraffic = isLive(state) || state === 'partly';
  const used = hasTraffic ? null : usedBefore(current, release.liveSinceMs, shown.lastSwitch);
  const what = `${whatHappened(found, runUrl)}${describeUsed(used, release.revision, nowMs)}`;
  // It was the hand of a person that moved the traffic, and this run that ended the release.
  if (found.by === request.release.runId) return what.trimEnd();
  return `${what}${firstRunOf(shown)} (${request.command}) found this at ${at}. ${describeCause(found)}`;
}

function describeCause(found: FoundRelease): string {
  const { by, state } = found;
  if (isShared(state)) return shared;
  if (isByHand(state))
    return `No run noted a rollback, so a person or infrastructure code has probably changed the production rules. ${whatToDo(found)}`;
  return by !== null || state === 'replaced'
    ? 'The run that changed it did not report it here.'
    : 'Nothing had reported it here.';
}

function whatHappened({ by, state }: FoundRelease, runUrl: string): string {
  if (by !== null) return `${linkToRun(runUrl, by, null, 'Run')} rolled this release back. `;
  return state === 'gone' ? 'Its task set is gone. ' : '';
}

const shared =
  'A person or infrastructure code leads a part of production elsewhere. No command of this action changes that part. If it ' +
  'is not meant, correct the production rules.';

const isByHand = (state: FoundRelease['state']): boolean => state === 'partly' || state === 'led-away';

const ignoring = 'If infrastructure code writes the weights, let it ignore them first.';

function whatToDo({ state, isReset, release }: FoundRelease): string {
  const { hasBlue, isShared: isElsewhereToo } = release;
  if (isReset)
    return `The command rollback returns ${state === 'partly' && !isElsewhereToo ? 'all of it' : 'production'} to this release, and rolls back nothing. ${ignoring}`;
  if (state === 'led-away' && isElsewhereToo)
    return 'No command of this action changes what leads to other target groups: correct the production rules first.';
  if (state === 'led-away') return `To return production to this release, run its job again. ${ignoring}`;
  return hasBlue && !isElsewhereToo
    ? `The command sweep ends the split, and the command rollback returns all of it to blue. ${ignoring}`
    : 'The command status shows where production traffic goes, and what to do.';
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
  if (isShared(state)) return 'Live, and a part of production is led elsewhere';
  if (isLive(state)) return 'Live';
  if (state === 'rolled-back') return 'Rolled back';
  if (state === 'gone') return 'Not live: its task set is gone';
  if (state === 'partly') return 'Only partly live: the production rules were changed';
  if (state === 'led-away') return 'Not live: the production rules were changed';
  return `Replaced by ${live === null ? 'another version' : `release ${live.id}`}`;
}
