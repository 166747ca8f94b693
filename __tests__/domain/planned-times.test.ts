import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { decideNextStep } from '../../src/domain/task-sets/decide/decide.ts';
import { imagineRelease, type WaitName } from '../../src/domain/task-sets/dry-run/imagine.ts';
import { plannedTimes } from '../../src/domain/task-sets/dry-run/times.ts';
import { describeTimes, releaseWaits, unplannedWaits } from '../../src/domain/task-sets/dry-run/waits.ts';
import { blankMemory } from '../../src/domain/task-sets/model/blank-memory.ts';
import type { Request } from '../../src/domain/common/request/request.ts';
import { sceneOf } from '../../src/domain/task-sets/roles/scene.ts';
import { baking } from '../support/commands.ts';
import type { FakeAws } from '../support/fake-aws.ts';
import { runRelease } from '../support/fake-release.ts';
import { accounts, foreseen, next } from '../support/foreseen.ts';
import { migrating } from '../support/expanding.ts';
import { anAws, migratingPlan } from '../support/scenarios.ts';
import { aPlan } from '../support/worlds.ts';
import { riskCodes } from '../../src/domain/common/request/risk-codes.ts';

const bake = (seconds: number): Request['bake'] => ({ ...next.bake, seconds });

/** Accounts and requests that make a release wait for different things. */
const waiting: readonly (readonly [string, () => FakeAws, Request])[] = [
  ...accounts,
  ['another release in its bake', () => baking(), next],
  ['a long warm time', () => anAws(), { ...next, warmSeconds: 900, bake: bake(300) }],
  [
    'a bake and a warm time of some seconds',
    () => anAws(),
    { ...next, ignored: riskCodes, warmSeconds: 2, bake: bake(1) },
  ],
  ['no bake', () => anAws(), { ...next, ignored: riskCodes, warmSeconds: 0, bake: bake(0) }],
  ['a blue that is lowered while it is warm', () => lowered(), { ...next, warmScalePercent: 25 }],
  ['a teardown that a later run does', () => anAws(), { ...next, teardown: 'defer' }],
  ['a migration', (): FakeAws => migrating(60_000), migratingPlan('expand', next)],
  ['a contract', (): FakeAws => migrating(60_000), migratingPlan('contract', next)],
  ['a warm time of two days', () => anAws(), { ...next, warmSeconds: 172_800 }],
];

function lowered(): FakeAws {
  return anAws('good', (state) => {
    state.desired = 4;
  });
}

/** Milliseconds that the release spends in each step, by the name of the step, and in all. */
interface Spent {
  readonly byName: Readonly<Partial<Record<WaitName, number>>>;
  readonly waits: readonly WaitName[];
  /** The longest single wait, by which a limit may be passed before the next observation shows it. */
  readonly longestMs: number;
  readonly totalMs: number;
  readonly steps: number;
}

function spentBy(aws: FakeAws, request: Request): Spent {
  const startedMs: number[] = [];
  const beganMs = aws.nowMs;
  const run = runRelease(aws, request, {
    meddle: (step, { nowMs }) => (startedMs[step] = nowMs),
  });
  if (run.ending?.result !== 'released')
    throw new Error(`${run.ending?.message ?? 'no end'} ${run.ending?.details.join(' ') ?? ''}`);
  const byName: Partial<Record<WaitName, number>> = {};
  for (const [index, { phase, reason }] of run.steps.entries()) {
    const spentMs = (startedMs[index + 1] ?? aws.nowMs) - (startedMs[index] ?? 0);
    byName[`${phase}/${reason}`] = (byName[`${phase}/${reason}`] ?? 0) + spentMs;
  }
  const waits = run.steps.flatMap(({ act, phase, reason }) =>
    act.kind === 'wait' ? [`${phase}/${reason}` as const] : [],
  );
  const longestMs = Math.max(...run.steps.map(({ act }) => (act.kind === 'wait' ? act.ms : 0)));
  return { byName, waits, longestMs, totalMs: aws.nowMs - beganMs, steps: run.steps.length };
}

