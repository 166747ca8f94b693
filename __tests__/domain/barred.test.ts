// Production that doesn't let the runner through: green is asked itself before the probes may roll back.
import { describe, expect, test } from '@jest/globals';
import { evolveProbes } from '../../src/domain/common/probes/evolve-probes.ts';
import type { Probed } from '../../src/domain/common/probes/probe-memory.ts';
import type { ProbePurpose } from '../../src/domain/common/run/step.ts';
import { evolveWorld } from '../../src/domain/task-sets/evolve/evolve.ts';
import { watch } from '../../src/domain/task-sets/forward/bake.ts';
import { describeBarred, ownProbingDue } from '../../src/domain/task-sets/health/probing.ts';
import { doProbesJudge } from '../../src/domain/task-sets/health/switch-state.ts';
import type { Memory } from '../../src/domain/task-sets/model/memory.ts';
import { sceneOf } from '../../src/domain/task-sets/roles/scene.ts';
import { baking, green, inBake, plan as bakingPlan } from '../support/baking.ts';
import { groupsFor, noon } from '../support/worlds.ts';

const plan = { ...bakingPlan, bake: { ...bakingPlan.bake, probeFailures: 1 } };
const answered = (status: number | null): Probed => ({
  ...{ url: 'https://shop.example.com/', codes: '200-299' },
  answer: { status, hasConnected: status !== null, ms: 1, error: null, excerpt: '' },
});

type Round = readonly [ProbePurpose, ...(number | null)[]];

/** After rounds of probes, each at its own second. */
const after = (...rounds: readonly Round[]): Memory =>
  rounds.reduce<Memory>((memory, [purpose, ...statuses], index) => {
    const answers = statuses.map(answered);
    const nowMs = noon - 30_000 + index * 1000;
    return {
      ...memory,
      ...evolveProbes(memory, { purpose, answers, isAskedFor: false, canAskOwn: false, nowMs }),
    };
  }, inBake());

const seen = (memory: Memory) => {
  const world = baking(null);
  const next = evolveWorld(plan, memory, world);
  const act = next.failure === null ? watch(sceneOf(plan, world, next), green)?.act : undefined;
  return { failure: next.failure?.reason ?? null, asks: act?.kind === 'probe' ? act.purpose : null };
};

