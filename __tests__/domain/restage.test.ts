import { factsLeft } from '../support/tag-facts.ts';
import { describe, expect, test } from '@jest/globals';
import type { Goal, Request } from '../../src/domain/common/request/request.ts';
import { expiredStage, formatExpired } from '../../src/domain/task-sets/revision/restage.ts';

import { blankMemory } from '../../src/domain/task-sets/model/blank-memory.ts';
import {
  another,
  cleanRun as run,
  commandPlan,
  expired,
  kinds,
  said,
  staged,
  stagePlan,
  warm,
} from '../support/commands.ts';
import type { FakeAws } from '../support/fake-aws.ts';
import { runRelease, standing } from '../support/fake-release.ts';
import { anAws } from '../support/scenarios.ts';
import type { SetTags } from '../../src/domain/task-sets/model/world.ts';
import { formatContract } from '../../src/domain/common/migrations/plan-text.ts';
import { migration } from '../support/contracts.ts';
import { a, aPlan, aSet, aWorld, b, noon, revision } from '../support/worlds.ts';
import { rolesOf } from '../../src/domain/task-sets/roles/roles.ts';
import { sceneOf } from '../../src/domain/task-sets/roles/scene.ts';
import { riskCodes } from '../../src/domain/common/request/risk-codes.ts';

const promote = (goal: Partial<Goal> = {}, changes: Parameters<typeof commandPlan>[1] = {}): Request =>
  commandPlan('promote', changes, goal);
const restage = (goal: Partial<Goal> = {}): Request => promote({ isRestaging: true, ...goal });

/** A sweep, or an older version of this action, removed the green and left what the tag says. */
const removed = (tag = '100-shop:web:2'): FakeAws =>
  anAws('good', (state) => {
    state.tags = { expired: tag };
    state.wayBackTo = 2;
  });

describe('a promote of what has expired', () => {
  test('removes the old green and makes one new one of the same revision, through all gates', () => {
    const aws = expired();
    const done = run(aws, restage());
    expect(done.ending?.result).toBe('released');
    expect(kinds(done).filter((kind) => kind === 'create-green')).toHaveLength(1);
    expect(kinds(done)).not.toContain('register');
    const reasons = done.steps.map(({ reason }) => reason);
    expect(reasons.indexOf('smoke-testing')).toBeGreaterThan(reasons.indexOf('creating-green'));
    expect(reasons.indexOf('labelling-green')).toBeGreaterThan(reasons.indexOf('smoke-testing'));
    expect(standing(aws)).toBe('3 PRIMARY; live: 3');
  });

  test('keeps the commit that was staged on the new green, and clears what it left in the tags', () => {
    const aws = expired();
    run(aws, restage());
    expect(aws.sets()[0]?.tags).toMatchObject({ release: '200-shop', commit: 'c0ffee' });
    expect(factsLeft(aws.state.tags)).toEqual(['fence']);
  });

  test.each([
    ['whatever has expired', {}, 'green ecs-svc/2 of release 100-shop was staged until 12:00 UTC'],
    ['the named release', { promoted: '100-shop' }, 'Set restage to stage revision web:2 again'],
    ['of another commit', { expectedCommit: 'beef' }, 'expected-sha is beef'],
  ])('is refused without restage: %s', (_what, goal, words) => {
    const done = run(expired(), promote(goal));
    expect([done.ending?.result, done.writes]).toEqual(['refused', []]);
    expect(said(done)).toContain(words);
  });

  test('is refused with restage too when it is of another commit', () => {
    const done = run(expired(), restage({ expectedCommit: 'beef' }));
    expect([done.ending?.result, done.writes]).toEqual(['refused', []]);
    expect(said(done)).toContain('was staged for commit c0ffee, but expected-sha is beef');
  });

  test('promotes a green that has not expired, with and without restage', () => {
    const aws = expired();
    aws.nowMs -= 70 * 3_600_000;
    expect(kinds(run(aws, restage()))).not.toContain('create-green');
    expect(standing(aws)).toBe('2 PRIMARY; live: 2');
  });

  test('leaves the revision known when its gates fail, so that it can be tried again', () => {
    const aws = expired('good', undefined, {}, 'fails-smoke');
    expect(run(aws, restage()).ending?.result).toBe('rolled-back');
    expect(aws.state.tags.expired).toBe('100:web:2:c0ffee');
    aws.candidate = 'good';
    expect(run(aws, another(restage(), 201)).ending?.result).toBe('released');
  });

  test('run again after its end says that it is live', () => {
    const aws = expired();
    run(aws, restage());
    const again = run(aws, { ...restage(), release: { ...restage().release, runAttempt: 2 } });
    expect([again.ending?.result, again.writes]).toEqual(['released', []]);
    expect(said(again)).toContain('Already live');
  });
});

