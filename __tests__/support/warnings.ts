import type { WarningCode } from '../../src/domain/common/request/risk-codes.ts';
import type { Request } from '../../src/domain/common/request/request.ts';
import type { World } from '../../src/domain/task-sets/model/world.ts';
import { alarmsAs, anAlarm } from './alarms.ts';
import { aCandidate } from './candidates.ts';
import { aCheck } from './health-checks.ts';
import { hostedRunnerRows, reachedWorlds } from './hosted-runner.ts';
import { aStop } from './stops.ts';
import { overdueSweeps, sweptInTime } from './swept-worlds.ts';
import { declaredChanges, undeclaredChanges } from './schema-changes.ts';
import { calmPlan, zoned, zoneWarningRows } from './zone-warnings.ts';
import { a, aGroup, aPlan, aService, aSet, aTarget, b, c } from './worlds.ts';

const bothWith = (changes: Parameters<typeof aGroup>[1]) => [aGroup(a, changes), aGroup(b, changes)];
const spot = { name: 'FARGATE_SPOT', weight: 1, base: null };
const onProviders = (
  ...capacityProviders: readonly { name: string; weight: number | null; base: number | null }[]
) => aSet(1, { settings: { ...aSet(1).settings, launchType: null, capacityProviders } });
const registering = (count: number) =>
  aGroup(c, { targets: Array.from({ length: count }, (_, k) => aTarget(Math.floor(k / 250), k % 250)) });

const watchedPlan: Request = { ...calmPlan, alarms: ['web-5xx'] };
/** As CloudWatch names a target group. */
const dimension = (group: string): string => group.slice(group.lastIndexOf(':') + 1);
const onGroups = (statistic: string, ...groups: readonly string[]) =>
  anAlarm('web-5xx', {
    metrics: groups.map((group) => ({
      name: 'HTTPCode_Target_5XX_Count',
      statistic,
      group: dimension(group),
    })),
  });

const planning = aSet(1, { tags: { release: '90-shop', contract: 'timeout=60 command=npm run contract' } });
const withTag = (contract: string) => ({
  service: aService({ tags: { contract } }),
  taskSets: [planning],
});
const contractRows: readonly Row[] = [
  [
    'the contract of what is live has not run',
    withTag('planned set=ecs-svc/1'),
    calmPlan,
    ['which is live, has not run, and this release replaces that version without it'],
  ],
  [
    'it did not end well',
    withTag('try=90.1.1 at=2026-03-01T09:00:00.000Z task=x end=3 set=ecs-svc/1'),
    calmPlan,
    ['did not end well (exit code 3)'],
  ],
];

type Row = readonly [what: string, world: Partial<World>, request: Request, words: readonly string[]];

