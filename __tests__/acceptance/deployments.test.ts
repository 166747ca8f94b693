// The Deployments on GitHub: of a job with and without its own environment, of killed runs, of what is live again.
import { byHand, leaveDeployment, statesOf as statesOnGitHub, webKey } from '../support/shown-on-github.ts';
import { payloadOf } from '../../src/domain/common/report/deployments.ts';
import { expect } from '@jest/globals';
import type { JobEnvironment } from '../../sandbox/github/job.ts';
import type { ActionResult } from '../../sandbox/runner/run-action.ts';
import { webService } from '../../sandbox/seeds.ts';
import { acceptance as play, chapter, type Stage } from '../support/acceptance.ts';
import type { Inputs, RunOptions } from '../support/acceptance-stage.ts';
import { brokenV2, endOf, killAfter, released } from '../support/bad-luck.ts';
import {
  promoteInputs,
  rollbackInputs,
  stageInputs,
  statusInputs,
  sweepInputs,
  teardownInputs,
} from '../support/command-steps.ts';
import { withTrueComments } from '../support/true-comment.ts';

const acceptance = withTrueComments(play);

const environment = 'production';
const quick: Inputs = { image: 'web:v2', 'bake-time': '2s', 'probe-interval': '1s', 'smoke-passes': '1' };
const alone: Inputs = { ...quick, 'warm-time': '0' };
const deferred: Inputs = { ...quick, 'warm-time': '10m', teardown: 'defer' };
const afterRollback = ['fence', 'rolled-back', 'quarantined'];
const job: JobEnvironment = { name: environment };

/** The states of each, newest first. */
const states = (stage: Stage): readonly (readonly string[])[] =>
  stage.sandbox.github.state().deployments.map(({ statuses }) => statuses.map(({ state }) => state));
const newest = (stage: Stage): readonly (string | undefined)[] => states(stage).map(([state]) => state);
const saidIn = (stage: Stage, at = 0): readonly string[] =>
  stage.sandbox.github.state().deployments[at]?.statuses.map(({ description }) => description) ?? [];

const warnings = ({ log }: ActionResult): readonly string[] =>
  log.split('\n').filter((line) => line.startsWith('::warning'));

/** A Deployment in progress, as an earlier run of this action would have left it. */
async function leaveOpen(stage: Stage, payload: string, description = ''): Promise<void> {
  await post(stage, 'deployments', {
    ...{ ref: 'b'.repeat(40), environment, payload, description, auto_merge: false, required_contexts: [] },
  });
}

