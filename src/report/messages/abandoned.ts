// The comment of a release whose run vanished.
import type { SweptState } from '../../domain/common/report/swept.ts';
import { formatDay } from '../../domain/common/values/moment.ts';
import { runUrlOf } from '../../domain/common/request/release-id.ts';
import { alert, code, paragraphs, plain } from './markdown.ts';
import { plainTrafficLine } from './traffic.ts';

/** The last line of a release's comment until its end is reported. If it is still there after the run, the end was never reported. */
export const inProgressMark = (releaseId: string): string => `<!-- in progress: ${releaseId} -->`;

/** The release whose end this comment still has to show. `null`: it shows the end, or isn't ours. */
export const releaseInProgress = (comment: string): string | null =>
  /<!-- in progress: (\S+) -->\s*$/.exec(comment)?.[1] ?? null;

export interface VanishedRun {
  readonly releaseId: string;
  readonly runId: number;
  /** The line that lists the other pull requests of the release. `null`: there is none. */
  readonly others: string | null;
}

/** Where traffic is now, and what the sweep did. The text does not include the marker that starts a comment. */
export function abandonedComment(
  { report, done }: SweptState,
  { releaseId, runId, others }: VanishedRun,
): string {
  const { request, nowMs } = report;
  const { cluster, service, release } = request;
  const run = `[Run ${runId}](${runUrlOf(release.runUrl, runId)})`;
  const sweep = `A [sweep](${release.runUrl}) checked the service`;
  return paragraphs([
    `### ⚠️ ${code(service)} in ${code(cluster)}: its run ended without a report`,
    plainTrafficLine(report, !report.liveReleases.includes(releaseId)),
    alert('WARNING', [
      `${run} is over and did not report how release ${plain(releaseId)} ended. ${sweep}${done.length === 0 ? '.' : ':'}`,
      ...(done.length === 0 ? [] : ['', ...done.map((line) => `- ${plain(line)}`)]),
    ]),
    others,
    `<sub>As of ${formatDay(nowMs)}. Release ${plain(releaseId)}. Run its job again to repeat all checks.</sub>`,
  ]);
}
