// Lists of GitHub that have no end.
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { createGitHub } from '../../../src/adapters/github/port.ts';
import type { DeploymentRequest, GitHubPort } from '../../../src/ports.ts';
import { startGitHub } from '../../../sandbox/github/server.ts';
import type { GitHub } from '../../../sandbox/github/server.ts';

const marker = '<!-- ecs-blue-green:web -->';
const key = { marker, isOwn: (text: string) => text.startsWith(marker) };
let sandbox: GitHub;
let github: GitHubPort;
beforeEach(async () => {
  sandbox = await startGitHub({ host: '127.0.0.1' });
  github = createGitHub({
    token: 'a-token',
    repository: 'acme/shop',
    apiUrl: sandbox.url,
    sleep: () => Promise.resolve(),
  });
});
afterEach(() => sandbox.stop());

const upsert = (body: string): Promise<void> => github.updateComment(1, key, () => `${marker}\n${body}`);
const callsTo = (operation: string): number =>
  sandbox.state().calls.filter((call) => call.operation === operation).length;

describe('a list without an end', () => {
  const listed = (): number => callsTo('issues/list-comments') + callsTo('repos/list-deployments');
  const request: DeploymentRequest = {
    environment: 'production',
    sha: 'b'.repeat(40),
    description: 'Releasing.',
    payload: '1-web',
  };

  test('of comments ends after a hundred pages, and names what was asked', async () => {
    sandbox.others.comment(1, 'chatter');
    sandbox.faults.add({ kind: 'endless', on: 'issues/list-comments' });
    await expect(upsert('one')).rejects.toMatchObject({
      kind: 'refused',
      message: expect.stringMatching(/no end when asked to list the comments of pull request 1/),
    });
    expect(listed()).toBe(100);
  });

  test('of Deployments ends too', async () => {
    await github.createDeployment({ ...request, payload: '2-web' });
    sandbox.faults.add({ kind: 'endless', on: 'repos/list-deployments' });
    await expect(github.findDeployment('production', request.sha, '1-web')).rejects.toMatchObject({
      kind: 'refused',
    });
    expect(listed()).toBe(100);
  });

  test('ends with its first empty page', async () => {
    sandbox.faults.add({ kind: 'endless', on: 'issues/list-comments' });
    await upsert('one');
    expect(sandbox.state().comments.map(({ body }) => body)).toEqual([`${marker}\none`]);
  });
});
