import { describe, expect, test } from '@jest/globals';
import {
  foundAmong,
  newsAfter,
  parseBeginning,
  type KnownRelease,
} from '../../src/domain/common/report/releases.ts';
import { newsIn, releasesIn } from '../../src/domain/task-sets/report/releases.ts';
import { sceneOf } from '../../src/domain/task-sets/roles/scene.ts';
import type { Memory } from '../../src/domain/task-sets/model/memory.ts';
import type { Request } from '../../src/domain/common/request/request.ts';
import type { TaskSetView, World } from '../../src/domain/task-sets/model/world.ts';
import { commandPlan } from '../support/commands.ts';
import { a, aGreen, aMemory, aRule, aService, aSet, aWorld, b, noon } from '../support/worlds.ts';
import type { SetTags } from '../../src/domain/task-sets/model/world.ts';
import { pullIn } from '../../src/domain/task-sets/tags/set-tags.ts';

const tags = { repository: 'acme/shop', run: '91.1' };
const blue = aSet(1, { tags: { ...tags, release: '91-shop', pull: '1', commit: 'b1ue' } });
const green = aGreen(2, {
  tags: {
    ...tags,
    release: '95-shop',
    pull: '2',
    commit: 'bad',
    blue: 'ecs-svc/1',
    environment: 'production',
  },
});
const own = aGreen(3, { tags: { ...tags, release: '200-shop', blue: 'ecs-svc/2' } });
const staged = aGreen(4, { tags: { ...tags, release: '93-shop', expires: '2026-03-02T12:00:00Z' } });

/** A service of which this run holds the fence. */
function aSight(
  sets: readonly TaskSetView[],
  live: 'a' | 'b',
  more: Partial<World['service']['tags']> = {},
): World {
  const weights = [
    [a, live === 'a' ? 100 : 0],
    [b, live === 'b' ? 100 : 0],
  ] as const;
  return aWorld({
    nowMs: noon + 60_000,
    taskSets: sets,
    service: aService({ tags: { fence: '4:200.1', ...more } }),
    rules: [aRule(weights)],
  });
}

function news(request: Request, first: World, last: World, memory: Partial<Memory> = {}): readonly string[] {
  const before = releasesIn(sceneOf(request, first, aMemory()));
  const own = request.command === 'promote' ? '93-shop' : request.release.id;
  const found = newsIn({ before: [], first: before, own }, sceneOf(request, last, aMemory(memory)));
  return found.map(({ release, change, live }) => `${release.id} ${change}, live: ${live?.id ?? 'none'}`);
}

const warm = aSight([blue, green], 'b', {
  green: green.arn,
  blue: blue.arn,
  'switched-at': '2026-03-01T11:00:00Z',
});
const draining = (set: TaskSetView): TaskSetView => ({ ...set, status: 'DRAINING' });

