import { afterAll, expect, test } from '@jest/globals';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readRunContext } from '../../../src/adapters/runner/context.ts';

const folder = mkdtempSync(join(tmpdir(), 'run-context-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const mergeSha = 'a'.repeat(40);
const headSha = 'b'.repeat(40);
const runner = {
  GITHUB_REPOSITORY: 'acme/shop',
  GITHUB_RUN_ID: '1658821493',
  GITHUB_RUN_ATTEMPT: '2',
  GITHUB_SHA: mergeSha,
  GITHUB_SERVER_URL: 'https://ghes.example/',
  GITHUB_API_URL: 'https://ghes.example/api/v3',
  GITHUB_ACTOR: 'octocat',
};

function onEvent(
  name: string,
  event: unknown,
  more: Record<string, string> = {},
): ReturnType<typeof readRunContext> {
  const path = join(folder, 'event.json');
  writeFileSync(path, typeof event === 'string' ? event : JSON.stringify(event));
  return readRunContext({ ...runner, GITHUB_EVENT_NAME: name, GITHUB_EVENT_PATH: path, ...more });
}

const pullRequest = (repo: object | null): object => ({
  pull_request: { number: 12, head: { sha: headSha, repo } },
});

test('a push has no pull request and the commit of the runner', () => {
  expect(onEvent('push', { after: mergeSha })).toEqual({
    repository: 'acme/shop',
    runId: 1658821493,
    runAttempt: 2,
    runUrl: 'https://ghes.example/acme/shop/actions/runs/1658821493',
    apiUrl: 'https://ghes.example/api/v3',
    sha: mergeSha,
    runnerSha: mergeSha,
    pull: null,
    isFork: false,
    actor: 'octocat',
    startedBy: 'octocat',
    eventName: 'push',
    isHosted: false,
    problems: [],
  });
});

test('who starts a run again is named, and the token keeps the rights of the actor', () => {
  const again = onEvent('workflow_dispatch', {}, { GITHUB_TRIGGERING_ACTOR: 'hubot' });
  expect(again).toMatchObject({ actor: 'octocat', startedBy: 'hubot' });
});

test.each(['pull_request', 'pull_request_target'])(
  '%s gives the head of the branch, not the merge commit',
  (name) => {
    const context = onEvent(name, pullRequest({ full_name: 'acme/shop' }));
    expect(context).toMatchObject({ pull: 12, sha: headSha, isFork: false });
  },
);

test.each([
  ['of a fork', { full_name: 'someone/shop' }],
  ['of a fork that was deleted', null],
])('a pull request %s is known as such', (_case, repo) => {
  expect(onEvent('pull_request', pullRequest(repo))).toMatchObject({ pull: 12, isFork: true });
});

test('a comment on a pull request belongs to it, one on an issue to none', () => {
  const issue = { number: 4 };
  expect(onEvent('issue_comment', { issue: { ...issue, pull_request: {} } })).toMatchObject({
    pull: 4,
    sha: mergeSha,
  });
  expect(onEvent('issue_comment', { issue })).toMatchObject({ pull: null });
});

test('workflow_dispatch has no pull request', () => {
  expect(onEvent('workflow_dispatch', { inputs: {} })).toMatchObject({ pull: null, sha: mergeSha });
});

test.each(['{"pull_request":', '[]', 'null', '{"pull_request":{"number":"12"}}'])(
  'an event file with %s loses only the details: the ref still names the pull request',
  (content) => {
    const context = onEvent('pull_request', content, { GITHUB_REF: 'refs/pull/12/merge' });
    expect(context).toMatchObject({ pull: 12, sha: mergeSha });
  },
);

test('a missing event file is not an error', () => {
  const env = { ...runner, GITHUB_EVENT_NAME: 'push', GITHUB_EVENT_PATH: join(folder, 'none.json') };
  expect(readRunContext(env)).toMatchObject({ pull: null });
});

test('github.com and attempt 1 are the defaults', () => {
  const { GITHUB_REPOSITORY, GITHUB_RUN_ID, GITHUB_SHA } = runner;
  expect(readRunContext({ GITHUB_REPOSITORY, GITHUB_RUN_ID, GITHUB_SHA })).toMatchObject({
    runUrl: 'https://github.com/acme/shop/actions/runs/1658821493',
    apiUrl: 'https://api.github.com',
    runAttempt: 1,
  });
});

test('all missing and malformed variables are reported at once', () => {
  const { problems } = readRunContext({ GITHUB_REPOSITORY: 'shop', GITHUB_RUN_ATTEMPT: 'two' });
  expect(problems.map((problem) => problem.split(':')[0])).toEqual([
    'GITHUB_REPOSITORY is "shop"',
    'GITHUB_RUN_ID is missing',
    'GITHUB_SHA is missing',
    'GITHUB_RUN_ATTEMPT is "two"',
  ]);
});
