// What the comment and the Deployment of a release say once another run has changed its state.
import { formatPlace } from '../../domain/common/shown/service-key.ts';
import { isStillLive, type KnownRelease, type ReleaseNews } from '../../domain/common/report/releases.ts';
import { traitsOf } from '../../domain/common/request/commands.ts';
import { runOfRelease } from '../../domain/common/request/release-id.ts';
import type { Request } from '../../domain/common/request/request.ts';
import { descriptionLimit } from '../../domain/common/shown/deployment.ts';
import { formatDay, formatMoment } from '../../domain/common/values/moment.ts';
import { oneLine, sentencesWithin, withoutStop } from '../../domain/common/values/sentence.ts';
import { alert, always, code, linkToCommit, linkToRun, paragraphs, plain } from '../messages/markdown.ts';
import { liveSinceIn, versionBegin } from '../messages/kept.ts';
import { describeUsed, usedBefore } from './used.ts';
import { laterText } from './later.ts';
import { notKept, rollbackOf } from './rollback.ts';
import { withSince, type ShownTraffic } from '../messages/traffic.ts';
import type { Used } from '../../domain/common/shown/used.ts';
import type { Stamp } from '../../domain/common/shown/order.ts';
import { stamped } from '../stamp.ts';

/** News, and who brings them. */
export interface Shown extends ShownTraffic {
  readonly news: ReleaseNews;
  readonly now: readonly KnownRelease[];
  readonly request: Request;
  readonly serviceKey: string | null;
  /** Who started the run. `null`: a schedule. */
  readonly actor: string | null;
}

/** What is new, by which one state is compared with the next: it contains no running times. */
export const newsText = (shown: Shown): string => textWith(shown, false, null);

/** The whole comment but its marker. What only the run of the release knew is kept from the current one. */
export function newsComment(seen: Shown, stamp: Stamp, current: string | null): string {
  const shown = sinceItsSwitch(seen, current);
  const { change, atMs, release } = shown.news;
  const footer = `<sub>As of ${formatDay(shown.nowMs)}. Release ${plain(release.id)}${formatPlace(shown.serviceKey)}. Updated by ${runOf(shown)}.</sub>`;
  const text = textWith(shown, isLastWord(shown), current);
  const sinceMs = change === 'live-again' ? atMs : release.liveSinceMs;
  return paragraphs([stamped(stamp, { sinceMs, traffic: shown.traffic }, text), footer]);
}

/** Once blue is gone, only the comment says when the release got the traffic. */
function sinceItsSwitch(shown: Shown, current: string | null): Shown {
  const { news, live } = shown;
  const liveSinceMs = news.release.liveSinceMs ?? liveSinceIn(current);
  const hasMoved = news.change === 'rolled-back' || news.change === 'live-again';
  return {
    ...shown,
    live: hasMoved
      ? withSince(live, live?.id ?? '', news.atMs)
      : withSince(live, news.release.set, liveSinceMs),
    news: { ...news, release: { ...news.release, liveSinceMs } },
  };
}

function textWith(shown: Shown, isDated: boolean, current: string | null): string {
  const { change, release } = shown.news;
  // A green that was removed without traffic may have had some before.
  const used = change === 'removed' ? usedBefore(current, release.liveSinceMs, null) : null;
  return laterText({
    title: titleOf(shown, used),
    alert: isStillLive(change) ? null : alert(kindOf(shown), [sentenceOf(shown, used)]),
    shown,
    isDated,
    rollback: [always(rollbackLine(shown))],
    version: versionOf(release, shown.request),
    current,
  });
}

/** `null`: it has no production traffic. */
function rollbackLine(shown: Shown): string | null {
  const { news } = shown;
  if (news.change === 'live-again' || news.change === 'stays')
    return rollbackOf(news.release, news.release.hasBlue ? null : notKept, shown);
  return news.change === 'no-blue' ? rollbackOf(news.release, goneSince(shown), shown) : null;
}

