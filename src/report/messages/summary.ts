// The job summary of a run.
import { commentOf, isAsMeant } from './comment.ts';
import { paragraphs, plain } from './markdown.ts';
import { formatMoment } from '../../domain/common/report/times.ts';
import { formatDuration } from '../../domain/common/values/duration.ts';
import type { Report } from '../../domain/common/report/report.ts';

/** The run's own page: what the comment says, also where there is no pull request, and from when to when it was. */
export const summaryOf = (report: Report): string =>
  paragraphs([commentOf(report), outcomeWords(report), describeSpan(report)]) + '\n';

/** With something to warn of, the comment has said it already. */
const outcomeWords = (report: Report): string | null =>
  report.ending !== null && isAsMeant(report) ? plain(report.ending.message) : null;

function describeSpan({ isFollowed, startedAtMs, nowMs, request }: Report): string | null {
  if (!isFollowed) return null;
  const total = formatDuration((nowMs - startedAtMs) / 1000);
  return `From ${formatMoment(startedAtMs, nowMs)} to ${formatMoment(nowMs, nowMs)}, ${total} in all. Release ${request.release.id}.`;
}
