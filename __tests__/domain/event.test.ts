import { describe, expect, test } from '@jest/globals';
import { describeUnnamedCommit, factsOf } from '../../src/domain/common/environment/event.ts';

const head = 'a'.repeat(40);
const merged = 'c'.repeat(40);
const run = (more: object): object => ({ workflow_run: { head_sha: head, event: 'push', ...more } });
const ours = { sha: head, repo: { full_name: 'acme/shop' } };

describe('the commit that an event names', () => {
  test.each<[name: string, event: unknown, commit: string | null]>([
    ['push', { after: head }, null],
    ['workflow_dispatch', { inputs: {} }, null],
    ['schedule', { schedule: '0 4 * * *' }, null],
    ['release', { release: { target_commitish: 'main', tag_name: 'v1' } }, null],
    ['issue_comment', { issue: { number: 4, pull_request: {} } }, null],
    ['pull_request', { pull_request: { number: 1, head: ours } }, head],
    [
      'pull_request',
      { pull_request: { number: 1, head: ours, merged: true, merge_commit_sha: merged } },
      merged,
    ],
    [
      'pull_request',
      { pull_request: { number: 1, head: ours, merged: false, merge_commit_sha: merged } },
      head,
    ],
    ['pull_request_target', { pull_request: { number: 1, head: ours } }, head],
    ['pull_request_review', { pull_request: { number: 1, head: ours } }, head],
    ['workflow_run', run({}), head],
    ['check_run', { check_run: { head_sha: head } }, head],
    ['check_suite', { check_suite: { head_sha: head } }, head],
    ['status', { sha: head }, head],
    ['deployment', { deployment: { sha: head } }, head],
    ['deployment_status', { deployment: { sha: head }, deployment_status: {} }, head],
    ['merge_group', { merge_group: { head_sha: head } }, head],
    ['repository_dispatch', { client_payload: { sha: head } }, head],
    ['repository_dispatch', { client_payload: { sha: head.toUpperCase() } }, head],
    ['repository_dispatch', { client_payload: { commit: head } }, head],
    ['repository_dispatch', { client_payload: { sha: 'v1.2.3', commit: head } }, head],
    ['repository_dispatch', { client_payload: { ref: 'main' } }, null],
    ['workflow_run', { workflow_run: { head_sha: 7 } }, null],
    ['workflow_run', null, null],
    ['workflow_run', [], null],
  ])('of %s, with %j, is %s', (name, event, commit) => {
    expect(factsOf(name, event, 'acme/shop').commit).toBe(commit);
  });
});

test.each<[fact: string, event: string, pull: number | null, isNamed: boolean]>([
  ['a comment on a pull request', 'issue_comment', 7, false],
  ['a comment on an issue', 'issue_comment', null, true],
  ['a pull request', 'pull_request', 7, true],
])('%s: whether its event names the commit', (_fact, event, pull, isNamed) => {
  const words = describeUnnamedCommit(event, { pull, commit: head });
  expect(words === null).toBe(isNamed);
  if (!isNamed)
    expect(words).toContain(
      `commit of pull request 7, so the comment, the Deployment and the tags name ${head}`,
    );
});

describe('the pull request of a workflow_run', () => {
  test.each<[fact: string, event: object, pull: number | null]>([
    ['is the one of the run', run({ event: 'pull_request', pull_requests: [{ number: 8 }] }), 8],
    ['is none after a push', run({ pull_requests: [{ number: 8 }] }), null],
    [
      'is none if there are several',
      run({ event: 'pull_request', pull_requests: [{ number: 8 }, { number: 9 }] }),
      null,
    ],
    ['is none if the run names none, as for a fork', run({ event: 'pull_request', pull_requests: [] }), null],
  ])('%s', (_fact, event, pull) => {
    expect(factsOf('workflow_run', event, 'acme/shop')).toEqual({ commit: head, pull, isFork: false });
  });
});

describe('the pull request of a merge queue', () => {
  test.each([
    ['is named by its branch', 'refs/heads/gh-readonly-queue/main/pr-104-c0ffee12', 104],
    [
      'is named by its branch, for a base branch with a slash',
      'refs/heads/gh-readonly-queue/release/2/pr-7-c0ffee12',
      7,
    ],
    ['is none for a branch of another kind', 'refs/heads/pr-104-c0ffee12', null],
    ['is none without a branch', undefined, null],
  ])('%s', (_fact, ref, pull) => {
    const event = { merge_group: { head_sha: head, head_ref: ref } };
    expect(factsOf('merge_group', event, 'acme/shop')).toEqual({ commit: head, pull, isFork: false });
  });
});
