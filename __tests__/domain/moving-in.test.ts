import { describe, expect, test } from '@jest/globals';
import { decideNextStep } from '../../src/domain/task-sets/decide/decide.ts';
import { evolveWorld } from '../../src/domain/task-sets/evolve/evolve.ts';

import type { World } from '../../src/domain/task-sets/model/world.ts';
import { a, aGreen, aGroup, aMemory, aPlan, aService, aWorld, groupsFor, noon } from '../support/worlds.ts';
import { propagationMs } from '../../src/domain/task-sets/health/propagation.ts';

const plan = aPlan();
const fence = `1:${plan.release.runId}.${plan.release.runAttempt}`;
const green = aGreen(2);

/** No blue; green is ready beside the live group, in which another controller's targets stand or nothing does. */
function worldWith(others: number): World {
  const targets = Array.from({ length: others }, (_, index) => ({
    id: `10.9.0.${index}`,
    port: 8080,
    state: 'healthy' as const,
    reason: null,
    description: null,
    isShiftedAway: false,
  }));
  const groups = groupsFor([green]).filter(({ arn }) => arn !== a);
  return aWorld({
    nowMs: noon,
    taskSets: [green],
    groups: [...groups, aGroup(a, { targets })],
    service: aService({ tags: { fence } }),
  });
}
const { smoke } = aMemory();
const proven = aMemory({
  readyStreak: 3,
  isPreflightPassed: true,
  startedAtMs: noon - propagationMs,
  smoke: { ...smoke, passesInRow: plan.smoke.passes },
});
const reasonIn = (world: World): string =>
  decideNextStep(plan, world, evolveWorld(plan, proven, world)).reason;

describe('a release without blue', () => {
  test('measures its probes on what another controller runs in the live group', () => {
    expect(reasonIn(worldWith(2))).toBe('measuring-baseline');
  });

  test('has nothing to measure them on when nothing serves', () => {
    expect(reasonIn(worldWith(0))).toBe('labelling-green');
  });
});
