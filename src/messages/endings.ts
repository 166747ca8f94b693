import type { Story, StoryEnding } from './story.ts';

const trafficWords = ({ traffic }: Pick<Story, 'traffic'>, isLast: boolean): string => {
  if (traffic === null) return 'Where production traffic is could not be read.';
  return isLast ? `Last seen: ${traffic.sentence}` : traffic.sentence;
};

/** An error that nobody foresaw: it says nothing about the release, so neither does this. */
export function bugEnding(story: Story, error: unknown): StoryEnding {
  const what = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return {
    result: 'failed',
    reason: 'bug',
    message:
      `Stopped by a bug in this action, not by the release of service ${story.plan.service}: ${what}. ` +
      `${trafficWords(story, true)} Run the job again: it goes on where this run stopped. Please report this, with the log.`,
    details: [],
  };
}

/** Main was killed and the post step went on: the end is the post step's, and the sentence says whose it is. */
export const afterKill = (end: StoryEnding): StoryEnding => ({
  ...end,
  message: `${end.message} Main was ended before it could finish; the post step of the job did the rest.`,
});

/** The same after a bug, which stays the reason for as long as nothing worse came of it. */
export const afterCrash = (crash: StoryEnding, end: StoryEnding): StoryEnding => ({
  ...end,
  reason: end.reason === 'cancelled' ? crash.reason : end.reason,
  message: `${end.message} Before the post step did that, main had ended: ${crash.message}`,
  details: [...crash.details, ...end.details],
});

/** Main was killed before it could end. `unread`: why AWS could not be asked where traffic is; `null`: the story knows. */
export function interruptedEnding(story: Story, unread: string | null): StoryEnding {
  const traffic =
    unread === null
      ? trafficWords(story, false)
      : `Where production traffic is could not be read: ${unread}.`;
  return {
    result: 'failed',
    reason: 'cancelled',
    message:
      `Interrupted: the run that releases service ${story.plan.service} was ended before it could finish. ${traffic} ` +
      'Run the job again: it goes on where this run stopped.',
    details: [],
  };
}
