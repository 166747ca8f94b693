// What runs next to what serves: in hours of vCPU and memory on Fargate, otherwise in hours of tasks.
import { describe, expect, test } from '@jest/globals';
import { addHours, formatHours, hoursOf } from '../../src/domain/common/tasks/hours.ts';
import {
  continueOverlap,
  describeOverlap,
  noOverlap,
  overlapHours,
  type SpareTasks,
} from '../../src/domain/common/tasks/overlap.ts';
import { sizeOf } from '../../src/domain/common/tasks/size.ts';
import type { PlannedOverlap } from '../../src/domain/common/report/plan.ts';
import type { Request } from '../../src/domain/common/request/request.ts';
import type { GreenSettings, World } from '../../src/domain/task-sets/model/world.ts';
import { sceneOf } from '../../src/domain/task-sets/roles/scene.ts';
import { onFargate, sizesIn, spareTasksIn } from '../../src/domain/task-sets/warm/overlap.ts';
import { aCandidate } from '../support/candidates.ts';
import { dryRun, firstRelease, foreseen, next } from '../support/foreseen.ts';
import { migration } from '../support/expanding.ts';
import { anAws } from '../support/scenarios.ts';
import { a, aGreen, aMemory, aPlan, aRule, aSet, aWorld, b } from '../support/worlds.ts';

const quarter = { vcpu: 0.25, gb: 0.5 };
const hour = 3_600_000;

test.each([
  ['units and MiB', { cpu: '256', memory: '512' }, quarter],
  ['numbers', { cpu: 1024, memory: 2048 }, { vcpu: 1, gb: 2 }],
  ['their names', { cpu: '.25 vCPU', memory: '0.5 GB' }, quarter],
  ['names without a space', { cpu: '4vcpu', memory: '30gb' }, { vcpu: 4, gb: 30 }],
  ['no memory', { cpu: '256' }, null],
  ['a name of the other', { cpu: '1 GB', memory: '512' }, null],
  ['something else', { cpu: 'much', memory: 'much' }, null],
])('the size of a task is read from %s', (_what, content, size) => {
  expect(sizeOf(content)).toEqual(size);
});

test.each([
  [0, quarter, '0 vCPU-hours and 0 GB-hours'],
  [hour, quarter, '0.25 vCPU-hours and 0.5 GB-hours'],
  [8_000, quarter, 'less than 0.001 vCPU-hours and 0.0011 GB-hours'],
  [123 * hour, { vcpu: 1, gb: 8 }, '123 vCPU-hours and 984 GB-hours'],
  [hour / 3, null, '0.33 task-hours'],
])('%d ms of tasks of %j are %s', (taskMs, size, words) => {
  expect(formatHours(hoursOf(taskMs, size))).toBe(words);
});

test('hours of unknown size make the sum count in tasks, and no hours change nothing', () => {
  const [known, unknown] = [hoursOf(hour, quarter), hoursOf(hour, null)];
  expect(addHours(known, unknown)).toEqual({ taskHours: 2, vcpuHours: null, gbHours: null });
  expect(addHours(known, hoursOf(0, null))).toEqual(known);
  expect(addHours(hoursOf(0, null), known)).toEqual(known);
});

