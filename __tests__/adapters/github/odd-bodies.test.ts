// A response that isn't GitHub's: cut off, or from another server on the way.
import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import nock from 'nock';
import { createGitHub } from '../../../src/adapters/github/port.ts';
import type { GitHubPort } from '../../../src/ports.ts';

beforeAll(() => {
  nock.disableNetConnect();
});
afterEach(() => {
  nock.cleanAll();
});
afterAll(() => {
  nock.enableNetConnect();
  nock.restore();
});

const api = 'https://ghes.example/api/v3';
const sha = 'b'.repeat(40);
const key = { marker: '<!-- x -->', isOwn: () => true };
const service = { service: 'web', cluster: 'demo' };
const limits = { pages: 1, ofEach: 1 };

const calls: Readonly<Record<keyof GitHubPort, (github: GitHubPort) => Promise<unknown>>> = {
  updateComment: (github) => github.updateComment(7, key, () => 'text'),
  pullsOfCommit: (github) => github.pullsOfCommit(sha),
  commitsBetween: (github) => github.commitsBetween(sha, 'c'.repeat(40)),
  mergedPulls: (github) => github.mergedPulls(0),
  filesOf: (github) => github.filesOf(7),
  createDeployment: (github) =>
    github.createDeployment({ environment: 'production', sha, description: '', payload: '' }),
  findJobDeployment: (github) => github.findJobDeployment({ environment: null, sha: null }, 1, service),
  findActiveService: (github) => github.findActiveService('production'),
  findDeployment: (github) => github.findDeployment('production', sha, 'payload'),
  setDeploymentStatus: (github) =>
    github.setDeploymentStatus(1, { state: 'success', description: '', environmentUrl: null, logUrl: '' }),
  deploymentStatuses: (github) => github.deploymentStatuses(1),
  newestDeployments: (github) => github.newestDeployments('production', () => 'web', limits),
};

const html = '<html><body>Sign in to go on.</body></html>';
const bodies = ['', 'null', '{}', '[null]', '[{', '"text"', html];

test.each(Object.entries(calls).flatMap(([name, call]) => bodies.map((body) => [name, body, call] as const)))(
  '%s: the body %j is said to be unreadable, and may have been carried out',
  async (_name, body, call) => {
    const headers = { 'content-type': body === html ? 'text/html' : 'application/json; charset=utf-8' };
    const anything = nock(api).persist();
    for (const method of ['get', 'post', 'patch'] as const)
      anything[method](/./).query(true).reply(200, body, headers);
    const github = createGitHub({
      ...{ token: 'a-token', repository: 'acme/shop', apiUrl: api },
      sleep: () => Promise.resolve(),
    });
    await expect(call(github)).rejects.toMatchObject({
      name: 'GitHubError',
      kind: 'lost',
      message: expect.stringMatching(/^GitHub's response could not be read when asked to .*\.$/),
    });
  },
);
