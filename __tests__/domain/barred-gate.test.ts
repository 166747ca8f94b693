// Smoke tests and checks before the switch, whose address answers 403 or 429: green's own targets are asked the same.
import { describe, expect, test } from '@jest/globals';
import type { HttpCheck } from '../../src/domain/common/checks/check.ts';
import type { CheckResult } from '../../src/domain/common/probes/check-job.ts';
import { noGates } from '../../src/domain/common/report/gates.ts';
import { evolveWorld } from '../../src/domain/task-sets/evolve/evolve.ts';
import { evolveOutcome, type Outcome } from '../../src/domain/task-sets/evolve/outcome.ts';
import { gate } from '../../src/domain/task-sets/forward/gate.ts';
import { gatesAfter } from '../../src/domain/task-sets/gates/gates.ts';
import type { Memory } from '../../src/domain/task-sets/model/memory.ts';
import type { Act } from '../../src/domain/task-sets/model/step.ts';
import { sceneOf } from '../../src/domain/task-sets/roles/scene.ts';
import { aCheck } from '../support/checks.ts';
import { aGreen, aMemory, aPlan, aService, aSet, aWorld, groupsFor, noon } from '../support/worlds.ts';

const green = aGreen(2);
const world = aWorld({
  service: aService({ tags: { fence: '1:100.1' } }),
  taskSets: [aSet(1), green],
  groups: groupsFor([aSet(1), green]),
});
const ready: Partial<Memory> = {
  fence: { value: '1:100.1', writtenAtMs: null, isHeld: true },
  ...{ isPreflightPassed: true, startedAtMs: noon - 60_000, readyStreak: 3, readySinceMs: noon - 10_000 },
  bluePaths: [],
};
const tested: Partial<Memory> = {
  ...ready,
  smoke: { ...aMemory().smoke, passesInRow: 2, startedAtMs: noon - 10_000 },
};
const front = { url: 'https://test.example.com', paths: ['/ready'], passes: 2, timeoutSeconds: 20 };
/** Where the answer came from: the address of the test, or green's own targets. */
const isOwn = (url: string): boolean => /\/\/10\./.test(url);

type Answers = Readonly<Record<'front' | 'own', number | null>>;

function outcomeOf(act: Act, answers: Answers): Outcome {
  const statusOf = (url: string): number | null => answers[isOwn(url) ? 'own' : 'front'];
  if (act.kind === 'probe')
    return {
      kind: 'probed',
      answers: act.requests.map(({ url, codes }) => {
        const status = statusOf(url);
        return {
          url,
          codes,
          answer: { status, hasConnected: status !== null, ms: 1, error: null, excerpt: '' },
        };
      }),
    };
  if (act.kind !== 'check' || act.job.kind !== 'http') return { kind: 'done' };
  const status = statusOf(act.job.requests[0]?.url ?? '');
  const faults = act.job.requests.map(({ url }) => ({ place: url, status: statusOf(url) }));
  const result: CheckResult =
    status === 200
      ? { kind: 'passed' }
      : {
          ...{ kind: 'failed', what: `it answered ${String(status)}`, isAnyPassed: false },
          ...{ hasConnected: status !== null, faults },
        };
  return { kind: 'checked', result };
}

/** Plays the gate until it is over or fails, with these answers. */
function played(checks: readonly HttpCheck[], first: Partial<Memory>, answers: Answers, isAtTargets = false) {
  const request = aPlan({ checks, smoke: isAtTargets ? {} : front });
  let memory = aMemory(first);
  const asked: string[] = [];
  for (let nowMs = noon; ; nowMs += 1000) {
    const seen = { ...world, nowMs };
    memory = evolveWorld(request, memory, seen);
    const scene = sceneOf(request, seen, memory);
    const step = gate(scene);
    if (memory.failure !== null || step === null || step.reason === 'measuring-baseline')
      return { asked, failure: memory.failure, gates: gatesAfter(noGates, scene) };
    const { act } = step;
    if (act.kind === 'probe' || act.kind === 'check') asked.push(act.purpose);
    const outcome = outcomeOf(act, answers);
    memory = evolveOutcome(memory, { request, world: seen, step, outcome, nowMs });
  }
}

const home = aCheck('home');
const order = aCheck('order', { method: 'POST' });