describe('a promote of what has expired and is gone', () => {
  test('creates it again from the revision in the tag', () => {
    const aws = removed();
    expect(run(aws, restage()).ending?.result).toBe('released');
    expect(standing(aws)).toBe('2 PRIMARY; live: 2');
    expect(aws.state.tags.expired).toBeUndefined();
  });

  test('is refused without restage, and says that the revision is known', () => {
    const done = run(removed(), promote());
    expect([done.ending?.result, done.writes]).toEqual(['refused', []]);
    expect(said(done)).toContain('its green was removed, but its revision web:2 is known. Set restage');
  });

  test('is refused when another release was named', () => {
    expect(said(run(removed(), restage({ promoted: '77-shop' })))).toContain('"77-shop" is not staged');
  });

  test.each([
    ['of the expected commit', '100-shop:web:2:beef', {}, 'released', ''],
    ['of another commit', '100:web:2:c0ffee', {}, 'refused', 'was staged for commit c0ffee'],
    ['of no known commit', '100-shop:web:2', {}, 'refused', 'is not known, and expected-sha is'],
    ['of no known commit, with ignore', '100-shop:web:2', { ignored: riskCodes }, 'released', ''],
  ] as const)('is bound to the expected commit: %s', (_what, tag, changes, result, words) => {
    const aws = removed(tag);
    const request = promote({ isRestaging: true, expectedCommit: 'beef' }, changes);
    const done = run(aws, request);
    expect(done.ending?.result).toBe(result);
    expect(said(done)).toContain(words);
    if (result === 'released') expect(aws.sets().at(-1)?.tags.commit).toBe('beef');
  });

  test.each([1000, 300_000])(
    'ends well when it is killed after any write and run again %d ms later',
    (ms) => {
      for (let n = 1; ; n += 1) {
        const aws = removed();
        if (runRelease(aws, restage(), { killAfterWrite: n }).ending !== null) return;
        aws.nowMs += ms;
        const again = run(aws, restage());
        expect([n, again.ending?.result, standing(aws)]).toEqual([n, 'released', '2 PRIMARY; live: 2']);
      }
    },
  );

  test('is over once a later release has ended well', () => {
    const aws = removed();
    run(aws, another(aPlan(), 300));
    expect(said(run(aws, restage()))).toContain('nothing is staged for service shop. Run the command stage');
  });
});

describe('a deploy that comes upon an expired green', () => {
  test('removes it, and leaves its revision known until the release has ended well', () => {
    const aws = expired();
    aws.state.wayBackTo = null;
    const done = run(aws, another(aPlan(), 300));
    expect(done.writes).toContainEqual({ kind: 'tag-service', tags: { expired: '100:web:2:c0ffee' } });
    expect(factsLeft(aws.state.tags)).toEqual(['fence']);
  });

  test('leaves no tag of a green that had not expired', () => {
    const aws = expired();
    aws.nowMs -= 70 * 3_600_000;
    const done = run(aws, another(stagePlan(), 300));
    expect(done.writes.some((write) => write.kind === 'tag-service' && 'expired' in write.tags)).toBe(false);
  });
});

