import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { createGitHub } from '../../../src/adapters/github/port.ts';
import type { DeploymentId, DeploymentRequest, GitHubPort } from '../../../src/ports.ts';
import { startGitHub } from '../../../sandbox/github/server.ts';
import type { GitHub, GitHubOptions } from '../../../sandbox/github/server.ts';
import type { FaultKind } from '../../../sandbox/github/faults.ts';

const marker = '<!-- ecs-blue-green:web -->';
const key = { marker, isOwn: (text: string) => text.startsWith(marker) };
const lostAnswers: readonly FaultKind[] = ['answer-lost', 'server-error-after'];

let sandbox: GitHub;
let github: GitHubPort;

/** The adapter of a new process: it remembers nothing. */
const anotherRun = (limits: { timeoutMs?: number } = {}): GitHubPort =>
  createGitHub({
    ...limits,
    token: 'a-token',
    repository: 'acme/shop',
    apiUrl: sandbox.url,
    sleep: () => Promise.resolve(),
  });

async function start(options: Partial<GitHubOptions> = {}): Promise<void> {
  sandbox = await startGitHub({ host: '127.0.0.1', ...options });
  github = anotherRun();
}

beforeEach(() => start());
afterEach(async () => {
  const { warnings } = sandbox.state();
  await sandbox.stop();
  expect(warnings).toEqual([]);
});

const upsert = (body: string, by = github): Promise<void> =>
  by.updateComment(1, key, () => `${marker}\n${body}`);
const bodies = (): string[] => sandbox.state().comments.map(({ body }) => body.replace(`${marker}\n`, ''));
const callsTo = (operation: string): number =>
  sandbox.state().calls.filter((call) => call.operation === operation).length;

describe('the comment', () => {
  test('is created once, and from then on read and edited without a search', async () => {
    await upsert('one');
    const before = sandbox.state().calls.length;
    await upsert('two');
    expect(bodies()).toEqual(['two']);
    expect(sandbox.state().calls.length - before).toBe(2);
    expect(callsTo('issues/list-comments')).toBe(1);
  });

  test('is written over without its read if that takes too long, as it was written last', async () => {
    await upsert('one');
    sandbox.others.editComment(sandbox.state().comments[0]!.id, `${marker}\nby hand`);
    const seen: (string | null)[] = [];
    const write = (readMs?: number): Promise<void> =>
      github.updateComment(1, key, (current) => (seen.push(current), `${marker}\ntwo`), readMs);
    await write(60_000);
    sandbox.faults.add({ on: 'issues/get-comment', kind: 'slow', delayMs: 500 });
    await write(20);
    expect(seen.map((text) => text?.replace(`${marker}\n`, ''))).toEqual(['by hand', 'two']);
    expect(bodies()).toEqual(['two']);
  });

  test('is found again by another run among more than a page of others', async () => {
    for (let number = 1; number <= 100; number++) sandbox.others.comment(1, 'chatter');
    await upsert('one');
    await upsert('two', anotherRun());
    expect(bodies().filter((body) => body !== 'chatter')).toEqual(['two']);
  });

  test('of another service has a comment of its own', async () => {
    await upsert('web');
    await github.updateComment(1, { marker: '<!-- ecs-blue-green:api -->', isOwn: () => false }, () => 'api');
    expect(sandbox.state().comments).toHaveLength(2);
  });

  test('is created anew when somebody deleted it', async () => {
    await upsert('one');
    sandbox.others.deleteComment(sandbox.state().comments[0]!.id);
    await upsert('two');
    await upsert('three');
    expect(bodies()).toEqual(['three']);
    expect(callsTo('issues/create-comment')).toBe(2);
  });

  test.each(lostAnswers)('exists once although its creation ended with %s', async (kind) => {
    sandbox.faults.add({ on: 'issues/create-comment', kind, times: 1 });
    await upsert('one');
    await upsert('two');
    expect(bodies()).toEqual(['two']);
    expect(callsTo('issues/create-comment')).toBe(1);
  });

  test('is created by the second request when the first did nothing', async () => {
    sandbox.faults.add({ on: 'issues/create-comment', kind: 'server-error', times: 1 });
    await upsert('one');
    expect(bodies()).toEqual(['one']);
  });

  test('that is too long is cut with a note, and found again', async () => {
    await upsert('line\n'.repeat(20_000));
    await upsert('short', anotherRun());
    expect(bodies()).toEqual(['short']);
  });

  test("is refused to a fork's token as a matter of permissions", async () => {
    sandbox.faults.add({ on: 'writes', kind: 'forbidden' });
    const message = expect.stringContaining('"permissions: pull-requests: write"');
    await expect(upsert('one')).rejects.toMatchObject({ isPermission: true, message });
    expect(callsTo('issues/create-comment')).toBe(1);
  });

  test('of a stranger who posts the marker is never edited', async () => {
    const stranger = { login: 'mallory', type: 'User', association: 'CONTRIBUTOR' } as const;
    sandbox.others.comment(1, `${marker}\nall is well`, stranger);
    await upsert('the truth');
    expect(bodies()).toEqual(['all is well', 'the truth']);
  });

  test('of another bot that posts the marker is never edited, and ours is found behind it', async () => {
    const other = { login: 'other-app[bot]', type: 'Bot', association: 'NONE' } as const;
    sandbox.others.comment(1, `${marker}\nall is well`, other);
    await upsert('the truth');
    await upsert('still', anotherRun());
    expect(bodies()).toEqual(['all is well', 'still']);
    expect(callsTo('graphql/viewer')).toBe(2);
  });
});