/** For each warning: worlds that show it, with what it has to say. */
export const warningWorlds: Readonly<Record<WarningCode, readonly Row[]>> = {
  'health-checks-differ': [
    [
      'another path',
      { groups: [aGroup(a), aGroup(b, { healthCheck: aCheck({ path: '/' }) })] },
      calmPlan,
      ['path'],
    ],
  ],
  'attributes-differ': [
    [
      'another algorithm and another slow start',
      {
        groups: [
          aGroup(a, {
            attributes: { 'load_balancing.algorithm.type': 'round_robin', known: '1', only: 'a' },
          }),
          aGroup(b, {
            attributes: { 'load_balancing.algorithm.type': 'least_outstanding_requests', known: '1' },
          }),
        ],
      },
      calmPlan,
      [
        'target groups a and b differ: load_balancing.algorithm.type round_robin and least_outstanding_requests. ',
      ],
    ],
  ],
  'slow-health-check': [
    [
      'ten minutes until unhealthy',
      { groups: bothWith({ healthIntervalSeconds: 300 }) },
      calmPlan,
      ['target group b takes 10m00s (interval 5m00s × unhealthy threshold 2)', 'the bake lasts 5m00s'],
    ],
    [
      'a short bake',
      {},
      aPlan({ bake: { seconds: 20 }, warmSeconds: 900 }),
      ['takes 20s', 'the bake lasts 20s'],
    ],
  ],
  'long-deregistration': [
    [
      'an hour',
      { groups: bothWith({ deregistrationDelaySeconds: 3600 }) },
      calmPlan,
      ['target group a has a deregistration delay of 1h00m, and blue is kept for 15m00s'],
    ],
  ],
  'no-grace-period': [
    [
      'a container that takes long to start',
      { service: aService({ graceSeconds: 0 }), candidate: aCandidate({ startSeconds: 120 }) },
      calmPlan,
      ['a health check grace period of 0', 'allows 2m00s for the start', 'after 20s'],
    ],
    [
      'tasks that were replaced',
      {
        service: aService({ graceSeconds: 0 }),
        stoppedTasks: [
          aStop(1, {
            stopCode: 'ServiceSchedulerInitiated',
            stoppedReason: 'Task failed ELB health checks in (target-group x)',
          }),
        ],
      },
      calmPlan,
      ['1 task was replaced for failing health checks within the last hour'],
    ],
  ],
  'slow-start': [
    [
      'a minute',
      { groups: bothWith({ attributes: { 'slow_start.duration_seconds': '60' } }) },
      calmPlan,
      ['target group b has a slow start of 1m00s'],
    ],
  ],
  ...zoneWarningRows,
  'single-task': [
    [
      'a desired count of 1',
      { service: aService({ desiredCount: 1 }) },
      calmPlan,
      ['service shop runs one task'],
    ],
  ],
  'spot-only-blue': [
    ['only Spot', { taskSets: [onProviders(spot)] }, calmPlan, ['blue ecs-svc/1 runs only on FARGATE_SPOT']],
    [
      'another provider without a share',
      { taskSets: [onProviders(spot, { name: 'FARGATE', weight: 0, base: null })] },
      calmPlan,
      ['FARGATE_SPOT'],
    ],
  ],
  'target-quota': [
    [
      '999 targets of another group and two more',
      { groups: [aGroup(a), aGroup(b), registering(999)] },
      calmPlan,
      ['load balancer shop would hold at least 1001 targets with green'],
    ],
  ],
  'alarm-without-data': [
    [
      'an alarm in INSUFFICIENT_DATA',
      { alarms: alarmsAs(anAlarm('web-5xx', { state: 'INSUFFICIENT_DATA' })) },
      watchedPlan,
      ['alarm "web-5xx" has no data', 'only once it has been OK', 'notBreaching'],
    ],
  ],
  'alarm-one-group': [
    [
      'a count on one group of the pair',
      { alarms: alarmsAs(onGroups('Sum', a)) },
      watchedPlan,
      [
        'alarm "web-5xx" watches target group a only, and releases alternate between a and b: it sees every second release',
        `m1 is the Sum of HTTPCode_Target_5XX_Count with TargetGroup ${dimension(a)}`,
        `m2 the same with TargetGroup ${dimension(b)}`,
        'FILL(m1,0)+FILL(m2,0)',
      ],
    ],
    [
      'a latency on the other',
      { alarms: alarmsAs(onGroups('p99', b)) },
      watchedPlan,
      ['group b only', 'MAX([m1,m2])'],
    ],
  ],
  'alarm-too-slow': [
    [
      'three periods of a minute in a bake of five minutes',
      { alarms: alarmsAs(anAlarm('web-5xx', { firesAfterSeconds: 180 })) },
      watchedPlan,
      [
        'alarm "web-5xx" goes red 6m00s after a failure begins',
        'the bake lasts 5m00s',
        'no alarm rolls back',
      ],
    ],
  ],
  'sweep-overdue': overdueSweeps,
  'contract-not-done': contractRows,
  'migration-not-declared': undeclaredChanges,
  'works-untested': [
    [
      'a consumer next to the app',
      { candidate: aCandidate({ workers: ['container jobs (sidekiq)'] }) },
      calmPlan,
      ['file deploy/web.json starts what works without requests: container jobs (sidekiq).'],
    ],
  ],
  'hosted-runner': hostedRunnerRows,
};

/** Worlds near to one with a warning, which have none. */
export const calmWorlds: readonly (readonly [string, Partial<World>, Request])[] = [
  ...reachedWorlds,
  ...sweptInTime,
  ...declaredChanges,
  ['an alarm on both groups', { alarms: alarmsAs(onGroups('Sum', a, b)) }, watchedPlan],
  ['an alarm on another group', { alarms: alarmsAs(onGroups('Sum', c)) }, watchedPlan],
  [
    'an alarm that just fits the bake',
    { alarms: alarmsAs(anAlarm('web-5xx', { firesAfterSeconds: 120 })) },
    watchedPlan,
  ],
  ['a composite alarm', { alarms: alarmsAs(anAlarm('web-5xx', { firesAfterSeconds: null })) }, watchedPlan],
  ['three zones', zoned('a', 'b', 'c'), calmPlan],
  [
    'a single zone that ECS would rebalance',
    { ...zoned('a'), service: aService({ isRebalanced: true, desiredCount: 3 }) },
    calmPlan,
  ],
  ['uneven zones that nobody rebalances', zoned('a', 'a', 'a', 'b'), calmPlan],
  ['zones that ECS does not show', {}, calmPlan],
  ['no bake', {}, aPlan({ bake: { seconds: 0 }, warmSeconds: 900 })],
  [
    "AWS's deregistration delay and a short warm time",
    { groups: bothWith({ deregistrationDelaySeconds: 300 }) },
    aPlan({ bake: { seconds: 60 }, warmSeconds: 60 }),
  ],
  ['no grace period for what starts fast', { service: aService({ graceSeconds: 0 }) }, calmPlan],
  ['some Spot', { taskSets: [onProviders(spot, { name: 'FARGATE', weight: null, base: 1 })] }, calmPlan],
  [
    'attributes that were not read',
    { groups: [aGroup(a, { attributes: { one: '1' } }), aGroup(b)] },
    calmPlan,
  ],
  [
    'cross-zone as the load balancer has it',
    {
      groups: bothWith({
        attributes: { 'load_balancing.cross_zone.enabled': 'use_load_balancer_configuration' },
      }),
    },
    calmPlan,
  ],
];
