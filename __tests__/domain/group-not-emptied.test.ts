// What a release says of targets that stay in the group of its green.
import { expect, test } from '@jest/globals';
import { startFailure } from '../../src/domain/task-sets/evolve/failures-before-switch.ts';
import type { TaskSetView } from '../../src/domain/task-sets/model/world.ts';
import { sceneOf } from '../../src/domain/task-sets/roles/scene.ts';
import { aGreen, aGroup, aMemory, aPlan, aSet, aTarget, aWorld, a, b, noon } from '../support/worlds.ts';

const green = aGreen(3, { createdAtMs: noon - 3_600_000 });
const going = aSet(1, { status: 'DRAINING', group: b, computedDesired: 0, running: 2 });
const [own, others] = [[aTarget(3, 0), aTarget(3, 1)], [aTarget(1, 0)]];
const groups = [
  aGroup(a, { targets: [aTarget(2, 0), aTarget(2, 1)] }),
  aGroup(b, { targets: [...own, ...others] }),
];
const memory = aMemory({ readySinceMs: noon - 3_600_000, startedAtMs: noon - 3_600_000 });

test.each<[what: string, sets: readonly TaskSetView[], what2: RegExp, advice: RegExp]>([
  [
    'nothing of the service',
    [],
    /still holds other task sets or targets \(\S+:8080\)/,
    /^Find out what put them there/,
  ],
  [
    'a task set that is being deleted, and whose tasks may be protected',
    [going],
    /still holds targets \(\S+:8080\): ecs-svc\/1 \(web:1\) is being deleted, and 2 tasks of it still run, as a protected task may/,
    /Release again once they have ended, or end their protection\./,
  ],
  [
    'a task set that is being deleted, of which no task runs',
    [{ ...going, running: 0 }],
    /still holds other task sets or targets/,
    /^Find out what put them there/,
  ],
])('of %s', (_what, sets, what, advice) => {
  const world = aWorld({ taskSets: [aSet(2), green, ...sets], groups, candidate: null });
  const found = startFailure(sceneOf(aPlan(), world, memory), green);
  expect(found?.reason).toBe('group-not-emptied');
  expect(found?.what).toMatch(what);
  expect(found?.advice).toMatch(advice);
});
