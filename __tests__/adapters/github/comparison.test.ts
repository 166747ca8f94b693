import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { createGitHub } from '../../../src/adapters/github/port.ts';
import { othersOf } from '../../../src/domain/common/report/others.ts';
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

const begin = 'a'.repeat(40);

function merge(number: number, method: MergeMethod, files: readonly string[] = []): string {
  const commits = ['1', '2', '3'].map((digit) => `${String(number)}${digit}`.padEnd(40, '0'));
  const at = { headSha: commits.at(-1)!, headRef: `feature-${String(number)}`, fork: null };
  sandbox.others.openPull({ number, ...at, commits, files });
  return sandbox.others.mergePull(number, method);
}

async function othersBetween(base: string, head: string): Promise<readonly number[] | null> {
  const range = await github.commitsBetween(base, head);
  if (range === null) return null;
  const { pulls } = await github.mergedPulls(range.sinceMs);
  return othersOf({ base, head }, range.commits, pulls, null);
}

describe('between two commits', () => {
  test('are the pull requests that were merged, by whatever method', async () => {
    const base = merge(2, 'squash');
    merge(3, 'squash');
    merge(4, 'rebase');
    merge(5, 'merge');
    sandbox.others.push('Fix at night');
    expect(await othersBetween(base, merge(6, 'squash'))).toEqual([5, 4, 3]);
    const unpaged = sandbox
      .state()
      .calls.find(({ operation }) => operation === 'repos/compare-commits-with-basehead');
    expect(unpaged?.query).toEqual({});
  });

  test('are none where the released commit is older than what is live', async () => {
    const older = merge(2, 'squash');
    expect(await othersBetween(merge(3, 'squash'), older)).toEqual([]);
  });

  test('are the newest 250 commits of more', async () => {
    for (let each = 0; each < 251; each++) sandbox.others.push(`Commit ${String(each)}`);
    const head = merge(2, 'squash');
    const range = await github.commitsBetween(begin, head);
    expect([range?.commits.length, range?.isWhole, range?.commits.at(-1)]).toEqual([250, false, head]);
  });

  test.each([
    [3, true],
    [299, true],
    [300, false],
    [301, false],
  ])('%i files: whether these are all is %p', async (count, isWhole) => {
    const names = Array.from({ length: count }, (_, at) => `src/${String(at)}.ts`);
    const range = await github.commitsBetween(begin, merge(2, 'squash', names));
    expect(range?.files).toEqual({ names: names.slice(0, 300), isWhole });
  });

  test('a file that was moved has both names', async () => {
    const head = merge(2, 'squash', ['db/1.sql => old/1.sql']);
    expect((await github.commitsBetween(begin, head))?.files.names).toEqual(['old/1.sql', 'db/1.sql']);
  });

  test('are read once, and again after a failure', async () => {
    const head = merge(2, 'squash');
    sandbox.faults.add({ kind: 'forbidden', on: 'all' });
    await expect(github.commitsBetween(begin, head)).rejects.toThrow();
    sandbox.faults.clear();
    await Promise.all([github.commitsBetween(begin, head), github.commitsBetween(begin, head)]);
    await github.commitsBetween(begin, head);
    const ok = sandbox.state().calls.filter(({ status }) => status === 200);
    expect(ok).toHaveLength(1);
  });

  test('is nothing if the repository lacks one of them', async () => {
    expect(await github.commitsBetween('9'.repeat(40), begin)).toBeNull();
  });

  test.each([
    ['contents: read', () => github.commitsBetween(begin, begin)],
    ['pull-requests: read', () => github.mergedPulls(0)],
    ['pull-requests: read', () => github.filesOf(1)],
  ])('a missing permission is named: %s', async (permission, ask) => {
    sandbox.faults.add({ kind: 'forbidden', on: 'all' });
    await expect(ask()).rejects.toMatchObject({
      kind: 'denied',
      message: expect.stringContaining(`permissions: ${permission}`),
    });
  });
});

describe('merged pull requests', () => {
  test('are read until one was last changed before', async () => {
    for (let number = 2; number < 60; number++) merge(number, 'squash');
    const future = Date.now() + 60_000;
    expect((await github.mergedPulls(future)).pulls).toHaveLength(50);
    expect((await github.mergedPulls(0)).pulls).toHaveLength(58);
  });

  test('of a list without an end are read for five pages', async () => {
    merge(2, 'squash');
    sandbox.faults.add({ kind: 'endless', on: 'pulls/list' });
    expect((await github.mergedPulls(0)).isWhole).toBe(false);
    expect(sandbox.state().calls).toHaveLength(5);
  });
});

describe('the files of a pull request', () => {
  const names = (count: number) => Array.from({ length: count }, (_, at) => `src/${String(at)}.ts`);

  test.each([
    [0, 0],
    [101, 101],
    [300, 300],
    [301, null],
  ])('%i: %p are read', async (count, read) => {
    merge(2, 'squash', names(count));
    expect((await github.filesOf(2))?.length ?? null).toBe(read);
  });
});
