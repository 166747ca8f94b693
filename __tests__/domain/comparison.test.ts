import { describe, expect, test } from '@jest/globals';
import {
  canNotServe,
  compare,
  describeServing,
  isBlueToServe,
  recentMs,
  servingOf,
} from '../../src/domain/task-sets/health/comparison.ts';
import type { TaskSetView, World } from '../../src/domain/task-sets/model/world.ts';
import { sceneOf } from '../../src/domain/task-sets/roles/scene.ts';
import { whyStillNeeded, whyUnfit } from '../../src/domain/task-sets/warm/fallback.ts';
import { aStop } from '../support/stops.ts';
import { aTask } from '../support/tasks.ts';
import { a, aGreen, aGroup, aMemory, aPlan, aService, aSet, aTarget, aWorld, b, noon } from '../support/worlds.ts'; // prettier-ignore

/** How many targets of a set are healthy, and how many of its tasks failed lately. */
type State = readonly [healthy: number, stops?: number];

const blue = aSet(1, { status: 'ACTIVE', computedDesired: 4, running: 4 });
const green = aGreen(2, { status: 'PRIMARY', computedDesired: 4, running: 4 });
const targets = (n: number, healthy: number) =>
  Array.from({ length: 4 }, (_, k) => aTarget(n, k, { state: k < healthy ? 'healthy' : 'unhealthy' }));
const stopsOf = (n: number, count = 0, atMs = noon - 1000) =>
  Array.from({ length: count }, () => aStop(n, { stoppedAtMs: atMs }));

function worldOf([blueHealthy, blueStops]: State, [greenHealthy, greenStops]: State): World {
  return aWorld({
    taskSets: [blue, green],
    groups: [
      aGroup(a, { targets: targets(1, blueHealthy) }),
      aGroup(b, { targets: targets(2, greenHealthy) }),
    ],
    stoppedTasks: [...stopsOf(1, blueStops), ...stopsOf(2, greenStops)],
  });
}

const compared = (changes: { readonly isForced?: boolean; readonly blue?: TaskSetView } = {}) => ({
  blue,
  green,
  carried: null,
  isForced: false,
  ...changes,
});

describe('blue and green of four tasks each', () => {
  test.each<readonly [State, State, boolean]>([
    [[4], [4], true],
    // Half is what production needs: one task of blue that is being replaced doesn't stop a rollback.
    [[2], [4], true],
    [[1], [4], false],
    [[0], [4], false],
    // Its tasks are healthy between their stops.
    [[4, 3], [4], false],
    [[4, 2], [4], true],
    // Green's stops count in the same way.
    [[4, 3], [4, 3], true],
    [[1], [2], false],
    [[2], [1], true],
    [[1], [1], true],
    // Green is down: any healthy target of blue is better.
    [[1, 9], [0], true],
    [[1], [0, 9], true],
    [[0], [0], false],
    // Neither has a target that stays.
    [[1, 5], [1, 5], true],
  ])('blue %j, green %j: production may return to blue: %s', (ofBlue, ofGreen, isYes) => {
    expect(compare(worldOf(ofBlue, ofGreen), compared()).isYes).toBe(isYes);
  });

  test('are both in the answer, with what production needs', () => {
    expect(compare(worldOf([2, 4], [4]), compared())).toEqual({
      isYes: false,
      why:
        'blue ecs-svc/1 (web:1) has 0 healthy targets that stay (2 healthy, and 4 tasks failed in the last 5 minutes), ' +
        'green ecs-svc/2 (web:2) has 4 healthy targets that stay, and production needs 2',
    });
  });

  test.each<readonly [State, boolean]>([
    [[1], true],
    [[4, 9], true],
    [[0], false],
  ])('with force, blue %j is taken: %s', (ofBlue, isYes) => {
    expect(compare(worldOf(ofBlue, [4]), compared({ isForced: true })).isYes).toBe(isYes);
  });

  test('are no choice while blue drains', () => {
    const draining = { ...blue, status: 'DRAINING' } as const;
    expect(compare(worldOf([4], [0]), compared({ isForced: true, blue: draining }))).toEqual({
      isYes: false,
      why: 'task set ecs-svc/1 is draining',
    });
  });

  test.each([
    [null, 2, false],
    [4, 2, false],
    // Scaling has just doubled the count: the tasks that carry the traffic decide.
    [2, 1, true],
  ])(
    '%s targets carry the traffic: blue with one that is healthy serves as well: %s',
    (carried, _needed, isYes) => {
      expect(compare(worldOf([1], [4]), { ...compared(), carried }).isYes).toBe(isYes);
    },
  );
});

describe('a stopped task', () => {
  const healthyThen = (atMs: number): number =>
    servingOf({ ...worldOf([4], [4]), stoppedTasks: stopsOf(1, 1, atMs) }, blue).staying;
  test('counts for five minutes', () => {
    expect([healthyThen(noon - recentMs + 1), healthyThen(noon - recentMs)]).toEqual([3, 4]);
  });

  test.each(['SpotInterruption', 'UserInitiated', 'ServiceSchedulerInitiated'])(
    'does not count if it was stopped by %s',
    (stopCode) => {
      const stop = aStop(1, { stopCode, stoppedReason: 'Scaling activity', stoppedAtMs: noon - 1000 });
      expect(servingOf({ ...worldOf([4], [4]), stoppedTasks: [stop] }, blue)).toEqual({
        healthy: 4,
        stops: 0,
        staying: 4,
      });
    },
  );
});

