import type { Request } from '../../src/domain/common/request/request.ts';
import { iso } from '../../src/domain/common/values/moment.ts';
import type { ServiceTags, TaskSetView, World } from '../../src/domain/task-sets/model/world.ts';
import { a, aPlan, aService, aSet, b, noon, setArn } from './worlds.ts';

const hourMs = 3_600_000;
const hoursAgo = (hours: number): string => iso(noon - hours * hourMs);

/** Set 2 is live since 100 hours, and set 1 is its blue. */
const live = aSet(2, { createdAtMs: noon - 100 * hourMs, tags: { release: '90-shop', blue: 'ecs-svc/1' } });
const blue = aSet(1, {
  status: 'ACTIVE',
  group: b,
  createdAtMs: noon - 200 * hourMs,
  tags: { release: '80-shop' },
});

/** The lease of blue ended, and a sweep ran, so many hours ago. `null`: none ever has. */
const swept = (
  hours: number | null,
  { leaseEnded = null, sets = [live] }: { leaseEnded?: number | null; sets?: readonly TaskSetView[] } = {},
): Partial<World> => ({
  taskSets: sets,
  service: aService({
    tags: {
      ...(hours === null ? {} : { 'swept-at': hoursAgo(hours) }),
      ...(leaseEnded === null
        ? {}
        : { green: setArn(2), blue: setArn(1), 'lease-until': hoursAgo(leaseEnded) }),
    },
  }),
});
const leased = (hours: number | null, leaseEnded: number): Partial<World> =>
  swept(hours, { leaseEnded, sets: [live, blue] });

/** Blue is drained by sweeps. `step`: the last one was so many hours ago. `null`: none was taken. */
function draining(
  hours: number | null,
  leaseEnded: number,
  step: number | null,
  drain = '75.50.25.0/360s',
): Partial<World> {
  const world = leased(hours, leaseEnded);
  const drained: ServiceTags = step === null ? { drain } : { drain, 'drained-at': hoursAgo(step) };
  return { ...world, service: aService({ tags: { ...world.service?.tags, ...drained } }) };
}

const waiting = aPlan({ bake: { seconds: 300 }, warmSeconds: 900 });
const deferring: Request = { ...waiting, teardown: 'defer' };

type Row = readonly [what: string, world: Partial<World>, request: Request];

export const overdueSweeps: readonly (readonly [...Row, words: readonly string[]])[] = [
  [
    'a blue that no sweep has deleted since its lease ended',
    leased(60, 50),
    waiting,
    [
      'blue ecs-svc/1 (web:1) still runs 2 tasks, 8 days after it was created: its lease ended at 2026-02-27 10:00 UTC',
      'The last sweep of service shop ran at 2026-02-27 00:00 UTC, 2 days ago',
      'examples/workflows/sweep.yml',
    ],
  ],
  [
    'the same where no sweep has ever run',
    leased(null, 3),
    waiting,
    ['its lease ended at 09:00 UTC', 'No sweep has ever run for service shop.'],
  ],
  [
    'a blue that no sweep has begun to drain since its lease ended',
    draining(30, 3, null),
    waiting,
    ['its lease ended at 09:00 UTC', 'ran at 2026-02-28 06:00 UTC, 30h00m ago'],
  ],
  [
    'a blue whose sweeps stopped after the first step of its drain',
    draining(3.01, 4, 3.01),
    waiting,
    [
      'blue ecs-svc/1 (web:1) still runs 2 tasks',
      'its lease ended at 08:00 UTC',
      'ran at 08:59 UTC, 3h00m ago',
    ],
  ],
  [
    'a blue whose sweeps stopped between the steps of a slow drain',
    draining(8.01, 9, 8.01, '50.0/21600s'),
    waiting,
    ['its lease ended at 03:00 UTC'],
  ],
  [
    'a blue whose drain a killed run began, and no sweep goes on with it',
    draining(null, 4, 3.01),
    waiting,
    ['No sweep has ever run'],
  ],
  [
    'a staged green that has expired',
    {
      ...swept(30),
      taskSets: [
        live,
        aSet(3, { status: 'ACTIVE', group: b, tags: { release: '91-shop', expires: hoursAgo(4) } }),
      ],
    },
    waiting,
    ['ecs-svc/3 (web:3) still runs 2 tasks', 'staged until 08:00 UTC and never promoted'],
  ],
  [
    'a rolled-back green whose time is over',
    {
      taskSets: [live, aSet(3, { status: 'ACTIVE', group: b, tags: { release: '91-shop' } })],
      service: aService({ tags: { 'kept-green': `ecs-svc/3:${hoursAgo(5)}` } }),
    },
    waiting,
    ['ecs-svc/3 (web:3) still runs 2 tasks', 'it was rolled back, and kept until 07:00 UTC'],
  ],
  [
    'a deferred teardown after a sweep that is older than any blue is kept',
    swept(3),
    deferring,
    ['this release leaves its blue to a sweep', 'ran at 09:00 UTC, 3h00m ago'],
  ],
  [
    'a deferred teardown without any sweep',
    swept(null),
    deferring,
    ['this release leaves its blue to a sweep. No sweep has ever run'],
  ],
  [
    'a warm time that no job waits for',
    swept(40),
    { ...waiting, warmSeconds: 30 * 3600 },
    ['this release leaves its blue to a sweep'],
  ],
];

/** The good side of each, next to its limit. */
export const sweptInTime: readonly Row[] = [
  ['a blue within its lease', leased(null, -1), waiting],
  ['a lease that the next sweep will find', leased(2.5, 1.5), waiting],
  ['a sweep since the lease ended, which left blue alone', leased(40, 41), waiting],
  ['a drain that the next sweep will begin', draining(2.5, 1.5, null), waiting],
  ['a drain whose next step the next sweep will take', draining(2.9, 4, 2.9), waiting],
  ['a slow drain whose next step is not due for long', draining(7.9, 9, 7.9, '50.0/21600s'), waiting],
  ['a sweep since a step was due, which left blue alone', draining(1, 20, 19), waiting],
  ['a sweep that ran an hour ago, and a deferred teardown', swept(1), deferring],
  ['a first release that defers its teardown', { ...swept(null), taskSets: [aSet(1)] }, deferring],
  [
    'a version that is younger than the warm time',
    { ...swept(null), taskSets: [aSet(2, { group: a, tags: { release: '90-shop' } })] },
    deferring,
  ],
  ['no sweep, and a run that waits for its teardown', swept(null), waiting],
];
