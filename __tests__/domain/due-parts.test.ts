// Which parts of AWS are read at which look: everything where it matters, and within the budget where a run only waits.
import { describe, expect, test } from '@jest/globals';
import type { ReasonCode } from '../../src/domain/common/run/reason.ts';
import type { Phase } from '../../src/domain/common/run/step.ts';
import { dueParts } from '../../src/domain/task-sets/decide/due-parts.ts';
import { decideNextStep } from '../../src/domain/task-sets/decide/decide.ts';
import { evolveSlowdown, intervalMs } from '../../src/domain/task-sets/health/intervals.ts';
import { watch } from '../../src/domain/task-sets/forward/bake.ts';
import { isBakeOver } from '../../src/domain/task-sets/health/switch-state.ts';
import {
  allReadAt,
  parts,
  type Failing,
  type Look,
  type Part,
} from '../../src/domain/task-sets/model/look.ts';
import { wait } from '../../src/domain/task-sets/model/make-step.ts';
import type { Memory } from '../../src/domain/task-sets/model/memory.ts';
import type { Act, Step } from '../../src/domain/task-sets/model/step.ts';
import type { World } from '../../src/domain/task-sets/model/world.ts';
import { sceneOf, type Scene } from '../../src/domain/task-sets/roles/scene.ts';
import { a, aGreen, aMemory, aPlan, aRule, aSet, aWorld, b, noon, setArn } from '../support/worlds.ts';

const blue = aSet(1, { status: 'ACTIVE' });
const green = aGreen(2, { status: 'PRIMARY' });
const onGreen = aRule([
  [a, 0],
  [b, 100],
]);
const callsOf = (targets: number, rules: number): Partial<Record<Part, number>> => ({ targets, rules });

function readings(
  readAtMs: number,
  calls: Partial<Record<Part, number>>,
  changes: Partial<Record<Part, Partial<Look['readings'][Part]>>> = {},
): Look['readings'] {
  const all = allReadAt(readAtMs);
  const of = (part: Part) => [part, { ...all[part], calls: calls[part] ?? 1, ...changes[part] }] as const;
  return Object.fromEntries(parts.map(of)) as unknown as Look['readings'];
}

const lookOf = (all: Look['readings']): Look => ({ isWhole: true, endedMs: noon, readings: all });

/** All of production is on green. */
const baking = (changes: Partial<World> = {}): World =>
  aWorld({
    taskSets: [blue, green],
    rules: [onGreen],
    look: lookOf(readings(noon, callsOf(2, 4))),
    ...changes,
  });

const switched: Partial<Memory> = {
  ...{ isPreflightPassed: true, green: setArn(2), blue: setArn(1), hasSeenSwitch: true },
  ...{ hasGreenBeenLive: true, switchedAtMs: noon - 60_000, goodBakeStreak: 9 },
  fence: { value: '1:100.1', writtenAtMs: noon - 60_000, isHeld: true },
};
const request = aPlan({ bake: { seconds: 3600 }, warmSeconds: 7200 });

const sceneWith = (world: World, memory: Partial<Memory> = {}): Scene =>
  sceneOf(request, world, aMemory({ ...switched, ...memory }));

const waiting = (reason: ReasonCode, phase: Phase = 'bake'): Step => wait(phase, reason, 'a test', 1000);
const due = (scene: Scene, step: Step, afterMs: number): readonly Part[] =>
  dueParts(scene, step, noon + afterMs).parts;

describe('in a bake', () => {
  const bakes = waiting('baking');
  test.each<[number, readonly Part[]]>([
    [1000, ['groups']],
    [2000, ['service', 'groups']],
    [5000, ['service', 'groups', 'targets']],
    [10_000, ['service', 'groups', 'targets', 'tasks', 'stopped-tasks']],
    [13_400, ['service', 'rules', 'groups', 'targets', 'tasks', 'stopped-tasks']],
    [30_000, parts.filter((part) => part !== 'alarms')],
  ])('after %d ms these parts are due', (afterMs, expected) => {
    expect(due(sceneWith(baking()), bakes, afterMs)).toEqual(expected);
  });

  test.each<[string, Partial<Memory>]>([
    ['a bad look at the targets', { badTargetStreak: 1 }],
    ['a failed probe', { bakeProbe: { ...aMemory().bakeProbe, failuresInRow: 1 } }],
    ['weights that somebody changed', { driftSinceMs: noon }],
    ['a cancel', { isCancelled: true }],
    ['a write of a rule that does not show', { pending: { write: aWrite(), atMs: noon } }],
    ['the end of the bake', { switchedAtMs: noon - 3_600_000 }],
  ])('everything is read after %s', (_what, memory) => {
    expect(due(sceneWith(baking(), memory), bakes, 1000)).toEqual(parts);
  });

  test('the first three looks read the targets, so that a short bake can pass', () => {
    expect(due(sceneWith(baking(), { goodBakeStreak: 2 }), bakes, 500)).toContain('targets');
  });

  test('tasks are read at each look while ECS starts or stops some', () => {
    const moving = baking({ taskSets: [blue, { ...green, running: 1, isSteady: false }] });
    expect(due(sceneWith(moving), bakes, 1000)).toEqual(expect.arrayContaining(['tasks', 'stopped-tasks']));
  });

  test('it does not end on targets or rules that its last look left out', () => {
    const over = { switchedAtMs: noon - 3_600_000 };
    const leftOut = (part: Part): World =>
      baking({ look: lookOf(readings(noon - 4000, {}, { [part]: { isNew: false } })) });
    expect(isBakeOver(sceneWith(baking(), over))).toBe(true);
    for (const part of ['targets', 'rules'] as const)
      expect([part, isBakeOver(sceneWith(leftOut(part), over))]).toEqual([part, false]);
  });
});

