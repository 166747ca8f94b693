import { expect, test } from '@jest/globals';
import { findFailure } from '../../src/domain/task-sets/evolve/failures.ts';
import { sceneOf } from '../../src/domain/task-sets/roles/scene.ts';
import { aStop } from '../support/stops.ts';
import { aGreen, aMemory, aPlan, aService, aSet, aWorld, groupsFor } from '../support/worlds.ts';

test.each([
  ['goes on after two, whatever is healthy', 10, false, 2, null],
  ['ends at the third while none is healthy', 10, false, 3, 'circuit-breaker'],
  ['ends at the third of a small service', 1, false, 3, 'circuit-breaker'],
  ['goes on at the third while others are healthy', 10, true, 3, null],
  ['ends at half of the tasks while others are healthy', 10, true, 5, 'circuit-breaker'],
])('a green whose tasks fail %s', (_what, desiredCount, isHealthy, failed, reason) => {
  const green = aGreen(2, { running: 1, isSteady: false });
  const blue = aSet(1);
  const world = aWorld({
    taskSets: [blue, green],
    groups: groupsFor(isHealthy ? [blue, green] : [blue]),
    candidate: null,
    service: aService({ desiredCount }),
    stoppedTasks: Array.from({ length: failed }, () => aStop(2)),
  });
  const scene = sceneOf(aPlan(), world, aMemory({ isPreflightPassed: true, green: green.arn }));
  expect(findFailure(scene)?.reason ?? null).toBe(reason);
});
