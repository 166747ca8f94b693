// Releases that fail under real traffic: users are back where they were, the run is red, and says why.
import { expect } from '@jest/globals';
import type { ActionResult } from '../../sandbox/runner/run-action.ts';
import { webService } from '../../sandbox/seeds.ts';
import type { SandboxSpec } from '../../sandbox/spec.ts';
import { acceptance, chapter, type Stage } from '../support/acceptance.ts';
import {
  brokenV2,
  endOf,
  expectUntouched,
  isAllOn,
  probedAddress,
  released,
  rolledBack,
  servedOnlyBy,
  v2,
} from '../support/bad-luck.ts';
import {
  expectServing,
  jsonOf,
  leftWarm,
  nextRun,
  rollbackInputs,
  teardownInputs,
  warmRelease,
} from '../support/command-steps.ts';
import { fallIll } from '../support/unhealthy.ts';

/** Another service, whose unhealthy tasks ECS doesn't replace for a while, so that its targets stay visible. */
const patientWorker = ((): SandboxSpec => {
  const spec = webService();
  const services = (spec.services ?? []).map((service) =>
    service.name === 'worker' ? { ...service, healthCheckGracePeriodSeconds: 600 } : service,
  );
  return { ...spec, services };
})();

/** How long ECS doesn't replace unhealthy tasks. The load balancer sends requests to them if no target is healthy (fact 31). */
const patientWorld = webService({ graceSeconds: 600 });
const tagsLeft = ['fence', 'rolled-back', 'quarantined'];

/** What the run says at its end, and nothing that it said on the way. */
const endWords = (run: ActionResult): string =>
  JSON.stringify([jsonOf(run)['message'], jsonOf(run)['details']]);

/** Both sets stand, users are on green, nothing was deleted; and the command that was named ends it. */
async function expectWayBack(stage: Stage): Promise<void> {
  expect(stage.calls('DeleteTaskSet')).toEqual([]);
  expect(stage.service().taskSets.map(({ status, runningCount }) => [status, runningCount])).toEqual([
    ['ACTIVE', 2],
    ['PRIMARY', 2],
  ]);
  expect(isAllOn(stage, 'web-b')).toBe(true);
  const blueGroup = await stage.release(rollbackInputs, { runId: stage.runId + 2 });
  expect(endOf(blueGroup)).toEqual({ exitCode: 0, result: 'rolled-back', reason: 'requested' });
  await expectServing(stage, 'web-a', 'v1');
}

chapter('a green without a healthy target while blue is warm', () => {
  // The longest case of the file, for green is given time to recover: it begins first.
  // Covers: unhealthy-in-warm
  acceptance(
    'fails the deploy at the end of the lease, and keeps blue',
    { world: patientWorld, tagsLeft },
    async (stage) => {
      const running = await warmRelease(stage, { 'warm-time': '25s' });
      await fallIll(stage);
      const run = await running.result;
      expect(endOf(run)).toEqual({ exitCode: 1, result: 'failed', reason: 'left-alone' });
      expect(endWords(run)).toMatch(/\brollback\b/);
      await expectWayBack(stage);
    },
  );

  // Covers: teardown-refuses
  acceptance(
    'makes teardown refuse, and name the rollback',
    { world: patientWorld, tagsLeft },
    async (stage) => {
      await leftWarm(stage);
      await fallIll(stage);
      const written = stage.writes().length;
      const run = await stage.release(teardownInputs, nextRun(stage));
      expect(endOf(run)).toEqual({ exitCode: 1, result: 'refused', reason: 'preflight-failed' });
      expect(stage.writes()).toHaveLength(written);
      expect(endWords(run)).toMatch(/\brollback\b/);
      await expectWayBack(stage);
    },
  );
});

