import { describe, expect, test } from '@jest/globals';
import type { Memory } from '../../src/domain/task-sets/model/memory.ts';
import { rolesOf } from '../../src/domain/task-sets/roles/roles.ts';
import type { World } from '../../src/domain/task-sets/model/world.ts';

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
  ruleArn,
  setArn,
} from '../support/worlds.ts';
import { formatDuration } from '../../src/domain/common/values/duration.ts';
import { describeTraffic } from '../../src/domain/task-sets/health/describe-traffic.ts';

const plan = aPlan({ traffic: { targetGroups: [] } });
const who = (world: World, memory: Memory = aMemory(), of = plan): Record<string, unknown> => {
  const { green, blue, leftovers, foreign, pair } = rolesOf(of, world, memory);
  const ids = (sets: readonly { id: string }[]): string => sets.map(({ id }) => id).join(' ');
  return {
    green: green?.id ?? null,
    blue: blue?.id ?? null,
    leftovers: ids(leftovers),
    foreign: ids(foreign),
    front: pair?.green ?? null,
    back: pair?.blue ?? null,
  };
};
const onlyA = aRule([
  [a, 100],
  [b, 0],
]);
const onlyB = aRule([
  [a, 0],
  [b, 100],
]);

describe('roles', () => {
  test.each<readonly [string, Partial<World>, Partial<Memory>, Record<string, unknown>]>([
    [
      'what is live is blue before green exists',
      {},
      {},
      { green: null, blue: 'ecs-svc/1', front: b, back: a },
    ],
    [
      'the PRIMARY label does not make blue',
      { taskSets: [aSet(1, { status: 'ACTIVE' }), aGreen(2, { status: 'PRIMARY' })] },
      {},
      { green: 'ecs-svc/2', blue: 'ecs-svc/1' },
    ],
    [
      'an own set that is live is green, and its tag names blue',
      {
        taskSets: [aSet(1, { status: 'ACTIVE' }), aGreen(2, { tags: { blue: 'ecs-svc/1' } })],
        rules: [onlyB],
      },
      {},
      { green: 'ecs-svc/2', blue: 'ecs-svc/1', front: b, back: a, leftovers: '', foreign: '' },
    ],
    [
      "after green's switch the service's tag names blue",
      {
        taskSets: [aSet(1, { status: 'ACTIVE' }), aGreen(2)],
        rules: [onlyB],
        service: aService({ tags: { blue: setArn(1) } }),
      },
      {},
      { green: 'ecs-svc/2', blue: 'ecs-svc/1' },
    ],
    [
      'what this process saw live before the switch is blue',
      { taskSets: [aSet(1, { status: 'ACTIVE' }), aGreen(2)], rules: [onlyB] },
      { blue: setArn(1) },
      { blue: 'ecs-svc/1' },
    ],
    [
      'an untagged set that is not live is foreign',
      { taskSets: [aSet(1), aSet(3, { status: 'ACTIVE', group: b })] },
      {},
      { blue: 'ecs-svc/1', foreign: 'ecs-svc/3', leftovers: '' },
    ],
    [
      'a set of another release is a leftover',
      { taskSets: [aSet(1), aGreen(3, { tags: { release: '90-shop' } })] },
      {},
      { green: null, blue: 'ecs-svc/1', leftovers: 'ecs-svc/3' },
    ],
    [
      "an untagged set that a leftover's tag calls its blue is a leftover too",
      {
        taskSets: [
          aSet(1, { status: 'ACTIVE' }),
          aGreen(3, { tags: { release: '90-shop', blue: 'ecs-svc/1' } }),
        ],
        rules: [onlyB],
      },
      {},
      { blue: 'ecs-svc/3', leftovers: 'ecs-svc/1', foreign: '' },
    ],
    [
      'a draining set of this release is not green for a new process',
      { taskSets: [aSet(1), aGreen(2, { status: 'DRAINING' })] },
      {},
      { green: null },
    ],
    [
      'a draining set of this release is green for the process that deletes it',
      { taskSets: [aSet(1), aGreen(2, { status: 'DRAINING' })] },
      { green: setArn(2) },
      { green: 'ecs-svc/2' },
    ],
    [
      'there is no pair where no rule holds two',
      { rules: [aRule([[a, 1]])] },
      {},
      { front: null, back: null },
    ],
    [
      'with three groups in the rule the idle one cannot be identified',
      {
        rules: [
          aRule([
            [a, 1],
            [b, 0],
            [c, 0],
          ]),
        ],
      },
      {},
      { front: null },
    ],
    [
      'rules that disagree on the idle group tell none',
      {
        rules: [
          onlyA,
          aRule(
            [
              [a, 1],
              [c, 0],
            ],
            { port: 443 },
          ),
        ],
      },
      {},
      { front: null },
    ],
  ])('%s', (_name, world, memory, expected) => {
    expect(who(aWorld(world), aMemory(memory))).toMatchObject(expected);
  });

  test('the pair that inputs name is taken, and blue says which side is back', () => {
    const world = aWorld({ rules: [aRule([[a, 1]])] });
    expect(who(world, aMemory(), aPlan({ traffic: { targetGroups: [b, a] } }))).toMatchObject({
      front: b,
      back: a,
    });
  });

  test('without any set traffic stands where there is weight', () => {
    const world = aWorld({ taskSets: [], rules: [onlyB] });
    expect(who(world, aMemory(), aPlan())).toMatchObject({ front: a, back: b, blue: null });
  });

  test('production is every rule of the pair but the test rule that was named', () => {
    const tests = aRule(
      [
        [a, 100],
        [b, 0],
      ],
      { port: 8443, priority: 2 },
    );
    const world = aWorld({ rules: [onlyA, tests, aRule([[c, 1]], { port: 81 })] });
    const production = (of = plan): unknown => rolesOf(of, world, aMemory()).production;
    expect(production()).toEqual([onlyA, tests]);
    expect(production(aPlan({ traffic: { testRule: ruleArn(8443, 2) } }))).toEqual([onlyA]);
    expect(production(aPlan({ traffic: { testListener: listener(8443) } }))).toEqual([onlyA]);
  });
});

describe('where traffic is', () => {
  const say = (world: Partial<World>): string => describeTraffic(rolesOf(plan, aWorld(world), aMemory()));
  const both = [aSet(1, { status: 'ACTIVE' }), aGreen(2)];
  test.each([
    [{}, 'All production traffic is on blue ecs-svc/1 (web:1).'],
    [{ taskSets: both, rules: [onlyB] }, 'All production traffic is on green ecs-svc/2 (web:2).'],
    [
      {
        taskSets: both,
        rules: [
          onlyB,
          aRule(
            [
              [a, 1],
              [b, 0],
            ],
            { port: 443 },
          ),
        ],
      },
      'Production traffic is split between blue ecs-svc/1 (web:1) and green ecs-svc/2 (web:2).',
    ],
    [{ taskSets: [], rules: [aRule([[c, 1]])] }, 'No task set of this service gets production traffic.'],
    [
      { taskSets: [aGreen(2)] },
      'Production traffic goes to target group a, where this service has no task set.',
    ],
    [
      { taskSets: [aSet(1), aGreen(2)], rules: [] },
      'Where production traffic goes is not known: no production rule was found.',
    ],
  ])('is said in a sentence', (world, words) => {
    expect(say(world)).toBe(words);
  });

  test.each([
    [0, '0s'],
    [45, '45s'],
    [600, '10m00s'],
    [3900, '1h05m'],
    [-5, '0s'],
  ])('%d seconds are said as %s', (seconds, words) => {
    expect(formatDuration(seconds)).toBe(words);
  });
});
