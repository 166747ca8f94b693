import { spawn } from 'node:child_process';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { compileCache } from '../sandbox/compile-cache.ts';
import { startGitHub, type GitHub } from '../sandbox/github/server.ts';
import { sealed } from '../src/adapters/runner/seal.ts';
import { GitHubError } from '../src/adapters/github/error.ts';
import { parseShown } from '../src/report/answers/warnings.ts';
import { closeRelease } from '../src/engine/close.ts';
import { mainEndingText, parseMainEnding } from '../src/report/main-ending.ts';
import { aFrame, aStep, shopPlan } from './report/stories.ts';
import { handClock, recordingGitHub, recordingRunner, settled } from './support/reporting.ts';
import { aSet, noon } from './support/worlds.ts';

const { world } = aFrame(90, aStep('bake'), { isSwitched: true });
const ending = {
  result: 'rolled-back',
  reason: 'not-ready-in-time',
  message: 'Rolled back: so it was.',
  details: [],
} as const;

const aDesk = () => {
  const [clock, runner, github] = [handClock(noon), recordingRunner(), recordingGitHub()];
  const telling = {
    ...{
      clock,
      runner,
      github,
      secrets: [],
      environment: 'production',
      wantsComment: true,
      runs: { isOver: () => Promise.resolve(null) },
      deployment: null,
      actor: 'alice',
      readOnlyFor: null,
      main: null,
      shown: [],
    },
    save: () => undefined,
  };
  return { clock, runner, github, telling };
};

describe('a main that was killed', () => {
  test('is reported as interrupted, with where traffic is and that a re-run resumes', async () => {
    const { github, runner, telling } = aDesk();
    await closeRelease(shopPlan, () => Promise.resolve(world), { ending: null }, telling);
    expect(github.comments).toHaveLength(1);
    expect(github.comments[0]).toContain('⚠️ `shop` in `main`: interrupted');
    expect(github.comments[0]).toMatch(/\*\*All production traffic is on green ecs-svc\/42 \(web:42\)/);
    expect(github.comments[0]).toContain('Run the job again to continue.');
    expect(github.statuses.map(({ state }) => state)).toEqual(['error']);
    expect(runner.summaries[0]).toContain('interrupted');
  });

  test('closes the Deployment that it had opened', async () => {
    const { github, telling } = aDesk();
    await closeRelease(
      shopPlan,
      () => Promise.resolve(world),
      { ending: null },
      { ...telling, deployment: 12 },
    );
    expect(github.deployments).toEqual([]);
    expect(github.statuses).toHaveLength(1);
  });

  test('is reported even if AWS can not be read', async () => {
    const { github, telling } = aDesk();
    const observe = (): Promise<never> => Promise.reject(new Error('ExpiredTokenException'));
    await closeRelease(shopPlan, observe, { ending: null }, telling);
    expect(github.comments[0]).toContain(
      'The current production traffic could not be read: ExpiredTokenException.',
    );
  });

  test('is reported even if AWS does not respond', async () => {
    const { github, telling, clock } = aDesk();
    const closed = closeRelease(shopPlan, () => new Promise(() => undefined), { ending: null }, telling);
    await settled();
    await clock.move(40_000);
    await closed;
    expect(github.comments[0]).toContain('AWS did not answer within 40 s');
  });

  test('leaves the comment to a newer run that reports on the same pull request', async () => {
    const { github, telling } = aDesk();
    const newer = aSet(43, { status: 'ACTIVE', tags: { release: '200-shop', run: '200.1', pull: '7' } });
    const service = { ...world.service, tags: { ...world.service.tags, fence: '2:200.1' } };
    const taken = { ...world, service, taskSets: [...world.taskSets, newer] };
    await closeRelease(shopPlan, () => Promise.resolve(taken), { ending: null }, telling);
    expect(github.comments).toEqual([]);
    expect(github.statuses.map(({ state }) => state)).toEqual(['error']);
  });

  test('between its end and reporting it is reported with its real end', async () => {
    const { github, telling } = aDesk();
    const left = parseMainEnding(mainEndingText(ending, { isReported: false }));
    await closeRelease(shopPlan, () => Promise.resolve(world), { ending: left }, telling);
    expect(github.comments[0]).toContain('Rolled back: so it was.');
    expect(github.statuses.map(({ state }) => state)).toEqual(['failure']);
  });
});

test('a warning that main has shown is not shown again', async () => {
  const { github, runner, telling } = aDesk();
  github.answer = () => Promise.reject(new GitHubError('502', { status: 502, kind: 'lost' }));
  const left = parseMainEnding(mainEndingText(ending, { isReported: false }));
  await closeRelease(
    shopPlan,
    () => Promise.resolve(world),
    { ending: left },
    { ...telling, shown: ['Comment lost'] },
  );
  expect(runner.annotations.map(({ title }) => title)).toEqual(['Deployment not up to date']);
});

test('post and main wait 4 s together for a GitHub that does not answer, and main alone warns', async () => {
  const { github, runner, clock, telling } = aDesk();
  github.answer = () => new Promise(() => undefined);
  const left = parseMainEnding(mainEndingText(ending, { isReported: false, waitedMs: 3000 }));
  let isOver = false;
  const closed = closeRelease(shopPlan, () => Promise.resolve(world), { ending: left }, telling).then(() => {
    isOver = true;
  });
  await settled();
  await clock.move(999);
  expect(isOver).toBe(false);
  await clock.move(1);
  await closed;
  expect(runner.annotations).toEqual([]);
});

