// Days on which AWS or other people make it hard: the release goes on, and does nothing twice.
import { describe, expect } from '@jest/globals';
import { webService } from '../../sandbox/seeds.ts';
import type { FaultSpec, SandboxSpec } from '../../sandbox/spec.ts';
import { acceptance } from '../support/acceptance.ts';
import type { Stage } from '../support/acceptance.ts';
import {
  arnOf,
  brokenV2,
  endOf,
  expectAllOn,
  greenOf,
  isAllOn,
  killAfter,
  released,
  rolledBack,
  servedOnlyBy,
  v2,
} from '../support/bad-luck.ts';

const short = { ...v2, 'bake-time': '3s', 'warm-time': '0', 'probe-interval': '1s', 'smoke-passes': '1' };

/** Containers of v2 take a while to come up, and ECS gives them that while. */
const patientV2 = ((): SandboxSpec => {
  const spec = brokenV2({ START_DELAY_MS: '5000' });
  const services = (spec.services ?? []).map((one) => ({ ...one, healthCheckGracePeriodSeconds: 30 }));
  return { ...spec, services };
})();

const reads = [
  'DescribeServices',
  'DescribeTaskSets',
  'DescribeTaskDefinition',
  'ListTasks',
  'DescribeTasks',
  'DescribeListeners',
  'DescribeRules',
  'DescribeTargetGroups',
  'DescribeTargetHealth',
  'DescribeLoadBalancers',
] as const;
const writes = [
  'RegisterTaskDefinition',
  'CreateTaskSet',
  'UpdateServicePrimaryTaskSet',
  'ModifyRule',
  'ModifyListener',
  'DeleteTaskSet',
  'UntagResource',
] as const;

function addAll(stage: Stage, faults: readonly FaultSpec[]): void {
  for (const fault of faults) stage.sandbox.faults.add(fault);
}

async function expectReleased(stage: Stage): Promise<void> {
  expectAllOn(stage, 'web-b');
  expect(stage.service().taskSets.map(({ id }) => id)).toEqual([greenOf(stage)?.id]);
  await servedOnlyBy(stage, 'v2');
}

/** Every fault that was armed has struck: a fault that never hits proves nothing. */
function expectStruck(stage: Stage): void {
  const idle = stage.sandbox.faults.list().filter(({ hits }) => hits === 0);
  expect(idle.map(({ fault }) => fault.operation)).toEqual([]);
}

