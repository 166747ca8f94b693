import { describe, expect, test } from '@jest/globals';
import { findFailure } from '../../src/domain/task-sets/evolve/failures.ts';

import { aStop } from '../support/stops.ts';
import { a, aGreen, aMemory, aPlan, aRule, aSet, aWorld, b, noon } from '../support/worlds.ts';
import type { StoppedTask } from '../../src/domain/common/tasks/view.ts';
import { sceneOf } from '../../src/domain/task-sets/roles/scene.ts';

const green = aGreen(2, { status: 'PRIMARY', tags: { blue: 'ecs-svc/1' } });
const rules = [
  aRule([
    [a, 0],
    [b, 100],
  ]),
];

/** What the bake finds, ten seconds after the switch, with these tasks stopped. */
const found = (...stoppedTasks: readonly StoppedTask[]): string | undefined => {
  const world = aWorld({ taskSets: [aSet(1, { status: 'ACTIVE' }), green], rules, stoppedTasks });
  const memory = aMemory({ switchedAtMs: noon - 10_000, hasLabelledGreen: true });
  return findFailure(sceneOf(aPlan(), world, memory))?.reason;
};

const unhealthy = {
  stopCode: 'ServiceSchedulerInitiated',
  stoppedReason: 'Task failed ELB health checks in (target-group x)',
};

describe('in the bake, a task of green that ECS replaced', () => {
  test('for failing its health checks is a bad sign, although green looks whole again', () => {
    expect(found(aStop(2, unhealthy))).toBe('bake-targets-unhealthy');
  });

  test.each([
    ['before the switch', aStop(2, { ...unhealthy, stoppedAtMs: noon - 11_000 })],
    ['for scale-in', aStop(2, { ...unhealthy, stoppedReason: 'Scaling activity initiated by x' })],
    ['once for an exit of its own', aStop(2)],
    ['in blue', aStop(1, unhealthy)],
  ])('%s is none', (_why, stop) => {
    expect(found(stop)).toBeUndefined();
  });

  const many = (changes: Partial<StoppedTask>): readonly StoppedTask[] =>
    Array.from({ length: 9 }, () => aStop(2, changes));

  test('for exits of its own is a bad sign once it is no accident', () => {
    expect(found(...many({}))).toBe('bake-tasks-stopped');
  });

  test.each(['CannotPullContainerError: unexpected EOF', 'ResourceInitializationError: a text of tomorrow'])(
    'and that never ran is none, however often: %s',
    (stoppedReason) => {
      expect(
        found(...many({ stopCode: 'TaskFailedToStart', stoppedReason, containers: [] })),
      ).toBeUndefined();
    },
  );
});
