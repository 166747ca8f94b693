import type { Story, StoryEnding } from './story.ts';

const describeTraffic = ({ traffic }: Pick<Story, 'traffic'>, isLast: boolean): string => {
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
      `${describeTraffic(story, true)} Run the job again: it goes on where this run stopped. Please report this, with the log.`,
    details: [],
  };
}

/** What became of a run that left no end: the post step says so of it, whatever else it tells. */
export const killedWords = 'the run was ended before it could finish';

/** Main was killed and the post step went on: the end is the post step's, and says why it was not main's. */
export function afterKill(end: StoryEnding): StoryEnding {
  const isSaid = end.message.toLowerCase().includes(killedWords);
  const since = isSaid ? '' : `, since ${killedWords}`;
  return { ...end, message: `${end.message} The post step of the job saw to it${since}.` };
}

/** The same after a bug, which stays the reason for as long as nothing worse came of it. */
export const afterCrash = (crash: StoryEnding, end: StoryEnding): StoryEnding => ({
  ...end,
  reason: end.reason === 'cancelled' ? crash.reason : end.reason,
  message: `${end.message} Before the post step did that, main had ended: ${crash.message}`,
  details: [...crash.details, ...end.details],
  commands: [...(crash.commands ?? []), ...(end.commands ?? [])],
});

/** Main was killed before it could end. `unread`: why AWS could not be asked where traffic is; `null`: the story knows. */
export function interruptedEnding(story: Story, unread: string | null): StoryEnding {
  const traffic =
    unread === null
      ? describeTraffic(story, false)
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