test('a GitHub that hangs is given up after three requests, each within its time limit', async () => {
  sandbox.faults.add({ on: 'reads', kind: 'slow', delayMs: 600_000 });
  const hurried = anotherRun({ timeoutMs: 500 });
  await expect(upsert('one', hurried)).rejects.toMatchObject({ status: null, kind: 'lost' });
  expect(callsTo('issues/list-comments')).toBe(3);
});

describe('a rate limit', () => {
  test.each([
    ['of the hour', { kind: 'rate-limit' }],
    ['of ten minutes', { kind: 'secondary-rate-limit', retryAfterSeconds: 600 }],
    ['without a time', { kind: 'secondary-rate-limit', status: 403, retryAfterSeconds: null }],
  ] as const)('%s: nothing more is sent until it is over', async (_which, fault) => {
    sandbox.faults.add({ ...fault, on: 'all', times: 1 });
    await expect(upsert('one')).rejects.toMatchObject({ kind: 'busy' });
    const asked = github.findDeployment('preview', 'b'.repeat(40), 'x');
    await expect(asked).rejects.toMatchObject({ kind: 'busy', permission: null });
    expect(sandbox.state().calls).toHaveLength(1);
  });

  test('that is over stops nothing', async () => {
    sandbox.faults.add({ kind: 'secondary-rate-limit', retryAfterSeconds: 1, on: 'all', times: 1 });
    await upsert('one');
    expect(bodies()).toEqual(['one']);
  });
});

describe('the Deployment', () => {
  const request: DeploymentRequest = {
    environment: 'preview',
    sha: 'b'.repeat(40),
    description: 'ECS service web',
    payload: '{"release":"1234-web"}',
  };
  const find = (): Promise<DeploymentId | null> =>
    anotherRun().findDeployment('preview', request.sha, request.payload);

  test('is made although checks of the commit are still running and its ref is behind', async () => {
    await sandbox.stop();
    await start({ behind: [request.sha] });
    const id = await github.createDeployment(request);
    expect(sandbox.state()).toMatchObject({ deployments: [{ id, sha: request.sha }], mergedRefs: [] });
  });

  test.each(['as-sent', 'parsed'] as const)(
    'is found again by its payload, shown %s',
    async (deploymentPayload) => {
      await sandbox.stop();
      await start({ deploymentPayload });
      await github.createDeployment({ ...request, payload: '{"release":"1111-web"}' });
      const id = await github.createDeployment(request);
      await github.createDeployment({ ...request, environment: 'other' });
      await expect(find()).resolves.toBe(id);
    },
  );

  test('is found behind a hundred newer ones', async () => {
    const id = await github.createDeployment(request);
    for (let number = 1; number <= 100; number++)
      await github.createDeployment({ ...request, payload: `${number}` });
    await expect(find()).resolves.toBe(id);
  });

  test('is not found when nobody made it', async () => {
    await expect(find()).resolves.toBeNull();
  });

  test.each(lostAnswers)('exists once although its creation ended with %s', async (kind) => {
    sandbox.faults.add({ on: 'repos/create-deployment', kind, times: 1 });
    const id = await github.createDeployment(request);
    expect(sandbox.state().deployments.map((deployment) => deployment.id)).toEqual([id]);
  });

  test.each(['queued', 'in_progress', 'success', 'failure', 'error', 'inactive'] as const)(
    'takes the state %s',
    async (state) => {
      const id = await github.createDeployment(request);
      const description = 'very '.repeat(100);
      await github.setDeploymentStatus(id, {
        state,
        description,
        environmentUrl: null,
        logUrl: 'https://run.example/1',
      });
      expect(sandbox.state().deployments[0]?.statuses).toMatchObject([
        { state, logUrl: 'https://run.example/1' },
      ]);
    },
  );

  test.each(lostAnswers)('gets a status once although its answer ended with %s', async (kind) => {
    const id = await github.createDeployment(request);
    sandbox.faults.add({ on: 'repos/create-deployment-status', kind, times: 1 });
    const status = {
      state: 'success',
      description: 'Done.',
      environmentUrl: null,
      logUrl: 'https://run.example/1',
    } as const;
    await github.setDeploymentStatus(id, status);
    expect(sandbox.state().deployments[0]?.statuses).toHaveLength(1);
  });
});

