import type { Request } from '../../src/domain/common/request/request.ts';
import type { World } from '../../src/domain/task-sets/model/world.ts';
import { zoned } from './zone-warnings.ts';
import { a, aGroup, aTarget, b } from './worlds.ts';

/** Rows of `badWorlds` about Availability Zones. */
export const badZones: readonly (readonly [string, Partial<World>, Request | null, readonly string[]])[] = [
  [
    'tasks of blue in a zone that the load balancer does not have',
    zoned('a', 'd'),
    null,
    [
      '1 task of blue runs in d, which is not enabled on load balancer shop',
      'name subnets of a, b, c',
      'To release anyway, set ignore: zone-not-enabled.',
    ],
  ],
  [
    'a zonal shift',
    {
      ...zoned('a', 'b'),
      groups: [aGroup(a, { targets: [aTarget(1, 0, { isShiftedAway: true }), aTarget(1, 1)] }), aGroup(b)],
    },
    null,
    [
      'a zonal shift keeps traffic away from 1 target of target group a in a:',
      'Release after the shift has ended',
      'To release anyway, set ignore: zonal-shift.',
    ],
  ],
];
