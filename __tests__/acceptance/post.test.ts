// Main is killed: within a minute, its post step rolls back or keeps the release, as the phase requires, and reports the real state.
import { expect } from '@jest/globals';
import type { ActionResult } from '../../sandbox/runner/run-action.ts';
import { webService } from '../../sandbox/seeds.ts';
import { keptIn, setsBesidesKept } from '../support/kept.ts';
import { acceptance as play, chapter, type Stage } from '../support/acceptance.ts';
import {
  expectAllOn,
  expectNeverSawV2,
  expectUntouched,
  greenOf,
  isAllOn,
  killAfter,
  servedOnlyBy,
  v2,
} from '../support/bad-luck.ts';
import {
  expectServing,
  leaseTags,
  nextRun,
  promoteInputs,
  rollbackInputs,
  stageInputs,
  teardownInputs,
  warmRelease,
} from '../support/command-steps.ts';
import { withTrueComments } from '../support/true-comment.ts';

const acceptance = withTrueComments(play);

const quick = { ...v2, 'smoke-passes': '1', 'probe-interval': '1s', environment: 'production' };
const world = webService({ isAutoScaled: true });
/** Of the version that is live at first: a Deployment of a rollback to it is of this commit, not of the run's own. */
const blueCommit = 'd'.repeat(40);

/** Post ended well and in time. Returns the last state of the comment and the Deployment. */
function reported(
  stage: Stage,
  run: ActionResult,
): { readonly comment: string; readonly deployment: string | undefined } {
  expect({ exitCode: run.exitCode, post: run.postExitCode, log: run.postLog }).toMatchObject({
    exitCode: null,
    post: 0,
  });
  process.stderr.write(`post took ${run.postSeconds.toFixed(1)} s\n`);
  expect(run.postSeconds).toBeLessThan(60);
  const { comments, deployments } = stage.sandbox.github.state();
  return { comment: comments.at(-1)?.body ?? '', deployment: deployments.at(-1)?.statuses[0]?.state };
}

/** Green was rolled back: blue has all traffic, green is being deleted, auto scaling is restored, no tags are left. */
async function expectTakenBack(stage: Stage, run: ActionResult): Promise<void> {
  const { comment, deployment } = reported(stage, run);
  expect(comment).toContain('rolled back');
  expect(comment).toContain('the run was ended before it could finish');
  expect(comment).toContain('The post step of the job did this after main was killed.');
  expect(deployment).toBe('failure');
  // A kept green halves the average load (21a).
  expect(stage.world().scalableTargets[0]?.suspended.scaleIn).toBe(keptIn(stage.service()) !== undefined);
  await stage.until('green is gone or kept', () => setsBesidesKept(stage.service()).length === 1);
  await expectUntouched(stage);
}

const lastSeq = (stage: Stage): number => stage.calls().at(-1)?.seq ?? 0;
const writesSince = (stage: Stage, seq: number): readonly string[] =>
  stage
    .calls()
    .filter((call) => call.isWrite && call.seq > seq)
    .map(({ operation }) => operation);