test('a main that was killed leaves the whole time for GitHub to post, which warns', async () => {
  const { github, runner, clock, telling } = aDesk();
  github.answer = () => new Promise(() => undefined);
  const closed = closeRelease(shopPlan, () => Promise.resolve(world), { ending: null }, telling);
  await settled();
  await clock.move(4000);
  await closed;
  expect(runner.annotations.map(({ title }) => title)).toEqual(['Could not update GitHub']);
});

test.each([null, '', '[', '{}', '[1]'])('warnings saved as %j count as none', (text) => {
  expect(parseShown(text)).toEqual([]);
});

test('a main that has reported its end leaves nothing to do', async () => {
  const { github, telling } = aDesk();
  const left = parseMainEnding(mainEndingText(ending, { isReported: true }));
  await closeRelease(shopPlan, () => Promise.reject(new Error('read')), { ending: left }, telling);
  expect([...github.comments, ...github.statuses]).toEqual([]);
});

test.each([
  [null],
  [''],
  ['{"result":"released"}'],
  ['{"reason":"nobody-knows","result":"x","message":"y"}'],
  ['['],
])('state that says %j counts as absent', (text) => {
  expect(parseMainEnding(text)).toBeNull();
});

describe('the process that the runner starts after the job', () => {
  let github: GitHub;
  let aws: Server;
  let asked: string[];

  beforeEach(async () => {
    asked = [];
    github = await startGitHub({ host: '127.0.0.1' });
    aws = createServer((request, response) => {
      asked.push(String(request.headers['x-amz-target']));
      response.writeHead(400, { 'content-type': 'application/x-amz-json-1.1' });
      response.end(JSON.stringify({ __type: 'AccessDeniedException', message: 'not allowed' }));
    });
    await new Promise<void>((resolve) => aws.listen(0, '127.0.0.1', resolve));
  });
  afterEach(async () => {
    await github.stop();
    await new Promise((resolve) => aws.close(resolve));
  });

  const runPost = (states: Readonly<Record<string, string>>): Promise<{ code: number | null; out: string }> =>
    new Promise((resolve) => {
      const child = spawn(process.execPath, [join(import.meta.dirname, '../src/post.ts')], {
        env: {
          // It waits 4 s for GitHub at most, of which a busy machine needs a part to load its code.
          ...compileCache,
          ...{ INPUT_CLUSTER: 'main', INPUT_SERVICE: 'shop', 'INPUT_GITHUB-TOKEN': 'a-token' },
          'INPUT_TASK-DEFINITION': 'gone-by-now.json',
          INPUT_ENVIRONMENT: 'production',
          GITHUB_REPOSITORY: 'acme/shop',
          GITHUB_RUN_ID: '100',
          GITHUB_SHA: 'c'.repeat(40),
          GITHUB_EVENT_NAME: 'pull_request',
          GITHUB_REF: 'refs/pull/1/merge',
          GITHUB_API_URL: github.url,
          AWS_REGION: 'eu-central-1',
          AWS_ACCESS_KEY_ID: 'a',
          AWS_SECRET_ACCESS_KEY: 'b',
          AWS_ENDPOINT_URL: `http://127.0.0.1:${(aws.address() as AddressInfo).port}`,
          ...stateVariables(states),
        },
      });
      let out = '';
      child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()));
      child.stderr.on('data', (chunk: Buffer) => (out += chunk.toString()));
      child.on('close', (code) => {
        resolve({ code, out });
      });
    });

  /** As main of this run saves them. */
  const stateVariables = (states: Readonly<Record<string, string>>): Record<string, string> => {
    const env = { GITHUB_RUN_ID: '100', 'INPUT_GITHUB-TOKEN': 'a-token' };
    return Object.fromEntries(
      Object.entries(states).map(([name, value]) => [`STATE_${name}`, sealed(name, value, env)]),
    );
  };
  const killed = { 'release-id': '100-shop' };

  test('closes comment and Deployment of a killed main, and only reads from AWS', async () => {
    const { code, out } = await runPost(killed);
    expect({ code, out }).toMatchObject({ code: 0 });
    const { comments, deployments } = github.state();
    expect(comments.map(({ body }) => body)).toEqual([
      expect.stringContaining(
        'could not be read: ecs:DescribeServices on shop: AccessDeniedException: not allowed',
      ),
    ]);
    expect(deployments).toHaveLength(1);
    expect(asked.every((target) => /\.(Describe|List)/.test(target))).toBe(true);
  });

  test.each([
    ['main has reported its end', { ...killed, ending: mainEndingText(ending, { isReported: true }) }],
    ['main saved nothing', {}],
    [
      'GitHub did not answer the end of main',
      { ...killed, ending: mainEndingText(ending, { isReported: false, waitedMs: 4000 }) },
    ],
  ])('does nothing when %s', async (_, states) => {
    expect(await runPost(states)).toMatchObject({ code: 0 });
    expect(github.state().calls).toEqual([]);
    expect(asked).toEqual([]);
  });
});
