import { describe, expect, test } from '@jest/globals';
import { healthyOwn, ownTargets } from '../../src/domain/task-sets/health/readiness.ts';
import { aLook, unread } from '../support/looks.ts';
import { a, aGreen, aGroup, aTarget, aWorld, b } from '../support/worlds.ts';

const green = aGreen(2, { status: 'PRIMARY' });

describe('targets of a task set whose tasks can not be read', () => {
  const targets = [
    aTarget(9, 0),
    aTarget(9, 1, { state: 'unhealthy' }),
    aTarget(9, 2, { state: 'draining' }),
    aTarget(9, 3, { state: 'unused' }),
  ];
  const groups = [aGroup(a), aGroup(b, { targets })];

  test('are those of its group that get traffic, since ECS may have replaced its tasks', () => {
    const world = aWorld({ look: aLook({ tasks: unread(20_000, 'denied') }), taskSets: [green], groups });
    expect(ownTargets(world, green)).toEqual(targets.slice(0, 2));
    expect(healthyOwn(world, green)).toEqual(targets.slice(0, 1));
  });

  test('are those of its own tasks as soon as these are read', () => {
    expect(ownTargets(aWorld({ look: aLook({}), taskSets: [green], groups }), green)).toEqual([]);
  });
});