chapter('a deploy whose process is killed', () => {
  // Covers: post-green-starting
  acceptance('while green starts: green is removed', { world }, async (stage) => {
    const run = await killAfter(stage, { operation: 'CreateTaskSet', nth: 1 }, () => stage.start(quick));
    await expectTakenBack(stage, run);
    expectNeverSawV2(stage);
  });

  // Covers: post-after-label
  acceptance('after the label: blue is PRIMARY again', { world }, async (stage) => {
    const run = await killAfter(stage, { operation: 'UpdateServicePrimaryTaskSet', nth: 1 }, () =>
      stage.start(quick),
    );
    await expectTakenBack(stage, run);
    expectNeverSawV2(stage);
  });

  // Covers: post-in-switch
  acceptance('between two rules: both return to blue', { world }, async (stage) => {
    const run = await killAfter(stage, { operation: 'ModifyRule', nth: 1 }, () => stage.start(quick));
    await expectTakenBack(stage, run);
  });

  // Covers: post-in-bake, log-safe-first
  acceptance('in the bake: production returns to blue', { world }, async (stage) => {
    const running = stage.start({ ...quick, 'bake-time': '5m', 'warm-time': '5m' });
    await stage.until('the switch', () => isAllOn(stage, 'web-b'));
    await servedOnlyBy(stage, 'v2');
    running.kill('SIGKILL');
    await stage.until('the rollback', () => isAllOn(stage, 'web-a'));
    const run = await running.result;
    await expectTakenBack(stage, run);
    expect(run.postLog).toMatch(/^Production is back on blue .* after the post step began\.$/m);
    expect(run.summary).toMatch(/^\*\*Production is back on blue /);
  });

  // Covers: post-in-warm
  acceptance(
    'while it kept blue warm: green stays, and blue keeps its lease',
    {
      world,
      setsLeft: 2,
      tagsLeft: [...leaseTags, 'scaling'],
    },
    async (stage) => {
      const running = stage.start({ ...quick, 'bake-time': '3s', 'warm-time': '10m' });
      await stage.until('blue is warm', () => /blue is kept warm/.test(running.log()));
      running.kill('SIGKILL');
      const before = lastSeq(stage);
      const { comment, deployment } = reported(stage, await running.result);
      expect(comment).toMatch(/Green stays, and blue is kept warm until .*\d\d:\d\d UTC\. /);
      expect(deployment).toBe('error');
      expect(writesSince(stage, before)).toEqual([]);
      expectAllOn(stage, 'web-b');
      await servedOnlyBy(stage, 'v2');
    },
  );

  // Covers: post-in-teardown
  acceptance('while blue was deleted: what it had suspended is restored', { world }, async (stage) => {
    const last = { operation: 'DeleteTaskSet', nth: 1 };
    const run = await killAfter(stage, last, () =>
      stage.start({ ...quick, 'bake-time': '2s', 'warm-time': '0' }),
    );
    const { comment } = reported(stage, run);
    expect(comment).toContain('Green stays. Blue has been deleted.');
    expect(stage.world().scalableTargets[0]?.suspended.scaleIn).toBe(false);
    await stage.until('blue is gone', () => stage.service().taskSets.length === 1);
    await expectServing(stage, 'web-b', 'v2');
  });

  // Covers: post-cancel-keep
  acceptance(
    'with on-cancel: keep: nothing is touched',
    {
      world,
      setsLeft: 2,
      tagsLeft: [...leaseTags, 'scaling'],
    },
    async (stage) => {
      const running = stage.start({ ...quick, 'bake-time': '5m', 'warm-time': '5m', 'on-cancel': 'keep' });
      await stage.until('the bake', () => /Green|bake/.test(running.log()) && isAllOn(stage, 'web-b'));
      await servedOnlyBy(stage, 'v2');
      running.kill('SIGKILL');
      const before = lastSeq(stage);
      const { comment } = reported(stage, await running.result);
      expect(writesSince(stage, before)).toEqual([]);
      expect(comment).toContain('interrupted');
      expectAllOn(stage, 'web-b');
    },
  );

  // Covers: post-cancel-killed
  acceptance('while a cancel was rolling it back: the rollback is finished', { world }, async (stage) => {
    const running = stage.start({ ...quick, 'bake-time': '5m', 'warm-time': '5m' });
    await stage.until('the switch', () => isAllOn(stage, 'web-b'));
    await servedOnlyBy(stage, 'v2');
    const before = stage.calls('ModifyRule').length;
    const hold = stage.sandbox.faults.add({ operation: 'ModifyRule', kind: 'hold' });
    running.kill('SIGINT');
    await stage.until('the first rule returns', () => stage.calls('ModifyRule').length > before);
    running.kill('SIGKILL');
    const run = await running.result;
    stage.sandbox.faults.remove(hold);
    const { comment, deployment } = reported(stage, run);
    expect(comment).toContain('Rolled back: the run was cancelled.');
    expect(deployment).toBe('failure');
    await stage.until('green is gone or kept', () => setsBesidesKept(stage.service()).length === 1);
    await expectUntouched(stage);
  });

  // Covers: post-no-aws
  acceptance(
    'while AWS is out of reach: the post step reports it, and a rollback ends it',
    { world, tagsLeft: ['fence', 'rolled-back', 'quarantined'] },
    async (stage) => {
      const running = stage.start(
        { ...quick, 'bake-time': '5m', 'warm-time': '5m' },
        { postEnvironment: { AWS_ENDPOINT_URL: 'http://127.0.0.1:9' } },
      );
      await stage.until('the switch', () => isAllOn(stage, 'web-b'));
      await servedOnlyBy(stage, 'v2');
      running.kill('SIGKILL');
      const { comment, deployment } = reported(stage, await running.result);
      expect(comment).toContain('the traffic of service web could not be read');
      expect(comment).toContain('the command rollback');
      expect(deployment).toBe('error');
      expectAllOn(stage, 'web-b');
      const blueGroup = await stage.release(rollbackInputs, nextRun(stage));
      expect(blueGroup.outputs['result']).toBe('rolled-back');
      await expectUntouched(stage);
    },
  );
});

