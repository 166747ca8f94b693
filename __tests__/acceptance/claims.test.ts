// What the comment says of now, judged by the sandbox's own state, and the workflow that it links to.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect } from '@jest/globals';
import { webService } from '../../sandbox/seeds.ts';
import { acceptance, chapter } from '../support/acceptance.ts';
import type { Inputs, RunOptions } from '../support/acceptance-stage.ts';
import { endOf, released } from '../support/bad-luck.ts';
import { promoteInputs, rollbackInputs, stageInputs, teardownInputs } from '../support/command-steps.ts';
import { trueComment } from '../support/true-comment.ts';
import { byHand } from '../support/shown-on-github.ts';

const workflow = `on: { workflow_dispatch: { inputs: { what: { type: choice, options: [status, rollback] } } } }
jobs:
  one:
    steps:
      - uses: acme/ecs-blue-green@v1
        with: { command: '\${{ inputs.what }}', cluster: demo, service: web }
`;
const workspace = mkdtempSync(path.join(tmpdir(), 'workflows-'));
mkdirSync(path.join(workspace, '.github/workflows'), { recursive: true });
writeFileSync(path.join(workspace, '.github/workflows/roll-back.yml'), workflow);
writeFileSync(path.join(workspace, '.github/workflows/broken.yml'), `${workflow}  - [`);
afterAll(() => {
  rmSync(workspace, { recursive: true, force: true });
});

const withWorkflow: RunOptions = {
  workspace,
  environment: { GITHUB_ACTION_REPOSITORY: 'acme/ecs-blue-green' },
};
const quick: Inputs = { 'bake-time': '2s', 'probe-interval': '1s', 'smoke-passes': '1' };
const deferred: Inputs = { ...quick, image: 'web:v2', 'warm-time': '10m', teardown: 'defer' };

chapter('the comment says only what is so', () => {
  // Covers: claims-true, rollback-link, live-outputs
  acceptance(
    'after a release, and after a teardown by another run, with a link to the workflow that rolls back',
    { world: webService() },
    async (stage) => {
      const run = await stage.release(deferred, withWorkflow);
      expect(endOf(run)).toEqual(released);
      const link = 'Run [`roll-back.yml`](https://github.example/';
      const warm = trueComment(stage);
      expect(warm).toMatch(/\*\*Rollback\*\*: ready, about 2 s\. Blue `web:1` is kept until/);
      expect(warm).toContain(link);
      expect(warm).toContain('/actions/workflows/roll-back.yml) with `what` set to `rollback`.');
      const live = stage.service().taskSets.find(({ status }) => status === 'PRIMARY');
      expect(run.outputs['live-task-set-arn']).toBe(live?.arn);
      expect(run.outputs['live-task-definition-arn']).toBe(live?.taskDefinition);
      await stage.release(teardownInputs, byHand(stage));
      const over = trueComment(stage);
      expect(over).toMatch(/blue is gone since .* The command rollback releases `web:1` again/);
      expect(over).toContain(link);
    },
  );

  // Covers: claims-true
  acceptance(
    'while green bakes, and after a rollback by another run',
    { world: webService(), tagsLeft: ['fence', 'rolled-back', 'quarantined'] },
    async (stage) => {
      const running = stage.start({ ...deferred, 'bake-time': '10m', 'warm-time': '20m' }, withWorkflow);
      const comments = (): string => stage.sandbox.github.state().comments[0]?.body ?? '';
      await stage.until('green bakes', () => comments().includes(': green serves and is monitored'));
      expect(trueComment(stage)).toContain('Cancelling the run rolls back within seconds.');
      await stage.release(rollbackInputs, byHand(stage));
      await running.result;
      expect(trueComment(stage)).not.toContain('aws ');
    },
  );

  // Covers: claims-true, rollback-link
  acceptance('after a stage, and after its promotion', { world: webService() }, async (stage) => {
    await stage.release({ ...stageInputs, image: 'web:v2' }, withWorkflow);
    expect(trueComment(stage)).toContain('staged, waiting for promotion');
    const run = await stage.release(
      { ...promoteInputs, 'warm-time': '10m', teardown: 'defer' },
      { runId: stage.runId + 1 },
    );
    expect(endOf(run)).toEqual(released);
    expect(trueComment(stage)).toContain('Run [`roll-back.yml`]');
    await stage.release(teardownInputs, { runId: stage.runId + 2, pull: null });
    trueComment(stage);
  });
});
