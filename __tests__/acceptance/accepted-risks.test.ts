// What a release is refused for unless `ignore` names it: before the first write, with the code to name.
import { expect } from '@jest/globals';
import { webService, webTaskDefinition } from '../../sandbox/seeds.ts';
import type { SandboxSpec } from '../../sandbox/spec.ts';
import { acceptance, chapter } from '../support/acceptance.ts';
import { endOf, released, v2 } from '../support/bad-luck.ts';
import { expectServing, nextRun, promoteInputs } from '../support/command-steps.ts';

const refused = { exitCode: 1, result: 'refused', reason: 'preflight-failed' };
const fargate = {
  ...webTaskDefinition('web:v2'),
  requiresCompatibilities: ['FARGATE'],
  ...{ cpu: '256', memory: '512' },
};
const first = webService({ hasBlue: false });
const withSecond = (world: SandboxSpec, second: Readonly<Record<string, unknown>>): SandboxSpec => ({
  ...world,
  taskDefinitions: [...(world.taskDefinitions ?? []), second],
});

chapter('a release', () => {
  // Covers: risk-refused
  acceptance(
    'whose bake outlasts its job is refused, with the code that accepts it, and one that fits is not',
    { world: webService() },
    async (stage) => {
      const inputs = { ...v2, command: 'deploy', 'bake-time': '30m', 'time-limit': '20m' };
      const run = await stage.release(inputs);
      expect(endOf(run)).toEqual(refused);
      expect(run.log).toMatch(
        /the bake \(bake-time 1800s\) would go on beyond .*: that is the time-limit of this step/,
      );
      expect(run.log).toContain('To release anyway, set ignore: bake-outlasts-job.');
      expect(stage.writes()).toEqual([]);
      const fitting = { ...inputs, 'bake-time': '10s' };
      expect(endOf(await stage.release(fitting, { runId: stage.runId + 1 }))).toEqual(released);
      await expectServing(stage, 'web-b', 'v2');
    },
  );

  // Covers: risk-refused
  acceptance(
    'that requires Fargate, and is the first of its service, is refused unless ignore names no-launch-type',
    { world: withSecond(first, fargate), hasTraffic: false, registrations: 0 },
    async (stage) => {
      const inputs = {
        ...{ 'task-definition': 'web:2', subnets: 'subnet-0a1b2c3d' },
        'target-groups': ['web-a', 'web-b'].map((name) => stage.group(name).arn).join(', '),
      };
      const run = await stage.release({ ...inputs, command: 'deploy' });
      expect(endOf(run)).toEqual(refused);
      expect(run.log).toMatch(/requires FARGATE, and neither .* Set launch-type to fargate/);
      expect(run.log).toContain('To release anyway, set ignore: no-launch-type.');
      const accepted = { ...inputs, command: 'plan', ignore: 'no-launch-type' };
      const plan = await stage.release(accepted, nextRun(stage));
      expect(plan.log).toMatch(/risk accepted \(ignore: no-launch-type\): .*requires FARGATE/);
      expect(plan.log).not.toContain('To release anyway');
      expect(stage.writes()).toEqual([]);
      const named = { ...inputs, 'launch-type': 'fargate' };
      expect(endOf(await stage.release(named, { runId: stage.runId + 2 }))).toEqual(released);
    },
  );
});

const commit = 'b'.repeat(40);

chapter('a promotion of what has expired', () => {
  // Covers: risk-refused
  acceptance(
    'whose commit nothing names is refused unless ignore names commit-unknown',
    {
      world: withSecond(
        webService({ serviceTags: { 'ecs-blue-green:expired': '6000:web:2' } }),
        webTaskDefinition('web:v2'),
      ),
      registrations: 0,
    },
    async (stage) => {
      const inputs = { ...promoteInputs, restage: 'true', 'expected-sha': commit };
      const run = await stage.release(inputs);
      expect(endOf(run)).toEqual(refused);
      expect(run.log).toMatch(
        /is not known, and expected-sha is b{40}\. .*To release anyway, set ignore: commit-unknown\./,
      );
      expect(stage.writes()).toEqual([]);
      const next = await stage.release({ ...inputs, ignore: 'commit-unknown' }, nextRun(stage));
      expect(endOf(next)).toEqual(released);
      expect(stage.service().taskSets[0]?.tags['ecs-blue-green:commit']).toBe(commit);
      await expectServing(stage, 'web-b', 'v2');
    },
  );
});
