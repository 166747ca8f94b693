import { describe, expect, test } from '@jest/globals';
import { evolveProbes } from '../../src/domain/common/probes/evolve-probes.ts';
import type { ProbeAnswer } from '../../src/domain/common/probes/probe-memory.ts';
import type { ProbePurpose } from '../../src/domain/common/run/step.ts';
import type { Memory } from '../../src/domain/task-sets/model/memory.ts';
import { aMemory, noon } from '../support/worlds.ts';

const answer = (status: number | null): ProbeAnswer => ({
  status,
  hasConnected: status !== null,
  ms: 3,
  error: status === null ? 'refused' : null,
  excerpt: 'oh',
});
function after(
  purpose: ProbePurpose,
  rounds: readonly (readonly (number | null)[])[],
  { isAskedFor = true, canAskOwn = false, codes = '200-299' } = {},
): Memory {
  return rounds.reduce((memory, statuses, round) => {
    const answers = statuses.map((status) => ({ url: 'http://x/', codes, answer: answer(status) }));
    return {
      ...memory,
      ...evolveProbes(memory, { purpose, answers, isAskedFor, canAskOwn, nowMs: noon + round }),
    };
  }, aMemory());
}

describe('rounds of probes', () => {
  test('pass only when every request of the round got a 2xx', () => {
    expect(after('smoke', [[200, 204], [200]]).smoke).toMatchObject({
      passesInRow: 2,
      failuresInRow: 0,
      lastFailure: null,
    });
    expect(after('smoke', [[200], [200, 302]]).smoke).toMatchObject({
      passesInRow: 0,
      failuresInRow: 1,
      lastFailure: 'http://x/ answered 302: oh',
    });
  });

  test('pass only with the codes of the health check where it asks', () => {
    const like = { codes: '200,302' };
    expect(after('smoke', [[200, 302]], like).smoke.passesInRow).toBe(1);
    expect(after('smoke', [[301]], like).smoke.lastFailure).toBe(
      'http://x/ answered 301 instead of 200,302: oh',
    );
  });

  test('that nobody asked for are skipped when green can not be reached at the first try', () => {
    const unaskedFor = { isAskedFor: false };
    expect(after('smoke', [[null]], unaskedFor).smoke.isSkipped).toBe(true);
    expect(after('smoke', [[null]]).smoke.isSkipped).toBe(false);
    expect(after('smoke', [[500], [null]], unaskedFor).smoke.isSkipped).toBe(false);
  });

  test('on blue may judge green after one pass, and never after three failures', () => {
    expect(after('baseline', [[500], [200]]).baseline.verdict).toBe('passed');
    expect(after('baseline', [[500], [null]]).baseline.verdict).toBe('unknown');
    expect(after('baseline', [[500], [null], [403]]).baseline.verdict).toBe('unusable');
  });

  test('in the bake count failures in a row', () => {
    expect(after('bake', [[500], [200], [500], [500]]).bakeProbe.failuresInRow).toBe(2);
  });
});
