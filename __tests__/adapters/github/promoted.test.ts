// The Deployment of a job that promoted a release of another run.
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { createGitHub } from '../../../src/adapters/github/port.ts';
import { releasedText } from '../../../src/domain/common/report/deployments.ts';
import type { GitHubPort } from '../../../src/ports.ts';
import { startGitHub, type GitHub } from '../../../sandbox/github/server.ts';

const web = { service: 'web', cluster: 'demo' };
const sha = 'b'.repeat(40);
const html = 'https://github.example/acme/shop';
const [set, before] = ['ecs-svc/1', 'ecs-svc/2'];

let sandbox: GitHub;
let github: GitHubPort;

beforeEach(async () => {
  sandbox = await startGitHub({ host: '127.0.0.1' });
  github = createGitHub({
    ...{ token: 'a-token', repository: 'acme/shop', apiUrl: sandbox.url, sleep: () => Promise.resolve() },
  });
});

afterEach(() => sandbox.stop());

/** Of another run, and of a commit that came later. The result: its id. */
async function promoted(): Promise<number> {
  const job = { environment: { name: 'production' }, sha: 'd'.repeat(40), ref: 'main', runId: 99, html };
  const end = sandbox.others.startJob(job);
  const id = sandbox.state().deployments.at(-1)?.id ?? 0;
  await github.setDeploymentStatus(id, {
    ...{ state: 'success', environmentUrl: null, logUrl: `${html}/actions/runs/99` },
    description: `${releasedText(`${set} (web:2)`)} serves web. Blue ${before} (web:1) is kept.`,
  });
  end('success');
  return id;
}

test.each([
  ['in its environment', { environment: 'production', sha: null }],
  ['by the commit of the release', { environment: null, sha }],
])('is found %s, before the one that has the payload', async (_, place) => {
  const own = await github.createDeployment({
    ...{ environment: 'production', sha, description: 'x', payload: '12-web' },
  });
  const id = await promoted();
  const find = (of: string) => github.findJobDeployment(place, 12, web, { payload: '12-web', set: of });
  await expect(find(set)).resolves.toBe(id);
  await expect(find(before)).resolves.toBe(own);
});

test('is not asked for what it says if the one that has the payload is newer', async () => {
  await promoted();
  const own = await github.createDeployment({
    ...{ environment: 'production', sha, description: 'x', payload: '12-web' },
  });
  const place = { environment: 'production', sha: null };
  const asked = sandbox.state().calls.length;
  await expect(github.findJobDeployment(place, 12, web, { payload: '12-web', set })).resolves.toBe(own);
  expect(sandbox.state().calls.length - asked).toBe(1);
});