const goneSince = (shown: Shown): string =>
  `blue is gone since ${formatMoment(shown.news.atMs, shown.nowMs)}: ${runOf(shown)} (${shown.request.command}) deleted it`;

/** Of a release without production traffic, later runs may have no news. */
const isLastWord = ({ news: { change } }: Shown): boolean => change !== 'live-again' && !isStillLive(change);

function titleOf(shown: Shown, used: Used | null): string {
  const { news } = shown;
  const { cluster, service } = shown.request;
  const [sign, words] = {
    'rolled-back': ['⏪', isMover(shown) ? 'rolled back' : 'no longer live'],
    replaced: [
      '⏭️',
      `${news.isSettled ? 'replaced' : 'being replaced'} by ${nameOf(news.live, shown.request)}`,
    ],
    'live-again': ['✅', 'live again'],
    'no-blue': ['✅', 'live, and blue is gone'],
    stays: ['✅', 'live'],
    unstaged: ['⏹️', 'no longer staged'],
    removed: ['⏹️', used?.isSeen === true ? 'no longer live' : 'not released'],
  }[news.change] as [string, string];
  return `${sign} ${code(service)} in ${code(cluster)}: ${words}`;
}

const kindOf = ({ news: { change } }: Shown): 'NOTE' | 'WARNING' =>
  change === 'rolled-back' || change === 'removed' ? 'WARNING' : 'NOTE';

/** A number links to the pull request of that number in the comment's own repository. */
export function nameOf(live: KnownRelease | null, { release }: Request): string {
  if (live === null) return 'another version';
  const isForeign = live.repository !== null && live.repository !== release.repository;
  if (isForeign) return `release ${plain(live.id)} of ${plain(live.repository)}`;
  return live.pull === null ? `release ${plain(live.id)}` : `#${String(live.pull)}`;
}

function sentenceOf(shown: Shown, used: Used | null): string {
  const { news, nowMs } = shown;
  const at = formatMoment(news.atMs, shown.nowMs);
  switch (news.change) {
    case 'rolled-back':
      return `${leaving(shown, at)} ${usersOf(shown)}`;
    case 'replaced':
      return `${firstRunOf(shown)} switched production to ${nameOf(news.live, shown.request)} at ${at}. ${news.isSettled ? usersOf(shown) : untilSettled}`;
    case 'live-again':
      return `${byWhom(shown)} ${isReRelease(shown) ? 'released this version again' : 'returned production to this release'} at ${at}${reasonOf(shown)}`;
    case 'unstaged':
      return `${firstRunOf(shown)} (${shown.request.command}) deleted the staged green at ${at}. To release it, run its job again.`;
    case 'removed':
      return `${describeUsed(used, news.release.revision, nowMs)}${removal(shown, at)} To release it, run its job again.`;
    case 'no-blue':
    case 'stays':
      return '';
  }
}

/** A person wanted a rollback. Every other command makes room, or cleans up. */
const removal = (shown: Shown, at: string): string =>
  traitsOf(shown.request).rollsBack
    ? `${byWhom(shown)} removed green, which had no production traffic, at ${at}${reasonOf(shown)}`
    : `Green had no production traffic when ${runOf(shown)} (${shown.request.command}) removed it at ${at}.`;

/** Its task set was gone, so the run has created another one. */
const isReRelease = ({ news: { release }, request }: Shown): boolean => release.id === request.release.id;

/** Only a rollback and a sweep are known to have moved traffic. During other commands, a person may have. */
const isMover = ({ request }: Shown): boolean =>
  traitsOf(request).rollsBack || traitsOf(request).finishesOthers;

const leaving = (shown: Shown, at: string): string =>
  isMover(shown)
    ? `${byWhom(shown)} rolled this release back at ${at}${reasonOf(shown)}`
    : `Production left this release at ${at}, while ${runOf(shown)} (${shown.request.command}) held the service.`;

export const runOf = (shown: Pick<Shown, 'request'>): string => linkTo(shown, 'run');

