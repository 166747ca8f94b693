// Releases that fail before or at the switch: users are where they were, the run is red, and says why.
import { describe, expect } from '@jest/globals';
import { webService } from '../../sandbox/seeds.ts';
import type { SandboxSpec } from '../../sandbox/spec.ts';
import { acceptance } from '../support/acceptance.ts';
import {
  brokenV2,
  endOf,
  expectUntouched,
  greenOf,
  isAllOn,
  expectNeverSawV2,
  probedAddress,
  released,
  rolledBack,
  servedOnlyBy,
  v2,
} from '../support/bad-luck.ts';
import { leaseTags, nextRun } from '../support/command-steps.ts';

const missingSecret =
  'ResourceInitializationError: unable to pull secrets or registry auth: execution resource retrieval failed: unable to ' +
  'retrieve secret from asm: service call has been retried 1 time(s): failed to fetch secret shop/db from secrets manager: ' +
  "ResourceNotFoundException: Secrets Manager can't find the specified secret. status code: 400";
const deniedPull =
  'CannotPullECRContainerError: AccessDeniedException: User: arn:aws:sts::111122223333:assumed-role/exec/1 is not authorized to ' +
  'perform: ecr:GetAuthorizationToken on resource: *';

/** The usual world, in which ECS can't start `web:v2` for this reason. */
function unstartableV2(reason: string): SandboxSpec {
  const spec = webService();
  const app = { command: ['node', 'sandbox/apps/v2.ts'], cannotStart: reason };
  return { ...spec, apps: { ...spec.apps, 'web:v2': app } };
}

