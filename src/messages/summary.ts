import { commentOf, isAsMeant } from './comment.ts';
import { paragraphs, plain } from './markdown.ts';
import type { Story } from './story.ts';
import { momentWords } from './times.ts';
import { durationWords } from '../domain/common/values/duration.ts';

/** The run's own page: what the comment says, also where there is no pull request, and from when to when it was. */
export const summaryOf = (story: Story): string =>
  paragraphs([commentOf(story), outcomeWords(story), spanWords(story)]) + '\n';

/** With something to warn of, the comment has said it already. */
const outcomeWords = (story: Story): string | null =>
  story.ending !== null && isAsMeant(story) ? plain(story.ending.message) : null;

function spanWords({ isFollowed, startedAtMs, nowMs, plan }: Story): string | null {
  if (!isFollowed) return null;
  const total = durationWords((nowMs - startedAtMs) / 1000);
  return `From ${momentWords(startedAtMs, nowMs)} to ${momentWords(nowMs, nowMs)}, ${total} in all. Release ${plan.release.id}.`;
}
