// What GitHub says of merged pull requests, their commits and files, and what lies between two commits.
import { describe, expect, test } from '@jest/globals';
import type { MergeMethod } from '../../sandbox/github/store.ts';
import { at, githubPerTest, headSha, mainSha } from './github-client.ts';

const hub = githubPerTest();

/** Opens a pull request of two commits, and merges it. The result: the commit that main is then at. */
function merge(number: number, method: MergeMethod, files: readonly string[] = []): string {
  const commits = ['1', '2'].map((digit) => `${String(number)}${digit}`.padEnd(40, '0'));
  const head = { headSha: commits[1] ?? '', headRef: `feature-${String(number)}`, fork: null };
  hub.github.others.openPull({ number, ...head, commits, files });
  return hub.github.others.mergePull(number, method);
}

describe('the pull requests of a commit', () => {
  const of = async (commit_sha: string): Promise<readonly number[]> => {
    const { data } = await hub.rest.repos.listPullRequestsAssociatedWithCommit({ ...at, commit_sha });
    return data.map(({ number }) => number);
  };

  test.each(['merge', 'squash', 'rebase'] as const)('are the one that was merged by %s', async (method) => {
    const merged = merge(2, method);
    expect(await of(merged)).toEqual([2]);
    const { data } = await hub.rest.pulls.get({ ...at, pull_number: 2 });
    expect(data).toMatchObject({ state: 'closed', merge_commit_sha: merged });
    expect(data.merged_at).not.toBeNull();
  });

  test('of a branch are those that contain it', async () => {
    expect(await of(headSha)).toEqual([1]);
  });

  test('are none for a push without one, and refused for a commit that is not there', async () => {
    expect(await of(hub.github.others.push('Fix at night'))).toEqual([]);
    await expect(of('9'.repeat(40))).rejects.toMatchObject({ status: 422 });
  });

  test('are merged once', () => {
    const merged = merge(2, 'squash');
    expect(hub.github.others.mergePull(2, 'squash')).toBe(merged);
    expect(hub.github.others.head()).toBe(merged);
  });
});

describe('a list of pull requests', () => {
  test('has those of the state, the last changed first', async () => {
    merge(2, 'squash');
    merge(3, 'squash');
    const list = async (state: 'open' | 'closed'): Promise<readonly number[]> => {
      const order = { sort: 'updated', direction: 'desc' } as const;
      const { data } = await hub.rest.pulls.list({ ...at, state, ...order });
      return data.map(({ number }) => number);
    };
    expect(await list('open')).toEqual([1]);
    expect((await list('closed')).toSorted()).toEqual([2, 3]);
  });
});

describe('the files of a pull request', () => {
  test('are listed by 30 with links to the next pages', async () => {
    merge(
      2,
      'squash',
      Array.from({ length: 31 }, (_, n) => `src/${String(n)}.ts`),
    );
    const first = await hub.rest.pulls.listFiles({ ...at, pull_number: 2 });
    expect(first.data).toHaveLength(30);
    expect(first.headers.link).toContain('rel="next"');
    const second = await hub.rest.pulls.listFiles({ ...at, pull_number: 2, page: 2 });
    expect(second.data.map(({ filename }) => filename)).toEqual(['src/30.ts']);
  });

  test('of one that does not exist are not found', async () => {
    await expect(hub.rest.pulls.listFiles({ ...at, pull_number: 9 })).rejects.toMatchObject({ status: 404 });
  });
});

describe('a comparison', () => {
  const compare = async (base: string, head: string, page?: number) => {
    const basehead = `${base}...${head}`;
    const paged = page === undefined ? {} : { page };
    return (await hub.rest.repos.compareCommitsWithBasehead({ ...at, basehead, ...paged })).data;
  };

  test('has the commits that the head has and the base lacks, oldest first', async () => {
    const first = merge(2, 'squash');
    const second = merge(3, 'squash');
    const ahead = await compare(mainSha, second);
    expect(ahead).toMatchObject({ status: 'ahead', ahead_by: 2, behind_by: 0, total_commits: 2 });
    expect(ahead.commits.map(({ sha }) => sha)).toEqual([first, second]);
    expect(ahead.merge_base_commit.sha).toBe(mainSha);
  });

  test('says where the head is older, the same, or on a branch of its own', async () => {
    const merged = merge(2, 'squash');
    expect(await compare(merged, mainSha)).toMatchObject({ status: 'behind', behind_by: 1, commits: [] });
    expect(await compare(merged, merged)).toMatchObject({ status: 'identical', commits: [] });
    const parted = await compare(merged, headSha);
    expect(parted).toMatchObject({ status: 'diverged', ahead_by: 1, behind_by: 1 });
    expect(parted.merge_base_commit.sha).toBe(mainSha);
  });

  test('shows the newest 250 commits without paging, and all by pages', async () => {
    for (let each = 0; each < 251; each++) hub.github.others.push(`Commit ${String(each)}`);
    const head = hub.github.others.head();
    const whole = await compare(mainSha, head);
    expect([whole.commits.length, whole.total_commits, whole.commits.at(-1)?.sha]).toEqual([250, 251, head]);
    expect((await compare(mainSha, head, 1)).commits[0]?.commit.message).toBe('Commit 0');
  });

  test('with a commit that is not there is not found', async () => {
    await expect(compare('9'.repeat(40), mainSha)).rejects.toMatchObject({ status: 404 });
  });
});
