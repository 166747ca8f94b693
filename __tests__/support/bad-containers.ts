import type { Request } from '../../src/domain/common/request/request.ts';
import type { World } from '../../src/domain/task-sets/model/world.ts';
import { aCandidate } from './candidates.ts';
import { a, aPlan, aRule, b } from './worlds.ts';

const first = { taskSets: [], rules: [aRule([[a, 100]])] };

/** Rows of `badWorlds` about the container behind the load balancer. */
export const badContainers: readonly (readonly [
  string,
  Partial<World>,
  Request | null,
  readonly string[],
])[] = [
  [
    'a revision without the load balanced port',
    { candidate: aCandidate({ containers: [{ name: 'web', ports: [9090] }] }) },
    null,
    ['does not map port 8080', '(it maps 9090)'],
  ],
  [
    'a first deployment that has no network',
    {
      ...first,
      rules: [
        aRule([
          [a, 1],
          [b, 0],
        ]),
      ],
    },
    null,
    ['subnets: the task definition uses the network mode awsvpc'],
  ],
  [
    'a first deployment with two containers that could be meant',
    {
      ...first,
      candidate: aCandidate({
        containers: [
          { name: 'web', ports: [80] },
          { name: 'admin', ports: [81] },
        ],
      }),
    },
    aPlan({ overrides: { subnets: ['subnet-1'] } }),
    [
      'container-name: file deploy/web.json does not show which container receives the traffic of the load balancer',
      'containers: web, admin',
    ],
  ],
];