describe('a probe of production', () => {
  test.each<[string, Memory, string | null, ProbePurpose | null]>([
    ['403 first asks green itself', after(['bake', 403]), null, 'own'],
    ['429 does so too', after(['bake', 429, 200]), null, 'own'],
    ['403 next to a 500 counts', after(['bake', 403, 500]), 'bake-probes-failed', null],
    ['without an answer counts', after(['bake', null]), 'bake-probes-failed', null],
    ['403 does not count once green answers well', after(['bake', 403], ['own', 200]), null, 'bake'],
    ['403 counts once green fails too', after(['bake', 403], ['own', 403]), 'bake-probes-failed', null],
    ['403 asks green again each time', after(['bake', 403], ['own', 200], ['bake', 403]), null, 'own'],
    ['403 counts if green is out of reach', after(['bake', 403], ['own', null]), 'bake-probes-failed', null],
    [
      '403 counts once green is silent',
      after(['own', 200], ['bake', 403], ['own', null]),
      'bake-probes-failed',
      null,
    ],
    [
      '403 does not count where blue was answered so, if green is out of reach',
      after(['baseline', 403], ['baseline', 200], ['bake', 403], ['own', null]),
      ...[null, 'bake' as const],
    ] as const,
    [
      '403 counts where blue was answered so, if green fails too',
      after(['baseline', 403], ['baseline', 200], ['bake', 403], ['own', 403]),
      ...['bake-probes-failed', null],
    ] as const,
    ['429 does not count if green is out of reach', after(['bake', 429], ['own', null]), null, 'bake'],
    ['429 counts once green fails too', after(['bake', 429], ['own', 429]), 'bake-probes-failed', null],
    ['500 after 429 counts', after(['bake', 429], ['own', null], ['bake', 500]), 'bake-probes-failed', null],
    ['500 after that counts', after(['bake', 403], ['own', 200], ['bake', 500]), 'bake-probes-failed', null],
  ])('%s', (_what, memory, failure, asks) => {
    expect(seen(memory)).toEqual({ failure, asks });
  });

  test('403 counts if green can not be asked', () => {
    const world = baking(null, { groups: [] });
    expect(evolveWorld(plan, after(['bake', 403]), world).failure?.reason).toBe('bake-probes-failed');
  });

  test('429 counts for nothing if green can not be asked', () => {
    const world = baking(null, { groups: [] });
    expect(evolveWorld(plan, after(['bake', 429]), world).failure).toBeNull();
  });

  test('between 429s still counts', () => {
    const three = { ...plan, bake: { ...plan.bake, probeFailures: 3 } };
    const of = (...rounds: readonly Round[]) =>
      evolveWorld(three, after(...rounds), baking(null)).failure?.reason;
    const limited = ['bake', 429] as const;
    const silent = ['own', null] as const;
    const bad = ['bake', 500] as const;
    expect(of(bad, limited, silent, bad, limited, silent)).toBeUndefined();
    expect(of(bad, limited, silent, bad, limited, silent, bad)).toBe('bake-probes-failed');
  });

  test.each([
    [
      'that was out of reach for three rounds',
      after(...[1, 2, 3].map(() => ['own', null] as const), ['bake', 429]),
    ],
    [
      'the smoke test could not reach',
      { ...after(['bake', 429]), smoke: { ...inBake().smoke, isSkipped: true } },
    ],
  ])('asks no target %s', (_what, memory) => {
    expect(seen(memory).asks).toBe('bake');
  });

  test('asks the targets of green for the path and the host of production', () => {
    const named = { ...plan, bake: { ...plan.bake, probeUrl: 'https://shop.example.com' } };
    const world = baking(null, { groups: groupsFor([green]) });
    const asked = ownProbingDue(sceneOf(named, world, after(['bake', 403]))) ?? [];
    expect(asked.length).toBeGreaterThan(0);
    for (const { url, headers, codes } of asked) {
      expect(url).toMatch(/^http:\/\/10\.[\d.]+:\d+\/ready$/);
      expect(headers).toMatchObject({ host: 'shop.example.com', 'x-forwarded-proto': 'https' });
      expect(codes).toBe('200-299');
    }
  });

  test('that does not count for anything while targets can not be read leaves green unwatched', () => {
    const judges = (...rounds: readonly Round[]) => doProbesJudge({ memory: after(...rounds) });
    expect(judges(['bake', 429], ['own', null])).toBe(false);
    expect(judges(['bake', 429], ['own', 200])).toBe(true);
    expect(judges(['bake', 200])).toBe(true);
  });

  test('429 is reported if green is out of reach, and 403 is not', () => {
    const barred = (memory: Memory) => describeBarred(sceneOf(plan, baking(null), memory));
    expect(barred(after(['bake', 429], ['own', null]))).toMatch(
      /answered 429\), and green's own targets can't be asked from here, so their health decides: a rate limit/,
    );
    expect(barred(after(['bake', 403], ['own', null]))).toBeNull();
    expect(barred(after(['bake', 429], ['own', 429]))).toBeNull();
  });

  test('403 is reported while it lasts', () => {
    const barred = (memory: Memory) => describeBarred(sceneOf(plan, baking(null), memory));
    expect(barred(after(['bake', 403], ['own', 200]))).toMatch(
      /^Production does not let this runner through \(https:\/\/shop\.example\.com\/ answered 403\), and green's own targets answer the same request well: a firewall or a rate limit/,
    );
    expect(barred(after(['bake', 403]))).toBeNull();
    expect(barred(after(['bake', 403], ['own', 200], ['bake', 200]))).toBeNull();
  });

  test('is counted, request by request', () => {
    const { asked, failed } = after(['bake', 200, 403], ['bake', 200, 200]).bakeProbe;
    expect({ asked, failed }).toEqual({ asked: 4, failed: 1 });
  });
});