chapter('a release that fails after the switch', () => {
  // Covers: probes-roll-back, no-quarantine-probes, live-deregistered
  acceptance(
    'a version that breaks under real traffic is rolled back within the time that the bake promises',
    { world: brokenV2({ BREAK_UNDER_TRAFFIC: '1' }), allowedFailures: { 'status 500': 1_000_000 } },
    async (stage) => {
      const url = stage.sandbox.listenerUrl('http');
      const run = await stage.release({
        ...v2,
        'production-url': url,
        'bake-time': '40s',
        'probe-interval': '2s',
      });
      expect(endOf(run)).toEqual(rolledBack('bake-probes-failed'));
      expect(run.log).toMatch(
        /production failed 3 probes in a row after the switch .*answered 500: .*"version":"v2"/,
      );
      expect(run.log).toContain('Traffic is back where it was: All production traffic is on blue');
      await expectUntouched(stage);
      const bad =
        stage.traffic
          ?.snapshot()
          .seconds.filter(({ failed }) => failed > 0)
          .map(({ t }) => t) ?? [];
      expect(bad.length).toBeGreaterThan(0);
      // Three probes 2 s apart, and the nodes up to 2 s behind: long before the bake would have been over.
      expect(Math.max(...bad) - Math.min(...bad)).toBeLessThan(40);
    },
  );

  // Covers: failed-after-switch, listener-forgotten, rollback-green-run
  acceptance(
    'a rollback restores the rules before anything else, and the run fails',
    { world: webService() },
    async (stage) => {
      const production = await probedAddress();
      const running = stage.start({ ...v2, 'production-url': production.url, 'bake-time': '60s' });
      await stage.until('the switch', () => isAllOn(stage, 'web-b'));
      const before = stage.sandbox.calls().length;
      production.answer = 502;
      await stage.until('the rollback', () => isAllOn(stage, 'web-a'));
      const written = stage.sandbox
        .calls()
        .slice(before)
        .filter(({ isWrite }) => isWrite);
      const operations = written.map(({ operation }) => operation);
      expect(operations.slice(0, 5)).toEqual([
        'UpdateServicePrimaryTaskSet',
        ...['ModifyRule', 'ModifyListener', 'ModifyRule', 'ModifyListener'],
      ]);
      production.answer = 200;
      const run = await running.result;
      production.close();
      expect(endOf(run)).toEqual(rolledBack('bake-probes-failed'));
      expect(run.log).not.toContain('green may not be the cause');
      await expectUntouched(stage);
    },
  );

  // Covers: probe-fails-after-rollback
  acceptance(
    'a probe that still fails after the rollback is reported as not caused by green',
    { world: webService() },
    async (stage) => {
      const production = await probedAddress();
      const running = stage.start({ ...v2, 'production-url': production.url, 'bake-time': '60s' });
      await stage.until('the switch', () => isAllOn(stage, 'web-b'));
      production.answer = 503;
      const run = await running.result;
      production.close();
      expect(endOf(run)).toEqual(rolledBack('bake-probes-failed'));
      expect(run.log).toContain('The probe still fails after the rollback, so green may not be the cause');
      await expectUntouched(stage);
    },
  );

  // Covers: probe-fails-on-blue
  acceptance(
    'a probe that already fails on blue does not judge green, and the log reports it',
    { world: webService() },
    async (stage) => {
      const url = `${stage.sandbox.listenerUrl('http')}/nowhere`;
      const run = await stage.release({ ...v2, 'production-url': url });
      expect(endOf(run)).toEqual(released);
      expect(run.log).toMatch(/probes not used: production failed before the switch too/);
      await servedOnlyBy(stage, 'v2');
    },
  );

  // Covers: targets-roll-back, quarantine-targets
  acceptance(
    'a green that becomes unhealthy under traffic is rolled back',
    {
      world: brokenV2({ UNHEALTHY_AFTER_MS: '15000' }),
      tagsLeft: ['fence', 'quarantined'],
      allowedFailures: { 'status 502': 200, 'status 503': 200 },
    },
    async (stage) => {
      const run = await stage.release({ ...v2, 'bake-time': '60s', 'health-paths': '/' });
      expect(endOf(run)).toEqual(rolledBack('bake-targets-unhealthy'));
      expect(run.log).toMatch(/(unhealthy targets|failing health checks) under production traffic/);
      await expectUntouched(stage);
    },
  );

  // Covers: blue-not-steady
  acceptance(
    'a blue that is not steady does not prevent the rollback',
    { world: webService() },
    async (stage) => {
      const production = await probedAddress();
      const running = stage.start({ ...v2, 'production-url': production.url, 'bake-time': '60s' });
      await stage.until('the switch', () => isAllOn(stage, 'web-b'));
      stage.sandbox.control.setCapacity({ tasks: 5 });
      stage.sandbox.control.setDesiredCount({ service: 'web', desiredCount: 4 });
      await stage.until('blue is not steady', () =>
        stage
          .service()
          .taskSets.some((set) => set.targetGroup === 'web-a' && set.stabilityStatus === 'STABILIZING'),
      );
      production.answer = 500;
      await stage.until('the rollback', () => isAllOn(stage, 'web-a'));
      const run = await running.result;
      production.close();
      expect(endOf(run)).toEqual(rolledBack('bake-probes-failed'));
      await expectUntouched(stage);
    },
  );

  // Covers: others-ignored
  acceptance(
    "an unhealthy target that is not green's does not roll the release back",
    { world: patientWorker },
    async (stage) => {
      const running = stage.start({ ...v2, 'bake-time': '12s', 'warm-time': '12s' });
      await stage.until('the switch', () => isAllOn(stage, 'web-b'));
      const { control } = stage.sandbox;
      control.setApp({
        image: 'web:v1',
        app: { command: ['node', 'sandbox/apps/v1.ts'], env: { READY: 'fail' } },
      });
      control.addTaskSet({ service: 'worker', taskSet: { taskDefinition: 'web:1', targetGroup: 'web-b' } });
      await stage.until('an unhealthy stranger', () =>
        stage.group('web-b').targets.some(({ state }) => state === 'unhealthy'),
      );
      expect(endOf(await running.result)).toEqual(released);
      await servedOnlyBy(stage, 'v2');
    },
  );
});
