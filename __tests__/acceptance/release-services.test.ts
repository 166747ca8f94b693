// Services that are not the usual one: on instances, auto scaled, without a blue, or run by another controller until now.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect } from '@jest/globals';
import { webService, webTaskDefinition } from '../../sandbox/seeds.ts';
import type { SandboxSpec } from '../../sandbox/spec.ts';
import { acceptance } from '../support/acceptance.ts';
import type { Stage } from '../support/acceptance.ts';

const workspace = mkdtempSync(path.join(tmpdir(), 'workspace-'));
const file = (name: string, environment: Readonly<Record<string, string>> = {}): string => {
  writeFileSync(path.join(workspace, name), JSON.stringify(webTaskDefinition('web:v2', { environment })));
  return name;
};
const good = file('web.json');
const neverReady = file('never-ready.json', { READY: 'fail' });
const breaksUnderTraffic = file('breaks.json', { BREAK_UNDER_TRAFFIC: '1' });

afterAll(() => {
  rmSync(workspace, { recursive: true, force: true });
});

/** The version that answers at a listener now. */
async function versionAt(stage: Stage, listener: string): Promise<unknown> {
  const answer = await fetch(stage.sandbox.listenerUrl(listener));
  return ((await answer.json()) as { readonly version?: unknown }).version;
}

/** Whether scale-in was suspended when green was created, and whether it is now. */
function scaleIn(stage: Stage): unknown {
  const create = stage.writes().find(({ call }) => call.operation === 'CreateTaskSet');
  return {
    atCreation: create?.before.scalableTargets[0]?.suspended.scaleIn,
    now: stage.world().scalableTargets[0]?.suspended,
  };
}
const scaledWorld: SandboxSpec = {
  ...webService(),
  autoScaling: [{ service: 'web', min: 2, max: 6, suspended: { scheduled: true } }],
};
const asBefore = { scaleIn: false, scaleOut: false, scheduled: true };

const firstInputs = (stage: Stage): Record<string, string> => ({
  'container-name': 'web',
  subnets: 'subnet-1, subnet-2',
  'security-groups': 'sg-1',
  'assign-public-ip': 'enabled',
  'target-groups': `${stage.group('web-a').arn}, ${stage.group('web-b').arn}`,
});

/** Service `web` has no set yet; its users are served by what another controller runs in the live group. */
const worldOfOtherController = (): SandboxSpec => withOther(webService({ hasBlue: false }));

/** Service `web` and another one share the live group. */
const worldOfTwoServices = (): SandboxSpec => withOther(webService());

function withOther(world: SandboxSpec): SandboxSpec {
  const old = {
    name: 'old',
    controller: 'ECS',
    desiredCount: 2,
    taskSets: [{ taskDefinition: 'web:1', targetGroup: 'web-a', primary: true }],
  } as const;
  return { ...world, services: [...(world.services ?? []), old] };
}

const stillServing = (stage: Stage): readonly string[] =>
  stage
    .group('web-a')
    .targets.filter(({ state }) => state === 'healthy')
    .map(({ id }) => id);

