// The job summary of a run.
import { commentOf, isAsMeant } from './comment.ts';
import { paragraphs, plain, plainWithRuns } from './markdown.ts';
import { timelineOf } from './timeline.ts';
import { formatMoment } from '../../domain/common/values/moment.ts';
import { formatDuration } from '../../domain/common/values/duration.ts';
import type { Report } from '../../domain/common/report/report.ts';

/** The comment's text, also without a pull request, where traffic was, and the times of the run. */
export const summaryOf = (report: Report): string =>
  paragraphs([
    returnOf(report),
    commentOf(report),
    describeOutcome(report),
    timelineOf(report),
    describeSpan(report),
  ]) + '\n';

/** First that users are safe. */
const returnOf = ({ returned, request }: Report): string | null =>
  returned === null ? null : `**${plainWithRuns(returned.sentence, request.release.runUrl)}**`;

/** Otherwise the comment shows the message already. */
const describeOutcome = (report: Report): string | null =>
  report.ending !== null && isAsMeant(report)
    ? plainWithRuns(report.ending.message, report.request.release.runUrl)
    : null;

function describeSpan({ isFollowed, startedAtMs, nowMs, request }: Report): string | null {
  if (!isFollowed) return null;
  const total = formatDuration((nowMs - startedAtMs) / 1000);
  return `From ${formatMoment(startedAtMs, nowMs)} to ${formatMoment(nowMs, nowMs)}, ${total} in total. Release ${plain(request.release.id)}.`;
}