describe('the overlap that a run observes', () => {
  const sizes = { green: quarter, blue: quarter };
  const seen = (...looks: readonly (readonly [ms: number, spare: SpareTasks])[]) =>
    looks.reduce((so, [ms, spare]) => continueOverlap(so, spare, sizes, ms), noOverlap(0));

  test('adds up tasks over time, and takes a change as in the middle of two looks', () => {
    const overlap = seen(
      [0, { green: 0, blue: 0 }],
      [10_000, { green: 2, blue: 0 }],
      [20_000, { green: 2, blue: 0 }],
      [30_000, { green: 0, blue: 4 }],
    );
    expect(overlap.taskMs).toEqual({ green: 10_000 + 20_000 + 10_000, blue: 20_000 });
  });

  test.each([
    ['ran before the first look is not counted, and known to be missing', { green: 0, blue: 2 }, 10_000],
    ['began after the first look is counted whole', { green: 0, blue: 0 }, null],
  ])('what %s', (_what, first, countedFromMs) => {
    const overlap = seen([10_000, first], [20_000, { green: 0, blue: 2 }], [30_000, { green: 2, blue: 0 }]);
    expect(overlap.countedFromMs).toBe(countedFromMs);
  });

  test('never counts back when the clock does', () => {
    const overlap = seen([10_000, { green: 2, blue: 0 }], [5_000, { green: 2, blue: 0 }]);
    expect(overlap.taskMs.green).toBe(10_000);
    expect(overlap.atMs).toBe(10_000);
  });

  test('keeps the sizes that only the first looks show', () => {
    const first = seen([0, { green: 0, blue: 0 }]);
    const later = continueOverlap(first, { green: 1, blue: 0 }, { green: null, blue: null }, hour);
    expect(overlapHours(later).total).toEqual({ taskHours: 0.5, vcpuHours: 0.125, gbHours: 0.25 });
  });

  test('is described by who ran without traffic, with the settings that change it', () => {
    const hours = overlapHours({ taskMs: { green: hour, blue: 3 * hour }, sizes });
    expect(describeOverlap(hours, false)).toBe(
      '1 vCPU-hours and 2 GB-hours in all: 0.25 vCPU-hours and 0.5 GB-hours of green without traffic, 0.75 vCPU-hours ' +
        'and 1.5 GB-hours of blue after the switch (warm-time, warm-scale and teardown change it)',
    );
    expect(describeOverlap(overlapHours({ taskMs: { green: hour, blue: 0 }, sizes }), false)).toMatch(
      /^0\.25 vCPU-hours and 0\.5 GB-hours of green without traffic \(/,
    );
  });
});

describe('the bill of what was rolled back', () => {
  const sizes = { green: quarter, blue: quarter };
  test.each([
    [
      'green before and after, and blue in between',
      { green: hour, blue: 3 * hour },
      '1 vCPU-hours and 2 GB-hours in all: 0.25 vCPU-hours and 0.5 GB-hours of green without traffic, 0.75 vCPU-hours and ' +
        '1.5 GB-hours of blue until production returned to it (keep-rolled-back changes it)',
    ],
    [
      'no time of blue, which served from the first look on',
      { green: hour, blue: 0 },
      '0.25 vCPU-hours and 0.5 GB-hours of green without traffic (keep-rolled-back changes it)',
    ],
  ])('has %s', (_what, taskMs, words) => {
    expect(describeOverlap(overlapHours({ taskMs, sizes }), true)).toBe(words);
  });

  test.each<[when: string, weights: readonly [number, number], spare: SpareTasks]>([
    ['blue while green still serves', [0, 100], { green: 0, blue: 4 }],
    ['green once all of production is on blue, which serves', [100, 0], { green: 2, blue: 0 }],
  ])('counts %s', (_when, weights, spare) => {
    const sets = [
      aSet(1, { running: 3, pending: 1 }),
      aGreen(2, { running: 2, tags: { blue: 'ecs-svc/1' } }),
    ];
    const world = aWorld({
      taskSets: sets,
      rules: [
        aRule([
          [a, weights[0]],
          [b, weights[1]],
        ]),
      ],
    });
    expect(spareTasksIn(sceneOf(aPlan(), world, aMemory()))).toEqual(spare);
  });
});

test.each<[what: string, Pick<GreenSettings, 'launchType' | 'capacityProviders'>, isCounted: boolean]>([
  ['Fargate', { launchType: 'FARGATE', capacityProviders: null }, true],
  ['EC2', { launchType: 'EC2', capacityProviders: null }, false],
  [
    'Fargate Spot',
    { launchType: null, capacityProviders: [{ name: 'FARGATE_SPOT', weight: 1, base: 0 }] },
    true,
  ],
  [
    'both',
    {
      launchType: null,
      capacityProviders: [
        { name: 'FARGATE', weight: 1, base: 0 },
        { name: 'machines', weight: 1, base: 0 },
      ],
    },
    false,
  ],
])('tasks on %s count by their size: %j, %s', (_what, settings, isCounted) => {
  expect(onFargate(settings, quarter)).toEqual(isCounted ? quarter : null);
});

describe('the size of the tasks of each version', () => {
  const other = { vcpu: 1, gb: 2 };
  const [blue, green] = [aSet(1), aGreen(2)];
  const read = { [blue.taskDefinition]: quarter, [green.taskDefinition]: other };
  test.each<[what: string, changes: Partial<World>, ReturnType<typeof sizesIn>]>([
    ['their revisions', { candidate: null, sizes: read }, { green: other, blue: quarter }],
    [
      'one of them',
      { candidate: null, sizes: { [blue.taskDefinition]: quarter } },
      { green: null, blue: quarter },
    ],
    [
      'the candidate',
      { candidate: aCandidate({ size: other, liveSize: quarter }) },
      { green: other, blue: quarter },
    ],
    [
      'the candidate, and the revision of blue where the candidate does not need it',
      { candidate: aCandidate({ size: other, liveSize: null }), sizes: { [blue.taskDefinition]: quarter } },
      { green: other, blue: quarter },
    ],
    ['nothing that was read', { candidate: null }, { green: null, blue: null }],
  ])('comes from %s', (_what, changes, sizes) => {
    const world = aWorld({ taskSets: [blue, green], ...changes });
    expect(sizesIn(sceneOf(aPlan(), world, aMemory()))).toEqual(sizes);
  });
});

describe('the overlap in a plan', () => {
  const candidate = aCandidate({ size: quarter, liveSize: quarter });
  const planned = (changes: Partial<Request> = {}, world = aWorld({ candidate })): PlannedOverlap | null =>
    dryRun(world, aPlan({ warmSeconds: 3600, bake: { seconds: 300 }, ...changes })).overlap;

  test('has a least and a most, and the settings that change it', () => {
    const overlap = planned();
    expect(overlap?.least.vcpuHours).toBeGreaterThan(2 * 0.25);
    expect(overlap!.most.vcpuHours!).toBeGreaterThan(overlap!.least.vcpuHours!);
    expect(overlap?.words).toBe(
      'at least 0.5 vCPU-hours and 1 GB-hours, at most 0.54 vCPU-hours and 1.1 GB-hours, while both versions run ' +
        '(warm-time, warm-scale and teardown change it)',
    );
  });

  test('is lower with a shorter warm time and with a lower warm scale', () => {
    const whole = planned()!.least.taskHours;
    expect(planned({ warmSeconds: 900 })!.least.taskHours).toBeLessThan(whole);
    expect(planned({ warmScalePercent: 50 })!.least.taskHours).toBeLessThan(whole);
  });

  test('has no most if a later run deletes blue', () => {
    expect(planned({ teardown: 'defer' })?.words).toMatch(
      /^at least \S+ vCPU-hours and \S+ GB-hours, and more until a later run deletes blue, while/,
    );
  });

  test('is in task-hours on EC2', () => {
    const { settings } = aSet(1);
    const onEc2 = aSet(1, { settings: { ...settings, launchType: 'EC2' } });
    expect(planned({}, aWorld({ candidate, taskSets: [onEc2] }))?.words).toMatch(
      /^at least \S+ task-hours, at most/,
    );
  });

  test('does not count the time of a contract, since it begins when blue is gone', () => {
    const contract = { ...migration, kind: 'contract', timeoutSeconds: 86_400 } as const;
    const [withIt, without] = [planned({ migration: contract }), planned()];
    expect(withIt!.most).toEqual(without!.most);
    expect(withIt!.least).toEqual(without!.least);
  });

  test('of a drain has the tasks of each step, and those that stop for the delay, and at most for their stop time-out', () => {
    const aws = anAws('good', (state) => void (state.desired = 4));
    const world = { ...aws.observe(next.release.id), candidate };
    const drained = { drain: { percents: [50, 0], everySeconds: 360 } } as const;
    const [overlap, kept] = [planned(drained, world)!, planned({}, world)!];
    // Of four tasks, two run for a step more. Without a drain, all four end together.
    const hours = (seconds: number) => seconds / 3600;
    expect(overlap.least.taskHours - kept.least.taskHours).toBeCloseTo(hours(2 * 360), 6);
    expect(overlap.most.taskHours - kept.most.taskHours).toBeCloseTo(hours(2 * 360), 6);
  });

  test('is none in a first deployment', () => {
    expect(foreseen(firstRelease(), next).overlap).toBeNull();
  });
});
