// What GitHub's Deployments say: each description fits, and none ends in the middle of a sentence.
import { describe, expect, test } from '@jest/globals';
import { fitDescription } from '../../src/adapters/github/text.ts';
import type { Change, FoundRelease } from '../../src/domain/common/report/releases.ts';
import { beginReport, endReport, type Report } from '../../src/domain/common/report/report.ts';
import { finalStateOf } from '../../src/domain/common/shown/deployment.ts';
import type { ReleaseState } from '../../src/domain/common/shown/state.ts';
import { continueReport } from '../../src/domain/task-sets/report/report.ts';
import { deploymentStatus } from '../../src/report/deployments/own.ts';
import { foundStatus } from '../../src/report/news/found-text.ts';
import { newsStatus } from '../../src/report/news/text.ts';
import { claimStories } from '../support/claim-stories.ts';
import { commandPlan } from '../support/commands.ts';
import { runRelease } from '../support/fake-release.ts';
import { commandGallery } from './command-gallery.ts';
import { aNews, aRelease, aShown, restored } from './known-release.ts';
import { planGallery } from './plan-stories.ts';
import { skippedGallery } from './skipped-stories.ts';
import { ended, gallery, goodFrames, told } from './stories.ts';

function expectWhole(text: string): void {
  const shown = fitDescription(text);
  expect(shown.length).toBeLessThanOrEqual(140);
  if (shown !== text) expect(shown).toMatch(/[^.…]\.$/);
}

const own = (report: Report): string => deploymentStatus(report, []).description;

/** As its Deployment shows it at each step and at the end. */
function playedFrom([, begin, request]: ReturnType<typeof claimStories>[number]): readonly string[] {
  const aws = begin();
  let report = beginReport(request, aws.nowMs);
  const texts: string[] = [];
  const { ending, reason } = runRelease(aws, request, {
    onStep: (step, world, memory) => {
      report = continueReport(report, step, world, memory);
      texts.push(own(report));
    },
  });
  if (ending === null || reason === null) throw new Error('the run has no end');
  return [...texts, own(endReport(report, { ...ending, reason }, aws.nowMs))];
}

const stories = { ...gallery, ...skippedGallery, ...planGallery };
const commands = Object.entries(commandGallery).map(([name, story]) => [name, story()] as const);

describe('the description of a Deployment is whole', () => {
  test.each([...Object.entries(stories), ...commands])('%s', (_name, report) => {
    expectWhole(own(report));
  });

  test.each(claimStories())('%s, from its begin to its end', (...story) => {
    const texts = playedFrom(story);
    expect(texts.length).toBeGreaterThan(1);
    for (const text of texts) expectWhole(text);
  });

  const changes: readonly Change[] = ['rolled-back', 'replaced', 'live-again', 'unstaged', 'removed'];
  const reasons = [null, 'v2 sells nothing', `v2 sells nothing (${'see the report '.repeat(12)})`];

  test.each(changes.flatMap((change) => reasons.map((reason) => [change, reason] as const)))(
    'after %s for the reason %j',
    (change, writtenReason) => {
      const request = commandPlan('rollback');
      const shown = { ...aShown, request: { ...request, goal: { ...request.goal, writtenReason } } };
      expectWhole(newsStatus({ ...shown, news: aNews(change) })?.description ?? '');
    },
  );

  const states: readonly ReleaseState[] = [
    ...(['warm', 'live', 'warm-shared', 'live-shared', 'partly'] as const),
    ...(['rolled-back', 'led-away', 'replaced', 'gone'] as const),
  ];

  test.each(states)('of a release that was found %s', (state) => {
    const found: FoundRelease = { release: aRelease, state, live: restored, by: 96, isReset: false };
    expectWhole(
      foundStatus({ ...aShown, lastSwitch: null, found }, finalStateOf(state) ?? 'inactive').description,
    );
  });
});

describe('the description of the end', () => {
  const at = (message: string, result: 'released' | 'failed' = 'failed'): string =>
    fitDescription(
      own(ended(told(goodFrames), { result, reason: result === 'failed' ? 'bug' : result, message }, 1001)),
    );
  const long = `It is ${'so '.repeat(50)}`.trimEnd();

  test.each([
    ['It failed (exit code 1. Stopped). Fix it.', 'It failed (exit code 1. Stopped). Fix it.', 'as it is'],
    [`It failed. Fix it. ${long}.`, 'It failed. Fix it.', 'the sentences that fit'],
    [`It failed (${long}). ${long}.`, 'It failed.', 'without parentheses'],
    [`It failed (${long}. Then (a) more). ${long}.`, 'It failed.', 'no end inside parentheses'],
    [`It failed, and ${long}.`, 'It failed.', 'up to a clause'],
    [`It failed :-) ${long}.`, 'shop in main: stopped by a bug', 'the state, if nothing else fits'],
  ])('of %j is %j: %s', (message, expected) => {
    expect(at(message)).toBe(expected);
  });

  test.each(['(', ')', '()', 'A. ', ', and ', ' ('])('is found at once in a text of many %j', (part) => {
    const nested = part === '(' ? ')' : '';
    const text = `It failed ${part.repeat(20_000)}${nested.repeat(20_000)}.`;
    expect(fitDescription(at(text)).length).toBeLessThanOrEqual(140);
  });

  test.each([
    [true, 'Released: ecs-svc/42 is live.'],
    [false, 'Released: ecs-svc/42 is live, but not with all production traffic.'],
  ])(
    'names the task set that is live, since later commands find a Deployment by it: with all traffic is %j',
    (isOnGreen, expected) => {
      const message = `Released: ecs-svc/42 (web:42) serves ${long}.`;
      const report = ended(told(goodFrames), { result: 'released', reason: 'released', message }, 1001);
      const traffic = report.traffic === null ? null : { ...report.traffic, isOnGreen };
      expect(own({ ...report, traffic })).toBe(expected);
    },
  );
});
