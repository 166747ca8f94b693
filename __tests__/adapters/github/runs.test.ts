import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { createGitHub } from '../../../src/adapters/github/port.ts';
import { githubRuns } from '../../../src/adapters/github/runs.ts';
import type { RunsPort } from '../../../src/ports.ts';
import { startGitHub } from '../../../sandbox/github/server.ts';
import type { GitHub } from '../../../sandbox/github/server.ts';

let sandbox: GitHub;
const settings = () => ({
  token: 'a-token',
  repository: 'acme/shop',
  apiUrl: sandbox.url,
  sleep: () => Promise.resolve(),
});
let runs: RunsPort;

beforeEach(async () => {
  sandbox = await startGitHub({ host: '127.0.0.1' });
  runs = githubRuns(settings());
});
afterEach(async () => {
  const { warnings } = sandbox.state();
  await sandbox.stop();
  expect(warnings).toEqual([]);
});

describe('a workflow run', () => {
  test.each([
    ['completed', true],
    ['in_progress', false],
    ['queued', false],
    ['waiting', false],
  ] as const)('that is %s', async (status, isOver) => {
    sandbox.others.setRun({ id: 100, attempt: 1, status });
    expect(await runs.isOver(100)).toBe(isOver);
  });

  test('that was started again is not over, though an attempt of it is', async () => {
    sandbox.others.setRun({ id: 100, attempt: 1, status: 'completed' });
    sandbox.others.setRun({ id: 100, attempt: 2, status: 'in_progress' });
    expect(await runs.isOver(100)).toBe(false);
  });

  test('that GitHub does not know is not known', async () => {
    expect(await runs.isOver(101)).toBeNull();
  });

  test('of another repository is not known', async () => {
    sandbox.others.setRun({ id: 100, attempt: 1, status: 'completed' });
    expect(await githubRuns({ ...settings(), repository: 'acme/other' }).isOver(100)).toBeNull();
  });

  test.each(['forbidden', 'refused-connection'])('is not known when GitHub is %s', async (how) => {
    sandbox.others.setRun({ id: 100, attempt: 1, status: 'completed' });
    if (how === 'forbidden') sandbox.faults.add({ on: 'actions/get-workflow-run', kind: 'forbidden' });
    const asked = how === 'forbidden' ? runs : githubRuns({ ...settings(), apiUrl: 'http://127.0.0.1:1' });
    expect(await asked.isOver(100)).toBeNull();
  });
});

const newest = { pages: 5, ofEach: 3 };
const webOnly = (payload: string): string | null => (payload.endsWith('-web') ? 'web' : null);

test('the newest Deployments of releases are found by their payload, each with its state', async () => {
  const github = createGitHub(settings());
  const open = async (payload: string): Promise<number> =>
    github.createDeployment({ environment: 'production', sha: 'b'.repeat(40), description: 'x', payload });
  const status = { description: 'x', environmentUrl: null, logUrl: 'https://github.example/run' };
  const [going, ended, bare] = [await open('100-web'), await open('101-web'), await open('102-web')];
  await open('of somebody else');
  await github.setDeploymentStatus(going, { ...status, state: 'in_progress' });
  await github.setDeploymentStatus(ended, { ...status, state: 'success' });
  const found = await github.newestDeployments('production', webOnly, newest);
  const of = { sha: 'b'.repeat(40), environment: 'production', description: 'x' };
  expect(found).toEqual([
    { id: bare, payload: '102-web', ...of, state: 'queued' },
    { id: ended, payload: '101-web', ...of, state: 'success' },
    { id: going, payload: '100-web', ...of, state: 'in_progress' },
  ]);
  expect(await github.newestDeployments('staging', () => 'web', newest)).toEqual([]);
  expect(await github.newestDeployments(null, webOnly, newest)).toEqual(found);
  const described = (payload: string, description: string | null) =>
    description === 'y' ? webOnly(payload) : null;
  expect(await github.newestDeployments(null, described, newest)).toEqual([]);
});

test('of Deployments, the newest three of each owner are checked, however many others are newer', async () => {
  const github = createGitHub(settings());
  const open = (payload: string): Promise<number> =>
    github.createDeployment({ environment: 'production', sha: 'b'.repeat(40), description: 'x', payload });
  const own: number[] = [];
  for (const run of [100, 101, 102, 103]) own.push(await open(`${String(run)}-web`));
  for (let count = 0; count < 101; count++) await open('of somebody else');
  const found = await github.newestDeployments('production', webOnly, newest);
  expect(found.map(({ id }) => id)).toEqual(own.slice(1).toReversed());
  const more = await github.newestDeployments('production', webOnly, { ...newest, ofEach: 10 });
  expect(more.map(({ id }) => id)).toEqual(own.toReversed());
});
