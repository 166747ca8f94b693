// The comment of a release whose run vanished.
import { runUrlOf } from '../../domain/common/request/release-id.ts';
import { endReport, type Report } from '../../domain/common/report/report.ts';
import type { SweptState } from '../../domain/common/report/swept.ts';
import { formatDay } from '../../domain/common/values/moment.ts';
import { laterText } from '../news/later.ts';
import { alert, always, code, goes, plain, type Part } from '../messages/markdown.ts';
import { commandsByHand, rollbackLine } from '../messages/rollback.ts';
import { stampIn } from '../stamp.ts';
import { liveSinceIn } from '../messages/kept.ts';
import { plainTrafficLine, withSince } from '../messages/traffic.ts';

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
  const text = laterText({
    title: `⚠️ ${code(service)} in ${code(cluster)}: its run ended without a report`,
    traffic: plainTrafficLine(report, !isLive),
    alert: alert('WARNING', [whatHappened(report, vanished, isLive), '', ...whatWasDone(report, done)]),
    shown: report,
    rollback: isLive ? rollbackParts(report) : [],
    version: null,
    current: left,
  });
  return `${text}\n\n<sub>As of ${formatDay(report.nowMs)}. Release ${plain(releaseId)}.</sub>`;
}

/** The comment names when its release got the traffic, if the tags don't. */
function withLeftSince(report: Report, left: string): Report {
  const set = report.now.find(({ id }) => id === stampIn(left)?.releaseId)?.set;
  return set === undefined ? report : { ...report, live: withSince(report.live, set, liveSinceIn(left)) };
}

/** What happened, and what to do. */
function whatHappened(
  { request: { release } }: Report,
  { releaseId, runId }: VanishedRun,
  isLive: boolean,
): string {
  const run = `[Run ${String(runId)}](${runUrlOf(release.runUrl, runId)})`;
  const next = isLive
    ? 'This release has production traffic, and its run no longer watches it. Run its job again to repeat all checks, or roll it back.'
    : 'This release has no production traffic. To release it, run its job again.';
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