describe('ten tasks, of which some fail and are replaced', () => {
  const second = 1000;
  const started = noon - 86_400_000;
  const full = aGreen(2, { status: 'PRIMARY', computedDesired: 10, running: 10 });
  /** Tasks of as many places, which live for 20 s each. The others run since `started`. */
  const failing = (places: number, each: number, since = noon - each * 20 * second) => {
    const running = Array.from({ length: 10 }, (_, k) =>
      aTask(1, k, { createdAtMs: k < places ? noon - 10 * second : started }),
    );
    const stopped = Array.from({ length: places * each }, (_, n) => {
      const born = since + Math.floor(n / places) * 20 * second;
      return aStop(1, { createdAtMs: n < places ? started : born, stoppedAtMs: born + 20 * second });
    });
    const targets = running.map((_task, k) => aTarget(1, k));
    const set = aSet(1, { status: 'ACTIVE', computedDesired: 10, running: 10, tasks: running });
    const others = running.map((_task, k) => aTarget(2, k));
    const service = aService({ desiredCount: 10 });
    const world = aWorld({ service, taskSets: [set, full], groups: [aGroup(a, { targets }), aGroup(b, { targets: others })], stoppedTasks: stopped }); // prettier-ignore
    return { set, world, ...servingOf(world, set) };
  };

  test.each([
    ['one place, however often', 1, 12, 9],
    ['one place, once', 1, 1, 9],
    ['three places', 3, 4, 7],
    ['all places', 10, 3, 0],
    ['all places, once', 10, 1, 0],
  ])('%s: the healthy targets of the others stay', (_what, places, each, staying) => {
    expect(failing(places, each)).toMatchObject({ healthy: 10, stops: places * each, staying });
  });

  test('are what production needs as long as half of them stay, in every judgement', () => {
    const judged = (places: number): readonly boolean[] => {
      const { world, set } = failing(places, 12);
      const asLive = sceneOf(aPlan(), world, aMemory());
      return [
        compare(world, { ...compared(), blue: set, green: full }).isYes,
        !canNotServe(world, set),
        whyStillNeeded({ world, roles: { ...asLive.roles, live: [set] } }) === null,
        whyUnfit(asLive, set) !== 'less than half of its targets stay healthy',
      ];
    };
    expect(judged(1)).toEqual([true, true, true, true]);
    expect(judged(6)).toEqual([false, false, false, false]);
  });

  test('say how many stay, and how many failed', () => {
    const { world, set } = failing(1, 12);
    expect(describeServing(world, set)).toBe(
      '9 healthy targets that stay (10 healthy, and 12 tasks failed in the last 5 minutes)',
    );
  });

  test('of a green that has just started: all were created with the first one that failed', () => {
    const { world, set } = failing(1, 9);
    const young = { ...set, tasks: set.tasks.map((task) => ({ ...task, createdAtMs: Math.max(task.createdAtMs ?? 0, noon - 180 * second) })) }; // prettier-ignore
    const stoppedTasks = world.stoppedTasks.map((stop) => ({ ...stop, createdAtMs: Math.max(stop.createdAtMs ?? 0, noon - 180 * second) })); // prettier-ignore
    expect(servingOf({ ...world, taskSets: [young, full], stoppedTasks }, young).staying).toBe(9);
  });

  test('without times each failed task counts', () => {
    const { world, set } = failing(1, 4);
    const untimed = world.stoppedTasks.map((stop) => ({
      ...stop,
      createdAtMs: null,
      endingAtMs: noon - 200_000,
    }));
    const young = { ...set, tasks: set.tasks.map((task) => ({ ...task, createdAtMs: null })) };
    expect(servingOf({ ...world, taskSets: [young, full], stoppedTasks: untimed }, young).staying).toBe(6);
  });

  test('are not more because scaling adds tasks, which may fail too', () => {
    const { world, set } = failing(10, 3);
    const more = { ...set, computedDesired: 40, running: 40 };
    expect(servingOf({ ...world, taskSets: [more, full] }, more).staying).toBe(0);
    const one = failing(1, 12);
    const scaled = one.set.tasks.map((task, k) => (k < 5 ? { ...task, createdAtMs: noon - 1000 } : task));
    const grown = { ...one.set, tasks: scaled };
    expect(servingOf({ ...one.world, taskSets: [grown, full] }, grown).staying).toBe(9);
  });

  test('count as before while the failing one is down', () => {
    const { world, set } = failing(1, 12);
    const [first, ...others] = world.groups;
    const targets = first?.targets.map((target, k) => (k === 0 ? { ...target, state: 'unhealthy' as const } : target)); // prettier-ignore
    const down = { ...world, groups: [aGroup(a, { targets: targets ?? [] }), ...others] };
    expect(servingOf(down, set)).toMatchObject({ healthy: 9, staying: 9 });
  });
});

describe('what is live, and nobody watches it', () => {
  test.each<readonly [State, State, boolean]>([
    [[4], [4], false],
    [[4], [2], false],
    [[4], [1], true],
    [[4], [0], true],
    // Two stops are not enough to end a bake.
    [[4], [3, 2], false],
    [[4], [4, 3], true],
    // Blue has to have what production needs, unless nothing serves.
    [[1], [1], false],
    [[1], [0], true],
    [[4, 3], [1], false],
    [[0], [0], false],
  ])('blue %j, green %j: production leaves green: %s', (ofBlue, ofGreen, isLeft) => {
    expect(isBlueToServe(worldOf(ofBlue, ofGreen), green, blue)).toBe(isLeft);
  });

  test('serves with half of its targets', () => {
    expect([canNotServe(worldOf([4], [2]), green), canNotServe(worldOf([4], [1]), green)]).toEqual([
      false,
      true,
    ]);
  });
});
