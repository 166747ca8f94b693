import { describe, expect, test } from '@jest/globals';
import { at, githubPerTest, headSha, mainSha } from './github-client.ts';

const hub = githubPerTest();

describe('Deployments', () => {
  interface Extra {
    readonly ref?: string;
    readonly environment?: string;
    readonly payload?: string;
    readonly transient_environment?: boolean;
    readonly production_environment?: boolean;
  }
  async function deploy(extra: Extra = {}): Promise<number> {
    const asked = {
      ref: mainSha,
      environment: 'preview',
      auto_merge: false,
      required_contexts: [],
      ...extra,
    };
    const { data } = await hub.rest.repos.createDeployment({ ...at, ...asked });
    if (!('id' in data)) throw new Error('no Deployment was made');
    return data.id;
  }
  const setState = (
    deployment_id: number,
    state: 'success' | 'failure',
    auto_inactive?: boolean,
  ): Promise<unknown> =>
    hub.rest.repos.createDeploymentStatus({
      ...at,
      deployment_id,
      state,
      ...(auto_inactive === undefined ? {} : { auto_inactive }),
    });
  const states = (id: number): string[] =>
    hub.github
      .state()
      .deployments.find((deployment) => deployment.id === id)!
      .statuses.map(({ state }) => state);

  test('are created of an exact commit and read again', async () => {
    const deployment_id = await deploy();
    const { data } = await hub.rest.repos.getDeployment({ ...at, deployment_id });
    expect(data).toMatchObject({ sha: mainSha, ref: mainSha, task: 'deploy', production_environment: false });
  });

  test('to production are production Deployments by default', async () => {
    const ids = [
      await deploy({ environment: 'production' }),
      await deploy({ environment: 'production', production_environment: false }),
    ];
    const { deployments } = hub.github.state();
    expect(ids.map((id) => deployments.find((deployment) => deployment.id === id)?.isProduction)).toEqual([
      true,
      false,
    ]);
  });

  test('of a branch take the commit that it points at, and of an unknown branch are refused', async () => {
    await deploy({ ref: 'main' });
    expect(hub.github.state().deployments[0]).toMatchObject({ ref: 'main', sha: mainSha });
    await expect(deploy({ ref: 'gone' })).rejects.toMatchObject({ status: 422 });
  });

  test('merge the default branch into a ref that is behind instead, unless auto_merge is off', async () => {
    await hub.restartWith({ behind: [headSha] });
    const merged = await hub.rest.repos.createDeployment({ ...at, ref: headSha, required_contexts: [] });
    expect(merged.status).toBe(202);
    expect(hub.github.state()).toMatchObject({ deployments: [], mergedRefs: [headSha] });
    await hub.restartWith({ behind: [headSha] });
    await deploy({ ref: headSha });
    expect(hub.github.state().mergedRefs).toEqual([]);
  });

  test('are refused when the merge conflicts', async () => {
    await hub.restartWith({ behind: ['main'], conflicting: ['main'] });
    const send = hub.rest.repos.createDeployment({ ...at, ref: 'main', required_contexts: [] });
    await expect(send).rejects.toMatchObject({ status: 409 });
  });

  test('are refused while a status check has not passed, unless required_contexts is empty', async () => {
    await hub.rest.repos.createCommitStatus({ ...at, sha: mainSha, state: 'pending', context: 'ci' });
    const asked = { ...at, ref: mainSha, auto_merge: false };
    await expect(hub.rest.repos.createDeployment(asked)).rejects.toMatchObject({ status: 409 });
    const named = { ...asked, required_contexts: ['never-ran'] };
    await expect(hub.rest.repos.createDeployment(named)).rejects.toMatchObject({ status: 409 });
    await deploy();
    await hub.rest.repos.createCommitStatus({ ...at, sha: mainSha, state: 'success', context: 'ci' });
    await expect(hub.rest.repos.createDeployment(asked)).resolves.toMatchObject({ status: 201 });
  });

  test('are listed newest first, filtered, two to a page', async () => {
    const ids = [await deploy(), await deploy(), await deploy()];
    await deploy({ environment: 'other' });
    const asked = { ...at, environment: 'preview', sha: mainSha, per_page: 2 };
    const first = await hub.rest.repos.listDeployments(asked);
    const second = await hub.rest.repos.listDeployments({ ...asked, page: 2 });
    expect([...first.data, ...second.data].map(({ id }) => id)).toEqual(ids.toReversed());
    expect(first.headers.link).toContain('environment=preview');
  });

  test.each([
    ['as-sent', '{"release":"1"}'],
    ['parsed', { release: '1' }],
  ] as const)('show a payload of JSON text %s', async (deploymentPayload, shown) => {
    await hub.restartWith({ deploymentPayload });
    await deploy({ payload: '{"release":"1"}' });
    const { data } = await hub.rest.repos.listDeployments(at);
    expect(data[0]?.payload).toEqual(shown);
  });

  test('keep all their statuses, newest first and paged', async () => {
    const deployment_id = await deploy();
    await setState(deployment_id, 'failure');
    await setState(deployment_id, 'success');
    const { data, headers } = await hub.rest.repos.listDeploymentStatuses({
      ...at,
      deployment_id,
      per_page: 1,
    });
    expect(data.map(({ state }) => state)).toEqual(['success']);
    expect(headers.link).toContain('rel="next"');
  });

  test('become inactive when a later one to the same environment succeeds', async () => {
    const earlier = await deploy();
    await setState(earlier, 'success');
    await setState(await deploy(), 'success');
    expect(states(earlier)).toEqual(['inactive', 'success']);
  });

  test.each([
    ['it is to production', { production_environment: true }, 'success', true],
    ['it is transient', { transient_environment: true }, 'success', true],
    ['it failed', {}, 'failure', true],
    ['auto_inactive is off', {}, 'success', false],
  ] as const)('stay as they are when %s', async (_case, extra, state, autoInactive) => {
    const earlier = await deploy(extra);
    await setState(earlier, state);
    await setState(await deploy(), 'success', autoInactive);
    expect(states(earlier)).toEqual([state]);
  });

  test('refuse a description of more than 140 characters, a state that GitHub lacks, and an unknown id', async () => {
    const deployment_id = await deploy();
    const set = (extra: object): Promise<unknown> =>
      hub.rest.repos.createDeploymentStatus({ ...at, deployment_id, state: 'success', ...extra });
    await set({ description: 'x'.repeat(140) });
    await expect(set({ description: 'x'.repeat(141) })).rejects.toMatchObject({ status: 422 });
    await expect(set({ state: 'done' })).rejects.toMatchObject({ status: 422 });
    await expect(set({ deployment_id: 99 })).rejects.toMatchObject({ status: 404 });
    await expect(hub.rest.repos.getDeployment({ ...at, deployment_id: 99 })).rejects.toMatchObject({
      status: 404,
    });
    const list = hub.rest.repos.listDeploymentStatuses({ ...at, deployment_id: 99 });
    await expect(list).rejects.toMatchObject({ status: 404 });
  });
});