describe('what a run has changed of other releases', () => {
  test.each<[string, Request, World, World, readonly string[]]>([
    ['nothing', commandPlan('rollback'), warm, warm, []],
    [
      'a rollback to warm blue',
      commandPlan('rollback'),
      warm,
      aSight([blue, green], 'a', { green: green.arn, blue: blue.arn }),
      ['91-shop live-again, live: 91-shop', '95-shop rolled-back, live: 91-shop'],
    ],
    [
      'a rollback once green is gone',
      commandPlan('rollback'),
      warm,
      aSight([blue], 'a'),
      ['91-shop live-again, live: 91-shop', '95-shop rolled-back, live: 91-shop'],
    ],
    [
      'a teardown',
      commandPlan('teardown'),
      warm,
      aSight([draining(blue), green], 'b'),
      ['95-shop no-blue, live: 95-shop'],
    ],
    [
      'a deploy that has switched',
      commandPlan('deploy'),
      aSight([blue], 'a'),
      aSight([blue, own], 'b'),
      ['91-shop replaced, live: 200-shop'],
    ],
    [
      'a deploy in place of what was staged',
      commandPlan('deploy'),
      aSight([blue, staged], 'a'),
      aSight([blue, own], 'a'),
      ['93-shop unstaged, live: 91-shop'],
    ],
    [
      'a deploy in place of a green that had no traffic',
      commandPlan('deploy'),
      aSight([blue, green], 'a'),
      aSight([blue], 'a'),
      ['95-shop removed, live: 91-shop'],
    ],
    [
      'a rollback that ends a green without traffic: what is live is what it leaves production on',
      commandPlan('rollback'),
      aSight([blue, green], 'a'),
      aSight([blue], 'a', { 'rolled-back': `200:${green.id} to=${blue.id}` }),
      ['91-shop stays, live: 91-shop', '95-shop removed, live: 91-shop'],
    ],
    ['its own release', commandPlan('deploy'), aSight([blue, own], 'a'), aSight([blue], 'a'), []],
    ['traffic that leads nowhere', commandPlan('teardown'), warm, aSight([blue], 'b'), []],
    ['a sweep that has done nothing', commandPlan('sweep'), warm, aSight([blue, green], 'a'), []],
  ])('%s', (_what, request, first, last, expected) => {
    expect(news(request, first, last)).toEqual(expected);
  });

  test('is nothing while another run holds the service', () => {
    const taken = aSight([blue, green], 'a', { fence: '5:300.1' });
    expect(news(commandPlan('rollback'), warm, taken)).toEqual([]);
    // A rollback moves traffic before it takes the fence.
    expect(news(commandPlan('rollback'), warm, taken, { rollbackWrittenMs: noon })).toHaveLength(2);
  });

  test('is that of a promote only for what it did not stage', () => {
    const after = aSight([blue, staged], 'b');
    expect(news(commandPlan('promote'), aSight([blue, staged], 'a'), after)).toEqual([
      '91-shop replaced, live: 93-shop',
    ]);
  });

  test('names the time at which a rollback moved traffic, and since when users were on the bad version', () => {
    const request = commandPlan('rollback');
    const scene = sceneOf(request, aSight([blue], 'a'), aMemory({ rollbackWrittenMs: noon }));
    const first = releasesIn(sceneOf(request, warm, aMemory()));
    const found = newsIn({ before: [], first, own: request.release.id }, scene);
    const bad = found.find(({ release }) => release.id === '95-shop');
    expect([bad?.atMs, bad?.release.liveSinceMs]).toEqual([noon, Date.parse('2026-03-01T11:00:00Z')]);
  });
});

describe('a rollback that releases an earlier version again', () => {
  const request = commandPlan('rollback');
  const again = aGreen(3, {
    tags: { ...tags, release: request.release.id, restores: '91 pull=1', commit: 'b1ue', blue: 'ecs-svc/2' },
  });
  const first = aSight([{ ...green, status: 'PRIMARY' }], 'b');
  const switched = aSight([again, { ...green, status: 'ACTIVE' }], 'a', {
    green: again.arn,
    'switched-at': '2026-03-01T11:58:00Z',
  });
  const onA = {
    ...switched,
    taskSets: switched.taskSets.map((set) =>
      set.id === again.id ? { ...set, attachment: blue.attachment } : set,
    ),
  };

  test('says that it is live again once its bake has passed, and at once that the other one is not', () => {
    expect(news(request, first, onA)).toEqual(['95-shop rolled-back, live: 200-shop-rollback']);
    expect(news(request, first, onA, { isBakePassed: true })).toEqual([
      '95-shop rolled-back, live: 200-shop-rollback',
      '200-shop-rollback live-again, live: 200-shop-rollback',
    ]);
  });

  test('says since when', () => {
    const before = releasesIn(sceneOf(request, first, aMemory()));
    const scene = sceneOf(request, onA, aMemory({ isBakePassed: true }));
    const found = newsIn({ before: [], first: before, own: request.release.id }, scene);
    expect(found.at(-1)).toMatchObject({
      release: { restores: '91-shop', pull: 1 },
      atMs: Date.parse('2026-03-01T11:58:00Z'),
      isSettled: true,
    });
  });

  test.each<[string, World]>([
    [
      'is live again if no tag names it',
      { ...onA, taskSets: onA.taskSets.map((set) => ({ ...set, tags: { ...set.tags, restores: '' } })) },
    ],
    ['is live again if traffic is not on it', { ...onA, rules: first.rules }],
  ])('says of no release that it %s', (_what, last) => {
    const all = news(request, first, last, { isBakePassed: true });
    expect(all.filter((one) => one.includes('live-again'))).toEqual([]);
  });
});

