import { failureOf } from '../../src/domain/common/run/failure.ts';
import fc from 'fast-check';
import type { Memory } from '../../src/domain/task-sets/model/memory.ts';
import type { TaskSetView, World } from '../../src/domain/task-sets/model/world.ts';
import { aCandidate } from './candidates.ts';
import { aStop } from './stops.ts';
import { a, aGroup, aMemory, aRule, aService, aSet, aTarget, aWorld, b, c, noon, setArn } from './worlds.ts';
import type { TargetView } from '../../src/domain/common/load-balancer/view.ts';

const anySet: fc.Arbitrary<TaskSetView> = fc
  .record({
    n: fc.integer({ min: 1, max: 5 }),
    group: fc.constantFrom(a, b, c),
    status: fc.constantFrom('PRIMARY' as const, 'ACTIVE' as const, 'DRAINING' as const),
    release: fc.option(fc.constantFrom('100-shop', '90-shop')),
    blue: fc.option(fc.constantFrom('ecs-svc/1', 'ecs-svc/2')),
    running: fc.integer({ min: 0, max: 2 }),
    isSteady: fc.boolean(),
    isAttached: fc.boolean(),
    scalePercent: fc.constantFrom(0, 100),
  })
  .map(({ n, release, blue, isAttached, ...set }) => ({
    ...aSet(n, {
      ...set,
      tags: { ...(release === null ? {} : { release }), ...(blue === null ? {} : { blue }) },
    }),
    ...(isAttached ? {} : { attachment: null }),
  }));
const anyTargets: fc.Arbitrary<TargetView[]> = fc.array(
  fc
    .record({
      n: fc.integer({ min: 1, max: 5 }),
      state: fc.constantFrom<TargetView['state'][]>(
        'initial',
        'healthy',
        'unhealthy',
        'unused',
        'draining',
        'unavailable',
      ),
    })
    .map(({ n, state }) => aTarget(n, 0, { state })),
  { maxLength: 4 },
);
const weight = fc.constantFrom(0, 1, 100);
/** Worlds that no AWS may ever show among them: deciding has to have an answer for those too. */
export const anyWorld: fc.Arbitrary<World> = fc
  .record({
    sets: fc.uniqueArray(anySet, { selector: ({ id }) => id, maxLength: 5 }),
    weights: fc.array(fc.tuple(weight, weight), { minLength: 0, maxLength: 3 }),
    targets: fc.tuple(anyTargets, anyTargets),
    tags: fc.record(
      {
        fence: fc.constantFrom('1:100.1', '2:101.1', 'x'),
        blue: fc.constantFrom(setArn(1), setArn(2)),
        green: fc.constantFrom(setArn(1), setArn(2)),
        'switched-at': fc.constantFrom(new Date(noon - 5000).toISOString(), 'not a time'),
        scaling: fc.constantFrom('in:0 out:0 scheduled:0', 'junk'),
      },
      { requiredKeys: [] },
    ),
    hasCandidate: fc.boolean(),
    stops: fc.integer({ min: 0, max: 4 }),
  })
  .map(({ sets, weights, targets, tags, hasCandidate, stops }) =>
    aWorld({
      taskSets: sets,
      rules: weights.map(([onA, onB], index) =>
        aRule(
          [
            [a, onA],
            [b, onB],
          ],
          { port: 80 + index },
        ),
      ),
      groups: [aGroup(a, { targets: targets[0] }), aGroup(b, { targets: targets[1] })],
      service: aService({ tags }),
      candidate: hasCandidate ? aCandidate() : null,
      stoppedTasks: Array.from({ length: stops }, () => aStop(2)),
    }),
  );
export const anyMemory: fc.Arbitrary<Memory> = fc
  .record({
    startedAtMs: fc.constantFrom(noon, noon - 3_600_000),
    failure: fc.option(
      fc.constant(
        failureOf({ reason: 'smoke-test-failed', what: 'it failed', advice: 'Mend it.', atMs: noon }),
      ),
    ),
    isPreflightPassed: fc.boolean(),
    isCancelled: fc.boolean(),
    fence: fc.option(
      fc.constantFrom(
        { value: '1:100.1', writtenAtMs: null, isHeld: true },
        { value: '2:101.1', writtenAtMs: noon - 5000, isHeld: false },
      ),
    ),
    green: fc.option(fc.constantFrom(setArn(1), setArn(2))),
    blue: fc.option(fc.constantFrom(setArn(1), setArn(2))),
    isBakePassed: fc.boolean(),
    switchedAtMs: fc.option(fc.constant(noon - 20_000)),
    readyStreak: fc.integer({ min: 0, max: 4 }),
  })
  .map((changes) => aMemory(changes));