describe('a job that names an environment', () => {
  const html = 'https://github.example/acme/shop';
  const job = { environment: { name: 'production' }, sha: headSha, ref: 'main', runId: 12, html };
  const shown = (): readonly (readonly string[])[] =>
    hub.github.state().deployments.map(({ statuses }) => statuses.map(({ state }) => state));

  test('has a Deployment from its start, which ends as the job does', () => {
    const end = hub.github.others.startJob(job);
    const [deployment] = hub.github.state().deployments;
    expect(deployment).toMatchObject({
      sha: headSha,
      environment: 'production',
      payload: {},
      task: 'deploy',
    });
    expect(deployment?.statuses[0]?.logUrl).toMatch(/\/actions\/runs\/12\/job\/\d+$/);
    end('failure');
    expect(shown()).toEqual([['failure', 'in_progress', 'queued']]);
  });

  test('makes the others of the environment inactive by its success, whoever made them', () => {
    hub.github.others.startJob({ ...job, runId: 11 })('success');
    hub.github.others.startJob(job)('success');
    expect(shown().map(([state]) => state)).toEqual(['inactive', 'success']);
  });

  test('has none with deployment: false', () => {
    const environment = { name: 'production', deployment: false };
    hub.github.others.startJob({ ...job, environment })('success');
    expect(shown()).toEqual([]);
  });
});
