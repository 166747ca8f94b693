import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { createGitHub } from '../../../src/adapters/github/port.ts';
import { pullOfCommit } from '../../../src/domain/common/report/pulls.ts';
import type { GitHubPort } from '../../../src/ports.ts';
import { startGitHub, type GitHub } from '../../../sandbox/github/server.ts';
import type { MergeMethod } from '../../../sandbox/github/store.ts';

let sandbox: GitHub;
let github: GitHubPort;
beforeEach(async () => {
  sandbox = await startGitHub({ host: '127.0.0.1' });
  const sleep = () => Promise.resolve();
  github = createGitHub({ token: 'a-token', repository: 'acme/shop', apiUrl: sandbox.url, sleep });
});
afterEach(() => sandbox.stop());

const open = (number: number, commits: readonly string[]): void => {
  const head = { headSha: commits.at(-1)!, headRef: `feature-${String(number)}`, fork: null };
  sandbox.others.openPull({ number, ...head, commits });
};
const shas = (...digits: readonly string[]): readonly string[] => digits.map((digit) => digit.repeat(40));
const numberFor = async (sha: string): Promise<number | null> =>
  pullOfCommit(sha, await github.pullsOfCommit(sha));

describe('the pull request of a commit on main', () => {
  test.each<MergeMethod>(['squash', 'rebase', 'merge'])('is found after a merge by %s', async (method) => {
    open(4, shas('1', '2'));
    open(5, shas('3', '4'));
    const [four, five] = [sandbox.others.mergePull(4, method), sandbox.others.mergePull(5, method)];
    expect([await numberFor(four), await numberFor(five)]).toEqual([4, 5]);
  });

  test('is none for a commit that was pushed, or that the repository does not have', async () => {
    const pushed = sandbox.others.push('Fix at night');
    expect([await numberFor(pushed), await numberFor('9'.repeat(40))]).toEqual([null, null]);
  });

  test('of a branch is the open one of which it is the head', async () => {
    open(4, shas('1', '2'));
    expect([await numberFor('2'.repeat(40)), await numberFor('1'.repeat(40))]).toEqual([4, null]);
  });

  test('costs a missing permission one refusal, which names it', async () => {
    sandbox.faults.add({ kind: 'forbidden', on: 'repos/list-pull-requests-associated-with-commit' });
    await expect(numberFor('b'.repeat(40))).rejects.toMatchObject({
      kind: 'denied',
      message: expect.stringContaining('permissions: pull-requests: write'),
    });
  });
});
