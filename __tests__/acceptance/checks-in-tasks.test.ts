// Tests of green that run in the VPC, as tasks of their own.
import { expect } from '@jest/globals';
import { webService } from '../../sandbox/seeds.ts';
import type { SandboxSpec } from '../../sandbox/spec.ts';
import type { OneOffPicture } from '../../sandbox/world.ts';
import { acceptance, chapter, type Stage } from '../support/acceptance.ts';
import {
  endOf,
  expectNeverSawV2,
  expectUntouched,
  killAfter,
  released,
  rolledBack,
  v2,
} from '../support/bad-luck.ts';
import type { Inputs } from '../support/acceptance-stage.ts';
import { expectServing, rollbackInputs, nextRun } from '../support/command-steps.ts';

/** A release that this script tests, from inside of the VPC. */
const testedBy = (script: string, more: object = {}): Inputs => ({
  ...v2,
  'smoke-passes': '1',
  checks: JSON.stringify([{ name: 'inside', task: ['node', '-e', script], ...more }]),
});

/** The load balancer is internal, and the runner is outside of the VPC, as one that GitHub hosts. */
function hidden(): SandboxSpec {
  const world = webService({ hasTestListener: true });
  return {
    ...world,
    runner: 'outside',
    loadBalancers: (world.loadBalancers ?? []).map((one) => ({ ...one, scheme: 'internal' as const })),
  };
}

const testListener = (stage: Stage): string =>
  stage.world().listeners.find(({ name }) => name === 'test')?.arn ?? '';

const tasks = (stage: Stage): readonly OneOffPicture[] => stage.world().oneOffTasks;
const isRunning = (stage: Stage): boolean => tasks(stage).some(({ lastStatus }) => lastStatus === 'RUNNING');
const expectAllStopped = (stage: Stage): Promise<void> =>
  stage.until('its tasks have stopped', () =>
    tasks(stage).every(({ lastStatus }) => lastStatus === 'STOPPED'),
  );

/** Passes if green answers with its version at the address of the test rule, and at each of its targets. */
const asksGreen = `
const { ECS_BLUE_GREEN_URL: url, ECS_BLUE_GREEN_TARGETS: targets } = process.env;
const all = [url, ...targets.split(' ').map((target) => 'http://' + target)];
Promise.all(all.map(async (one) => (await (await fetch(one)).json()).version)).then((versions) => {
  console.log(versions.join());
  process.exit(versions.every((version) => version === 'v2') ? 0 : 1);
});
`;
const noImage =
  'CannotPullContainerError: pull image manifest has been retried 1 time(s): worker:v7: not found';

/** Blue serves as before, and the same version may be released again. */
async function expectNothingHeld(stage: Stage): Promise<void> {
  expect(stage.service().tags).not.toHaveProperty(['ecs-blue-green:quarantined']);
  await expectUntouched(stage);
  expectNeverSawV2(stage);
}

const forever = 'setInterval(() => {}, 1000)';

