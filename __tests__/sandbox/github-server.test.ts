import { describe, expect, test } from '@jest/globals';
import { at, githubPerTest, headSha } from './github-client.ts';

const hub = githubPerTest();

describe('comments', () => {
  const comment = async (body: string): Promise<number> =>
    (await hub.rest.issues.createComment({ ...at, issue_number: 1, body })).data.id;

  test('are created, read, edited and deleted', async () => {
    const comment_id = await comment('first');
    expect((await hub.rest.issues.getComment({ ...at, comment_id })).data.body).toBe('first');
    const edited = await hub.rest.issues.updateComment({ ...at, comment_id, body: 'second' });
    expect(edited.data).toMatchObject({
      id: comment_id,
      body: 'second',
      user: { login: 'github-actions[bot]' },
    });
    await hub.rest.issues.deleteComment({ ...at, comment_id });
    expect(hub.github.state().comments).toEqual([]);
  });

  test.each([
    ['read', () => hub.rest.issues.getComment({ ...at, comment_id: 99 })],
    ['edited', () => hub.rest.issues.updateComment({ ...at, comment_id: 99, body: 'x' })],
    ['deleted', () => hub.rest.issues.deleteComment({ ...at, comment_id: 99 })],
    [
      'made on a pull request that does not exist',
      () => hub.rest.issues.createComment({ ...at, issue_number: 99, body: 'x' }),
    ],
    [
      'listed of a pull request that does not exist',
      () => hub.rest.issues.listComments({ ...at, issue_number: 99 }),
    ],
  ])('are not found when %s though there is none', async (_case, send) => {
    await expect(send()).rejects.toMatchObject({ status: 404 });
  });

  test('hold 65,536 characters and no more', async () => {
    const comment_id = await comment('x'.repeat(65_536));
    await expect(comment('x'.repeat(65_537))).rejects.toMatchObject({ status: 422 });
    const longer = { ...at, comment_id, body: 'x'.repeat(65_537) };
    await expect(hub.rest.issues.updateComment(longer)).rejects.toMatchObject({ status: 422 });
  });

  test('need a body', async () => {
    const send = hub.rest.issues.createComment({ ...at, issue_number: 1 } as never);
    await expect(send).rejects.toMatchObject({ status: 422 });
  });

  test('are paged by 30 with links to the neighboring pages', async () => {
    for (let number = 1; number <= 31; number++) hub.github.others.comment(1, `comment ${number}`);
    const first = await hub.rest.issues.listComments({ ...at, issue_number: 1 });
    expect(first.data).toHaveLength(30);
    expect(first.headers.link).toContain('page=2>; rel="next"');
    const second = await hub.rest.issues.listComments({ ...at, issue_number: 1, page: 2 });
    expect(second.data.map(({ body }) => body)).toEqual(['comment 31']);
    expect(second.headers.link).not.toContain('rel="next"');
    expect((await hub.rest.issues.listComments({ ...at, issue_number: 1, page: 3 })).data).toEqual([]);
  });

  test('are all found through the links, two to a page', async () => {
    for (const body of ['one', 'two', 'three', 'four']) await comment(body);
    const all = await hub.octokit.paginate(hub.octokit.rest.issues.listComments, {
      ...at,
      issue_number: 1,
      per_page: 2,
    });
    expect(all.map(({ body }) => body)).toEqual(['one', 'two', 'three', 'four']);
    expect(hub.github.state().calls.filter(({ isWrite }) => !isWrite)).toHaveLength(2);
  });

  test('never exceed 100 to a page', async () => {
    for (let number = 1; number <= 101; number++) hub.github.others.comment(1, 'x');
    const page = await hub.rest.issues.listComments({ ...at, issue_number: 1, per_page: 500 });
    expect(page.data).toHaveLength(100);
  });
});

