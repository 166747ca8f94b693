import { describe, expect, test } from '@jest/globals';
import { decideNextStep } from '../../src/domain/decide.ts';
import { noticeWorld } from '../../src/domain/notice.ts';
import { propagationMs } from '../../src/domain/scene.ts';
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
  noon,
  ruleArn,
} from '../support/worlds.ts';
import type { Memory } from '../../src/domain/memory.ts';
import type { World } from '../../src/domain/world.ts';

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

describe('a smoke test through a test rule', () => {
  test('points the rule at green first', () => {
    const world = worldWith(false, noon);
    expect(decidedAt(noticeWorld(plan, ready, world), world)).toBe('pointing-test-rule');
  });

  test('waits until every node can know the rule, since blue would pass in place of green', () => {
    const before = noticeWorld(plan, ready, worldWith(false, noon));
    const soon = worldWith(true, noon + propagationMs - 1);
    expect(decidedAt(noticeWorld(plan, before, soon), soon)).toBe('letting-nodes-follow');
    const later = worldWith(true, noon + propagationMs);
    expect(decidedAt(noticeWorld(plan, before, later), later)).toBe('smoke-testing');
  });

  test('waits for nothing when the rule has shown green since long before', () => {
    const world = worldWith(true, noon);
    expect(decidedAt(noticeWorld(plan, ready, world), world)).toBe('smoke-testing');
  });
});
