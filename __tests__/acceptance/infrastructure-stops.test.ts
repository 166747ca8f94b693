// Green's tasks can't be set up, and the version isn't the cause: another try may help, and nothing is held against it.
import { expect } from '@jest/globals';
import { webService } from '../../sandbox/seeds.ts';
import type { SandboxSpec } from '../../sandbox/spec.ts';
import { acceptance, chapter } from '../support/acceptance.ts';
import type { Stage } from '../support/acceptance.ts';
import {
  endOf,
  expectNeverSawV2,
  expectUntouched,
  greenOf,
  isAllOn,
  released,
  rolledBack,
  v2,
} from '../support/bad-luck.ts';
import { expectServing, nextRun } from '../support/command-steps.ts';

const repaired = { image: 'web:v2', app: { command: ['node', 'sandbox/apps/v2.ts'] } };

/** The usual world, in which ECS can't set up tasks of `web:v2`, for this reason. */
function unready(reason: string): SandboxSpec {
  const spec = webService();
  return { ...spec, apps: { ...spec.apps, 'web:v2': { ...repaired.app, cannotStart: reason } } };
}

/** More than the circuit breaker would allow. */
const stoppedTasks = (stage: Stage): number =>
  stage.world().tasks.filter((one) => one.taskSetId === greenOf(stage)?.id && one.lastStatus === 'STOPPED')
    .length;
const manyStopped = (stage: Stage): Promise<void> =>
  stage.until('more tasks have stopped than the circuit breaker allows', () => stoppedTasks(stage) > 3);

const timedOut =
  'CannotPullContainerError: inspect image has been retried 5 time(s): failed to resolve ref "web:v2": failed to do request: ' +
  'dial tcp 52.1.2.3:443: i/o timeout';
const noAddress =
  'Unexpected EC2 error while attempting to Create Network Interface in subnet-0a1b2c3d: InsufficientFreeAddressesInSubnet';
const unknownText = 'CannotPullContainerError: a text that AWS has never shown before';
const throttled =
  'CannotPullContainerError: pull image manifest has been retried 5 time(s): toomanyrequests: Rate exceeded';

chapter('tasks of green that ECS can not set up', () => {
  for (const [what, reason, wayOut] of [
    ['a registry that does not answer in time', timedOut, 'a NAT gateway or VPC endpoints'],
    ['subnets without a free address', noAddress, 'The subnets have no free address. Name other subnets'],
  ] as const)
    // Covers: infrastructure-stops
    acceptance(
      `end as no-capacity for ${what}, with the way out, and the same version is released once it is fixed`,
      { world: unready(reason) },
      async (stage) => {
        const running = stage.start({ ...v2, 'ready-timeout': '8s' });
        await manyStopped(stage);
        const run = await running.result;
        expect(endOf(run)).toEqual(rolledBack('no-capacity'));
        expect(run.log).toContain(wayOut);
        expect(run.log).toContain('The version is not the cause: release it again.');
        expect(run.log).toMatch(/is unable to consistently start tasks successfully/);
        expect(stage.service().tags).not.toHaveProperty(['ecs-blue-green:quarantined']);
        await expectUntouched(stage);
        expectNeverSawV2(stage);
        stage.sandbox.control.setApp(repaired);
        expect(endOf(await stage.release(v2, nextRun(stage)))).toEqual(released);
        await expectServing(stage, 'web-b', 'v2');
      },
    );

  // Covers: infrastructure-stops
  acceptance(
    'are waited for while the registry slows down pulls, and do not count for the circuit breaker',
    { world: unready(throttled) },
    async (stage) => {
      const running = stage.start(v2);
      await manyStopped(stage);
      await stage.until('the log shows the stops', () => running.log().includes('toomanyrequests'));
      stage.sandbox.control.setApp(repaired);
      expect(endOf(await running.result)).toEqual(released);
      await expectServing(stage, 'web-b', 'v2');
    },
  );

  // Covers: stops-in-bake
  acceptance(
    'in the bake, in place of one that somebody stopped, do not roll back, whatever the reason',
    { world: webService() },
    async (stage) => {
      const running = stage.start({ ...v2, 'bake-time': '20s', 'warm-time': '20s' });
      await stage.until('the switch', () => isAllOn(stage, 'web-b'));
      stage.sandbox.control.setApp({ image: 'web:v2', app: { ...repaired.app, cannotStart: unknownText } });
      const serving = stage.world().tasks.find(({ taskSetId }) => taskSetId === greenOf(stage)?.id);
      stage.sandbox.control.stopTask({ task: serving?.id ?? '' });
      await manyStopped(stage);
      stage.sandbox.control.setApp(repaired);
      expect(endOf(await running.result)).toEqual(released);
      expect(stage.service().tags).not.toHaveProperty(['ecs-blue-green:quarantined']);
      await expectServing(stage, 'web-b', 'v2');
    },
  );

  // Covers: no-capacity
  acceptance(
    'end as no-capacity where no container instance has room, with the service event and the way out',
    { world: webService({ targetType: 'instance' }, { capacity: 2 }) },
    async (stage) => {
      const run = await stage.release({ ...v2, 'ready-timeout': '5s' });
      expect(endOf(run)).toEqual(rolledBack('no-capacity'));
      expect(run.log).toContain('has insufficient CPU units available');
      expect(run.log).toContain('Add container instances, or raise the maximum of their Auto Scaling group');
      expect(stage.service().tags).not.toHaveProperty(['ecs-blue-green:quarantined']);
      await expectUntouched(stage);
    },
  );
});
