// A cut that another run made while this one did not look: nodes get their time from when it was seen.
import { expect, test } from '@jest/globals';
import { evolveWorld } from '../../src/domain/task-sets/evolve/evolve.ts';
import { propagationMs } from '../../src/domain/task-sets/health/propagation.ts';
import { quietInMs } from '../../src/domain/task-sets/health/quiet.ts';
import { blankMemory } from '../../src/domain/task-sets/model/blank-memory.ts';
import type { World } from '../../src/domain/task-sets/model/world.ts';
import { withSessions } from '../support/fake-rules.ts';
import type { FakeState } from '../support/fake-state.ts';
import { a, aPlan, aRule, aSet, aWorld, b, noon } from '../support/worlds.ts';

const state = {
  rules: [
    aRule([
      [a, 0],
      [b, 100],
    ]),
  ],
} as unknown as FakeState;
withSessions(state, 600);
const sticky = state.rules;
const cut = [aRule([[b, 100]])];
const blue = aSet(1, { status: 'ACTIVE', group: a });
const green = aSet(2, { group: b, tags: { release: '95-shop', blue: blue.id } });
const at = (nowMs: number, rules: World['rules']): World => aWorld({ nowMs, rules, taskSets: [blue, green] });
const before = evolveWorld(aPlan(), blankMemory(noon), at(noon, sticky));

test('a cut between two looks counts from the second one, since nothing says when it was', () => {
  const world = at(noon + 12_000, cut);
  const memory = evolveWorld(aPlan(), before, world);
  expect(quietInMs({ world, memory }, blue)).toBe(propagationMs);
  expect(memory.lastStickyMs[a]).toBe(world.nowMs);
});

test('a cut counts once, however often it is seen', () => {
  const seen = evolveWorld(aPlan(), before, at(noon + 12_000, cut));
  const world = at(noon + 15_000, cut);
  const memory = evolveWorld(aPlan(), seen, world);
  expect(quietInMs({ world, memory }, blue)).toBe(propagationMs - 3000);
});
