// At the end of a command: what GitHub shows of releases that it only found, and what is written because of that.
import { describe, expect, test } from '@jest/globals';
import type { FoundRelease } from '../../src/domain/common/report/releases.ts';
import { inProgressMark, liveSinceLine } from '../../src/report/messages/kept.ts';
import type { Newsworthy } from '../../src/report/news/context.ts';
import { stampIn } from '../../src/report/stamp.ts';
import { commandPlan } from '../support/commands.ts';
import { noon } from '../support/worlds.ts';
import { aGitHub, correcting, foundLive, showing } from './correcting.ts';
import { aRelease, onBlue, restored } from './known-release.ts';

const rolledBack: FoundRelease = {
  release: aRelease,
  state: 'rolled-back',
  live: restored,
  by: 96,
  isReset: false,
};

describe('what is shown of a release that was rolled back', () => {
  test('is corrected in its comment and its Deployment', async () => {
    const { comments, statuses, delivery } = await correcting(await aGitHub(showing()), [rolledBack]);
    expect(delivery).toBe('delivered');
    expect(comments).toHaveLength(1);
    expect(comments[0]).toContain(
      '[Run 96](https://github.com/acme/shop/actions/runs/96) rolled this release',
    );
    expect(stampIn(comments[0]!)).toMatchObject({ state: 'rolled-back', runId: 200, releaseId: '95-shop' });
    expect(statuses).toEqual(['failure']);
  });

  test('is corrected once: the next command finds no difference', async () => {
    const github = await aGitHub(showing());
    await correcting(github, [rolledBack]);
    github.shown = null;
    const again = await correcting(github, [rolledBack], {}, { seen: { fence: 5, atMs: noon + 1000 } });
    expect([again.comments, again.statuses]).toEqual([[], ['failure']]);
  });

  test.each<[string, string]>([
    ['shows it already', showing({ state: 'rolled-back' })],
    ['shows another release', showing({ releaseId: '98-shop' })],
    ['shows what was seen later', showing({ seen: { fence: 5, atMs: noon } })],
    ['names no state', showing({ state: null, seen: null })],
    ['has no stamp', 'Released.'],
  ])('stays where the comment %s', async (_what, comment) => {
    expect((await correcting(await aGitHub(comment), [rolledBack])).comments).toEqual([]);
  });

  test.each<[readonly string[], readonly string[]]>([
    [['success'], ['failure']],
    [['failure'], []],
    [['inactive', 'success'], []],
    [['error'], []],
    [['in_progress'], []],
    [[], []],
  ])('where the Deployment has the statuses %j, sets %j', async (states, expected) => {
    const github = await aGitHub(showing(), aRelease, states);
    expect((await correcting(github, [rolledBack])).statuses).toEqual(expected);
  });

  test('stays where the status is newer than what the command saw', async () => {
    const github = await aGitHub(showing());
    const more = { seen: { fence: 4, atMs: noon - 120_000 } };
    expect((await correcting(github, [rolledBack], {}, more)).statuses).toEqual([]);
  });
});

describe('a comment in progress', () => {
  const going = `${showing({ state: 'warm' }, 'Baking.')}\n${inProgressMark('95-shop')}`;
  const runs = (isOver: boolean | null) => ({ runs: { isOver: () => Promise.resolve(isOver) } });

  test.each<[string, boolean | null, boolean, number]>([
    ['is over', true, false, 1],
    ['works', false, true, 0],
    ['is not known, while this command holds the service', null, true, 1],
    ['is not known', null, false, 0],
  ])('whose run %s', async (_what, isOver, isHolder, count) => {
    const { comments } = await correcting(await aGitHub(going), [rolledBack], runs(isOver), { isHolder });
    expect(comments).toHaveLength(count);
  });

  test('is left to the part of a sweep that ends comments, unless its task set is gone', async () => {
    const sweep = { request: commandPlan('sweep') };
    expect((await correcting(await aGitHub(going), [rolledBack], runs(true), sweep)).comments).toEqual([]);
    const gone: FoundRelease = { ...rolledBack, state: 'gone', by: null, isReset: false };
    const { comments } = await correcting(await aGitHub(going), [gone], runs(true), sweep);
    expect(comments[0]).toContain('### ⏹️ `shop` in `main`: not live');
    expect(comments[0]).toContain('Its task set is gone.');
  });
});

