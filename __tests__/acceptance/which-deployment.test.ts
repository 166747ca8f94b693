// Which Deployment is that of a release: among those of several jobs, and in an environment of any name.
import { expect } from '@jest/globals';
import type { JobEnvironment } from '../../sandbox/github/job.ts';
import type { ActionResult } from '../../sandbox/runner/run-action.ts';
import { webService } from '../../sandbox/seeds.ts';
import { acceptance as play, chapter, type Stage } from '../support/acceptance.ts';
import type { Inputs } from '../support/acceptance-stage.ts';
import { endOf, released } from '../support/bad-luck.ts';
import { promoteInputs, rollbackInputs, stageInputs, sweepInputs } from '../support/command-steps.ts';
import { withTrueComments } from '../support/true-comment.ts';
import { byHand } from '../support/shown-on-github.ts';

const acceptance = withTrueComments(play);

const environment = 'production';
const quick: Inputs = { image: 'web:v2', 'bake-time': '2s', 'probe-interval': '1s', 'smoke-passes': '1' };
const alone: Inputs = { ...quick, 'warm-time': '0' };
const deferred: Inputs = { ...quick, 'warm-time': '10m', teardown: 'defer' };
const job: JobEnvironment = { name: environment };

const newest = (stage: Stage): readonly (string | undefined)[] =>
  stage.sandbox.github.state().deployments.map(({ statuses }) => statuses[0]?.state);
const saidIn = (stage: Stage, at = 0): readonly string[] =>
  stage.sandbox.github.state().deployments[at]?.statuses.map(({ description }) => description) ?? [];

const warnings = ({ log }: ActionResult): readonly string[] =>
  log.split('\n').filter((line) => line.startsWith('::warning'));

chapter('several jobs of a run that name one environment', () => {
  /** Another job of the run, such as that of another element of a matrix. */
  const otherJob = (stage: Stage): ReturnType<typeof stage.sandbox.github.others.startJob> =>
    stage.sandbox.github.others.startJob({
      ...{ environment: job, sha: 'b'.repeat(40), ref: 'main', runId: stage.runId },
      html: `https://github.example/${stage.sandbox.github.repository}`,
    });

  // Covers: job-environment-several
  acceptance(
    'have Deployments of GitHub alone, and one warning says what to change',
    { world: webService() },
    async (stage) => {
      otherJob(stage);
      const run = await stage.release({ ...alone, environment }, { jobEnvironment: job });
      expect(endOf(run)).toEqual(released);
      expect(newest(stage)).toEqual(['in_progress', 'success']);
      expect(warnings(run)).toEqual([
        expect.stringMatching(/Several jobs of this run name the environment production.*deployment: false/),
      ]);
    },
  );

  // Covers: job-environment-several
  acceptance('show the release once the other job is over', { world: webService() }, async (stage) => {
    const end = otherJob(stage);
    const running = stage.start({ ...alone, environment }, { jobEnvironment: job });
    await stage.until('green is created', () => stage.calls('CreateTaskSet').length > 0);
    end('success');
    expect(endOf(await running.result)).toEqual(released);
    expect(warnings(await running.result)).toEqual([]);
    expect(newest(stage)).toEqual(['inactive', 'success']);
    expect(saidIn(stage, 1)).toContain('web in demo: green serves and is monitored');
  });
});

chapter('an environment with a name that no tag can hold', () => {
  // Covers: environment-any-name
  acceptance(
    'shows the rollback by a job that does not name it',
    { world: webService(), tagsLeft: ['fence', 'rolled-back', 'quarantined'] },
    async (stage) => {
      await stage.release({ ...deferred, environment: 'Production (EU) 🚀' });
      expect(newest(stage)).toEqual(['success']);
      const run = await stage.release(rollbackInputs, byHand(stage));
      expect(endOf(run)).toMatchObject({ result: 'rolled-back' });
      expect(newest(stage)).toEqual(['failure']);
      expect(saidIn(stage)[0]).toContain('Rolled back at');
    },
  );
});

chapter('a promotion by another run than the stage, in a job that names an environment', () => {
  for (const [title, input, shown] of [
    ['which the stage has as input', { environment }, ['inactive']],
    ['and nothing else does', {}, []],
  ] as const)
    // Covers: job-environment-promoted, shown-promote
    acceptance(
      `${title}: its Deployment is the only active one, and shows the rollback by a third run`,
      { world: webService(), tagsLeft: ['fence', 'rolled-back', 'quarantined', 'swept-at'] },
      async (stage) => {
        await stage.release({ ...stageInputs, ...input });
        expect(newest(stage)).toEqual(shown);
        // The default branch has moved since.
        const trigger = { eventName: 'workflow_dispatch', event: { inputs: {} }, sha: 'd'.repeat(40) };
        const promote = { ...promoteInputs, 'warm-time': '10m', teardown: 'defer' };
        const promoted = await stage.release(promote, byHand(stage, 1, { jobEnvironment: job, trigger }));
        expect(endOf(promoted)).toEqual(released);
        await stage.release(sweepInputs, byHand(stage, 2));
        expect(newest(stage)).toEqual([...shown, 'success']);
        await stage.release(rollbackInputs, byHand(stage, 3));
        expect(newest(stage)).toEqual([...shown, 'failure']);
        expect(saidIn(stage, shown.length)[0]).toContain('Rolled back at');
      },
    );
});