describe('a release that fails before or at the switch', () => {
  // Covers: ready-deadline
  acceptance(
    'a green that does not become ready is removed at the deadline, and users never see it',
    { world: brokenV2({ READY: 'fail' }, { desiredCount: 1 }) },
    async (stage) => {
      const run = await stage.release({ ...v2, 'ready-timeout': '5s' });
      expect(endOf(run)).toEqual(rolledBack('not-ready-in-time'));
      expect(run.log).toMatch(/green task set ecs-svc\/\d+ was not ready after 5s \([01] of 1 running/);
      expect(run.log).toContain('Users never saw green. All production traffic is on blue');
      await expectUntouched(stage);
      expectNeverSawV2(stage);
    },
  );

  // Covers: circuit-breaker, no-reason
  acceptance(
    'crashing containers trip the circuit breaker, and the reason names exit code and container',
    { world: brokenV2({ CRASH_AFTER_MS: '400', EXIT_CODE: '42' }, {}, { containers: 'processes' }) },
    async (stage) => {
      const run = await stage.release(v2);
      expect(endOf(run)).toEqual(rolledBack('circuit-breaker'));
      expect(run.log).toMatch(/lost [3-6] tasks/);
      expect(run.log).toContain('exit code 42 in container web (Essential container in task exited)');
      await expectUntouched(stage);
      expectNeverSawV2(stage);
    },
  );

  // Covers: no-capacity
  acceptance(
    'a shortage of capacity ends the release as no-capacity, in the words of the service events',
    { world: webService({}, { capacity: 3 }) },
    async (stage) => {
      const run = await stage.release({ ...v2, 'ready-timeout': '5s' });
      expect(endOf(run)).toEqual(rolledBack('no-capacity'));
      expect(run.log).toMatch(/0 of 2 running; the service's last event: .*unable to place a task/);
      expect(run.log).toContain('The version is not the cause: release it again.');
      await expectUntouched(stage);
    },
  );

  // Covers: no-capacity
  acceptance(
    'a shortage of capacity that ends in time is waited for, and the log shows the service event',
    { world: webService({}, { capacity: 3 }) },
    async (stage) => {
      const running = stage.start(v2);
      await stage.until('the log shows why', () => /unable to place a task/.test(running.log()));
      stage.sandbox.control.setCapacity({ tasks: null });
      expect(endOf(await running.result)).toEqual(released);
    },
  );

  // Covers: cannot-start
  acceptance(
    'a missing secret ends the release with the first stop, and names the fix',
    { world: unstartableV2(missingSecret) },
    async (stage) => {
      const run = await stage.release(v2);
      expect(endOf(run)).toEqual(rolledBack('cannot-start'));
      expect(run.log).toContain("Secrets Manager can't find the specified secret");
      expect(run.log).toContain('Create the secret or the parameter in this account and region');
      expect(stage.service().tags).not.toHaveProperty(['ecs-blue-green:quarantined']);
      await expectUntouched(stage);
      expectNeverSawV2(stage);
    },
  );

  // Covers: cannot-start
  acceptance(
    'a pull that is denied ends the release with the first stop, and the fixed one is released',
    { world: unstartableV2(deniedPull) },
    async (stage) => {
      const run = await stage.release(v2);
      expect(endOf(run)).toEqual(rolledBack('cannot-start'));
      expect(run.log).toContain('Allow the execution role to pull: ecr:GetAuthorizationToken');
      await expectUntouched(stage);
      stage.sandbox.control.setApp({ image: 'web:v2', app: { command: ['node', 'sandbox/apps/v2.ts'] } });
      expect(endOf(await stage.release(v2, nextRun(stage)))).toEqual(released);
    },
  );

  // Covers: task-replaced
  acceptance(
    'a task of green that crashes is replaced by ECS, and the release continues',
    { world: webService({}, { containers: 'processes' }) },
    async (stage) => {
      const running = stage.start(v2);
      const ofGreen = (): readonly { readonly id: string }[] =>
        stage
          .world()
          .tasks.filter((one) => one.taskSetId === greenOf(stage)?.id && one.lastStatus === 'RUNNING');
      await stage.until('a task of green runs', () => ofGreen().length > 0);
      stage.sandbox.control.killTask({ task: ofGreen()[0]?.id ?? '', outOfMemory: true });
      expect(endOf(await running.result)).toEqual(released);
      await servedOnlyBy(stage, 'v2');
    },
  );

  // Covers: smoke-targets
  acceptance(
    'a smoke test that fails removes green before any user sees it',
    { world: webService() },
    async (stage) => {
      const run = await stage.release({ ...v2, 'health-paths': '/ready,/nope', 'smoke-timeout': '3s' });
      expect(endOf(run)).toEqual(rolledBack('smoke-test-failed'));
      expect(run.log).toMatch(/did not pass 3 times in a row within 3s \(http:\S+\/nope answered 404/);
      await expectUntouched(stage);
      expectNeverSawV2(stage);
    },
  );

  // Covers: smoke-required
  acceptance(
    'a requested smoke test that reaches nothing fails before the switch',
    { world: webService() },
    async (stage) => {
      const nobody = await probedAddress();
      nobody.close();
      const run = await stage.release({ ...v2, 'test-url': nobody.url, 'smoke-timeout': '3s' });
      expect(endOf(run)).toEqual(rolledBack('smoke-test-not-runnable'));
      expect(run.log).toContain('connection refused');
      await expectUntouched(stage);
      expectNeverSawV2(stage);
    },
  );

  // Covers: failed-before-switch
  acceptance(
    'a green that another tool deletes ends the release, and blue stays',
    { world: brokenV2({ READY: 'fail' }) },
    async (stage) => {
      const running = stage.start(v2);
      await stage.until(
        'green exists',
        () => greenOf(stage) !== undefined && /waiting until green is ready/.test(running.log()),
      );
      stage.sandbox.control.deleteTaskSet({ taskSet: greenOf(stage)?.id ?? '' });
      expect(endOf(await running.result)).toEqual(rolledBack('green-gone'));
      await expectUntouched(stage);
    },
  );

  // Covers: label-refused
  acceptance(
    'a refused label leaves users on blue, and the missing permission is named',
    { world: webService() },
    async (stage) => {
      stage.sandbox.faults.add({
        operation: 'UpdateServicePrimaryTaskSet',
        kind: 'access-denied',
        always: true,
      });
      const run = await stage.release(v2);
      expect(endOf(run)).toEqual(rolledBack('write-denied'));
      expect(run.log).toContain('ecs:UpdateServicePrimaryTaskSet');
      await expectUntouched(stage);
      expectNeverSawV2(stage);
    },
  );

  for (const [name, operation] of [
    ['login', 'ModifyRule'],
    ['https:default', 'ModifyListener'],
  ] as const) {
    // Covers: all-rules-or-none
    acceptance(
      `one rule of several that ${operation} is denied for rolls back all of them`,
      { world: webService() },
      async (stage) => {
        const listener = stage.world().listeners.find((one) => one.name === 'https')?.arn;
        const where =
          operation === 'ModifyRule' ? { RuleArn: stage.rule(name).arn } : { ListenerArn: listener };
        stage.sandbox.faults.add({ operation, kind: 'access-denied', always: true, where });
        const run = await stage.release(v2);
        expect(endOf(run)).toEqual(rolledBack('write-denied'));
        expect(run.log).toContain(`elasticloadbalancing:${operation}`);
        await expectUntouched(stage);
      },
    );
  }

  // Covers: weights-reread, drift-stop
  acceptance(
    'weights that another tool resets during the bake stop the release, and both states are reported',
    {
      world: webService(),
      setsLeft: 2,
      tagsLeft: leaseTags,
    },
    async (stage) => {
      const running = stage.start({ ...v2, 'bake-time': '40s' });
      await stage.until('the switch', () => isAllOn(stage, 'web-b'));
      await servedOnlyBy(stage, 'v2');
      stage.sandbox.control.setWeights({ rule: 'shop', weights: { 'web-a': 100, 'web-b': 0 } });
      const written = stage.calls('ModifyRule', 'ModifyListener').length;
      await stage.until('the stop', () => running.log().includes('Stopped: somebody else changed'));
      const run = await running.result;
      expect(endOf(run)).toEqual({ exitCode: 1, result: 'failed', reason: 'drift' });
      expect(run.log).toMatch(
        /host shop\.example\.com.*: green 0, blue 100; this release had set green to all/,
      );
      expect(stage.calls('ModifyRule', 'ModifyListener')).toHaveLength(written);
      expect(stage.calls('DeleteTaskSet')).toEqual([]);
    },
  );
});
