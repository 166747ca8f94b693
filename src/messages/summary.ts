import { commentOf, isAsMeant } from './comment.ts';
import { paragraphs, plain } from './markdown.ts';
import type { Story } from './story.ts';
import { formatMoment } from './times.ts';
import { formatDuration } from '../domain/common/values/duration.ts';

/** The run's own page: what the comment says, also where there is no pull request, and from when to when it was. */
export const summaryOf = (story: Story): string =>
  paragraphs([commentOf(story), outcomeWords(story), describeSpan(story)]) + '\n';

/** With something to warn of, the comment has said it already. */
const outcomeWords = (story: Story): string | null =>
  story.ending !== null && isAsMeant(story) ? plain(story.ending.message) : null;

function describeSpan({ isFollowed, startedAtMs, nowMs, plan: request }: Story): string | null {
  if (!isFollowed) return null;
  const total = formatDuration((nowMs - startedAtMs) / 1000);
  return `From ${formatMoment(startedAtMs, nowMs)} to ${formatMoment(nowMs, nowMs)}, ${total} in all. Release ${request.release.id}.`;
}
