// Which release a re-release makes live again, by the tags of task sets.
import { describe, expect, test } from '@jest/globals';
import { creation } from '../../src/domain/task-sets/revision/creation.ts';
import { earlierRelease, restoredBy } from '../../src/domain/task-sets/tags/earlier-release.ts';
import { previousTags, releaseOfRevision } from '../../src/domain/task-sets/roles/version-before.ts';
import { releasesIn } from '../../src/domain/task-sets/report/releases.ts';
import { sceneOf } from '../../src/domain/task-sets/roles/scene.ts';
import type { SetTags, World } from '../../src/domain/task-sets/model/world.ts';
import { commandPlan } from '../support/commands.ts';
import { a, aGreen, aMemory, aRule, aService, aSet, aWorld, b } from '../support/worlds.ts';

const repository = 'acme/shop';
const pushed: SetTags = { release: '91-shop', repository, commit: 'c0ffee' };
const ofPull: SetTags = { ...pushed, pull: '1' };
const blue = aSet(1, { tags: ofPull });
const before = { 'previous-revision': 'web:1', 'previous-commit': 'c0ffee' };
const bad = aGreen(2, {
  status: 'PRIMARY',
  tags: { release: '95-shop', repository, pull: '2', ...before, 'previous-release': '91 pull=1' },
});
const onB = (sets: World['taskSets']): World =>
  aWorld({
    taskSets: sets,
    service: aService({ name: 'shop' }),
    rules: [
      aRule([
        [a, 0],
        [b, 100],
      ]),
    ],
  });

describe('a task set is of the release', () => {
  test.each<[string, SetTags, string | undefined]>([
    ['that made it, with its pull request', ofPull, '91 pull=1'],
    ['that made it', pushed, '91'],
    [
      'that it made live again',
      { ...ofPull, release: '93-shop-rollback', restores: '89 pull=4' },
      '89 pull=4',
    ],
    [
      'of a rollback, if nothing names what it made live again',
      { ...pushed, release: '93-shop-rollback' },
      '93-rollback',
    ],
    ['of another repository: not named', { ...ofPull, repository: 'acme/other' }, undefined],
    ['of another service: not named', { ...ofPull, release: '91-api' }, undefined],
    ['of another tool: not named', {}, undefined],
  ])('%s', (_what, tags, named) => {
    expect(earlierRelease({ tags }, 'shop', repository)).toBe(named);
  });

  test.each<[SetTags, ReturnType<typeof restoredBy>]>([
    [{ restores: '91 pull=1' }, { id: '91-shop', pull: 1 }],
    [{ restores: '91' }, { id: '91-shop', pull: null }],
    [{ restores: '91-rollback' }, { id: '91-shop-rollback', pull: null }],
    [{ restores: '91 pull=0' }, { id: '91-shop', pull: null }],
    [{ restores: 'x' }, null],
    [{ restores: '' }, null],
    [{}, null],
  ])('which %j names as %j', (tags, restored) => {
    expect(restoredBy(tags, 'shop')).toEqual(restored);
  });
});

describe('green names the release that it replaces', () => {
  const replaced = (tags: SetTags, own = bad.taskDefinition): string | undefined =>
    previousTags(commandPlan('deploy'), aSet(1, { tags }), own)['previous-release'];

  test('as the one that blue is of', () => {
    expect(replaced(ofPull)).toBe('91 pull=1');
    expect(replaced({ ...ofPull, repository: 'acme/other' })).toBeUndefined();
  });

  test('as the one before, if blue runs the same revision', () => {
    const again = { ...ofPull, 'previous-revision': 'web:9', 'previous-release': '85' };
    expect(replaced(again, blue.taskDefinition)).toBe('85');
  });
});

describe('a re-release', () => {
  const request = commandPlan('rollback', { release: { pull: 2 } });
  const made = creation(sceneOf(request, onB([bad]), aMemory()), blue.taskDefinition)?.tags ?? {};

  test('names the release that the failed one replaced', () => {
    expect(made).toMatchObject({ release: request.release.id, restores: '91 pull=1', commit: 'c0ffee' });
  });

  test('names what it rolls back', () => {
    const { runId } = request.release;
    expect(made['rolled-back']).toBe(`${String(runId)}:ecs-svc/2 release=95 pull=2 repository=acme/shop`);
    const release = creation(sceneOf(commandPlan('deploy'), onB([bad]), aMemory()), blue.taskDefinition);
    expect(release?.tags).not.toHaveProperty('rolled-back');
  });

  test.each<[string, readonly SetTags[], string | null]>([
    ['the task set that runs it', [ofPull, bad.tags], '91 pull=1'],
    ['of no other repository', [{ ...ofPull, repository: 'acme/other' }], null],
    ['not of its own earlier try', [{ ...pushed, release: request.release.id }], null],
    ['none that tags name', [{}], null],
  ])('names %s', (_what, [first = {}, second], named) => {
    const running = aSet(1, { tags: first });
    const sets = second === undefined ? [running] : [running, { ...bad, tags: second }];
    expect(releaseOfRevision(request, blue.taskDefinition, sets)).toBe(named);
  });

  test('is shown where the restored release was, not at the pull request of the event', () => {
    const restored = aGreen(3, { tags: made });
    const [known] = releasesIn(sceneOf(request, onB([restored]), aMemory()));
    expect(known).toMatchObject({ id: request.release.id, restores: '91-shop', pull: 1, commit: 'c0ffee' });
  });
});