describe('a check before the switch whose address answers', () => {
  test.each<[string, HttpCheck, Answers, string | null, readonly string[]]>([
    ['200 passes', home, { front: 200, own: 500 }, null, ['gate']],
    ['403 passes if green passes it', home, { front: 403, own: 200 }, null, ['gate', 'gate-own']],
    ['429 passes if green passes it', home, { front: 429, own: 200 }, null, ['gate', 'gate-own']],
    [
      '403 fails a write if green fails it',
      order,
      { front: 403, own: 403 },
      'check-failed',
      ['gate', 'gate-own'],
    ],
    [
      '429 fails a write if green fails it',
      order,
      { front: 429, own: 500 },
      'check-failed',
      ['gate', 'gate-own'],
    ],
    ['403 passes a write that green takes', order, { front: 403, own: 200 }, null, ['gate', 'gate-own']],
    [
      '403 fails a write if green is out of reach',
      order,
      { front: 403, own: null },
      'check-failed',
      ['gate', 'gate-own'],
    ],
    [
      '429 proves nothing of a write if green is out of reach',
      order,
      { front: 429, own: null },
      'smoke-test-not-runnable',
      ['gate', 'gate-own'],
    ],
    ['500 fails a write, and green is not asked', order, { front: 500, own: 200 }, 'check-failed', ['gate']],
  ])('%s', (_what, check, answers, reason, purposes) => {
    const { asked, failure } = played([check], tested, answers);
    expect(failure?.reason ?? null).toBe(reason);
    expect(asked).toEqual(purposes);
  });

  test.each<[string, Answers, string]>([
    ['403 while green fails it, too', { front: 403, own: 403 }, 'check-failed'],
    ['403 while green is out of reach', { front: 403, own: null }, 'check-failed'],
    ['429 while green is out of reach', { front: 429, own: null }, 'smoke-test-not-runnable'],
  ])('%s ends the release after its time', (_what, answers, reason) => {
    const { asked, failure } = played([home], tested, answers);
    expect(failure?.reason).toBe(reason);
    expect(asked.filter((purpose) => purpose === 'gate').length).toBeGreaterThan(5);
    // Targets that give no connection are given up.
    if (answers.own === null) expect(asked.filter((purpose) => purpose === 'gate-own')).toHaveLength(3);
  });

  test('is shown with where green was tested instead', () => {
    expect(played([home, order], tested, { front: 403, own: 200 }).gates.checks?.words).toBe(
      "2 checks passed: home, order; home at green's own targets, since a firewall or a rate limit bars this runner from its address " +
        "(it answered 403); order at green's own targets, since a firewall or a rate limit bars this runner from its address (it answered 403)",
    );
  });

  test('is asked only of green where green itself answers', () => {
    const { asked, failure } = played([order], tested, { front: 200, own: 429 }, true);
    expect([asked, failure?.reason]).toEqual([['gate'], 'check-failed']);
  });

  test('is never asked of green if it is a URL', () => {
    const other = aCheck('other', { method: 'POST', place: { url: 'https://api.example.com/x' } });
    const { asked, failure } = played([other], tested, { front: 403, own: 200 });
    expect([asked, failure?.reason]).toEqual([['gate'], 'check-failed']);
  });
});

describe('a smoke test whose address answers', () => {
  const twice = ['smoke', 'own-smoke', 'smoke', 'own-smoke'];

  test.each<[string, Answers, string | null]>([
    ['403 passes while green passes it', { front: 403, own: 200 }, null],
    ['429 passes while green passes it', { front: 429, own: 200 }, null],
    ['403 fails if green fails it', { front: 403, own: 403 }, 'smoke-test-failed'],
    ['429 fails if green fails it', { front: 429, own: 500 }, 'smoke-test-failed'],
    ['403 fails if green is out of reach', { front: 403, own: null }, 'smoke-test-failed'],
    ['429 proves nothing if green is out of reach', { front: 429, own: null }, 'smoke-test-not-runnable'],
  ])('%s', (_what, answers, reason) => {
    const { asked, failure } = played([], ready, answers);
    expect(failure?.reason ?? null).toBe(reason);
    if (reason === null) expect(asked).toEqual(twice);
  });

  test('is shown with where green was tested instead', () => {
    const { gates } = played([], ready, { front: 403, own: 200 });
    expect(gates.smoke?.words).toBe(
      "2 of 2 passes in a row at green's own targets, since a firewall or a rate limit bars this runner from its address " +
        '(https://test.example.com/ready answered 403)',
    );
  });
});
