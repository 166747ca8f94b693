import { durationWords } from '../domain/words.ts';
import { commentOf, isAsMeant } from './comment.ts';
import { paragraphs, plain, table } from './markdown.ts';
import type { SpentPhase } from './phases.ts';
import type { Story } from './story.ts';
import { momentWords } from './times.ts';

/** The run's own page: what the comment says, also where there is no pull request, and every second accounted for. */
export const summaryOf = (story: Story): string =>
  paragraphs([commentOf(story), outcomeWords(story), timingsTable(story)]) + '\n';

/** With something to warn of, the comment has said it already. */
const outcomeWords = (story: Story): string | null =>
  story.ending !== null && isAsMeant(story) ? plain(story.ending.message) : null;

function timingsTable(story: Story): string | null {
  if (!story.isFollowed) return null;
  const { spentMs, startedAtMs, nowMs, plan } = story;
  const total = (nowMs - startedAtMs) / 1000;
  const rows = (Object.entries(spentMs) as [SpentPhase, number][]).map(([phase, ms]) => [
    phase,
    (ms / 1000).toFixed(1),
  ]);
  const span = `From ${momentWords(startedAtMs, nowMs)} to ${momentWords(nowMs, nowMs)}, ${durationWords(total)} in all. Release ${plan.release.id}.`;
  return `${table(['Phase', 'Seconds'], [...rows, ['**all**', `**${total.toFixed(1)}**`]], ['left', 'right'])}\n\n${span}`;
}
