// Production that doesn't let the runner through: green is asked itself before the probes may roll back.
import { describe, expect, test } from '@jest/globals';
import { evolveProbes } from '../../src/domain/common/probes/evolve-probes.ts';
import type { Probed } from '../../src/domain/common/probes/probe-memory.ts';
import type { ProbePurpose } from '../../src/domain/common/run/step.ts';
import { evolveWorld } from '../../src/domain/task-sets/evolve/evolve.ts';
import { watch } from '../../src/domain/task-sets/forward/bake.ts';
import { describeBarred } from '../../src/domain/task-sets/health/probing.ts';
import type { Memory } from '../../src/domain/task-sets/model/memory.ts';
import { sceneOf } from '../../src/domain/task-sets/roles/scene.ts';
import { baking, green, inBake, plan as bakingPlan } from '../support/baking.ts';
import { noon } from '../support/worlds.ts';

const plan = { ...bakingPlan, bake: { ...bakingPlan.bake, probeFailures: 1 } };
const answered = (status: number | null): Probed => ({
  ...{ url: 'https://shop.example.com/', codes: '200-299' },
  answer: { status, hasConnected: true, ms: 1, error: null, excerpt: '' },
});

/** After rounds of probes, each at its own second. */
const after = (...rounds: readonly (readonly [ProbePurpose, ...(number | null)[]])[]): Memory =>
  rounds.reduce<Memory>((memory, [purpose, ...statuses], index) => {
    const answers = statuses.map(answered);
    const nowMs = noon - 30_000 + index * 1000;
    return { ...memory, ...evolveProbes(memory, { purpose, answers, isAskedFor: false, nowMs }) };
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
    ['500 after that counts', after(['bake', 403], ['own', 200], ['bake', 500]), 'bake-probes-failed', null],
  ])('%s', (_what, memory, failure, asks) => {
    expect(seen(memory)).toEqual({ failure, asks });
  });

  test('403 counts if green can not be asked', () => {
    const world = baking(null, { groups: [] });
    expect(evolveWorld(plan, after(['bake', 403]), world).failure?.reason).toBe('bake-probes-failed');
  });

  test('403 is reported while it lasts', () => {
    const barred = (memory: Memory) => describeBarred(sceneOf(plan, baking(null), memory));
    expect(barred(after(['bake', 403], ['own', 200]))).toMatch(
      /^Production does not let this runner through \(https:\/\/shop\.example\.com\/ answered 403\), and green passes its smoke test: a firewall or a rate limit/,
    );
    expect(barred(after(['bake', 403]))).toBeNull();
    expect(barred(after(['bake', 403], ['own', 200], ['bake', 200]))).toBeNull();
  });

  test('is counted, request by request', () => {
    const { asked, failed } = after(['bake', 200, 403], ['bake', 200, 200]).bakeProbe;
    expect({ asked, failed }).toEqual({ asked: 4, failed: 1 });
  });
});
