import type { Request } from '../../src/domain/common/request/request.ts';
import { arn } from '../../src/domain/common/values/arn.ts';
import type { World } from '../../src/domain/task-sets/model/world.ts';
import { badAlarms } from './bad-alarms.ts';
import { badChecks } from './bad-checks.ts';
import { badContainers } from './bad-containers.ts';
import { badRules } from './bad-rules.ts';
import { badSessions } from './bad-sessions.ts';
import { badZones } from './bad-zones.ts';
import { aCandidate } from './candidates.ts';
import {
  a,
  aGroup,
  aPlan,
  aRule,
  aService,
  aSet,
  aTarget,
  b,
  balancer,
  c,
  group,
  groupsFor,
} from './worlds.ts';

const unnamed = aPlan({ traffic: { targetGroups: [] } });
const first = { taskSets: [], rules: [aRule([[a, 100]])] };

/** What is wrong, the world or the inputs that show it, and what the one problem has to say. */
export const badWorlds: readonly (readonly [string, Partial<World>, Request | null, readonly string[]])[] = [
  [
    'an INACTIVE service',
    { service: aService({ status: 'INACTIVE' }) },
    null,
    ['service shop in cluster main is INACTIVE'],
  ],
  [
    'the same service of another account',
    { service: aService({ arn: arn('arn:aws:ecs:eu-west-1:222222222222:service/main/shop') }) },
    aPlan({ cluster: 'arn:aws:ecs:eu-west-1:111122223333:cluster/main' }),
    [
      'credentials are of account 222222222222 in eu-west-1',
      'cluster/main in account 111122223333',
      'correct each of these inputs',
    ],
  ],
  [
    'the same service in another region',
    { service: aService({ arn: arn('arn:aws:ecs:eu-west-2:111122223333:service/main/shop') }) },
    null,
    ['in eu-west-2', 'in account 111122223333 in eu-central-1'],
  ],
  [
    'a service that ECS manages',
    { service: aService({ isManagedByEcs: true }) },
    null,
    ['service shop in cluster main is managed by ECS (an Express service', 'Deploy it with ECS'],
  ],
  [
    'a blue with a service registry',
    {
      taskSets: [
        aSet(1, { settings: { ...aSet(1).settings, serviceRegistries: [{ registryArn: 'arn:registry' }] } }),
      ],
    },
    null,
    [
      'service shop has 1 service registry, which green gets too',
      'reach green as soon as its tasks run, before any test',
      'To release anyway, set ignore: service-registry.',
    ],
  ],
  [
    'the controller ECS',
    { service: aService({ controller: 'ECS' }) },
    null,
    ['deployment controller ECS', 'EXTERNAL'],
  ],
  [
    'health paths for targets without an IP address',
    {
      groups: [aGroup(a, { targetType: 'instance' }), aGroup(b, { targetType: 'instance' })],
      candidate: aCandidate({ networkMode: 'bridge' }),
    },
    null,
    ["can't be run: green has no target with an IP address", 'Leave health-paths out'],
  ],
  [
    'health paths for targets that take only gRPC',
    { groups: [aGroup(a, { protocolVersion: 'GRPC' }), aGroup(b, { protocolVersion: 'GRPC' })] },
    null,
    ["can't be run: target group b takes only gRPC, and this action sends HTTP/1.1"],
  ],
  [
    'the controller CODE_DEPLOY',
    { service: aService({ controller: 'CODE_DEPLOY' }) },
    null,
    ['deployment controller CODE_DEPLOY'],
  ],
  [
    '46 of 50 tags in use by others',
    { service: aService({ otherTags: 46 }) },
    null,
    [
      '46 of the 50 tags that ECS allows for service shop are in use by others, so 4 are free',
      'needs 7 more (ecs-blue-green:fence, ecs-blue-green:repaired, ecs-blue-green:quarantined, ecs-blue-green:kept-green, ecs-blue-green:blue, ecs-blue-green:lease, ecs-blue-green:rules)',
      'Remove at least 3 tags from the service',
    ],
  ],
  [
    'all 50 tags in use, some of them by this action',
    {
      service: aService({
        otherTags: 45,
        tags: {
          fence: '1:9.1',
          scaling: 'in:0 out:0 scheduled:0',
          'swept-at': 'x',
          expired: 'x',
          'rolled-back': 'x',
        },
      }),
    },
    null,
    [
      'so 0 are free',
      'needs 6 more (ecs-blue-green:repaired, ecs-blue-green:quarantined,',
      'Remove at least 6 tags',
    ],
  ],
  [
    'a task definition with 50 tags',
    {
      candidate: aCandidate({
        content: {
          family: 'web',
          tags: Array.from({ length: 50 }, (_, n) => ({ key: `k${String(n)}`, value: 'v' })),
        },
      }),
    },
    null,
    [
      'has 50 tags, and the new revision needs ecs-blue-green:revision-hash as one more',
      'Remove at least 1 tag from it',
    ],
  ],
  [
    'a desired count of 0',
    { service: aService({ desiredCount: 0 }) },
    null,
    ['desired count of 0', 'Set the desired count to 1 or more'],
  ],
  [
    'a network load balancer',
    {
      loadBalancers: [{ arn: balancer('shop'), type: 'network', dnsName: 'x', isInternal: false, zones: [] }],
    },
    null,
    ['is a network load balancer, but this action switches only application load balancers'],
  ],
  [
    'production rules of two load balancers',
    {
      rules: [
        aRule([
          [a, 1],
          [b, 0],
        ]),
        aRule(
          [
            [a, 1],
            [b, 0],
          ],
          { port: 81, loadBalancer: balancer('old') },
        ),
      ],
    },
    null,
    ['belong to 2 load balancers', 'Name the rules of one with production-rules'],
  ],
  [
    'a foreign task set',
    { taskSets: [aSet(1), aSet(3, { status: 'ACTIVE', group: b })] },
    null,
    ['task set ecs-svc/3 (web:3, ACTIVE) is neither live nor made by this action'],
  ],
  [
    'a set on two load balancers',
    { taskSets: [aSet(1, { attachmentCount: 2 })] },
    null,
    ['ecs-svc/1 is attached to 2 load balancers'],
  ],
  [
    'five task sets of which none may go',
    { taskSets: [aSet(1), ...[2, 3, 4, 5].map((n) => aSet(n, { status: 'DRAINING', group: b }))] },
    null,
    ['has 5 task sets, and ECS allows 5', 'ecs-svc/5 (DRAINING)'],
  ],
  [
    'two sets in the live group',
    { taskSets: [aSet(1), aSet(2, { status: 'ACTIVE', tags: { release: '90-shop' } })] },
    null,
    ['task sets ecs-svc/1 and ecs-svc/2 are in the same live target group'],
  ],
  [
    'a target group that does not exist',
    {},
    aPlan({ traffic: { targetGroups: [a, group('gone')] } }),
    [`target-groups: "${group('gone')}" does not exist`],
  ],
  [
    'target groups of which none is the live one',
    { groups: groupsFor([aSet(1)], [a, b, c]) },
    aPlan({ traffic: { targetGroups: [b, c] } }),
    [
      `target-groups: neither of the two is the live target group ${a}, which task set ecs-svc/1 is attached to`,
    ],
  ],
  [
    'a pair that no rule tells',
    { rules: [aRule([[a, 1]])], candidateGroups: [a, b, c] },
    unnamed,
    ['no production rule holds a second target group next to a', `the live one is ${a}`, `${b}, ${c}`],
  ],
  [
    'a pair that no rule tells and nothing to name',
    { rules: [aRule([[a, 1]])] },
    unnamed,
    ['Name both with target-groups', 'none was found, so create one'],
  ],
  [
    'a first deployment without any name',
    first,
    aPlan({ traffic: { targetGroups: [] }, overrides: { subnets: ['subnet-1'] } }),
    ['no task set of the service is live, and no named production rule holds two target groups'],
  ],
  [
    'target groups of different types',
    { groups: [aGroup(a), aGroup(b, { targetType: 'instance' })] },
    null,
    ['target groups a and b have different target types (ip, instance)'],
  ],
  [
    'target groups of different protocols',
    { groups: [aGroup(a), aGroup(b, { protocol: 'HTTPS' })] },
    null,
    ['target groups a and b have different protocols (HTTP, HTTPS)'],
  ],
  [
    'target groups of different load balancers',
    { groups: [aGroup(a), aGroup(b, { loadBalancers: [balancer('old')] })] },
    null,
    ['belong to different load balancers', 'Name two groups of one load balancer'],
  ],
  [
    'an idle group with targets of others',
    { groups: [aGroup(a), aGroup(b, { targets: [aTarget(200, 1)] })] },
    null,
    ['the idle target group b holds 1 target outside this service (10.0.200.1:8080)'],
  ],
  ...badRules,
  ...badSessions,
  ...badZones,
  ...badAlarms,
  ...badChecks,
  [
    'another service in the live group',
    { groups: [aGroup(a, { targets: [aTarget(1, 0), aTarget(1, 1), aTarget(9, 0)] }), aGroup(b)] },
    null,
    [
      'the live target group a also holds 1 target outside this service',
      '10.0.9.0:8080',
      'At the switch, production traffic would no longer get there',
      'To release anyway, set ignore: shared-live-group.',
    ],
  ],
  [
    'a revision with problems',
    { candidate: aCandidate({ problems: ['container "wbe" is not in it'] }) },
    null,
    ['container "wbe"'],
  ],
  [
    'a revision without the load balanced container',
    { candidate: aCandidate({ containers: [{ name: 'app', ports: [8080] }] }) },
    null,
    [
      'container web, which receives the traffic of the load balancer on blue, is not in file deploy/web.json (containers: app)',
    ],
  ],
  ...badContainers,
];