/** At the start of a sentence. */
export const firstRunOf = (shown: Pick<Shown, 'request'>): string => linkTo(shown, 'Run');

const linkTo = ({ request: { release } }: Pick<Shown, 'request'>, word: string): string =>
  `[${word} ${String(release.runId)}](${release.runUrl}/attempts/${String(release.runAttempt)})`;

const byWhom = (shown: Shown): string =>
  shown.actor === null
    ? `${firstRunOf(shown)} (${shown.request.command})`
    : `${code(shown.actor)}, with ${runOf(shown)} (${shown.request.command}),`;

const reasonOf = ({ request: { goal } }: Shown): string =>
  goal.writtenReason === null ? '.' : `: ${plain(withoutStop(goal.writtenReason))}.`;

function usersOf({ news: { release, atMs }, nowMs }: Shown): string {
  const until = formatMoment(atMs, nowMs);
  return release.liveSinceMs === null
    ? `Users were on ${code(release.revision)} until ${until}; since when is no longer known.`
    : `Users were on ${code(release.revision)} from ${formatMoment(release.liveSinceMs, nowMs)} to ${until}.`;
}

/** It stays true if that run is killed. */
const untilSettled =
  'Until that release has passed its bake, a failure signal returns production to this one.';

export function versionOf(release: KnownRelease, request: Request): string {
  const runId = runOfRelease(release.id, request.service);
  const { runUrl } = request.release;
  return [
    ...(release.revision === '' ? [] : [`${versionBegin}${code(release.revision)}`]),
    ...(release.commit === null ? [] : [`commit ${linkToCommit(runUrl, release.commit)}`]),
    ...(runId === null ? [] : [linkToRun(runUrl, runId, null)]),
  ].join(' · ');
}

export interface NewsStatus {
  readonly state: 'success' | 'failure' | 'inactive';
  readonly description: string;
  readonly environmentUrl: string | null;
  readonly logUrl: string;
}

/** `null`: the status of its Deployment is still right. */
export function newsStatus(shown: Shown): NewsStatus | null {
  const state = stateOf(shown.news);
  if (state === null) return null;
  const { request } = shown;
  return {
    state,
    description: describe(shown),
    environmentUrl: state === 'success' ? request.bake.probeUrl : null,
    logUrl: request.release.runUrl,
  };
}

function stateOf({ change, isSettled }: ReleaseNews): NewsStatus['state'] | null {
  switch (change) {
    case 'rolled-back':
      return 'failure';
    case 'replaced':
      return isSettled ? 'inactive' : null;
    case 'live-again':
      // Also of a release that was live before: its own run may have ended while it was not.
      return 'success';
    case 'unstaged':
    case 'removed':
      return 'inactive';
    case 'no-blue':
    case 'stays':
      return null;
  }
}

function describe(shown: Shown): string {
  const { news, request, actor, nowMs } = shown;
  const at = formatMoment(news.atMs, nowMs);
  const who = `${actor === null ? '' : `${actor}, `}run ${String(request.release.runId)}`;
  switch (news.change) {
    case 'rolled-back':
      return isMover(shown)
        ? explained(`Rolled back at ${at} (${who})`, request)
        : `Not live since ${at}, seen by run ${String(request.release.runId)} (${request.command}).`;
    case 'replaced':
      return `Replaced by ${news.live === null ? 'another version' : `release ${news.live.id}`}.`;
    case 'live-again':
      return explained(`Live again since ${at} (${who})`, request);
    case 'unstaged':
      return `No longer staged: its green was deleted at ${at} (${who}).`;
    case 'removed':
    case 'no-blue':
    case 'stays':
      return `Not live: its green was removed at ${at} (${who}).`;
  }
}

/** A reason that doesn't fit is in the comment. */
function explained(what: string, { goal }: Request): string {
  const { writtenReason: why } = goal;
  const full = why === null ? null : `${what}: ${withoutStop(oneLine(why))}.`;
  return (full === null ? null : sentencesWithin(full, descriptionLimit)) ?? `${what}.`;
}
