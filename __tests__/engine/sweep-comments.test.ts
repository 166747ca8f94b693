import { describe, expect, test } from '@jest/globals';
import { stampOf } from '../../src/messages/comment.ts';
import { beginStory } from '../../src/messages/story.ts';
import type { FakeAws } from '../support/fake-aws.ts';
import type { SetTags } from '../../src/domain/world.ts';
import { recordingGitHub, type RecordingGitHub } from '../support/reporting.ts';
import { anAws } from '../support/scenarios.ts';
import { sweepOf, type Swept } from '../support/sweep-of.ts';
import { halfMade } from '../support/sweeps.ts';
import { aPlan, noon } from '../support/worlds.ts';

/** What run 95 made and never gave a user, told on pull request 7. */
const dead = (more: SetTags = {}): FakeAws =>
  anAws(
    'good',
    halfMade({ tags: { release: '95-shop', run: '95.1', repository: 'acme/shop', pull: '7', ...more } }),
  );
const going = stampOf(beginStory(aPlan({ release: { id: '95-shop' } }), noon));

function githubWith(comment: string): RecordingGitHub {
  const github = recordingGitHub();
  github.comments.push(comment);
  return github;
}
const sweep = (aws: FakeAws, github: RecordingGitHub, changes = {}): Promise<Swept> =>
  sweepOf({ shop: aws }, { github, ...changes });

describe('the comment of a run that vanished', () => {
  test('ends with where traffic is and what the sweep did, once', async () => {
    const github = githubWith(`Baking.\n\n${going}`);
    const { runner } = await sweep(dead(), github);
    const [, told, ...more] = github.comments;
    expect(told).toContain('its run ended without a word');
    expect(told).toContain('**All production traffic is on blue ecs-svc/1 (web:1).**');
    expect(told).toMatch(/\[Run 95\]\(\S+\/95\) vanished before release 95-shop was over/);
    expect(told).toMatch(/^> - .*ecs-svc\/2/m);
    expect(more).toEqual([]);
    expect(runner.summaries[0]).toContain('told pull request #7 that the run of release 95-shop is over');
    await sweep(dead(), github);
    expect(github.comments).toHaveLength(2);
  });

  const kept: readonly (readonly [string, FakeAws, string, object])[] = [
    ['whose end was told', dead(), 'Rolled back.', {}],
    ['that is about another release by now', dead(), going.replaceAll('95-shop', '96-shop'), {}],
    ['of a run that goes on', dead(), going, { runs: { isOver: () => Promise.resolve(false) } }],
    [
      'of a run of which GitHub says nothing',
      dead(),
      going,
      { runs: { isOver: () => Promise.resolve(null) } },
    ],
    ['in another repository', dead({ repository: 'acme/other' }), going, {}],
    ['where comments are not wanted', dead(), going, { wantsComment: false }],
    ['at a service where nothing was to do', anAws(), going, {}],
  ];
  test.each(kept)('is left as it is: one %s', async (_which, aws, comment, changes) => {
    const github = githubWith(comment);
    await sweep(aws, github, changes);
    expect(github.comments).toHaveLength(1);
  });

  test('that GitHub does not give is a warning, and the sweep is what it is', async () => {
    const github = githubWith(going);
    github.answer = () => Promise.reject(new Error('403'));
    const { runner, outputs } = await sweep(dead(), github);
    expect(outputs['result']).toBe('swept');
    expect(runner.annotations.map(({ title }) => title)).toEqual(['Comments not closed']);
  });
});