describe('on a bad day', () => {
  // Covers: throttling
  acceptance(
    'throttling of every kind of call delays a release and does not fail it',
    { world: webService({ isAutoScaled: true }) },
    async (stage) => {
      const all = [...reads, ...writes, 'TagResource', 'RegisterScalableTarget', 'DescribeScalableTargets'];
      addAll(
        stage,
        all.map((operation) => ({ operation, kind: 'throttle', nth: 2, count: 2 })),
      );
      addAll(
        stage,
        ['RegisterTaskDefinition', 'CreateTaskSet', 'UpdateServicePrimaryTaskSet', 'DeleteTaskSet'].map(
          (operation) => ({ operation, kind: 'throttle' }),
        ),
      );
      expect(endOf(await stage.release(short))).toEqual(released);
      await expectReleased(stage);
    },
  );

  // Covers: aws-5xx
  acceptance(
    'a 5xx answer to any call delays a release and does not fail it',
    { world: webService() },
    async (stage) => {
      addAll(
        stage,
        reads.map((operation) => ({ operation, kind: 'server-error', count: 2 })),
      );
      addAll(
        stage,
        [...writes, 'TagResource'].map((operation) => ({ operation, kind: 'server-error', status: 503 })),
      );
      expect(endOf(await stage.release(short))).toEqual(released);
      expectStruck(stage);
      await expectReleased(stage);
    },
  );

  // Covers: reads-fail
  acceptance(
    'reads that fail for a while during the bake change nothing',
    { world: webService() },
    async (stage) => {
      const running = stage.start({ ...short, 'bake-time': '20s' });
      await stage.until('the switch', () => isAllOn(stage, 'web-b'));
      const id = stage.sandbox.faults.add({
        operation: 'DescribeServices',
        kind: 'server-error',
        always: true,
      });
      const hits = (): number => stage.sandbox.faults.list()[0]?.hits ?? 0;
      await stage.until('many refused reads', () => hits() >= 8);
      stage.sandbox.faults.remove(id);
      expect(endOf(await running.result)).toEqual(released);
      await expectReleased(stage);
    },
  );

  // Covers: reads-lag
  acceptance(
    'reads that lag behind writes never count as drift or as a lost write',
    { world: webService({}, { delays: { consistency: 1500 } }) },
    async (stage) => {
      expect(endOf(await stage.release(short))).toEqual(released);
      expect(stage.calls('CreateTaskSet')).toHaveLength(1);
      expect(stage.calls('ModifyRule')).toHaveLength(2);
      await expectReleased(stage);
    },
  );

  // Covers: association-retried
  acceptance(
    'a release waits for a target group that ECS does not see as attached yet',
    { world: webService({ isPairInRules: false }, { delays: { association: 6000 } }) },
    async (stage) => {
      const groups = `${arnOf(stage, 'web-a')}\n${arnOf(stage, 'web-b')}`;
      expect(endOf(await stage.release({ ...short, 'target-groups': groups }))).toEqual(released);
      const refused = stage.calls('CreateTaskSet').filter(({ outcome }) => outcome === 'error');
      expect(refused[0]?.errorMessage).toContain('does not have an associated load balancer');
      await expectReleased(stage);
    },
  );

  const carriedOut = (stage: Stage, operation: string): number =>
    stage.calls(operation).filter((call) => call.wasCarriedOut).length;

  // Covers: lost-register
  acceptance(
    'an answer lost after RegisterTaskDefinition brings no second revision',
    { world: webService() },
    async (stage) => {
      stage.sandbox.faults.add({ operation: 'RegisterTaskDefinition', kind: 'lost-answer' });
      expect(endOf(await stage.release(short))).toEqual(released);
      expect(stage.calls('RegisterTaskDefinition')).toHaveLength(1);
      expect(greenOf(stage)?.taskDefinition).toMatch(/web:2$/);
      await expectReleased(stage);
    },
  );

  // Covers: green-once, lost-create
  acceptance(
    'an answer lost after CreateTaskSet brings no second green and no orphan',
    { world: webService() },
    async (stage) => {
      stage.sandbox.faults.add({ operation: 'CreateTaskSet', kind: 'lost-answer', count: 3 });
      expect(endOf(await stage.release(short))).toEqual(released);
      await expectReleased(stage);
    },
  );

  // Covers: lost-modify
  acceptance(
    'after a lost answer of ModifyRule, the rules are read before anything is written again',
    { world: webService() },
    async (stage) => {
      addAll(stage, [{ operation: 'ModifyRule', kind: 'lost-answer', count: 2 }]);
      expect(endOf(await stage.release(short))).toEqual(released);
      expect(stage.calls('ModifyRule').map(({ outcome }) => outcome)).toEqual(['lost', 'lost']);
      await expectReleased(stage);
    },
  );

  // Covers: lost-other
  acceptance(
    'after a lost answer of any other write, its effect is read before it is written again',
    { world: webService() },
    async (stage) => {
      const others = ['ModifyListener', 'UpdateServicePrimaryTaskSet', 'DeleteTaskSet', 'UntagResource'];
      addAll(
        stage,
        [...others, 'TagResource'].map((operation) => ({ operation, kind: 'lost-answer' })),
      );
      expect(endOf(await stage.release(short))).toEqual(released);
      expectStruck(stage);
      expect(others.map((operation) => carriedOut(stage, operation))).toEqual([2, 1, 1, 1]);
      await expectReleased(stage);
    },
  );

  // Covers: tags-wiped
  acceptance(
    'all tags of the service are wiped again and again, and the release still ends well',
    { world: webService({ isAutoScaled: true }) },
    async (stage) => {
      const wipe = (): void => {
        stage.sandbox.control.wipeServiceTags({ service: 'web' });
      };
      const running = stage.start({ ...short, 'bake-time': '6s', 'warm-time': '10s' });
      await stage.until('green runs', () => (greenOf(stage)?.runningCount ?? 0) > 0);
      wipe();
      await stage.until('the label', () => greenOf(stage)?.status === 'PRIMARY');
      wipe();
      await stage.until('the switch', () => isAllOn(stage, 'web-b'));
      wipe();
      await stage.until('blue is warm', () => /blue is kept warm/.test(running.log()));
      wipe();
      expect(endOf(await running.result)).toEqual(released);
      expect(stage.world().scalableTargets[0]?.suspended.scaleIn).toBe(false);
      await expectReleased(stage);
    },
  );

  // Covers: tags-wiped-killed
  acceptance(
    'a release that is killed in its bake and loses all its tags ends well in the next attempt',
    { world: webService() },
    async (stage) => {
      const last = { operation: 'ModifyListener', nth: 2 };
      await killAfter(stage, last, () => stage.start(short, { isPostSkipped: true }));
      stage.sandbox.control.wipeServiceTags({ service: 'web' });
      expect(endOf(await stage.release(short, { attempt: 2 }))).toEqual(released);
      await expectReleased(stage);
    },
  );

  const addStranger = async (stage: Stage): Promise<string> => {
    const taskSet = { taskDefinition: 'web:1', targetGroup: 'web-b' };
    const id = stage.sandbox.control.addTaskSet({ service: 'worker', taskSet });
    const task = (): ReturnType<Stage['world']>['tasks'][number] | undefined =>
      stage.world().tasks.find(({ taskSetId }) => taskSetId === id);
    const isHealthy = (): boolean =>
      stage.group('web-b').targets.some((one) => one.id === task()?.address && one.state === 'healthy');
    await stage.until('a healthy stranger', isHealthy);
    return task()?.address ?? '';
  };

  // Covers: strangers-named
  acceptance(
    'a target of another service in the idle group is named before anything is written',
    { world: webService(), tagsLeft: [], registrations: 0 },
    async (stage) => {
      const stranger = await addStranger(stage);
      const run = await stage.release(short);
      expect(endOf(run)).toEqual({ exitCode: 1, result: 'refused', reason: 'preflight-failed' });
      expect(run.log).toContain(`${stranger}:8080`);
      expect(stage.writes()).toEqual([]);
    },
  );

  // Covers: own-targets
  acceptance(
    'nothing is switched while a target of another service stands in the idle group',
    { world: patientV2 },
    async (stage) => {
      const running = stage.start(short);
      await stage.until('green exists', () => greenOf(stage) !== undefined);
      await addStranger(stage);
      await stage.until('green is ready', () => /targets? still in its group/.test(running.log()));
      running.kill('SIGINT');
      expect(endOf(await running.result)).toEqual(rolledBack('cancelled'));
      expect(stage.calls('ModifyRule', 'ModifyListener')).toEqual([]);
      expectAllOn(stage, 'web-a');
    },
  );
});