describe('what was promoted is not staged any more', () => {
  const old = aSet(2, {
    status: 'ACTIVE',
    group: a,
    tags: { release: '100-shop', expires: new Date(noon + 3_600_000).toISOString() },
  });
  const newer = aSet(3, { group: b, tags: { release: '150-shop', blue: old.id } });
  const world = aWorld({ taskSets: [old, newer], rules: [{ ...aWorld().rules[0]! }] });
  const onNewer = {
    ...world,
    rules: world.rules.map((rule) => ({
      ...rule,
      actions: rule.actions.map((action) =>
        action.type === 'forward'
          ? { ...action, groups: action.groups.map((one) => ({ ...one, weight: one.group === b ? 100 : 0 })) }
          : action,
      ),
    })),
  };

  test('warm blue that was staged once is not promoted by accident', () => {
    expect(sceneOf(promote(), onNewer, blankMemory(noon)).roles.green).toBeNull();
    expect(sceneOf(promote({ promoted: '100-shop' }), onNewer, blankMemory(noon)).roles.green).toBeNull();
  });

  test('nor what a rollback keeps for inspection', () => {
    const kept = { ...old, group: b };
    const tags = { 'kept-green': `${old.id}:2026-03-02T00:00:00.000Z` };
    const blueGroup = aWorld({ taskSets: [aSet(1), { ...kept, attachment: newer.attachment }] });
    const seen = { ...blueGroup, service: { ...blueGroup.service, tags } };
    expect(sceneOf(promote(), blueGroup, blankMemory(noon)).roles.green?.id).toBe(old.id);
    expect(sceneOf(promote(), seen, blankMemory(noon)).roles.green).toBeNull();
  });

  test('nor is it staged again', () => {
    const later = { ...onNewer, nowMs: noon + 7_200_000 };
    expect(expiredStage(restage(), later, rolesOf(restage(), later, blankMemory(noon)))).toBeNull();
    expect(run(warm(), restage()).ending?.result).toBe('refused');
  });
});

test('the tag names release, revision and commit', () => {
  expect(
    formatExpired(
      aWorld(),
      aSet(2, { tags: { release: '9-shop', commit: 'abc' }, taskDefinition: revision(42) }),
    ),
  ).toBe('9:web:42:abc');
  const world = aWorld({ service: { ...aWorld().service, tags: { expired: '9:web:42' } } });
  expect(expiredStage(restage(), world, { live: [] })).toEqual({
    release: '9-shop',
    revision: 'web:42',
    commit: null,
    set: null,
    isWithContract: false,
  });
});

describe('what has expired and planned a contract', () => {
  const contract = formatContract({
    command: ['node', 'contract.js'],
    container: null,
    taskRole: null,
    timeoutSeconds: 60,
  });
  const held = (tags: SetTags, text: string): void => {
    const set = aSet(2, { tags: { release: '9-shop', contract, ...tags }, taskDefinition: revision(42) });
    expect(formatExpired(aWorld(), set)).toBe(text);
    const service = { ...aWorld().service, tags: { expired: text } };
    const read = expiredStage(restage(), aWorld({ service }), { live: [] });
    expect(read).toMatchObject({ commit: tags.commit ?? null, isWithContract: true });
  };

  test('is marked as such in the tag, with and without its commit', () => {
    held({ commit: 'abc' }, '9:web:42:abc:contract');
    held({}, '9:web:42::contract');
  });

  test.each([
    ['its green still there', (): FakeAws => expired('good', undefined, { migration })],
    ['its green gone', (): FakeAws => removed('100-shop:web:2:c0ffee:contract')],
  ])('is not staged again without what that runs, with %s', (_, given) => {
    const aws = given();
    for (const request of [promote(), restage()]) {
      const refused = run(aws, request);
      expect(refused.ending?.result).toBe('refused');
      expect(said(refused)).toContain('brings a contract');
      expect(said(refused)).not.toContain('Set restage');
    }
  });
});

describe('a promotion of another commit than the staged one', () => {
  test.each([
    ['beef', true],
    ['c0ffee', false],
  ] as const)('says that github.sha may be the default branch only if it was compared: %s', (own, isSaid) => {
    const request = commandPlan('promote', { release: { commit: own } }, { expectedCommit: 'beef' });
    const text = said(run(staged(), request));
    expect(text).toContain('was staged for commit c0ffee, but expected-sha is beef');
    expect(text.includes('github.sha is the head of the default branch')).toBe(isSaid);
  });
});