chapter('a test in a task', () => {
  // Covers: check-task, hosted-runner
  acceptance(
    'reaches green behind an internal load balancer that the runner does not reach',
    { world: hidden(), testRules: ['test:default'] },
    async (stage) => {
      const inputs = { ...testedBy(asksGreen), 'test-rule': testListener(stage) };
      const run = await stage.release(inputs, { environment: { RUNNER_ENVIRONMENT: 'github-hosted' } });
      expect(endOf(run)).toEqual(released);
      expect(run.log).toMatch(
        /warning: hosted-runner: .* load balancer front is internal: the smoke test is skipped; production is not probed/,
      );
      expect(run.log).toMatch(/check 1 of 1, inside/);
      expect(tasks(stage)).toMatchObject([
        {
          exitCodes: [0],
          startedBy: expect.stringMatching(/^ecs-blue-green\/[0-9a-f]{32}$/),
          tags: { 'ecs-blue-green:try': expect.stringMatching(/\.1 deploy \d+\.1$/) },
        },
      ]);
      expect(stage.calls('StopTask')).toEqual([]);
      await expectServing(stage, 'web-b', 'v2');
    },
  );

  // Covers: check-task-failed, check-task-log
  acceptance(
    'that exits with another code than 0 removes green before users see it, and shows its last log lines',
    { world: webService({ logGroup: '/ecs/web' }) },
    async (stage) => {
      const script = "console.log('no cart, password=open-sesame'); setTimeout(() => process.exit(3), 300)";
      const run = await stage.release(testedBy(script));
      expect(endOf(run)).toEqual(rolledBack('check-failed'));
      expect(run.log).toMatch(
        /green failed the check inside \(task [0-9a-f]{32} ended: exit code 3 in container web/,
      );
      expect(run.log).toContain('Users never saw green.');
      const error = run.log.split('\n').find((line) => line.startsWith('::error ')) ?? '';
      const comment = stage.sandbox.github.state().comments[0]?.body ?? '';
      expect(comment).toContain('failed the check inside');
      for (const place of [run.log, error, run.summary, comment]) {
        expect(place).toContain('no cart, password=***');
        expect(place).toContain('exit code: 3');
        expect(place).not.toContain('sesame');
      }
      await expectUntouched(stage);
      expectNeverSawV2(stage);
    },
  );

  // Covers: check-task-capacity
  acceptance(
    'that finds no capacity ends the release, and does not blame the version',
    // Two of blue, two of green, and one of another service.
    { world: { ...webService(), capacity: 5 } },
    async (stage) => {
      const run = await stage.release(testedBy('0', { timeout: '20s' }));
      expect(endOf(run)).toEqual(rolledBack('smoke-test-not-runnable'));
      expect(run.log).toMatch(
        /no task could be started for the check inside within 20s \(no task was placed \(Capacity is unavailable/,
      );
      expect(run.log).toContain('The version is not the cause: release it again.');
      await expectUntouched(stage);
      expectNeverSawV2(stage);
    },
  );

  // Covers: check-task-unrun
  acceptance(
    'that never starts ends the release, says what it lacks, and does not blame the version',
    { world: webService() },
    async (stage) => {
      stage.sandbox.control.setApp({ image: 'worker:v7', app: { cannotStart: noImage } });
      const run = await stage.release(testedBy('0', { revision: 'worker:1', container: 'worker' }));
      expect(endOf(run)).toEqual(rolledBack('smoke-test-not-runnable'));
      const comment = stage.sandbox.github.state().comments[0]?.body ?? '';
      for (const place of [run.log, comment]) {
        expect(place).toContain('the check inside could not be run');
        expect(place).toContain('CannotPullContainerError');
        expect(place).toContain('Push the image, or correct its name and tag.');
        expect(place).not.toContain('Fix the release');
      }
      expect(tasks(stage)).toHaveLength(1);
      await expectNothingHeld(stage);
    },
  );

  // Covers: check-task-unrun
  acceptance(
    'that somebody stops ends the release, although it exits with 0, and does not blame the version',
    { world: webService() },
    async (stage) => {
      const running = stage.start(testedBy(`process.on('SIGTERM', () => process.exit(0)); ${forever}`));
      await stage.until('the test runs', () => isRunning(stage));
      stage.sandbox.control.stopTask({ task: tasks(stage)[0]?.arn ?? '', reason: 'Stopped by Ann' });
      const run = await running.result;
      expect(endOf(run)).toEqual(rolledBack('smoke-test-not-runnable'));
      expect(run.log).toMatch(/the check inside could not be run: task [0-9a-f]{32} ended: .*Stopped by Ann/);
      expect(run.log).toContain('Find who or what stopped it, and release again.');
      await expectNothingHeld(stage);
    },
  );

  // Covers: check-task-cancelled
  acceptance('is stopped if the run is cancelled', { world: webService() }, async (stage) => {
    const running = stage.start(testedBy(forever));
    await stage.until('the test runs', () => isRunning(stage));
    running.kill('SIGINT');
    expect(endOf(await running.result)).toEqual(rolledBack('cancelled'));
    await expectAllStopped(stage);
    await expectUntouched(stage);
    expectNeverSawV2(stage);
  });

  // Covers: check-task-killed
  acceptance('is stopped by post if main is killed', { world: webService() }, async (stage) => {
    const running = stage.start(testedBy(forever));
    await stage.until('the test runs', () => isRunning(stage));
    running.kill('SIGKILL');
    const run = await running.result;
    expect(run.postExitCode).toBe(0);
    await expectAllStopped(stage);
    // Post doesn't wait for that.
    await stage.until('green is gone', () => stage.service().taskSets.length === 1);
    await expectUntouched(stage);
    expectNeverSawV2(stage);
  });

  acceptance(
    'whose start is answered to nobody is stopped by the next command, which has no file',
    { world: webService(), tagsLeft: ['fence', 'rolled-back'] },
    async (stage) => {
      await killAfter(stage, { operation: 'RunTask', nth: 1 }, () =>
        stage.start(testedBy(forever), { isPostSkipped: true }),
      );
      await stage.until('the test runs', () => isRunning(stage));
      const run = await stage.release(rollbackInputs, nextRun(stage));
      expect(run.log).toContain('stopping-test');
      await expectAllStopped(stage);
      await expectUntouched(stage);
      expectNeverSawV2(stage);
    },
  );

  // Covers: check-refused
  acceptance(
    'that can not be run is refused before the first write, and by a plan',
    { world: webService(), tagsLeft: [], hasTraffic: false },
    async (stage) => {
      const bad = [
        [{ container: 'smoke' }, 'runs in container "smoke", but web has only web.'],
        [
          { revision: 'worker:1' },
          'runs in container "web", but worker:1 has only worker. Name one of them in',
        ],
        [{ revision: 'worker:7' }, 'runs in worker:7, which does not exist in this account and region.'],
      ] as const;
      for (const [more, said] of bad)
        for (const command of ['plan', 'deploy']) {
          const run = await stage.release({ ...testedBy('0', more), command }, nextRun(stage));
          expect(endOf(run)).toEqual({ exitCode: 1, result: 'refused', reason: 'preflight-failed' });
          expect(run.log).toContain(`the check inside ${said}`);
        }
      expect(stage.writes()).toEqual([]);
    },
  );

  // Covers: check-planned
  acceptance(
    'is judged by a plan, which leaves out only the check whose address is in a variable',
    { world: webService(), tagsLeft: [], hasTraffic: false },
    async (stage) => {
      const inside = { name: 'inside', task: ['node', 'smoke.js'], container: 'smoke' };
      const checks = JSON.stringify([{ name: 'shop', url: '${SHOP}/cart' }, inside]);
      const run = await stage.release({ ...v2, command: 'plan', checks });
      expect(endOf(run)).toEqual({ exitCode: 1, result: 'refused', reason: 'preflight-failed' });
      expect(run.log).toContain('the check inside runs in container "smoke", but web has only web.');
      expect(stage.writes()).toEqual([]);
    },
  );

  // Covers: check-task-refused
  acceptance(
    'that ECS refuses to start ends the release, and names the check, its container and its revision',
    { world: webService() },
    async (stage) => {
      stage.sandbox.faults.add({
        operation: 'RunTask',
        kind: 'error',
        code: 'ClientException',
        message: 'TaskDefinition is inactive',
      });
      const run = await stage.release(testedBy('0', { revision: 'web:1' }));
      expect(run.outputs['result']).toBe('rolled-back');
      const words = 'The check inside runs in container "web" of web:1.';
      for (const text of [run.log, run.summary]) expect(text).toContain(words);
      await expectUntouched(stage);
      expectNeverSawV2(stage);
    },
  );

  // Covers: check-status
  acceptance('that runs is named by status, with its run', { world: webService() }, async (stage) => {
    const running = stage.start(testedBy(forever));
    await stage.until('the test runs', () => isRunning(stage));
    const status = await stage.release({ command: 'status' }, nextRun(stage));
    expect(status.log).toMatch(/test: task [0-9a-f]{32} \(web:2\) is RUNNING, started by run \d+\.1/);
    running.kill('SIGINT');
    expect(endOf(await running.result)).toEqual(rolledBack('cancelled'));
    await expectAllStopped(stage);
    expectNeverSawV2(stage);
  });

  // Covers: check-task-again
  acceptance(
    'that a killed run left is stopped by its next attempt, which tests again',
    { world: webService() },
    async (stage) => {
      await killAfter(stage, { operation: 'RunTask', nth: 1 }, () =>
        stage.start(testedBy(forever), { isPostSkipped: true }),
      );
      await stage.until('the test runs', () => isRunning(stage));
      const run = await stage.release(testedBy('0'), { attempt: 2 });
      expect(endOf(run)).toEqual(released);
      expect(tasks(stage).map(({ exitCodes }) => exitCodes[0])).toEqual([143, 0]);
      await expectServing(stage, 'web-b', 'v2');
    },
  );
});