describe('the Deployment of a job', () => {
  const html = 'https://github.example/acme/shop';
  const job = { environment: { name: 'production' }, sha: 'b'.repeat(40), ref: 'main', runId: 12, html };
  const web = { service: 'web', cluster: 'demo' };
  const anywhere = { environment: null, sha: null };
  const status = { state: 'in_progress', environmentUrl: null, logUrl: `${html}/actions/runs/12` } as const;
  const newest = (): number | undefined => sandbox.state().deployments.at(-1)?.id;

  test.each([
    ['anywhere', anywhere],
    ['in its environment', { environment: 'production', sha: null }],
    ['by its commit', { environment: null, sha: job.sha }],
  ])('is found %s by the run, among those of other runs', async (_, place) => {
    sandbox.others.startJob({ ...job, runId: 11 });
    sandbox.others.startJob(job);
    const id = newest();
    sandbox.others.startJob({ ...job, runId: 123 });
    await expect(github.findJobDeployment(place, 12, web)).resolves.toBe(id);
    await expect(
      github.findJobDeployment({ environment: 'staging', sha: null }, 12, web),
    ).resolves.toBeNull();
  });

  test('is none of a job that makes none, and none that this action made', async () => {
    sandbox.others.startJob({ ...job, environment: { name: 'production', deployment: false } });
    const id = await github.createDeployment({
      ...{ environment: 'production', sha: job.sha, description: 'x', payload: '12-web' },
    });
    await github.setDeploymentStatus(id, { ...status, description: 'x' });
    await expect(github.findJobDeployment(anywhere, 12, web)).resolves.toBeNull();
  });

  test('comes after one that has the payload', async () => {
    sandbox.others.startJob(job);
    const ofJob = newest();
    const description = 'Blue-green release of web in demo';
    const place = { environment: null, sha: job.sha };
    const set = 'ecs-svc/1';
    await expect(github.findJobDeployment(place, 12, web, { payload: '12-web', set })).resolves.toBe(ofJob);
    const own = await github.createDeployment({
      ...{ environment: 'production', sha: job.sha, description, payload: '12-web' },
    });
    await expect(github.findJobDeployment(place, 12, web, { payload: '12-web', set })).resolves.toBe(own);
    await expect(github.findJobDeployment(place, 12, web, { payload: '13-web', set })).resolves.toBe(ofJob);
  });

  test('is active once its job has succeeded, of the service that a status names', async () => {
    const end = sandbox.others.startJob(job);
    await github.setDeploymentStatus(newest()!, { ...status, description: 'web in demo: preparing' });
    await expect(github.findActiveService('production')).resolves.toBeNull();
    end('success');
    await expect(github.findActiveService('production')).resolves.toEqual({
      service: 'web',
      ...{ cluster: 'demo', key: null },
    });
    await expect(github.findActiveService('staging')).resolves.toBeNull();
  });
});