describe('the repository', () => {
  test('is shown, and no other repository is', async () => {
    expect((await hub.rest.repos.get(at)).data.full_name).toBe('acme/shop');
    await expect(hub.rest.repos.get({ owner: 'acme', repo: 'other' })).rejects.toMatchObject({ status: 404 });
  });

  test('shows pull requests, those of forks with their own repository', async () => {
    hub.github.others.openPull({
      number: 2,
      headSha: 'c'.repeat(40),
      headRef: 'theirs',
      fork: 'someone/shop',
    });
    const own = await hub.rest.pulls.get({ ...at, pull_number: 1 });
    const fork = await hub.rest.pulls.get({ ...at, pull_number: 2 });
    expect([own.data.head.repo.full_name, fork.data.head.repo.full_name]).toEqual([
      'acme/shop',
      'someone/shop',
    ]);
    await expect(hub.rest.pulls.get({ ...at, pull_number: 3 })).rejects.toMatchObject({ status: 404 });
  });

  test('finds the pull requests of a commit', async () => {
    const { data } = await hub.rest.repos.listPullRequestsAssociatedWithCommit({
      ...at,
      commit_sha: headSha,
    });
    expect(data.map(({ number }) => number)).toEqual([1]);
  });

  test('shows workflow runs', async () => {
    await expect(hub.rest.actions.getWorkflowRun({ ...at, run_id: 7 })).rejects.toMatchObject({
      status: 404,
    });
    hub.github.others.setRun({ id: 7, attempt: 2, status: 'in_progress' });
    const { data } = await hub.rest.actions.getWorkflowRun({ ...at, run_id: 7 });
    expect([data.id, data.run_attempt, data.status]).toEqual([7, 2, 'in_progress']);
  });

  test('keeps check runs, which are updated and listed by commit', async () => {
    const { data } = await hub.rest.checks.create({ ...at, name: 'ecs', head_sha: headSha });
    const check_run_id = data.id;
    await hub.rest.checks.update({ ...at, check_run_id, status: 'completed', conclusion: 'success' });
    expect((await hub.rest.checks.get({ ...at, check_run_id })).data).toMatchObject({
      conclusion: 'success',
    });
    await hub.rest.checks.create({ ...at, name: 'other', head_sha: headSha });
    const listed = await hub.rest.checks.listForRef({ ...at, ref: headSha, per_page: 1 });
    expect(listed.data).toMatchObject({ total_count: 2, check_runs: [{ name: 'ecs' }] });
    expect(listed.headers.link).toContain('rel="next"');
    await expect(hub.rest.checks.get({ ...at, check_run_id: 99 })).rejects.toMatchObject({ status: 404 });
    const incomplete = hub.rest.checks.create({ ...at, name: 'ecs' } as never);
    await expect(incomplete).rejects.toMatchObject({ status: 422 });
  });

  test('keeps commit statuses, newest first', async () => {
    for (const context of ['one', 'two']) {
      await hub.rest.repos.createCommitStatus({ ...at, sha: headSha, state: 'success', context });
    }
    const { data } = await hub.rest.repos.listCommitStatusesForRef({ ...at, ref: headSha });
    expect(data.map(({ context }) => context)).toEqual(['two', 'one']);
    const unknown = hub.rest.repos.createCommitStatus({ ...at, sha: 'gone', state: 'success' });
    await expect(unknown).rejects.toMatchObject({ status: 422 });
  });
});

describe('the server', () => {
  test('answers only requests with a token', async () => {
    const unnamed = await fetch(`${hub.github.url}/repos/acme/shop`);
    const odd = await fetch(`${hub.github.url}/repos/acme/shop`, { headers: { authorization: 'nonsense' } });
    expect([unnamed.status, odd.status]).toEqual([401, 401]);
  });

  test('refuses paths outside of its subset', async () => {
    const answer = await fetch(`${hub.github.url}/user`, { headers: { authorization: 'Bearer t' } });
    expect([answer.status, hub.github.state().calls[0]?.operation]).toEqual([404, null]);
  });

  test('refuses a body that is not JSON', async () => {
    const headers = { authorization: 'Bearer t', 'content-type': 'application/json' };
    const url = `${hub.github.url}/repos/acme/shop/issues/1/comments`;
    expect((await fetch(url, { method: 'POST', headers, body: '{"body"' })).status).toBe(400);
  });

  test('refuses a query that does not match its description', async () => {
    const send = hub.rest.issues.listComments({ ...at, issue_number: 1, per_page: 'many' as never });
    await expect(send).rejects.toMatchObject({ status: 422 });
  });

  test('ignores members that GitHub ignores, and reports them to the test', async () => {
    await hub.rest.issues.createComment({ ...at, issue_number: 1, body: 'x', ...{ bodi: 'y' } });
    expect(hub.github.state().warnings).toEqual(['issues/create-comment ignores body.bodi']);
  });

  test('serves an Enterprise Server path as well', async () => {
    await hub.restartWith({ prefix: '/api/v3' });
    expect(hub.github.url).toMatch(/\/api\/v3$/);
    hub.github.others.comment(1, 'one');
    hub.github.others.comment(1, 'two');
    const page = await hub.rest.issues.listComments({ ...at, issue_number: 1, per_page: 1 });
    expect(page.headers.link).toContain(`${hub.github.url}/repos/acme/shop/issues/1/comments?`);
  });

  test('records each call, without the token', async () => {
    await hub.rest.issues.createComment({ ...at, issue_number: 1, body: 'x' });
    const { calls } = hub.github.state();
    expect(calls).toMatchObject([{ seq: 1, operation: 'issues/create-comment', isWrite: true, status: 201 }]);
    expect(JSON.stringify(calls)).not.toContain('a-token');
  });
});