describe('what a release without traffic was', () => {
  const gone: FoundRelease = {
    ...{ release: { ...aRelease, revision: '', liveSinceMs: null }, state: 'gone' },
    ...{ live: restored, by: null, isReset: false },
  };
  const going = (text: string): string =>
    `${showing({ state: 'warm', begunMs: noon - 600_000 }, text)}\n${inProgressMark('95-shop')}`;
  const lastSwitch = { set: 'ecs-svc/2', atMs: noon - 300_000, runId: 95 };
  const known = { ...gone, release: { ...aRelease, liveSinceMs: noon - 300_000 } };
  const since = liveSinceLine(noon - 300_000);
  const wasOn = 'Users were on it from 11:55 UTC. Production has left it since; when is not known. [Run 200]';
  const maybe = 'Its switch began at 11:55 UTC, so users may have been on it. [Run 200]';

  test.each<[string, string, FoundRelease, Partial<Newsworthy>, string]>([
    ['by its comment', going(`${since}Baking.`), gone, {}, wasOn],
    ['by the tags, if its run was killed in its switch', going('Switching.'), gone, { lastSwitch }, maybe],
    ['by the tags of its task set', going('Switching.'), known, {}, maybe],
    [
      'if another run made the last switch',
      going('Starting.'),
      gone,
      { lastSwitch: { ...lastSwitch, runId: 96 } },
      'gone. [Run 200]',
    ],
    ['if nothing says that its switch began', going('Starting.'), gone, {}, 'gone. [Run 200]'],
    [
      'if it was rolled back',
      showing({}, `${since}Released.`),
      rolledBack,
      {},
      'Users were on `web:2` from 11:55 UTC. Production has left it since',
    ],
    [
      'if it was replaced',
      showing({}, `${since}Released.`),
      { ...rolledBack, state: 'replaced', by: null, isReset: false },
      {},
      'Users were on `web:2` from 11:55 UTC. Production has left it since',
    ],
  ])('is said %s', async (_what, comment, found, more, words) => {
    const { comments } = await correcting(await aGitHub(comment), [found], {}, more);
    expect(comments[0]).toContain(words);
  });

  test('is not said of what is live', async () => {
    const comment = showing({ releaseId: '91-shop', state: 'replaced' }, `${since}Replaced.`);
    const { comments } = await correcting(
      await aGitHub(comment, restored, ['failure']),
      [foundLive],
      {},
      { lastSwitch },
    );
    expect(comments[0]).not.toMatch(/Users were|may have been/);
  });
});

describe('a release that is live', () => {
  test('is shown so, with the time at which it got the traffic', async () => {
    const stamp = { releaseId: '91-shop', state: 'replaced' } as const;
    const github = await aGitHub(showing(stamp, liveSinceLine(noon - 3_600_000)), restored, ['failure']);
    const blind = { live: { ...onBlue.live!, sinceMs: null } };
    const { comments, statuses } = await correcting(github, [foundLive], {}, blind);
    expect(comments[0]).toContain('### ✅ `shop` in `main`: live');
    expect(comments[0]).toContain('(web:1) since 11:00 UTC.');
    expect(statuses).toEqual(['success']);
  });

  test.each<[string, string, readonly string[]]>([
    ['another service of the environment is active', 'api', []],
    ['its own service is active', 'shop', ['success']],
  ])('may be hidden: while %s', async (_what, service, expected) => {
    const github = await aGitHub(showing({ releaseId: '91-shop' }), restored, ['inactive', 'success']);
    github.active = { service, cluster: 'main', key: null };
    expect((await correcting(github, [foundLive])).statuses).toEqual(expected);
  });
});

describe('nothing is written', () => {
  test.each<FoundRelease['state']>(['none', 'staged', 'begun', 'being-replaced'])(
    'of a release that is %s',
    async (state) => {
      const { comments, statuses } = await correcting(await aGitHub(showing()), [{ ...rolledBack, state }]);
      expect([comments, statuses]).toEqual([[], []]);
    },
  );

  test('of a release of another repository, or without a token', async () => {
    const foreign = { ...rolledBack, release: { ...aRelease, repository: 'acme/other' } };
    const github = await aGitHub(showing());
    expect(await correcting(github, [foreign])).toMatchObject({ comments: [], statuses: [] });
    expect(await correcting(github, [rolledBack], { github: null })).toMatchObject({ comments: [] });
  });

  test('on the pull request that the run itself reports on, or where no comment is wanted', async () => {
    const own = { request: commandPlan('deploy'), pull: 1 };
    expect((await correcting(await aGitHub(showing()), [rolledBack], {}, own)).comments).toEqual([]);
    const quiet = { wantsComment: false };
    expect((await correcting(await aGitHub(showing()), [rolledBack], quiet)).comments).toEqual([]);
  });
});

test('a GitHub that refuses is one warning for the comments and one for the Deployments', async () => {
  const github = await aGitHub(showing());
  github.answer = () => Promise.reject(new Error('502'));
  const { delivery, runner } = await correcting(github, [rolledBack, foundLive]);
  expect(delivery).toBe('unknown');
  expect(runner.annotations.map(({ title }) => title).toSorted()).toEqual([
    'Comment not up to date',
    'Deployment not up to date',
  ]);
});

test('what is written holds no secret', async () => {
  const named = {
    ...rolledBack,
    state: 'replaced',
    live: { ...restored, id: 's3cret', pull: null },
  } as const;
  const github = await aGitHub(showing());
  const { comments } = await correcting(github, [named]);
  expect(JSON.stringify([comments, github.statuses])).not.toContain('s3cret');
});
