import { describe, expect, test } from '@jest/globals';
import {
  canServe,
  groupMates,
  hasUnusedTargets,
  isReady,
  ownTargets,
  strangers,
} from '../../src/domain/task-sets/health/readiness.ts';
import type { TaskSetView, World } from '../../src/domain/task-sets/model/world.ts';
import { aTask } from '../support/tasks.ts';
import { a, aGreen, aGroup, aSet, aTarget, aWorld, b } from '../support/worlds.ts';
import type { TargetGroupView, TargetView } from '../../src/domain/common/load-balancer/view.ts';

const withTargets = (set: TaskSetView, targets: readonly TargetView[]): World =>
  aWorld({ taskSets: [aSet(1), set], groups: [aGroup(a), aGroup(b, { targets })] });
const healthy = [aTarget(2, 0), aTarget(2, 1)];

describe('where cross-zone load balancing is off, ready', () => {
  const inZones = (n: number, ...zones: readonly (string | null)[]) =>
    zones.map((zone, k) => aTask(n, k, { zone }));
  const off = { attributes: { 'load_balancing.cross_zone.enabled': 'false' } };
  const world = (green: TaskSetView, attributes: Partial<TargetGroupView> = off): World =>
    aWorld({
      taskSets: [aSet(1, { tasks: inZones(1, 'a', 'b') }), green],
      groups: [
        aGroup(a, { ...attributes, targets: [aTarget(1, 0), aTarget(1, 1)] }),
        aGroup(b, { ...attributes, targets: healthy }),
      ],
    });

  test('is not a set without a target in a zone in which blue has one', () => {
    const green = aGreen(2, { tasks: inZones(2, 'a', 'a') });
    expect(isReady(world(green), green)).toEqual({
      isYes: false,
      why: expect.stringContaining('all healthy, but none in b, whose users reach no other zone'),
    });
  });

  test.each([
    ['a set with a target in each zone', inZones(2, 'b', 'a'), off],
    ['a set in zones that ECS does not show', inZones(2, null, 'a'), off],
    ['a set in one zone while requests cross zones', inZones(2, 'a', 'a'), { attributes: {} }],
  ])('is %s', (_name, tasks, attributes) => {
    const green = aGreen(2, { tasks });
    expect(isReady(world(green, attributes), green)).toEqual({ isYes: true });
  });

  test('is a set that has too few tasks for every zone', () => {
    const green = aGreen(2, { running: 1, computedDesired: 1, tasks: inZones(2, 'a') });
    expect(isReady(world(green), green)).toEqual({ isYes: true });
  });
});

describe('ready', () => {
  test('is a steady set of which every running task has a healthy target of its own', () => {
    const green = aGreen(2);
    expect(isReady(withTargets(green, healthy), green)).toEqual({ isYes: true });
  });

  test.each([
    ['draining', aGreen(2, { status: 'DRAINING' }), healthy, 'it is draining'],
    ['steady at 0 of 0', aGreen(2, { running: 0, computedDesired: 0 }), [], 'its computed count is 0'],
    ['short of a task', aGreen(2, { running: 1, pending: 1 }), healthy, '1 of 2 running'],
    ['of more tasks than it should have', aGreen(2, { running: 3 }), healthy, '3 of 2 running'],
    [
      'of tasks that are not listed yet',
      aGreen(2, { tasks: [aTask(2, 0)] }),
      healthy,
      '2 of 2 running, 1 of them listed',
    ],
    [
      'of tasks without an address',
      aGreen(2, { tasks: [aTask(2, 0), aTask(2, 1, { endpoint: null })] }),
      healthy,
      '1 healthy',
    ],
    [
      'short of a healthy target',
      aGreen(2),
      [healthy[0]!, aTarget(2, 1, { state: 'initial' })],
      '2 of 2 running, 1 healthy',
    ],
    [
      'unhealthy, and says why',
      aGreen(2),
      [
        healthy[0]!,
        aTarget(2, 1, { state: 'unhealthy', description: 'Health checks failed with these codes: [503]' }),
      ],
      '10.0.2.1:8080 Health checks failed with these codes: [503]',
    ],
    ['healthy by the targets of others alone', aGreen(2), [aTarget(9, 0), aTarget(9, 1)], '0 healthy'],
    [
      'healthy on another port',
      aGreen(2),
      [aTarget(2, 0, { port: 81 }), aTarget(2, 1, { port: 81 })],
      '0 healthy',
    ],
    ['still stabilizing', aGreen(2, { isSteady: false }), healthy, 'still stabilizing'],
  ] as const)('is not a set that is %s', (_name, green, targets, why) => {
    const verdict = isReady(withTargets(green, targets), green);
    expect(verdict).toMatchObject({ isYes: false });
    expect(verdict.isYes ? '' : verdict.why).toContain(why);
  });
});

describe('able to take traffic back', () => {
  const four = aGreen(2, { computedDesired: 4, running: 4 });
  const some = (count: number): readonly TargetView[] =>
    Array.from({ length: count }, (_, k) => aTarget(2, k));

  test.each([
    [2, false, true],
    [1, false, false],
    [1, true, true],
    [0, true, false],
  ])('with %d of 4 healthy, the other set dead: %s → %s', (count, isOtherDead, isYes) => {
    expect(canServe(withTargets(four, some(count)), four, isOtherDead).isYes).toBe(isYes);
  });

  test('does not need to be steady: a scaling event must not prevent the rollback', () => {
    const blue = aGreen(2, { isSteady: false, pending: 3, running: 2, computedDesired: 3 });
    expect(canServe(withTargets(blue, healthy), blue, false).isYes).toBe(true);
  });

  test('is never a draining set', () => {
    const blue = aGreen(2, { status: 'DRAINING' });
    expect(canServe(withTargets(blue, healthy), blue, true)).toEqual({
      isYes: false,
      why: 'task set ecs-svc/2 is draining',
    });
  });
});

describe('who stands in a group', () => {
  test("the set's own targets are matched by address and port", () => {
    const green = aGreen(2);
    expect(ownTargets(withTargets(green, [...healthy, aTarget(9, 0)]), green)).toEqual(healthy);
  });

  test('strangers are the others that would get traffic, draining and unused ones not among them', () => {
    const green = aGreen(2);
    const others = [aTarget(9, 0), aTarget(9, 1, { state: 'draining' }), aTarget(9, 2, { state: 'unused' })];
    expect(strangers(withTargets(green, [...healthy, ...others]), green)).toEqual([others[0]]);
  });

  test('a set without tasks is a mate all the same, a draining one is not', () => {
    const [green, idle, gone] = [aGreen(2), aGreen(3, { running: 0 }), aGreen(4, { status: 'DRAINING' })];
    const world = aWorld({ taskSets: [aSet(1), green, idle, gone] });
    expect(groupMates(world, green)).toEqual([idle]);
  });

  test('targets that are all unused are a fault of the configuration, and none at all is not', () => {
    const green = aGreen(2);
    const unused = healthy.map((target) => ({ ...target, state: 'unused' as const }));
    expect(hasUnusedTargets(withTargets(green, unused), green)).toBe(true);
    expect(hasUnusedTargets(withTargets(green, [unused[0]!, healthy[1]!]), green)).toBe(false);
    expect(hasUnusedTargets(withTargets(green, []), green)).toBe(false);
  });
});
