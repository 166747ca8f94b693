// Worlds for the warnings about Availability Zones.
import type { Request } from '../../src/domain/common/request/request.ts';
import type { TaskSetView, World } from '../../src/domain/task-sets/model/world.ts';
import { aTask } from './tasks.ts';
import { a, aGroup, aPlan, aService, aSet, b, balancer } from './worlds.ts';

/** A service of three tasks that has nothing to warn of. */
export const calmPlan = aPlan({ bake: { seconds: 300 }, warmSeconds: 900 });

const inZones = (...zones: readonly string[]) =>
  aSet(1, {
    running: zones.length,
    computedDesired: zones.length,
    tasks: zones.map((zone, k) => aTask(1, k, { zone })),
  });

/** The set live in zones, and a load balancer in a, b and c. */
export const zoned = (...zones: readonly string[]): Partial<World> => ({
  taskSets: [inZones(...zones)],
  loadBalancers: [
    {
      arn: balancer('shop'),
      type: 'application',
      dnsName: 'shop.example.net',
      isInternal: false,
      zones: ['a', 'b', 'c'].map((name) => ({ name, subnets: [`subnet-of-${name}`] })),
    },
  ],
});

const bothWith = (changes: Parameters<typeof aGroup>[1]) => [aGroup(a, changes), aGroup(b, changes)];
const inSubnets = (set: TaskSetView, ...subnets: readonly string[]): TaskSetView => ({
  ...set,
  settings: { ...set.settings, network: { subnets, securityGroups: [], assignPublicIp: 'DISABLED' } },
});

type Row = readonly [what: string, world: Partial<World>, request: Request, words: readonly string[]];

export const zoneWarningRows: Readonly<
  Record<'cross-zone-off' | 'one-zone' | 'zone-rebalancing', readonly Row[]>
> = {
  'cross-zone-off': [
    [
      'as many tasks as zones',
      {
        ...zoned('a', 'b'),
        groups: bothWith({ attributes: { 'load_balancing.cross_zone.enabled': 'false' } }),
      },
      calmPlan,
      [
        'cross-zone load balancing is off for target group b',
        'a healthy target in each zone in which blue has one',
      ],
    ],
    [
      'fewer tasks wanted than zones in use',
      {
        ...zoned('a', 'b', 'c'),
        groups: bothWith({ attributes: { 'load_balancing.cross_zone.enabled': 'false' } }),
      },
      calmPlan,
      ['with a desired count of 2, a zone may have no task of green'],
    ],
  ],
  'one-zone': [
    ['all tasks of blue', zoned('b', 'b'), calmPlan, ['one Availability Zone only, b:']],
    [
      'all named subnets',
      zoned('a', 'b'),
      aPlan({ bake: { seconds: 300 }, warmSeconds: 900, overrides: { subnets: ['subnet-of-c'] } }),
      ['one Availability Zone only, c:'],
    ],
    [
      'all named subnets of a service that ECS would rebalance',
      { ...zoned('a', 'b'), service: aService({ isRebalanced: true }) },
      aPlan({ bake: { seconds: 300 }, warmSeconds: 900, overrides: { subnets: ['subnet-of-c'] } }),
      ['one Availability Zone only, c:'],
    ],
  ],
  'zone-rebalancing': [
    [
      'three tasks in one zone and one in the other',
      { ...zoned('a', 'a', 'a', 'b'), service: aService({ isRebalanced: true, desiredCount: 4 }) },
      calmPlan,
      ["blue's are uneven (a 3, b 1)"],
    ],
    [
      'all tasks in one of two zones',
      {
        ...zoned('a', 'a'),
        taskSets: [inSubnets(inZones('a', 'a'), 'subnet-of-a', 'subnet-of-b')],
        service: aService({ isRebalanced: true }),
      },
      calmPlan,
      ["blue's are uneven (a 2, b 0)"],
    ],
    [
      'as many tasks in each zone',
      { ...zoned('a', 'b'), service: aService({ isRebalanced: true }) },
      calmPlan,
      ['if they become uneven during the release', 'availabilityZoneRebalancing to DISABLED'],
    ],
    [
      'one task more in a zone',
      { ...zoned('a', 'a', 'b'), service: aService({ isRebalanced: true, desiredCount: 3 }) },
      calmPlan,
      ['if they become uneven during the release'],
    ],
    [
      'zones that ECS does not show',
      { service: aService({ isRebalanced: true }) },
      calmPlan,
      ['if they become uneven during the release'],
    ],
  ],
};
