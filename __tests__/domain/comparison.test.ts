import { describe, expect, test } from '@jest/globals';
import {
  canNotServe,
  compare,
  isBlueToServe,
  recentMs,
  servingOf,
} from '../../src/domain/task-sets/health/comparison.ts';
import type { TaskSetView, World } from '../../src/domain/task-sets/model/world.ts';
import { aStop } from '../support/stops.ts';
import { a, aGreen, aGroup, aSet, aTarget, aWorld, b, noon } from '../support/worlds.ts';

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