chapter('another command whose process is killed', () => {
  // Covers: post-stage
  acceptance('stage: its green is removed', { world }, async (stage) => {
    const running = stage.start({ ...stageInputs, environment: 'production' });
    await stage.until('green runs', () => (greenOf(stage)?.runningCount ?? 0) > 0);
    running.kill('SIGKILL');
    await expectTakenBack(stage, await running.result);
    expectNeverSawV2(stage);
  });

  // Covers: post-promote
  acceptance(
    'promote, between two rules: production returns to blue, and green is removed',
    { world },
    async (stage) => {
      await stage.release(stageInputs);
      const last = { operation: 'ModifyRule', nth: 1 };
      const inputs = { ...promoteInputs, environment: 'production' };
      await expectTakenBack(stage, await killAfter(stage, last, () => stage.start(inputs, nextRun(stage))));
    },
  );

  // Covers: post-rollback
  acceptance(
    'rollback, between two rules: production is back on blue, as was asked',
    {
      world: webService({ isAutoScaled: true, blueTags: { 'ecs-blue-green:commit': blueCommit } }),
      tagsLeft: ['fence', 'rolled-back', 'quarantined'],
    },
    async (stage) => {
      const running = await warmRelease(stage);
      running.kill('SIGKILL');
      await running.result;
      const inputs = { ...rollbackInputs, environment: 'production' };
      const last = { operation: 'ModifyRule', nth: 1 };
      const run = await killAfter(stage, last, () => stage.start(inputs, nextRun(stage)));
      const { comment, deployment } = reported(stage, run);
      expect(comment).toMatch(/^### ⏪ `web` in `demo`: rolled back$/m);
      expect(comment).toMatch(/rolled this release back at .* Users were on `web:2` from/);
      expect(deployment).toBe('success');
      expect(stage.sandbox.github.state().deployments.at(-1)?.sha).toBe(blueCommit);
      await stage.until('green is gone or kept', () => setsBesidesKept(stage.service()).length === 1);
      await expectUntouched(stage);
    },
  );

  // Covers: teardown-killed
  acceptance('teardown, once blue is being deleted: scale-in is restored', { world }, async (stage) => {
    await stage.release({ ...quick, 'bake-time': '2s', 'warm-time': '10m', teardown: 'defer' });
    const last = { operation: 'DeleteTaskSet', nth: 1 };
    const run = await killAfter(stage, last, () => stage.start(teardownInputs, nextRun(stage)));
    expect([run.exitCode, run.postExitCode]).toEqual([null, 0]);
    expect(stage.world().scalableTargets[0]?.suspended.scaleIn).toBe(false);
    await stage.until('blue is gone', () => stage.service().taskSets.length === 1);
    await expectServing(stage, 'web-b', 'v2');
  });
});