test('a live release whose blue the run deleted is also one that it found', () => {
  const [first, now] = [warm, aSight([draining(blue), green], 'b')].map((world) =>
    releasesIn(sceneOf(commandPlan('teardown'), world, aMemory())),
  );
  const sight = { first: first!, now: now!, own: '200-shop', isAnyLive: true };
  const all = newsAfter([], {
    ...sight,
    nowMs: noon,
    rollsBack: false,
    returnedAtMs: null,
    isBakePassed: true,
  });
  expect(all.map(({ change }) => change)).toEqual(['no-blue']);
  expect(foundAmong(all, { ...sight, shared: [] }, true)).toMatchObject([
    { release: { id: '91-shop' }, state: 'replaced' },
    { release: { id: '95-shop' }, state: 'live' },
  ]);
  expect(foundAmong(all, { ...sight, shared: [] }, false)).toEqual([]);
});

describe('a release that was being replaced', () => {
  const release: KnownRelease = releasesIn(
    sceneOf(commandPlan('deploy'), aSight([blue], 'a'), aMemory()),
  )[0]!;
  const sight = {
    first: [release],
    own: '200-shop',
    isAnyLive: true,
    rollsBack: false,
    returnedAtMs: null,
    isBakePassed: false,
  };
  const next: KnownRelease = { ...release, id: '200-shop', set: 'ecs-svc/3' };
  const switched = { ...sight, now: [{ ...release, standing: 'kept' }, next] as const, nowMs: noon };

  test('is replaced for good once the bake has passed, at the time of the switch', () => {
    const first = newsAfter([], switched);
    const last = newsAfter(first, { ...switched, nowMs: noon + 5000, isBakePassed: true });
    expect(first).toMatchObject([{ change: 'replaced', isSettled: false, atMs: noon }]);
    expect(last).toMatchObject([{ change: 'replaced', isSettled: true, atMs: noon }]);
  });

  test('is live again if the bake fails', () => {
    const back = newsAfter(newsAfter([], switched), { ...sight, now: [release], nowMs: noon + 5000 });
    expect(back).toMatchObject([{ change: 'live-again' }]);
  });
});

describe('what main found is read again by the post step', () => {
  const releases = releasesIn(sceneOf(commandPlan('deploy'), warm, aMemory()));

  test('as it was', () => {
    const beginning = {
      ...{ begunMs: noon, releases, others: { numbers: [11], isWhole: true } },
      serviceKey: 'eu-central-1/111122223333/main/shop',
    };
    expect(parseBeginning(JSON.stringify(beginning))).toEqual(beginning);
  });

  test.each([null, '', '{', '{}', 'null', '[]'])('and counts as missing if it is %s', (text) => {
    expect(parseBeginning(text)).toBeNull();
  });
});

test.each<[SetTags, number | null]>([
  [{ pull: '12' }, 12],
  [{}, null],
  [{ pull: '' }, null],
  [{ pull: '0' }, null],
  [{ pull: 'main' }, null],
])('the tags %j name pull request %j', (tags, pull) => {
  expect(pullIn(tags)).toBe(pull);
});
