// Days on which GitHub refuses, fails or hangs: what people see suffers, the release does not.
import { describe, expect } from '@jest/globals';
import { webService } from '../../sandbox/seeds.ts';
import { acceptance } from '../support/acceptance.ts';
import { endOf, expectAllOn, released, servedOnlyBy, v2 } from '../support/bad-luck.ts';
import type { Stage } from '../support/acceptance.ts';
import { rollbackInputs } from '../support/command-steps.ts';

const short = { ...v2, 'bake-time': '3s', 'warm-time': '0', 'probe-interval': '1s', 'smoke-passes': '1' };

async function expectReleased(stage: Stage): Promise<void> {
  expectAllOn(stage, 'web-b');
  await servedOnlyBy(stage, 'v2');
}

describe('GitHub fails', () => {
  // Covers: read-only-token, fork-token
  acceptance(
    "a fork's read-only token costs the comment, not the release",
    { world: webService() },
    async (stage) => {
      stage.sandbox.github.faults.add({ kind: 'forbidden', on: 'writes' });
      const run = await stage.release({ ...short, environment: 'production' });
      expect(endOf(run)).toEqual(released);
      expect(run.log).toMatch(/::warning.*(comment|Deployment)/i);
      expect(stage.sandbox.github.state().comments).toEqual([]);
      await expectReleased(stage);
    },
  );

  // Covers: github-5xx
  acceptance(
    '5xx answers of GitHub cost a warning, not the release',
    { world: webService() },
    async (stage) => {
      stage.sandbox.github.faults.add({ kind: 'server-error', on: 'all' });
      const run = await stage.release({ ...short, environment: 'production' });
      expect(endOf(run)).toEqual(released);
      expect(run.log).toContain('::warning');
      await expectReleased(stage);
    },
  );

  // Covers: github-strange
  acceptance(
    'pages of another server cost a warning for each place, not the release',
    { world: webService() },
    async (stage) => {
      stage.sandbox.github.faults.add({ kind: 'strange', on: 'all', text: '<html>Sign in</html>' });
      const run = await stage.release({ ...short, environment: 'production' });
      expect(endOf(run)).toEqual(released);
      const warnings = `${run.log}\n${run.postLog}`
        .split('\n')
        .filter((line) => line.startsWith('::warning'));
      const unread =
        /^::warning title=(\w+) not up to date::GitHub's response could not be read when asked to/;
      expect(warnings.map((line) => unread.exec(line)?.[1]).toSorted()).toEqual(['Comment', 'Deployment']);
      await expectReleased(stage);
    },
  );

  for (const status of [409, 422])
    // Covers: deployment-refused
    acceptance(
      `a refused Deployment is sent once, with one clear warning: ${String(status)}`,
      { world: webService() },
      async (stage) => {
        const message = 'No ref found for: it.';
        stage.sandbox.github.faults.add({
          ...{ kind: 'refusal', on: 'repos/create-deployment', status, message },
        });
        const run = await stage.release({ ...short, environment: 'production' });
        expect(endOf(run)).toEqual(released);
        const { calls } = stage.sandbox.github.state();
        expect(calls.filter((call) => call.operation === 'repos/create-deployment')).toHaveLength(1);
        const warnings = run.log.split('\n').filter((line) => line.startsWith('::warning'));
        expect(warnings).toHaveLength(1);
        expect(warnings[0]).toMatch(
          /create a Deployment to production: No ref found for: it\. This run shows no Deployment\. Check that commit/,
        );
        await expectReleased(stage);
      },
    );

  // Covers: github-endless
  acceptance(
    'lists of GitHub without an end cost a warning, and the job ends',
    { world: webService() },
    async (stage) => {
      stage.sandbox.github.others.comment(1, 'chatter');
      stage.sandbox.github.faults.add({ kind: 'endless', on: 'issues/list-comments' });
      const run = await stage.release(short);
      expect(endOf(run)).toEqual(released);
      expect(run.log).toMatch(/::warning.*list has no end when asked to list the comments/);
      await expectReleased(stage);
    },
  );

  // Covers: github-hangs
  acceptance('a GitHub that hangs does not hold up the release', { world: webService() }, async (stage) => {
    stage.sandbox.github.faults.add({ kind: 'slow', on: 'all', delayMs: 600_000 });
    const running = stage.start({ ...short, environment: 'production' });
    await stage.until('the release is over', () => running.log().includes('Released: '));
    await expectReleased(stage);
    // Only reporting to GitHub takes longer, and that has a limit too.
    const unanswered = 'GitHub did not answer within 4 s';
    await stage.until('the report is given up', () => running.log().includes(unanswered));
    const asked = stage.sandbox.github.state().calls.length;
    const run = await running.result;
    expect(endOf(run)).toEqual(released);
    const warnings = run.log.split('\n').filter((line) => line.startsWith('::warning'));
    expect(warnings).toEqual([expect.stringContaining(unanswered)]);
    // Post neither asks it again nor says so again.
    expect(run.postLog).toContain('GitHub did not answer the main step in time');
    expect(run.postLog).not.toContain('::warning');
    expect(stage.sandbox.github.state().calls).toHaveLength(asked);
  });
});

describe('GitHub is an Enterprise Server', () => {
  const GITHUB_SERVER_URL = 'https://ghe.example';

  // Covers: enterprise-server
  acceptance(
    'whose addresses are in the comment and the Deployment, which a later run finds',
    {
      world: { ...webService(), github: { prefix: '/api/v3' } },
      hasTraffic: false,
      tagsLeft: ['fence', 'rolled-back', 'quarantined'],
    },
    async (stage) => {
      const { github } = stage.sandbox;
      expect(github.url).toMatch(/\/api\/v3$/);
      const kept = { 'warm-time': '10m', teardown: 'defer', environment: 'production' };
      const run = await stage.release({ ...short, ...kept }, { environment: { GITHUB_SERVER_URL } });
      expect(endOf(run)).toEqual(released);
      const page = `${GITHUB_SERVER_URL}/acme/shop/actions/runs/${String(stage.runId)}`;
      expect(github.state().comments[0]?.body).toContain(`(${page}/attempts/1)`);
      expect(github.state().deployments[0]?.statuses[0]).toMatchObject({ state: 'success', logUrl: page });
      const later = { runId: stage.runId + 1, pull: null, environment: { GITHUB_SERVER_URL } };
      const back = await stage.release(rollbackInputs, later);
      expect(github.state().comments.map(({ body }) => body)).toEqual([
        expect.stringContaining('### ⏪ `web` in `demo`: rolled back'),
      ]);
      expect(github.state().deployments[0]?.statuses[0]?.state).toBe('failure');
      for (const { log } of [run, back]) expect(log).not.toMatch(/::warning.*GitHub/);
    },
  );
});
