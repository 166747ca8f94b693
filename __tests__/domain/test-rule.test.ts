import { describe, expect, test } from '@jest/globals';
import { decideNextStep } from '../../src/domain/task-sets/decide/decide.ts';
import { evolveWorld } from '../../src/domain/task-sets/evolve/evolve.ts';
import { preflightProblems } from '../../src/domain/task-sets/preflight/preflight.ts';
import { rolesOf } from '../../src/domain/task-sets/roles/roles.ts';

import type { Step } from '../../src/domain/task-sets/model/step.ts';
import {
  a,
  aGreen,
  aMemory,
  aPlan,
  aRule,
  aService,
  aSet,
  aWorld,
  b,
  c,
  listener,
  noon,
  ruleArn,
} from '../support/worlds.ts';
import type { Memory } from '../../src/domain/task-sets/model/memory.ts';
import type { World } from '../../src/domain/task-sets/model/world.ts';
import { propagationMs } from '../../src/domain/task-sets/health/times.ts';

const testRule = ruleArn(8443, 1);
const plan = aPlan({ traffic: { testRule } });
const taskSets = [aSet(1), aGreen(2)];
const production = aRule([
  [a, 100],
  [b, 0],
]);

/** Green is ready, and this long has passed since the test rule was seen on blue. */
const worldWith = (onGreen: boolean, nowMs: number): World =>
  aWorld({
    nowMs,
    taskSets,
    service: aService({
      tags: { fence: `1:${plan.release.runId}.${plan.release.runAttempt}`, blue: aSet(1).arn },
    }),
    rules: [
      production,
      aRule(
        [
          [a, onGreen ? 0 : 100],
          [b, onGreen ? 100 : 0],
        ],
        { ref: { kind: 'rule', rule: testRule } },
      ),
    ],
  });
const ready: Memory = aMemory({ readyStreak: 3, isPreflightPassed: true, startedAtMs: noon - 60_000 });

const decidedAt = (memory: Memory, world: World): string => decideNextStep(plan, world, memory).reason;

describe('a test listener that others use as well', () => {
  const own = aPlan({ traffic: { testListener: listener(8443) } });
  const theirs = aRule([[c, 1]], { port: 8443, priority: 7 });
  const worldOf = (onGreen: boolean): World => ({
    ...worldWith(onGreen, noon),
    rules: [production, theirs, aRule([[a, onGreen ? 0 : 100], [b, onGreen ? 100 : 0]], { port: 8443 })], // prettier-ignore
  });
  const stepAt = (onGreen: boolean): Step =>
    decideNextStep(own, worldOf(onGreen), evolveWorld(own, ready, worldOf(onGreen)));

  test('has its rule of the pair pointed at green, and the rules of others left alone', () => {
    const { act } = stepAt(false);
    expect(act.kind === 'write-rule' && act.rule.ref).toEqual({ kind: 'default', listener: listener(8443) });
    expect(stepAt(true).act.kind).not.toBe('write-rule');
  });

  test('is no problem for preflight', () => {
    const world = aWorld({ rules: worldOf(false).rules });
    expect(preflightProblems(own, world, rolesOf(own, world, aMemory()), aMemory())).toEqual([]);
  });
});

describe('a smoke test through a test rule', () => {
  test('points the rule at green first', () => {
    const world = worldWith(false, noon);
    expect(decidedAt(evolveWorld(plan, ready, world), world)).toBe('pointing-test-rule');
  });

  test('waits until every node can know the rule, since blue would pass in place of green', () => {
    const before = evolveWorld(plan, ready, worldWith(false, noon));
    const soon = worldWith(true, noon + propagationMs - 1);
    expect(decidedAt(evolveWorld(plan, before, soon), soon)).toBe('letting-nodes-follow');
    const later = worldWith(true, noon + propagationMs);
    expect(decidedAt(evolveWorld(plan, before, later), later)).toBe('smoke-testing');
  });

  test('waits for nothing when the rule has shown green since long before', () => {
    const world = worldWith(true, noon);
    expect(decidedAt(evolveWorld(plan, ready, world), world)).toBe('smoke-testing');
  });
});
