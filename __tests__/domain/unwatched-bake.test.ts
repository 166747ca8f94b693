// What a bake is judged by while a part of AWS can't be read.
import { describe, expect, test } from '@jest/globals';
import { evolveWorld } from '../../src/domain/task-sets/evolve/evolve.ts';
import { allReadAt, type Part } from '../../src/domain/task-sets/model/look.ts';
import type { Memory } from '../../src/domain/task-sets/model/memory.ts';
import type { World } from '../../src/domain/task-sets/model/world.ts';
import type { TroubleKind } from '../../src/domain/common/values/trouble.ts';
import { a, aGreen, aMemory, aPlan, aRule, aService, aSet, aWorld, b, noon } from '../support/worlds.ts';

const blue = aSet(1, { status: 'ACTIVE' });
const green = aGreen(2, { status: 'PRIMARY' });

const onGreen = aRule([
  [a, 0],
  [b, 100],
]);
const onBlue = aRule(
  [
    [a, 100],
    [b, 0],
  ],
  { port: 443 },
);

/** Production is on green, and this part has not been read for so long. */
function baking(part: Part, failedForMs: number, kind: TroubleKind, rules = [onGreen]): World {
  const nowMs = noon + 60_000;
  const sinceMs = nowMs - failedForMs;
  const trouble = { kind, action: 'x:Read', resource: 'shop', code: 'Code', message: 'by a test' };
  const old = { readAtMs: sinceMs, isNew: false, failing: { sinceMs, trouble } };
  return aWorld({
    nowMs,
    look: { isWhole: true, endedMs: nowMs, readings: { ...allReadAt(nowMs), [part]: old } },
    taskSets: [blue, green],
    service: aService({ tags: { green: green.arn, blue: blue.arn } }),
    rules,
  });
}

const memory = (verdict: 'passed' | 'unusable', changes: Partial<Memory> = {}): Memory =>
  aMemory({
    ...{ startedAtMs: noon - 60_000, isPreflightPassed: true, switchedAtMs: noon, hasSeenSwitch: true },
    ...{ hasGreenBeenLive: true, hasLabelledGreen: true, blue: blue.arn, green: green.arn },
    baseline: { ...aMemory().baseline, verdict },
    ...changes,
  });

const failureIn = (world: World, before: Memory): string | null =>
  evolveWorld(aPlan({ bake: { seconds: 300 } }), before, world).failure?.reason ?? null;

describe('a bake in which a read fails', () => {
  test.each<readonly [Part, TroubleKind, number, 'passed' | 'unusable', string | null]>([
    ['rules', 'denied', 10_000, 'passed', 'reads-denied'],
    ['rules', 'denied', 9_000, 'passed', null],
    ['service', 'refused', 10_000, 'passed', 'reads-denied'],
    ['rules', 'busy', 60_000, 'passed', null],
    ['targets', 'denied', 60_000, 'passed', null],
    ['targets', 'denied', 10_000, 'unusable', 'reads-denied'],
    ['targets', 'busy', 60_000, 'unusable', null],
    ['targets', 'busy', 600_000, 'unusable', 'reads-denied'],
    ['tasks', 'denied', 600_000, 'unusable', null],
    ['scaling', 'denied', 600_000, 'unusable', null],
  ])('%s %s for %i ms, with probes %s: %s', (part, kind, ms, verdict, reason) => {
    expect(failureIn(baking(part, ms, kind), memory(verdict))).toBe(reason);
  });

  test.each<readonly [Part, TroubleKind, number, string | null]>([
    ['targets', 'denied', 9_000, null],
    ['targets', 'denied', 10_000, 'reads-denied'],
    ['targets', 'busy', 60_000, null],
    ['tasks', 'denied', 600_000, null],
  ])(
    'begins only once the switch is whole, which needs its targets: %s %s for %i ms: %s',
    (part, kind, ms, reason) => {
      const half = baking(part, ms, kind, [onGreen, onBlue]);
      expect(failureIn(half, memory('passed', { switchedAtMs: null, hasSeenSwitch: false }))).toBe(reason);
    },
  );

  test.each<readonly [string, boolean, Partial<Memory>]>([
    ['passes by its probes', true, { bakeProbe: { ...aMemory().bakeProbe, passesInRow: 3 } }],
    ['does not pass without a probe that passed', false, {}],
  ])('of targets %s', (_what, isPassed, changes) => {
    const over = evolveWorld(
      aPlan({ bake: { seconds: 30 } }),
      memory('passed', changes),
      baking('targets', 60_000, 'denied'),
    );
    expect(over.isBakePassed).toBe(isPassed);
  });

  test('counts no observation of targets twice', () => {
    const before = memory('passed', { goodBakeStreak: 1 });
    expect(evolveWorld(aPlan(), before, baking('targets', 5000, 'busy')).goodBakeStreak).toBe(1);
  });
});
