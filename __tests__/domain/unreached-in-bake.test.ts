// Requests of the bake that never reach production from this runner: they show nothing about the version.
import { describe, expect, test } from '@jest/globals';
import type { HttpCheck } from '../../src/domain/common/checks/check.ts';
import type { CheckResult } from '../../src/domain/common/probes/check-job.ts';
import { evolveChecks, noCheck, type CheckMemory } from '../../src/domain/common/probes/check-memory.ts';
import { noProbe } from '../../src/domain/common/probes/probe-memory.ts';
import { noGates } from '../../src/domain/common/report/gates.ts';
import { describeUnrun } from '../../src/domain/task-sets/checks/left.ts';
import { evolveWorld } from '../../src/domain/task-sets/evolve/evolve.ts';
import { gatesAfter } from '../../src/domain/task-sets/gates/gates.ts';
import type { Memory } from '../../src/domain/task-sets/model/memory.ts';
import { sceneOf } from '../../src/domain/task-sets/roles/scene.ts';
import { baking, inBake, plan } from '../support/baking.ts';
import { aCheck } from '../support/checks.ts';
import { noon } from '../support/worlds.ts';

const reads = aCheck('home', { isInBake: true });
const writes = aCheck('order', { isInBake: true, method: 'POST' });
const place = { url: 'https://shop.example/order' };

type Answer = 'refused' | 'silent' | 500;

const answered = (answer: Answer): CheckResult => ({
  kind: 'failed',
  what: `http://shop ${answer === 'refused' ? 'connection refused' : 'failed'}`,
  isAnyPassed: false,
  hasConnected: answer !== 'refused',
  faults: [{ place: 'http://shop', status: answer === 500 ? answer : null }],
});

/** The last of the answers came just now. The check is due for `sinceMs`. */
function after(
  check: HttpCheck,
  answers: readonly Answer[],
  { sinceMs, before = noCheck, more = {} }: Due,
): Memory {
  const job = { isRepeatable: check.method === 'GET' };
  const memory = answers.reduce<Memory>(
    (one, answer) => {
      const round = {
        purpose: 'bake',
        job,
        result: answered(answer),
        nowMs: noon,
        wasBlueBarred: false,
      } as const;
      return { ...one, ...evolveChecks(one, round) };
    },
    inBake({ bakeChecks: before, ...more }),
  );
  return { ...memory, bakeChecks: { ...memory.bakeChecks, startedAtMs: noon - sinceMs } };
}

interface Due {
  readonly sinceMs: number;
  readonly before?: CheckMemory;
  readonly more?: Partial<Memory>;
}

const request = (check: HttpCheck) => ({ ...plan, checks: [check] });
const seen = (check: HttpCheck, memory: Memory): Memory => evolveWorld(request(check), memory, baking(null));

const never: Partial<Memory> = { baseline: { ...noProbe, verdict: 'unusable' } };
const onBlue: Partial<Memory> = { baseline: { ...noProbe, verdict: 'unusable', hasConnected: true } };
const judged: Partial<Memory> = { baseline: { ...noProbe, verdict: 'passed', hasConnected: true } };
const failure = 'bake-check-failed';
const thrice: readonly Answer[] = ['refused', 'refused', 'refused'];

describe('a check of the bake that gets no connection', () => {
  test.each<[string, HttpCheck, readonly Answer[], Partial<Memory>, string | null]>([
    ['where production never answered does not count', writes, thrice, never, null],
    ['does not count either if it reads', reads, thrice, never, null],
    ['where probes reach production does not count', writes, thrice, judged, null],
    ['does not count there either if it reads', reads, thrice, judged, null],
    ['counts where production answered on blue, and no probe judges', writes, thrice, onBlue, failure],
    ['counts there too if it reads', reads, thrice, onBlue, failure],
    ['counts once production has answered it', reads, ['silent', 'refused', 'refused'], never, failure],
    ['and then a write has failed', writes, ['refused', 'silent'], never, failure],
    ['and then an answer counts', writes, ['refused', 500], never, failure],
    ['counts at a URL, which answered before the switch', { ...writes, place }, thrice, never, failure],
    ['counts there too if it reads', { ...reads, place }, thrice, never, failure],
  ])('%s', (_what, check, answers, more, failed) => {
    const next = seen(check, after(check, answers, { sinceMs: 30_000, more }));
    expect(next.failure?.reason ?? null).toBe(failed);
    expect(next.bakeChecks.passed).toBe(failed === null ? 1 : 0);
  });

  test('is left once its time is over, with what to do, and the bake can end', () => {
    expect(seen(writes, after(writes, thrice, { sinceMs: 29_000, more: never })).bakeChecks.passed).toBe(0);
    const next = seen(writes, after(writes, thrice, { sinceMs: 30_000, more: never }));
    expect([next.failure, next.areChecksOver]).toEqual([null, true]);
    const scene = sceneOf(request(writes), baking(null), { ...next, isBakePassed: true });
    const why = 'since this runner got no connection within 30s (http://shop connection refused)';
    expect(gatesAfter(noGates, scene).bake?.words).toContain(`; order is not checked, ${why}`);
    expect(describeUnrun(scene)).toEqual([
      `The check order has no result, ${why}. That shows nothing about the version, so it rolls nothing back. ` +
        'Name a production-url that the runner reaches, run the job in the VPC, or leave bake out of the check.',
    ]);
  });

  test('counts in a later round if it has passed, and not if it was left', () => {
    const passed = { ...noCheck, passed: 1 };
    const left = { ...passed, unchecked: [{ name: 'home', why: 'since', advice: null }] };
    const failed = (before: CheckMemory): string | null =>
      seen(reads, after(reads, thrice, { sinceMs: 30_000, before, more: never })).failure?.reason ?? null;
    expect([failed(passed), failed(left)]).toEqual([failure, null]);
  });
});