function aWrite(): Extract<Act, { kind: 'write-rule' }> {
  return { kind: 'write-rule', rule: onGreen, actions: onGreen.actions };
}

describe('elsewhere', () => {
  const step = (act: Act, phase: Phase = 'prepare'): Step => ({
    ...waiting('reading-back', phase),
    act,
  });
  const tagging: Act = { kind: 'tag-service', tags: { fence: '1:100.1' } };

  test('a write of a rule is followed by a look at everything, any other by one at ECS', () => {
    expect(due(sceneWith(baking()), step(aWrite(), 'switch'), 100)).toEqual(parts);
    expect(due(sceneWith(baking()), step(tagging), 100)).toEqual([
      'service',
      'groups',
      'tasks',
      'stopped-tasks',
    ]);
  });

  test('a rollback reads everything, until it only waits for green to vanish', () => {
    const failure = { kind: 'requested', what: 'x', advice: '' } as unknown as Memory['failure'];
    const scene = sceneWith(baking(), { failure });
    expect(due(scene, waiting('watching-rollback', 'rollback'), 100)).toEqual(parts);
    expect(due(scene, waiting('waiting-for-green-to-vanish', 'rollback'), 100)).toEqual([
      'service',
      'groups',
    ]);
  });

  describe('a wait that may last for minutes reads what it waits for, whatever looked wrong before', () => {
    const wrong: Partial<Memory> = {
      ...{ badTargetStreak: 3, bakeProbe: { ...aMemory().bakeProbe, failuresInRow: 3 } },
      ...{ switchedAtMs: noon - 3_600_000, trouble: null },
      failure: { kind: 'bake-probes-failed', what: 'x', advice: '' } as unknown as Memory['failure'],
    };
    const ecs: readonly Part[] = ['service', 'groups', 'tasks', 'stopped-tasks'];
    const service: readonly Part[] = ['service', 'groups'];
    const health: readonly Part[] = ['service', 'groups', 'targets', 'tasks', 'stopped-tasks'];
    test.each<[ReasonCode, Phase, number, readonly Part[]]>([
      ['waiting-for-green-to-vanish', 'rollback', 2, service],
      ['waiting-for-blue-to-vanish', 'teardown', 2, service],
      ['waiting-for-blue-to-serve', 'rollback', 0, ecs],
      ['waiting-for-blue-to-serve', 'rollback', 1, health],
      ['waiting-for-ready', 'switch', 1, health],
      ['waiting-for-ready', 'warm', 1, health],
    ])('%s in phase %s while %d of 2 tasks run', (reason, phase, running, expected) => {
      const world = baking({
        taskSets: [
          { ...blue, running },
          { ...green, running },
        ],
      });
      for (const command of ['deploy', 'rollback', 'sweep'] as const) {
        const scene = sceneOf({ ...request, command }, world, aMemory({ ...switched, ...wrong }));
        const isKnown = command !== 'sweep' || expected === service;
        if (isKnown) expect([command, due(scene, waiting(reason, phase), 100)]).toEqual([command, expected]);
      }
    });
  });

  test.each<[string, Partial<Look['readings']['rules']>, object]>([
    [
      'not on rules that its look left out',
      { isNew: false },
      { kind: 'look', parts: ['service', 'rules', 'targets'] },
    ],
    ['on rules that its look read', {}, { kind: 'write-rule' }],
  ])('a rule of a rollback is written %s', (_what, rules, expected) => {
    const look = lookOf(readings(noon, {}, { rules }));
    const failure = { kind: 'bake-tasks-stopped', what: 'x', advice: '' } as unknown as Memory['failure'];
    const taskSets = [
      { ...blue, status: 'PRIMARY' as const },
      { ...green, status: 'ACTIVE' as const },
    ];
    const scene = sceneWith(baking({ look, taskSets }), { failure });
    expect(decideNextStep(scene.request, scene.world, scene.memory).act).toMatchObject(expected);
  });

  test('health is read once all tasks of green run', () => {
    const starting = { switchedAtMs: null, hasGreenBeenLive: false } as const;
    const ready = waiting('waiting-for-ready', 'ready');
    const world = (running: number): World => baking({ taskSets: [aSet(1), aGreen(2, { running })] });
    expect(due(sceneWith(world(1), starting), ready, 1000)).not.toContain('targets');
    expect(due(sceneWith(world(2), starting), ready, 1000)).toContain('targets');
  });

  test('the end of the lease reads everything', () => {
    const warm = { isBakePassed: true, switchedAtMs: noon - 7_200_000 + 5000 };
    expect(due(sceneWith(baking(), warm), waiting('warm', 'warm'), 4999)).not.toContain('rules');
    expect(due(sceneWith(baking(), warm), waiting('warm', 'warm'), 5000)).toEqual(parts);
  });

  test('a look for a write reads the parts that it needs, and nothing else', () => {
    const act: Act = { kind: 'look', parts: ['rules'], before: tagging, afterMs: 0 };
    expect(dueParts(sceneWith(baking()), step(act), noon)).toEqual({ parts: ['rules'], keepsFailing: true });
  });
});