async function post({ sandbox: { github } }: Stage, path: string, body: object): Promise<void> {
  const answer = await fetch(`${github.url}/repos/${github.repository}/${path}`, {
    method: 'POST',
    headers: { authorization: 'token x', 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  expect(answer.status).toBe(201);
}

chapter('a job that names an environment', () => {
  for (const [title, input] of [
    ['without the input', {}],
    ['with the same name as input', { environment }],
  ] as const) {
    // Covers: job-environment
    acceptance(
      `${title}: the release is shown in the Deployment that GitHub made, and no second is made`,
      { world: webService() },
      async (stage) => {
        const run = await stage.release({ ...alone, ...input }, { jobEnvironment: job });
        expect(endOf(run)).toEqual(released);
        expect(states(stage)).toEqual([expect.arrayContaining(['queued', 'in_progress', 'success'])]);
        expect(saidIn(stage)).toEqual(
          expect.arrayContaining([
            'web in demo: testing green before any user sees it',
            'web in demo: green serves and is monitored',
          ]),
        );
        expect(warnings(run)).toEqual([]);
      },
    );
  }

  // Covers: job-environment
  acceptance(
    'ends red with its release, and says in its Deployment why',
    { world: brokenV2({ READY: 'fail' }) },
    async (stage) => {
      const run = await stage.release({ ...alone, 'ready-timeout': '5s' }, { jobEnvironment: job });
      expect(endOf(run)).toMatchObject({ exitCode: 1 });
      expect(newest(stage)).toEqual(['failure']);
      expect(saidIn(stage).join('\n')).toContain('ready');
    },
  );

  // Covers: job-environment-later
  acceptance(
    'is rolled back by another run: its Deployment is the failure',
    { world: webService(), tagsLeft: afterRollback },
    async (stage) => {
      await stage.release(deferred, { jobEnvironment: job });
      expect(newest(stage)).toEqual(['success']);
      const noDeployment = { jobEnvironment: { name: environment, deployment: false } };
      const run = await stage.release(rollbackInputs, byHand(stage, 1, noDeployment));
      expect(endOf(run)).toMatchObject({ result: 'rolled-back' });
      expect(newest(stage)).toEqual(['failure']);
      expect(saidIn(stage)[0]).toContain('Rolled back at');
    },
  );
});

chapter('a staged green', () => {
  // Covers: preview-staged
  acceptance(
    'is shown with the address of its preview, until it is promoted',
    { world: webService({ hasTestListener: true }), testRules: ['test:default'], hasTraffic: false },
    async (stage) => {
      const testRule = stage.world().listeners.find(({ name }) => name === 'test')?.arn ?? '';
      const url = stage.sandbox.listenerUrl('http');
      const inputs = { environment, 'test-rule': testRule, 'production-url': url };
      const shown = () => {
        const { comments, deployments } = stage.sandbox.github.state();
        const [status] = deployments[0]?.statuses ?? [];
        return {
          comment: comments[0]?.body ?? '',
          deployment: [deployments.length, status?.state, status?.environmentUrl],
        };
      };
      const run = await stage.release({ ...stageInputs, ...inputs });
      const preview = run.outputs['preview-url'] ?? '';
      expect(await (await fetch(preview)).text()).toContain('v2');
      expect(shown().comment).toContain(`**Preview**: <${preview}>`);
      expect(shown().deployment).toEqual([1, 'inactive', preview]);
      const promoted = await stage.release({ ...promoteInputs, ...inputs }, byHand(stage));
      expect(endOf(promoted)).toEqual(released);
      expect(shown().comment).not.toContain('**Preview**');
      expect(shown().deployment).toEqual([1, 'success', url]);
    },
  );
});

chapter('an environment that several services share', () => {
  // Covers: environment-shared
  acceptance(
    'costs one warning with what to do, while the release goes on',
    { world: webService(), registrations: 2 },
    async (stage) => {
      await leaveOpen(stage, '12-api', 'Blue-green release of api in demo');
      const [left] = stage.sandbox.github.state().deployments;
      await post(stage, `deployments/${String(left?.id)}/statuses`, { state: 'success' });
      const run = await stage.release({ ...alone, environment });
      expect(endOf(run)).toEqual(released);
      expect(warnings(run)).toEqual([
        expect.stringMatching(/environment-shared: .* is of api in demo\..*production-web/),
      ]);
      const next = await stage.release({ ...alone, environment, image: 'web:v1' }, byHand(stage));
      expect(warnings(next).join()).not.toContain('environment-shared');
    },
  );
});

chapter('a Deployment that a killed run left in progress', () => {
  const vanished: RunOptions = { isPostSkipped: true };

  async function killedWarm(stage: Stage): Promise<void> {
    const running = stage.start({ ...quick, environment, 'warm-time': '10m' }, vanished);
    await stage.until('blue is kept warm', () => running.log().includes('blue is kept warm until'));
    running.kill('SIGKILL');
    await running.result;
    expect(newest(stage)).toEqual(['in_progress']);
  }

  const nexts = [
    ['is closed by a teardown', teardownInputs, 'success', ['fence']],
    ['is closed by a rollback', rollbackInputs, 'failure', afterRollback],
    ['is closed by a deploy', { ...alone, image: 'web:v1' }, 'inactive', ['fence']],
    [
      'is closed by a sweep',
      { ...sweepInputs, environment },
      'success',
      ['fence', 'lease', 'rules', 'swept-at'],
    ],
    [
      'is left open by a status, which changes nothing',
      statusInputs,
      'in_progress',
      ['fence', 'lease', 'rules'],
    ],
  ] as const;
  for (const [title, inputs, state, tagsLeft] of nexts) {
    const hasBlue = tagsLeft.some((name) => name === 'lease');
    // Covers: left-deployments
    acceptance(
      `with blue warm ${title}`,
      { world: webService(), tagsLeft, registrations: 2, ...(hasBlue ? { setsLeft: 2 } : {}) },
      async (stage) => {
        await killedWarm(stage);
        expect((await stage.release(inputs, byHand(stage))).exitCode).toBe(0);
        expect(newest(stage)[0]).toBe(state);
      },
    );
  }

  // Covers: left-deployments
  acceptance(
    'before the switch is closed by a deploy',
    { world: webService(), registrations: 2 },
    async (stage) => {
      const start = () => stage.start({ ...alone, environment }, vanished);
      await killAfter(stage, { operation: 'CreateTaskSet', nth: 1 }, start);
      expect(newest(stage)).toEqual(['in_progress']);
      const run = await stage.release({ ...alone, environment }, byHand(stage));
      expect(endOf(run)).toEqual(released);
      expect(newest(stage)).toEqual(['inactive', 'success']);
    },
  );

  // Covers: left-deployments-anywhere
  acceptance(
    'whose task set is gone is closed by a rollback that is given no environment, and those of other services stay',
    { world: webService(), tagsLeft: afterRollback },
    async (stage) => {
      const earlier = `${String(stage.runId - 1)}-web`;
      await leaveOpen(stage, payloadOf(earlier, webKey));
      await leaveOpen(stage, payloadOf(earlier, webKey.replace('demo', 'other')));
      await stage.release(deferred);
      const run = await stage.release(rollbackInputs, byHand(stage));
      expect(endOf(run)).toMatchObject({ result: 'rolled-back' });
      expect(newest(stage)).toEqual(['inactive', undefined]);
      expect(warnings(run)).toEqual([]);
    },
  );

  // Covers: left-deployments
  acceptance(
    'whose task set is gone is closed by a deploy, and those of other services stay',
    { world: webService() },
    async (stage) => {
      await leaveOpen(stage, payloadOf(`${String(stage.runId - 1)}-web`, webKey));
      await leaveOpen(stage, payloadOf(`${String(stage.runId - 1)}-api`, webKey.replace('web', 'api')));
      expect(endOf(await stage.release({ ...alone, environment }))).toEqual(released);
      expect(newest(stage)).toEqual(['inactive', undefined, 'success']);
    },
  );
});

chapter('a sweep', () => {
  // Covers: shown-unanswered
  play(
    'ends soon after its last call to AWS if GitHub does not answer',
    { world: webService(), setsLeft: 2, tagsLeft: ['fence', 'lease', 'rules', 'swept-at'] },
    async (stage) => {
      await stage.release({ ...deferred, environment });
      stage.sandbox.github.faults.add({ kind: 'slow', on: 'all', delayMs: 600_000 });
      const run = await stage.release({ ...sweepInputs, environment }, byHand(stage));
      expect(endOf(run)).toMatchObject({ result: 'swept' });
      expect(warnings(run)).toEqual([expect.stringContaining('GitHub did not answer within 4 s')]);
    },
  );
});

chapter('a re-release', () => {
  // Covers: shown-re-release
  acceptance(
    'shows the commit that the tags of the failed release name',
    { world: webService(), registrations: 2, tagsLeft: ['fence', 'quarantined'] },
    async (stage) => {
      const [first, second] = ['c'.repeat(40), 'd'.repeat(40)];
      await stage.release({ ...alone, environment, commit: first });
      await stage.release({ ...alone, environment, image: 'web:v1', commit: second }, byHand(stage));
      const run = await stage.release(rollbackInputs, byHand(stage, 2));
      expect(endOf(run)).toMatchObject({ result: 'released' });
      const shown = stage.sandbox.github
        .state()
        .deployments.map(({ sha, statuses }) => [sha, statuses[0]?.state]);
      expect(shown).toEqual([
        [first, 'success'],
        [second, 'failure'],
      ]);
    },
  );
});

// Covers: left-deployments
acceptance(
  'of more runs that vanished than are usual are all closed by the command that comes next',
  { world: webService(), hasTraffic: false },
  async (stage) => {
    const runs = [5, 4, 3, 2, 1].map((before) => String(stage.runId - before));
    for (const run of runs) await leaveDeployment(stage, payloadOf(`${run}-web`, webKey));
    expect(endOf(await stage.release({ ...alone, environment }))).toEqual(released);
    expect(statesOnGitHub(stage)).toEqual([...runs.map(() => 'inactive'), 'success']);
  },
);
