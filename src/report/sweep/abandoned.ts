// The comment of a release whose run vanished.
import { formatPlace } from '../../domain/common/shown/service-key.ts';
import { endReport, type Report } from '../../domain/common/report/report.ts';
import type { SweptState } from '../../domain/common/report/swept.ts';
import { shownId, stateAfter } from '../../domain/common/report/releases.ts';
import type { Stamp } from '../../domain/common/shown/order.ts';
import type { ReleaseState } from '../../domain/common/shown/state.ts';
import type { Used } from '../../domain/common/shown/used.ts';
import { formatDay } from '../../domain/common/values/moment.ts';
import { laterText } from '../news/later.ts';
import { alert, always, code, goes, linkToRun, plain, type Part } from '../messages/markdown.ts';
import { commandsByHand, rollbackLine } from '../messages/rollback.ts';
import { describeUsed, usedBefore } from '../news/used.ts';
import { stampIn } from '../stamp.ts';
import { liveSinceIn } from '../messages/kept.ts';
import { withSince } from '../messages/traffic.ts';

export interface VanishedRun {
  readonly releaseId: string;
  readonly runId: number;
  /** The comment as that run left it. */
  readonly left: string;
}

/** Where traffic is now, and what the sweep did. The text does not include the marker that starts a comment. */
export function abandonedComment({ report: seen, done }: SweptState, vanished: VanishedRun): string {
  const { releaseId, left } = vanished;
  const report = withLeftSince(seen, left);
  const { cluster, service } = report.request;
  const isLive = [releaseId, stampIn(left)?.releaseId].some((id) => report.liveReleases.includes(id ?? ''));
  const used = isLive ? null : usedBefore(left, taggedMs(report, left), report.lastSwitch);
  const text = laterText({
    title: titleOf(code(service), code(cluster), stateFound({ report }, stampIn(left)), used),
    alert: alert('WARNING', [whatHappened(report, vanished, isLive, used), '', ...whatWasDone(report, done)]),
    shown: report,
    isDated: !isLive,
    rollback: isLive ? rollbackParts(report) : [],
    version: null,
    current: left,
  });
  return `${text}\n\n<sub>As of ${formatDay(report.nowMs)}. Release ${plain(releaseId)}${formatPlace(report.serviceKey)}.</sub>`;
}

/** What the sweep found of the release that a comment shows. `null`: its task set is gone, or a bake is in progress. */
export const stateFound = (
  { report: { found, news } }: Pick<SweptState, 'report'>,
  stamp: Pick<Stamp, 'releaseId'> | null,
): ReleaseState | null =>
  found.find(({ release }) => shownId(release) === stamp?.releaseId)?.state ??
  news
    .filter(({ release, change }) => shownId(release) === stamp?.releaseId && change !== 'removed')
    .map(stateAfter)[0] ??
  null;

function titleOf(service: string, cluster: string, state: ReleaseState | null, used: Used | null): string {
  const isRolledBack = state === 'rolled-back';
  const words = isRolledBack ? 'rolled back, and ' : used?.isSeen === true ? 'no longer live, and ' : '';
  return `${isRolledBack ? '⏪' : '⚠️'} ${service} in ${cluster}: ${words}its run ended without a report`;
}

/** The comment names when its release got the traffic, if the tags don't. */
function withLeftSince(report: Report, left: string): Report {
  const set = report.now.find(({ id }) => id === stampIn(left)?.releaseId)?.set;
  return set === undefined ? report : { ...report, live: withSince(report.live, set, liveSinceIn(left)) };
}

/** When the tags say that it got the traffic. Its task set may be gone by now. */
const taggedMs = ({ now, releases }: Report, left: string): number | null =>
  [...(releases ?? []), ...now].find((one) => shownId(one) === stampIn(left)?.releaseId)?.liveSinceMs ?? null;

/** What happened, and what to do. */
function whatHappened(
  { request: { release }, nowMs }: Report,
  { releaseId, runId }: VanishedRun,
  isLive: boolean,
  used: Used | null,
): string {
  const run = linkToRun(release.runUrl, runId, null, 'Run');
  const next = isLive
    ? 'This release has production traffic, and its run no longer watches it. Run its job again to repeat all checks, or roll it back.'
    : `${describeUsed(used, '', nowMs)}This release has no production traffic. To release it, run its job again.`;
  return `${run} is over and did not report how release ${plain(releaseId)} ended. ${next}`;
}

function whatWasDone({ request: { release } }: Report, done: readonly string[]): readonly string[] {
  const sweep = `A [sweep](${release.runUrl}) checked the service`;
  return done.length === 0 ? [`${sweep}.`] : [`${sweep}:`, '', ...done.map((line) => `- ${plain(line)}`)];
}

/** As after any release that has ended. */
function rollbackParts(report: Report): readonly Part[] {
  const over = endReport(
    report,
    { result: 'swept', reason: 'swept', message: '', details: [] },
    report.nowMs,
  );
  return [always(rollbackLine(over)), goes(6, 'the commands for a rollback by hand', commandsByHand(over))];
}
