import { describe, expect, test } from '@jest/globals';
import { isPullOfCommit, pullOfCommit, type CommitPull } from '../../src/domain/common/report/pulls.ts';
import { commands } from '../../src/domain/common/request/request.ts';
import { commandPlan } from '../support/commands.ts';

const [commit, other] = ['a'.repeat(40), 'b'.repeat(40)];

const merged = (number: number, mergedAt: string, mergeCommit: string | null = commit): CommitPull => ({
  ...{ number, head: other, isOpen: false, mergedAt, mergeCommit },
});
const unmerged = (number: number, changes: Partial<CommitPull> = {}): CommitPull => ({
  ...{ number, head: commit, isOpen: true, mergedAt: null, mergeCommit: 'e'.repeat(40) },
  ...changes,
});
const [early, late] = ['2026-11-26T10:00:00Z', '2026-11-27T10:00:00Z'];

describe('the pull request of a commit', () => {
  test.each<[string, readonly CommitPull[], number | null]>([
    ['the one whose merge led to it', [merged(4, early), merged(5, late, other)], 4],
    ['the one that brought it in the middle of a rebase', [merged(4, early, other)], 4],
    ['the one that was merged last', [merged(4, late), merged(5, early)], 4],
    ['the newest of those merged in one second', [merged(4, late), merged(5, late)], 5],
    ['a merged one before an open one', [unmerged(6), merged(4, early, other)], 4],
    ['the open one of which it is the head', [unmerged(6)], 6],
    ['none that is open and goes on after it', [unmerged(6, { head: other })], null],
    ['none that was closed without a merge', [unmerged(6, { isOpen: false })], null],
    ['none of a push', [], null],
  ])('is %s', (_which, pulls, number) => {
    expect(pullOfCommit(commit, pulls)).toBe(number);
  });

  test('is asked for by what brings a version, and never by a plan or a rollback', () => {
    const asking = commands.filter((command) => isPullOfCommit({ request: commandPlan(command) }));
    expect(asking).toEqual(['deploy', 'stage', 'promote']);
  });
});
