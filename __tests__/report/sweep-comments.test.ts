import { describe, expect, test } from '@jest/globals';
import { footerOf } from '../../src/report/messages/comment.ts';

import type { FakeAws } from '../support/fake-aws.ts';
import type { SetTags } from '../../src/domain/task-sets/model/world.ts';
import { aFakeSet } from '../support/fake-state.ts';
import { recordingGitHub, type RecordingGitHub } from '../support/reporting.ts';
import { anAws } from '../support/scenarios.ts';
import { sweepOf, type Swept } from '../support/sweep-of.ts';
import { halfMade } from '../support/sweeps.ts';
import { a, aPlan, noon } from '../support/worlds.ts';
import { beginReport } from '../../src/domain/common/report/report.ts';

/** What run 95 made and never gave a user, told on pull request 7. */
const dead = (more: SetTags = {}): FakeAws =>
  anAws(
    'good',
    halfMade({ tags: { release: '95-shop', run: '95.1', repository: 'acme/shop', pull: '7', ...more } }),
  );
/** The same release, live and alone: nothing of it is left to do. */
const live = (): FakeAws =>
  anAws('good', (state) => {
    const tags = { release: '95-shop', run: '95.1', repository: 'acme/shop', pull: '7' };
    state.sets = [aFakeSet(2, { status: 'PRIMARY', group: a, tags, liveSinceMs: 0 })];
  });
const going = footerOf(beginReport(aPlan({ release: { id: '95-shop' } }), noon));

function githubWith(comment: string): RecordingGitHub {
  const github = recordingGitHub();
  github.comments.push(comment);
  return github;
}
const sweep = (aws: FakeAws, github: RecordingGitHub, changes = {}): Promise<Swept> =>
  sweepOf({ shop: aws }, { github, ...changes });

/** Notes the pull request and the marker of each look at a comment. */
const askedFor = (github: RecordingGitHub, asked: string[]): RecordingGitHub => ({
  ...github,
  updateComment: (pull, key, textFor) => {
    asked.push(`${String(pull)} ${key.marker}`);
    return github.updateComment(pull, key, textFor);
  },
});

describe('the comment of a run that vanished', () => {
  test('ends with where traffic is and what the sweep did, once', async () => {
    const github = githubWith(`Baking.\n\n${going}`);
    const { runner } = await sweep(dead(), github);
    const [, told, ...more] = github.comments;
    expect(told).toContain('its run ended without a report');
    expect(told).toMatch(
      /^\*\*Production traffic is split between ecs-svc\/1 \(web:1\) and target group c, .*\.\*\* \(as of 2026-03-01 /m,
    );
    expect(told).toMatch(/\[Run 95\]\(\S+\/95\) is over and did not report how release 95-shop ended/);
    expect(told).toMatch(/^> - .*ecs-svc\/2/m);
    expect(more).toEqual([]);
    expect(runner.summaries[0]).toContain('updated pull request #7: the run of release 95-shop is over');
    await sweep(dead(), github);
    expect(github.comments).toHaveLength(2);
  });

  const kept: readonly (readonly [string, FakeAws, string, object])[] = [
    ['whose end was told', dead(), 'Rolled back.', {}],
    [
      'that is about another release by now, whose run goes on',
      dead(),
      going.replaceAll('95-shop', '96-shop'),
      { runs: { isOver: (id: number) => Promise.resolve(id !== 96) } },
    ],
    ['of a run that goes on', dead(), going, { runs: { isOver: () => Promise.resolve(false) } }],
    [
      'of a run of which GitHub says nothing',
      dead(),
      going,
      { runs: { isOver: () => Promise.resolve(null) } },
    ],
    ['in another repository', dead({ repository: 'acme/other' }), going, {}],
    ['where comments are not wanted', dead(), going, { wantsComment: false }],
    ['where no set tells of the pull request', anAws(), going, {}],
    ['whose text goes on after the mark', dead(), `${going} quoted`, {}],
  ];
  test.each(kept)('is left as it is: one %s', async (_which, aws, comment, changes) => {
    const github = githubWith(comment);
    await sweep(aws, github, changes);
    expect(github.comments).toHaveLength(1);
  });

  test('is ended where its release is live too, by the name of what is live alone', async () => {
    const github = githubWith(going);
    await sweep(live(), github);
    expect(github.comments[1]).toContain(
      '**Production traffic is split between ecs-svc/2 (web:2) and target group c, ',
    );
    expect(github.comments[1]).toContain(
      'A [sweep](https://github.com/acme/shop/actions/runs/200) checked the service.',
    );
  });

  test('is that of a promote as well, whose set carries the release that was staged', async () => {
    const github = githubWith(going.replaceAll('95-shop', '97-shop'));
    await sweep(live(), github);
    expect(github.comments[1]).toContain('how release 97-shop ended');
  });

  test('is found by the region, the account and the cluster of its service', async () => {
    const github = githubWith(going);
    const asked: string[] = [];
    await sweep(live(), askedFor(github, asked));
    const marker = '<!-- ecs-blue-green:eu-central-1/111122223333/main/shop -->';
    expect(new Set(asked)).toEqual(new Set([`7 ${marker}`]));
    expect(github.comments).toHaveLength(2);
  });

  test('is searched for once, although the sweep has two things to correct in it', async () => {
    const github = recordingGitHub();
    const asked: string[] = [];
    await sweep(live(), askedFor(github, asked));
    expect(asked).toHaveLength(1);
    expect(github.comments).toEqual([]);
  });

  test('that GitHub does not give is one warning, and the sweep is what it is', async () => {
    const github = githubWith(going);
    github.answer = () => Promise.reject(new Error('403'));
    const { runner, outputs } = await sweep(dead(), github);
    expect(outputs['result']).toBe('swept');
    expect(runner.annotations.map(({ title, message }) => [title, message])).toEqual([
      ['Comment not up to date', '403 The run continues.'],
    ]);
  });
});
