import { describe, expect, test } from '@jest/globals';

import { creation } from '../../src/domain/task-sets/revision/creation.ts';
import { commitOfRevision } from '../../src/domain/task-sets/roles/version-before.ts';
import { versionSeen } from '../../src/domain/task-sets/report/shown-version.ts';
import type { Request } from '../../src/domain/common/request/request.ts';
import type { World } from '../../src/domain/task-sets/model/world.ts';
import { commandPlan } from '../support/commands.ts';
import { aGreen, aMemory, aRule, aService, aSet, aWorld, b, a } from '../support/worlds.ts';
import { sceneOf } from '../../src/domain/task-sets/roles/scene.ts';
import { commitAhead } from '../../src/domain/common/request/commit.ts';

const blue = aSet(1, { tags: { release: '91-shop', commit: 'b1ue' } });
const onA = aWorld({
  taskSets: [
    blue,
    aGreen(2, { tags: { release: '95-shop', commit: '5ta6ed', expires: '2026-03-02T12:00:00Z' } }),
  ],
});
const onB = (sets: World['taskSets']): World =>
  aWorld({
    taskSets: sets,
    service: aService(),
    rules: [
      aRule([
        [a, 0],
        [b, 100],
      ]),
    ],
  });
const live = aGreen(2, { status: 'PRIMARY', tags: { release: '95-shop', commit: 'bad', blue: 'ecs-svc/1' } });
/** What a rollback without blue releases again. */
const earlier = blue.taskDefinition;
const replaced = { 'previous-revision': 'web:1', 'previous-commit': '01d' };
const shown = (request: Request, world: World): string | null =>
  versionSeen(sceneOf(request, world, aMemory()), earlier).commit;

describe('the commit that is shown', () => {
  test.each([
    ['of a deploy is its own', commandPlan('deploy'), onA, 'c0ffee'],
    ['of a promote is that of what was staged', commandPlan('promote'), onA, '5ta6ed'],
    [
      'of a rollback to warm blue is that of blue',
      commandPlan('rollback'),
      onB([{ ...blue, status: 'ACTIVE' as const }, live]),
      'b1ue',
    ],
    [
      'of a rollback that releases an older revision again is not known',
      commandPlan('rollback'),
      onB([live]),
      null,
    ],
    [
      'of a rollback that releases an older revision again is the one that the failed version replaced',
      commandPlan('rollback'),
      onB([{ ...live, tags: { ...live.tags, ...replaced } }]),
      '01d',
    ],
  ])('%s', (_what, request, world, commit) => {
    expect(shown(request, world)).toBe(commit);
  });

  test('of a revision is the newest that a task set names for it', () => {
    const older = aSet(3, { createdAtMs: 1, taskDefinition: earlier, tags: { commit: 'first' } });
    const newer = aSet(4, { createdAtMs: 2, taskDefinition: earlier, tags: { commit: 'second' } });
    expect(commitOfRevision(earlier, [older, newer])).toBe('second');
    expect(commitOfRevision(earlier, [{ ...live, tags: replaced }, older])).toBe('first');
    expect(commitOfRevision(earlier, [live])).toBeNull();
  });

  test('is a tag of what a re-release creates, with the environment of the release that failed', () => {
    const failed = { ...live, tags: { ...live.tags, ...replaced, environment: 'production' } };
    const scene = sceneOf(commandPlan('rollback'), onB([failed]), aMemory());
    expect(creation(scene, earlier)?.tags).toMatchObject({ commit: '01d', environment: 'production' });
  });

  test('is not claimed before it was read from the task set, where a task set has to name it', () => {
    const all = (['deploy', 'stage', 'promote', 'rollback'] as const).map((command) => commandPlan(command));
    expect(all.map(commitAhead)).toEqual(['c0ffee', 'c0ffee', null, null]);
  });

  test('belongs to the task set of the revision that is shown', () => {
    const toBlue = onB([{ ...blue, status: 'ACTIVE' }, live]);
    const version = versionSeen(sceneOf(commandPlan('rollback'), toBlue, aMemory()), live.taskDefinition);
    expect(version).toEqual({ revision: blue.taskDefinition, commit: 'b1ue' });
  });
});
