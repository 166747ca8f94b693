// What the end of a run asks of a GitHub that may be slow.
import { expect, test } from '@jest/globals';
import type { Frame } from './stories.ts';
import { goodFrames } from './stories.ts';
import type { ReleaseNews } from '../../src/domain/common/report/releases.ts';
import { gitHubWarnings } from '../../src/report/answers/warnings.ts';
import { newsChannel } from '../../src/report/news/channel.ts';
import type { Newsworthy } from '../../src/report/news/context.ts';
import { createPullFinder } from '../../src/report/pulls/finder.ts';
import { commandPlan } from '../support/commands.ts';
import { recordingGitHub, recordingRunner, settled } from '../support/reporting.ts';
import { noon } from '../support/worlds.ts';
import { aNews, aRelease, onBlue, serviceKey } from './known-release.ts';
import { aDesk, anEnd, finish } from './report-desk.ts';

/** The last look, with this fence. */
function seeing(fence: string): Pick<Frame, 'world' | 'memory'> {
  const { world, memory } = goodFrames.at(-1)!;
  return {
    world: { ...world, service: { ...world.service, tags: { ...world.service.tags, fence } } },
    memory,
  };
}

/** How long the read of the comment may take at the end, `laterMs` after the last look. */
async function readMsAtEnd(fence: string, step = anEnd(), laterMs = 0): Promise<number | undefined> {
  const { clock, github, aReporter, show } = aDesk();
  const given: (number | undefined)[] = [];
  const reporter = aReporter({
    environment: null,
    github: {
      ...github,
      updateComment: (pull, markers, textFor, readMs) => {
        given.push(readMs);
        return github.updateComment(pull, markers, textFor);
      },
    },
  });
  await show(reporter, goodFrames.slice(0, -1));
  expect(new Set(given)).toEqual(new Set([undefined]));
  await clock.move(goodFrames.at(-1)!.world.nowMs - clock.now() + laterMs);
  await finish(reporter, step, seeing(fence));
  return given.at(-1);
}

test('the end waits briefly for what the comment shows, if this run has just been seen to hold the service', async () => {
  expect(await readMsAtEnd('4:100.1')).toBe(500);
});

test.each<[string, Parameters<typeof readMsAtEnd>]>([
  ['another run holds the service', ['5:300.1']],
  ['it stood down', ['4:100.1', anEnd({ result: 'stood-down', reason: 'fence-lost' })]],
  ['it has not seen the service for a while', ['4:100.1', anEnd(), 20_000]],
])('the end reads the comment if %s', async (_what, given) => {
  expect(await readMsAtEnd(...given)).toBeUndefined();
});

/** What is said if GitHub never answers this part of the end. */
async function withoutAnswerTo(part: 'newestDeployments' | 'updateComment' | 'setDeploymentStatus') {
  const { clock, github, runner, states, aReporter, show } = aDesk();
  const never = (): Promise<never> => new Promise(() => undefined);
  const reporter = aReporter({ github: { ...github, [part]: never } });
  await show(reporter, goodFrames.slice(0, -1));
  const ending = finish(reporter, anEnd(), seeing('4:100.1'));
  await settled();
  await clock.move(4000);
  await ending;
  const { isReported } = JSON.parse(states.get('ending') ?? '{}') as { readonly isReported?: boolean };
  return { isReported, warnings: runner.annotations.length, lines: runner.lines };
}

test.each(['updateComment', 'setDeploymentStatus'] as const)(
  'a GitHub that does not answer %s costs a warning, and post knows of it',
  async (part) => {
    expect(await withoutAnswerTo(part)).toMatchObject({ isReported: false, warnings: 1 });
  },
);

test('what only other runs left is no matter of this run if GitHub does not show it in time', async () => {
  const { lines, ...rest } = await withoutAnswerTo('newestDeployments');
  expect(rest).toEqual({ isReported: true, warnings: 0 });
  expect(lines).toContainEqual(
    expect.stringMatching(/^GitHub did not answer in time what earlier runs left/),
  );
});

test('the Deployment that a release replaces is found in its bake, and gets its status with one call', async () => {
  const [github, runner] = [recordingGitHub(), recordingRunner()];
  github.deployments.push(`production ${aRelease.commit ?? ''} 95-shop of ${serviceKey}`);
  const calls: string[] = [];
  github.answer = (call) => {
    calls.push(call);
    return Promise.resolve();
  };
  const channel = newsChannel({
    ...{ github, runner, secrets: [], actor: null, environment: null, wantsComment: false },
    ...{ clock: { now: () => noon, sleep: () => Promise.resolve() }, pulls: createPullFinder(github) },
    ...{ runs: { isOver: () => Promise.resolve(true) }, warnings: gitHubWarnings({ runner, secrets: [] }) },
  });
  const reportOf = (news: ReleaseNews): Newsworthy => ({
    ...{ news: [news], request: commandPlan('deploy'), nowMs: noon, serviceKey, pull: null, commit: null },
    ...{ ...onBlue, found: [], now: [], isHolder: true, lastSwitch: null, untaggedMs: null },
    seen: { fence: 4, atMs: noon },
  });
  channel.offer(reportOf(aNews('replaced', { isSettled: false })), true);
  await settled();
  expect([calls, github.statuses]).toEqual([['find job'], []]);
  await channel.close(reportOf(aNews('replaced')));
  expect(calls).toEqual(['find job', 'status']);
  expect(github.statuses.map(({ state }) => state)).toEqual(['inactive']);
});
