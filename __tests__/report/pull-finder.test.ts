import { describe, expect, test } from '@jest/globals';
import type { CommitPull } from '../../src/domain/common/report/pulls.ts';
import { createPullFinder } from '../../src/report/pull-finder.ts';

const commit = 'a'.repeat(40);
const pull: CommitPull = {
  ...{ number: 4, head: commit, isOpen: false, mergedAt: '2026-11-27T10:00:00Z', mergeCommit: commit },
};

/** Answers in this order, the last one from then on. */
function finderOf(...answers: readonly (readonly CommitPull[] | Error)[]) {
  const asked: string[] = [];
  const finder = createPullFinder({
    pullsOfCommit: (sha) => {
      const answer = answers[Math.min(asked.length, answers.length - 1)] ?? [];
      asked.push(sha);
      return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer);
    },
  });
  return { asked, numberOf: (named: number | null = null) => finder.numberOf({ pull: named, commit }) };
}

describe('the finder of pull requests', () => {
  test('does not ask where the event or a tag names one', async () => {
    const { asked, numberOf } = finderOf([pull]);
    expect([await numberOf(7), asked]).toEqual([7, []]);
  });

  test('asks once for a commit, also if several places want to know', async () => {
    const { asked, numberOf } = finderOf([pull]);
    expect(await Promise.all([numberOf(), numberOf()])).toEqual([4, 4]);
    expect([await numberOf(), asked]).toEqual([4, [commit]]);
  });

  test('asks again what GitHub may not know yet, three times', async () => {
    const late = finderOf([], [pull]);
    expect([await late.numberOf(), await late.numberOf()]).toEqual([null, 4]);
    const { asked, numberOf } = finderOf([]);
    for (let times = 0; times < 5; times++) expect(await numberOf()).toBeNull();
    expect(asked).toHaveLength(3);
  });

  test('asks again after a failure', async () => {
    const { numberOf } = finderOf(new Error('502'), [pull]);
    await expect(numberOf()).rejects.toThrow('502');
    expect(await numberOf()).toBe(4);
  });

  test('finds none without a token', async () => {
    expect(await createPullFinder(null).numberOf({ pull: null, commit })).toBeNull();
  });
});
