// What a token may do, and a conversation that is locked.
import { describe, expect, test } from '@jest/globals';
import { readOnly } from '../../sandbox/github/permissions.ts';
import { at, githubPerTest, headSha, mainSha } from './github-client.ts';

const hub = githubPerTest();
const run_id = 100;
const request = { ...at, ref: headSha, auto_merge: false, required_contexts: [] };

/** One operation each, by what GitHub's documentation requires for it. */
const operations = {
  'pull-requests': [
    ['read', () => hub.rest.pulls.list(at)],
    ['read', () => hub.rest.pulls.listFiles({ ...at, pull_number: 1 })],
    ['read', () => hub.rest.repos.listPullRequestsAssociatedWithCommit({ ...at, commit_sha: headSha })],
  ],
  deployments: [
    ['read', () => hub.rest.repos.listDeployments(at)],
    ['write', () => hub.rest.repos.createDeployment(request)],
  ],
  contents: [
    ['read', () => hub.rest.repos.compareCommitsWithBasehead({ ...at, basehead: `${mainSha}...${headSha}` })],
  ],
  actions: [['read', () => hub.rest.actions.getWorkflowRun({ ...at, run_id })]],
} as const satisfies Record<string, readonly (readonly ['read' | 'write', () => Promise<unknown>])[]>;

const rows = Object.entries(operations).flatMap(([name, all]) =>
  all.map(([access, send], index) => [name, index, access, send] as const),
);

describe('a token', () => {
  test.each(rows)('%s, operation %i: needs %s, and no more', async (name, _index, access, send) => {
    hub.github.others.setRun({ id: run_id, attempt: 1, status: 'completed' });
    hub.github.grant({ [name]: access });
    await expect(send()).resolves.toMatchObject({ data: expect.anything() });
    hub.github.grant(access === 'write' ? { [name]: 'read' } : {});
    await expect(send()).rejects.toMatchObject({
      status: 403,
      message: expect.stringContaining('Resource not accessible by integration'),
      response: { headers: { 'x-accepted-github-permissions': `${name.replace('-', '_')}=${access}` } },
    });
  });

  test.each(['issues', 'pull-requests'])('that may write %s may comment on a pull request', async (name) => {
    hub.github.grant({ [name]: 'write' });
    const { data } = await hub.rest.issues.createComment({ ...at, issue_number: 1, body: 'x' });
    await hub.rest.issues.updateComment({ ...at, comment_id: data.id, body: 'y' });
    hub.github.grant({ [name]: 'read' });
    await hub.rest.issues.listComments({ ...at, issue_number: 1 });
    const edit = hub.rest.issues.updateComment({ ...at, comment_id: data.id, body: 'z' });
    await expect(edit).rejects.toMatchObject({
      status: 403,
      response: { headers: { 'x-accepted-github-permissions': 'issues=write; pull_requests=write' } },
    });
    expect(hub.github.state().comments.map(({ body }) => body)).toEqual(['y']);
  });

  test('of a fork reads everything and writes nothing', async () => {
    await hub.restartWith({ permissions: readOnly });
    await hub.rest.issues.listComments({ ...at, issue_number: 1 });
    await hub.rest.repos.listDeployments(at);
    for (const write of [
      () => hub.rest.issues.createComment({ ...at, issue_number: 1, body: 'x' }),
      () => hub.rest.repos.createDeployment(request),
    ])
      await expect(write()).rejects.toMatchObject({ status: 403 });
  });

  test('may ask whose it is whatever it may do', async () => {
    hub.github.grant({});
    await expect(hub.octokit.graphql('query { viewer { login } }')).resolves.toMatchObject({
      viewer: { login: 'github-actions[bot]' },
    });
  });
});

describe('a locked conversation', () => {
  const create = () => hub.rest.issues.createComment({ ...at, issue_number: 1, body: 'x' });

  test.each(['carried-out', 'refused'] as const)('takes no comment; an edit is %s', async (lockedEdits) => {
    await hub.restartWith({ lockedEdits });
    const { data } = await create();
    hub.github.others.lock(1);
    const said = (does: string) => `Unable to ${does} comment because issue is locked.`;
    await expect(create()).rejects.toMatchObject({
      status: 403,
      message: expect.stringContaining(said('create')),
    });
    const edit = hub.rest.issues.updateComment({ ...at, comment_id: data.id, body: 'y' });
    await (lockedEdits === 'refused'
      ? expect(edit).rejects.toMatchObject({ status: 403, message: expect.stringContaining(said('update')) })
      : expect(edit).resolves.toMatchObject({ status: 200 }));
  });
});

test('a comment that a person edits stays one of its author', async () => {
  const { data } = await hub.rest.issues.createComment({ ...at, issue_number: 1, body: 'x' });
  hub.github.others.editComment(data.id, 'y');
  const read = await hub.rest.issues.getComment({ ...at, comment_id: data.id });
  expect(read.data).toMatchObject({ body: 'y', user: { login: 'github-actions[bot]' } });
});