describe('a part that could not be read', () => {
  const failingWith = (code: string): World => {
    const trouble = { kind: 'busy', action: 'x', resource: 'y', code, message: '' } as const;
    const failing: Failing = { sinceMs: noon, atMs: noon, trouble };
    return baking({ look: lookOf(readings(noon, {}, { targets: { isNew: false, failing } })) });
  };
  test('is read again at the next look, unless AWS throttled it', () => {
    const bakes = waiting('baking');
    expect(due(sceneWith(failingWith('TimeoutError')), bakes, 1000)).toContain('targets');
    expect(due(sceneWith(failingWith('Throttling')), bakes, 1000)).not.toContain('targets');
    expect(due(sceneWith(failingWith('Throttling')), bakes, 4000)).toContain('targets');
  });
});

describe('intervals', () => {
  const throttledAt = (ms: number, isThrottled: boolean): World =>
    baking({ nowMs: ms, look: lookOf(readings(ms, {}, { rules: { isThrottled } })) });

  test('double while AWS throttles, to four times at most, and halve after each minute without', () => {
    let slowdown = aMemory().slowdown;
    const times = (secondsOn: number, isThrottled: boolean): number => {
      slowdown = evolveSlowdown({ slowdown }, throttledAt(noon + secondsOn * 1000, isThrottled));
      return slowdown.times;
    };
    expect([0, 1, 2].map((second) => times(second, true))).toEqual([2, 4, 4]);
    expect([30, 62, 90, 122, 300].map((second) => times(second, false))).toEqual([4, 2, 2, 1, 1]);
  });

  test('have an upper bound, whatever a look takes', () => {
    const world = baking({ look: lookOf(readings(noon, callsOf(200, 200))) });
    const slowest = { world, memory: { slowdown: { times: 4, sinceMs: noon } } };
    expect(intervalMs(slowest, 'targets')).toBe(80_000);
    expect(intervalMs(slowest, 'rules')).toBe(200_000);
    expect(intervalMs(slowest, 'service')).toBe(2000);
  });
});

describe('the budget of 0.7 load balancer reads a second', () => {
  /** Plays the looks of ten minutes. `calls`: what one look at these parts takes. */
  function readsPerSecond(
    next: (scene: Scene) => Step,
    calls: { readonly targets: number; readonly rules: number },
    memory: Partial<Memory>,
  ): number {
    const seconds = 600;
    let world = baking({ look: lookOf(readings(noon, callsOf(calls.targets, calls.rules))) });
    let sent = 0;
    while (world.nowMs < noon + seconds * 1000) {
      const scene = sceneWith(world, memory);
      const step = next(scene);
      const nowMs = world.nowMs + (step.act.kind === 'wait' ? step.act.ms : 50);
      const wanted = dueParts(scene, step, nowMs).parts;
      sent += (['targets', 'rules'] as const)
        .filter((part) => wanted.includes(part))
        .reduce((sum, part) => sum + calls[part], 0);
      const before = world.look?.readings ?? allReadAt(noon);
      const read = readings(nowMs, callsOf(calls.targets, calls.rules));
      const after = parts.map((part) => [part, (wanted.includes(part) ? read : before)[part]] as const);
      const look = lookOf(Object.fromEntries(after) as unknown as Look['readings']);
      world = { ...world, nowMs, look };
    }
    return sent / seconds;
  }
  const inBake = (scene: Scene): Step => watch(scene, green)!;
  const inWarm = (): Step => wait('warm', 'warm', 'a test', 15_000);
  const vanishing = (): Step => wait('teardown', 'waiting-for-blue-to-vanish', 'a test', 1500);

  test.each([
    [2, 2],
    [2, 4],
    [2, 7],
    [4, 15],
    [6, 12],
  ])('holds when health takes %d calls and the rules take %d', (targets, rules) => {
    const calls = { targets, rules };
    const waits = [
      readsPerSecond(inBake, calls, {}),
      readsPerSecond(inWarm, calls, { isBakePassed: true, switchedAtMs: noon }),
      readsPerSecond(vanishing, calls, { isBakePassed: true, switchedAtMs: noon }),
    ];
    expect(waits.map((rate) => rate <= 0.7)).toEqual([true, true, true]);
    expect(waits.every((rate) => rate > 0)).toBe(true);
  });

  test('is a quarter while AWS throttles', () => {
    const slow = { slowdown: { times: 4, sinceMs: noon } };
    expect(readsPerSecond(inBake, { targets: 2, rules: 4 }, slow)).toBeLessThanOrEqual(0.18);
  });
});