// One block: only the cases of the same block run side by side.
describe('a service', () => {
  // Covers: moving-in-rollback
  acceptance(
    'moving in from another controller rolls back by the weights alone when the bake detects a failure',
    { world: worldOfOtherController(), allowedFailures: { 'status 500': 100_000 } },
    async (stage) => {
      const before = stillServing(stage);
      const run = await stage.release(
        {
          ...firstInputs(stage),
          'task-definition': breaksUnderTraffic,
          'launch-type': 'fargate',
          'health-paths': '/',
          'bake-time': '20s',
          'warm-time': '20s',
        },
        { workspace },
      );
      expect(run.exitCode).toBe(1);
      expect(run.outputs['reason-code']).toBe('bake-probes-failed');
      expect(stage.rule('http:default').weights).toEqual({ 'web-a': 100, 'web-b': 0 });
      expect(stillServing(stage)).toEqual(before);
      // A PRIMARY can't be deleted without force, and there is nothing to give the label to: it is emptied.
      expect(stage.service().taskSets.map(({ status, scale }) => [status, scale])).toEqual([['PRIMARY', 0]]);
      expect(run.log).toMatch(/is still there \(PRIMARY\); the next release removes it/);
    },
  );

  // Covers: shared-group
  acceptance(
    'whose live group another service shares is refused, and released with ignore',
    { world: worldOfTwoServices(), tagsLeft: ['fence'] },
    async (stage) => {
      const refused = await stage.release({ image: 'web:v2' });
      expect(refused.outputs['reason-code']).toBe('preflight-failed');
      expect(refused.log).toMatch(/live target group web-a also holds 2 targets outside this service/);
      expect(stage.writes()).toEqual([]);
      const forced = await stage.release(
        { image: 'web:v2', ignore: 'shared-live-group' },
        { runId: stage.runId + 1 },
      );
      expect(forced.outputs['result']).toBe('released');
      expect(forced.log).toMatch(
        /risk accepted \(ignore: shared-live-group\): the live target group web-a also holds 2 targets/,
      );
      expect(await versionAt(stage, 'http')).toBe('v2');
    },
  );

  // Covers: ipv6-targets
  acceptance(
    'releases and rolls back to target groups of IPv6 addresses, testing green at its own',
    {
      world: webService({ ipAddressType: 'ipv6' }),
      tagsLeft: ['fence', 'rolled-back', 'quarantined'],
    },
    async (stage) => {
      const inputs = { 'bake-time': '5s', 'warm-time': '60s', 'health-paths': '/ready' };
      const running = stage.start({ ...inputs, image: 'web:v2' });
      await stage.until('green is warm', () => /blue is kept warm/.test(running.log()));
      expect(running.log()).toMatch(/smoke passed: 3 of 3 passes in a row at green's own targets/);
      expect(stage.group('web-b').targets.map(({ id }) => id.startsWith('::ffff:'))).toEqual([true, true]);
      const back = await stage.release({ command: 'rollback', reason: 'a test' }, { runId: stage.runId + 1 });
      expect(back.outputs['result']).toBe('rolled-back');
      await running.result;
      expect(await versionAt(stage, 'http')).toBe('v1');
    },
  );

  // Covers: instance-targets, smoke-skipped
  acceptance(
    'on instances is released by the dynamic ports of its tasks',
    { world: webService({ targetType: 'instance' }) },
    async (stage) => {
      const run = await stage.release({ image: 'web:v2' });
      expect(run.exitCode).toBe(0);
      expect(run.log).toMatch(/no target with an IP address/);
      expect(stage.rule('http:default').weights).toEqual({ 'web-a': 0, 'web-b': 100 });
      expect(stage.group('web-b').targets.map(({ id }) => id.slice(0, 2))).toEqual(['i-', 'i-']);
    },
  );

  // Covers: scale-in-suspended
  acceptance(
    'with auto scaling is not scaled in from before green exists until the end, and scales as before afterwards',
    { world: scaledWorld },
    async (stage) => {
      const run = await stage.release({ image: 'web:v2' });
      expect(run.exitCode).toBe(0);
      expect(scaleIn(stage)).toEqual({ atCreation: true, now: asBefore });
    },
  );

  // Covers: scale-in-after-failure
  acceptance(
    'with auto scaling scales as before after a failed release, too',
    { world: scaledWorld },
    async (stage) => {
      const run = await stage.release(
        { 'task-definition': neverReady, 'ready-timeout': '4s' },
        { workspace },
      );
      expect(run.exitCode).toBe(1);
      expect(run.outputs['reason-code']).toBe('not-ready-in-time');
      expect(scaleIn(stage)).toEqual({ atCreation: true, now: asBefore });
      expect(stage.service().taskSets.map(({ targetGroup }) => targetGroup)).toEqual(['web-a']);
    },
  );

  // Covers: first-deployment
  acceptance(
    'deployed for the first time takes its network from the inputs, serves, and reports that it cannot be rolled back yet',
    { world: webService({ hasBlue: false }), hasTraffic: false },
    async (stage) => {
      const run = await stage.release(
        { ...firstInputs(stage), 'task-definition': good, 'launch-type': 'fargate' },
        { workspace },
      );
      expect(run.exitCode).toBe(0);
      expect(run.outputs).toMatchObject({ result: 'released', 'blue-task-set-arn': '' });
      expect(run.log).toMatch(/no rollback is possible until the next release/);
      const [create] = stage.calls('CreateTaskSet');
      expect(create?.request['networkConfiguration']).toEqual({
        awsvpcConfiguration: {
          subnets: ['subnet-1', 'subnet-2'],
          securityGroups: ['sg-1'],
          assignPublicIp: 'ENABLED',
        },
      });
      expect(create?.request['launchType']).toBe('FARGATE');
      expect(await versionAt(stage, 'http')).toBe('v2');
      expect(await versionAt(stage, 'https')).toBe('v2');
      expect(stage.sandbox.github.state().comments[0]?.body).toMatch(/\*\*Rollback\*\*: not possible yet/);
    },
  );

  // Covers: first-deployment-fails
  acceptance(
    'deployed for the first time removes green when it fails before users see it',
    { world: webService({ hasBlue: false }), hasTraffic: false, setsLeft: 0 },
    async (stage) => {
      const before = stage.rule('http:default').weights;
      const run = await stage.release(
        {
          ...firstInputs(stage),
          'task-definition': neverReady,
          'launch-type': 'fargate',
          'ready-timeout': '4s',
        },
        { workspace },
      );
      expect(run.exitCode).toBe(1);
      expect(run.outputs['reason-code']).toBe('not-ready-in-time');
      expect(run.log).toMatch(/was not ready after 4s/);
      expect(stage.rule('http:default').weights).toEqual(before);
    },
  );

  // Covers: moving-in
  acceptance(
    'moving in from another controller takes over its traffic and leaves its targets alone',
    { world: worldOfOtherController() },
    async (stage) => {
      const before = stillServing(stage);
      const run = await stage.release(
        { ...firstInputs(stage), 'task-definition': good, 'launch-type': 'fargate' },
        { workspace },
      );
      expect(run.exitCode).toBe(0);
      expect(stage.rule('http:default').weights).toEqual({ 'web-a': 0, 'web-b': 100 });
      expect(stillServing(stage)).toEqual(before);
      expect(before).toHaveLength(2);
    },
  );
});