describe('faults', () => {
  const write = (): Promise<unknown> => hub.rest.issues.createComment({ ...at, issue_number: 1, body: 'x' });
  const comments = (): number => hub.github.state().comments.length;

  test("a fork's token reads and can't write", async () => {
    hub.github.faults.add({ on: 'writes', kind: 'forbidden' });
    await expect(write()).rejects.toMatchObject({
      status: 403,
      message: expect.stringContaining('Resource not accessible'),
    });
    await expect(hub.rest.repos.get(at)).resolves.toMatchObject({ status: 200 });
  });

  test.each([
    ['server-error', 502, {}],
    ['rate-limit', 403, { 'x-ratelimit-remaining': '0' }],
    ['secondary-rate-limit', 429, { 'retry-after': '60' }],
  ] as const)('%s answers %i and does nothing', async (kind, status, headers) => {
    hub.github.faults.add({ on: 'issues/create-comment', kind, times: 1 });
    await expect(write()).rejects.toMatchObject({ status, response: { headers } });
    expect(comments()).toBe(0);
    await write();
    expect(comments()).toBe(1);
  });

  test.each([
    ['rate-limit', { status: 429 }, 429, { 'x-ratelimit-remaining': '0' }],
    ['secondary-rate-limit', { status: 403, retryAfterSeconds: 5 }, 403, { 'retry-after': '5' }],
  ] as const)('%s answers with the other status that GitHub names', async (kind, more, status, headers) => {
    hub.github.faults.add({ ...more, on: 'issues/create-comment', kind, times: 1 });
    await expect(write()).rejects.toMatchObject({ status, response: { headers } });
    expect(comments()).toBe(0);
  });

  test('the secondary limit may come without a time', async () => {
    hub.github.faults.add({ on: 'writes', kind: 'secondary-rate-limit', retryAfterSeconds: null });
    const headers = expect.not.objectContaining({ 'retry-after': expect.anything() });
    await expect(write()).rejects.toMatchObject({ status: 429, response: { headers } });
  });

  test.each(['answer-lost', 'server-error-after'] as const)(
    '%s fails after it was carried out',
    async (kind) => {
      hub.github.faults.add({ on: 'all', kind, times: 1 });
      await expect(write()).rejects.toMatchObject({ name: 'HttpError' });
      expect(comments()).toBe(1);
    },
  );

  test('a slow answer is still an answer, and does not delay the end', async () => {
    hub.github.faults.add({ on: 'writes', kind: 'slow', delayMs: 50, times: 1 });
    await write();
    hub.github.faults.add({ on: 'writes', kind: 'slow', delayMs: 60_000 });
    const abandoned = expect(write()).rejects.toMatchObject({ name: 'HttpError' });
    while (hub.github.state().calls.length < 2) await new Promise((resolve) => setImmediate(resolve));
    await hub.github.stop();
    await abandoned;
  });

  test('end when they are cleared', async () => {
    hub.github.faults.add({ on: 'all', kind: 'server-error' });
    hub.github.faults.clear();
    await expect(write()).resolves.toMatchObject({ status: 201 });
  });
});