/** What an observation and its write take in the fake account, and a limit that only the next observation shows. */
const stepMs = 200;

describe.each(waiting)('the times that plan shows for %s', (_what, account, request) => {
  const spent = spentBy(account(), request);
  const planned = foreseen(account(), request).times;
  const spans = (): ReturnType<(typeof releaseWaits)[number]['span']>[] => {
    const world = account().observe(request.release.id);
    const scene = sceneOf(request, world, blankMemory(world.nowMs));
    return releaseWaits.map(({ span }) =>
      span({ scene, imagined: imagineRelease(request, world, decideNextStep) }),
    );
  };

  test('know every wait of the release', () => {
    const known = releaseWaits.flatMap(({ names }) => names);
    expect(spent.waits.filter((name) => !known.includes(name))).toEqual([]);
  });

  test('hold what the release waits for each of them', () => {
    const outside = spans().flatMap((span, index) => {
      const { names } = releaseWaits[index]!;
      const seconds = names.reduce((sum, name) => sum + (spent.byName[name] ?? 0), 0) / 1000;
      const [least, most] = [span?.leastSeconds ?? 0, span?.mostSeconds ?? 0];
      const isWaited = spent.waits.some((name) => names.includes(name));
      if (!isWaited && least === 0) return [];
      const slack = (stepMs + spent.longestMs) / 1000;
      return seconds < least - 1 || seconds > most + slack
        ? [`${names.join(', ')}: ${String(seconds)} s, planned ${String(least)} to ${String(most)} s`]
        : [];
    });
    expect(outside).toEqual([]);
  });

  test('add up to at least and at most what the whole release takes', () => {
    const seconds = spent.totalMs / 1000;
    expect(seconds).toBeGreaterThanOrEqual(planned.leastSeconds);
    expect(seconds).toBeLessThanOrEqual(planned.mostSeconds + (spent.steps * stepMs) / 1000);
  });
});

describe('the list of waits', () => {
  test('has every wait that a decider of a release can return', () => {
    const folders = ['forward', 'checks', 'migrations'].map(
      (room) => new URL(`../../src/domain/task-sets/${room}/`, import.meta.url),
    );
    const files = folders.flatMap((folder) => readdirSync(folder).map((file) => new URL(file, folder)));
    const found = files.flatMap((file) => {
      const text = readFileSync(file, 'utf8');
      return [...text.matchAll(/\bwait\(\s*'([a-z]+)',\s*'([a-z-]+)'/g)].map(
        ([, phase, reason]) => `${phase!}/${reason!}`,
      );
    });
    const known: readonly string[] = [...releaseWaits.flatMap(({ names }) => names), ...unplannedWaits];
    expect(found.filter((name) => !known.includes(name))).toEqual([]);
    expect(known.filter((name) => !found.includes(name) && !isFromChoice(name))).toEqual([]);
  });

  test('has no row for what a release does not wait for', () => {
    const world = anAws().observe('100-shop');
    const scene = sceneOf(aPlan({ bake: { seconds: 0 } }), world, blankMemory(world.nowMs));
    const { phases } = plannedTimes({ scene, imagined: { writes: [], waits: [] } });
    expect(phases.map(({ phase }) => phase)).toEqual(['ready', 'smoke', 'switch', 'bake']);
  });

  test('shows in the log what inputs limit', () => {
    expect(describeTimes(aPlan({ warmSeconds: 900, bake: { seconds: 300 } }))).toBe(
      'ready within 1m00s, bake 5m00s, blue warm 15m00s from the switch',
    );
  });
});

/** `settle` and `backOff` wait in a phase that their caller names, and checks in that of the release. */
const isFromChoice = (name: string): boolean => /\/(reading-back|backing-off|checking)$/.test(name);

test('a release waits for the bake of another one only if it is under way', () => {
  const row = (aws: FakeAws): string | undefined =>
    foreseen(aws, next).times.phases.find(({ phase }) => phase === 'preflight')?.from;
  expect(row(baking())).toBe('the tag bake-until of the service');
  expect(row(anAws())).toBeUndefined();
});
