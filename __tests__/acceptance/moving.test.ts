// The walks of docs/moving.md, under traffic: from ECS's rolling controller to task sets, and out again.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { UpdateServiceCommand } from '@aws-sdk/client-ecs';
import { afterAll, describe, expect } from '@jest/globals';
import { webService, webTaskDefinition } from '../../sandbox/seeds.ts';
import type { SandboxSpec } from '../../sandbox/spec.ts';
import { acceptance, type Stage } from '../support/acceptance.ts';
import type { Inputs } from '../support/acceptance-stage.ts';
import { ecsOf } from '../support/ecs-client.ts';
import { endOf, released, servedOnlyBy } from '../support/bad-luck.ts';
import { expectServing, jsonOf, nextRun, statusInputs } from '../support/command-steps.ts';
import { paste } from '../support/resets.ts';
import { formatTerraform, parseTerraform } from '../support/terraform-file.ts';
import type { JsonObject } from '../../src/domain/common/values/json.ts';
import { forwardTo, terraformPlan } from '../support/terraform.ts';
import type { DryRun } from '../../src/domain/common/report/plan.ts';

const workspace = mkdtempSync(path.join(tmpdir(), 'moving-'));
writeFileSync(path.join(workspace, 'web.json'), JSON.stringify(webTaskDefinition('web:v2')));
afterAll(() => {
  rmSync(workspace, { recursive: true, force: true });
});

/** A rolling service `old` serves; the second service `web` has the controller EXTERNAL and no task set. */
function rollingWorld(): SandboxSpec {
  const world = webService({ hasBlue: false, isPairInRules: false });
  const old = {
    name: 'old',
    controller: 'ECS',
    desiredCount: 2,
    taskSets: [{ taskDefinition: 'web:1', targetGroup: 'web-a', primary: true }],
  } as const;
  return { ...world, services: [...(world.services ?? []), old] };
}

/** The bake of these cases is no part of their walk. */
const quick: Inputs = { 'bake-time': '0', 'warm-time': '0' };
const planInputs = { ...statusInputs, command: 'plan', image: 'web:v2', 'bake-time': '', 'warm-time': '' };
const oldTargets = '2 healthy targets outside this service, which served before, stay in target group web-a';

/** The service `old` of CodeDeploy, in place of the rolling one, with the pair in its rules. */
function codeDeployWorld(): SandboxSpec {
  const world = rollingWorld();
  const services = (world.services ?? []).map((one) =>
    one.name === 'old' ? ({ ...one, controller: 'CODE_DEPLOY' } as const) : one,
  );
  return { ...webService(), services };
}

/** The service `web` itself, run by CodeDeploy until now. */
function ofCodeDeploy(): SandboxSpec {
  const world = webService();
  const services = (world.services ?? []).map((one) =>
    one.name === 'web' ? ({ ...one, controller: 'CODE_DEPLOY' } as const) : one,
  );
  return { ...world, services };
}

const firstInputs = (stage: Stage): Inputs => ({
  'task-definition': 'web.json',
  'container-name': 'web',
  'launch-type': 'fargate',
  subnets: 'subnet-1, subnet-2',
  'security-groups': 'sg-1',
  'target-groups': `${stage.group('web-a').arn}, ${stage.group('web-b').arn}`,
});

/** Nothing is missing but the controller, and the snippet adds nothing but a service. */
async function expectOnlyController(stage: Stage, service: string, controller: string): Promise<void> {
  const plan = await stage.release({ ...planInputs, service }, nextRun(stage));
  expect(endOf(plan)).toEqual({ exitCode: 1, result: 'refused', reason: 'preflight-failed' });
  const { problems, snippet } = jsonOf(plan)['plan'] as DryRun;
  expect(problems).toEqual([
    expect.stringContaining(`has the deployment controller ${controller}, but task sets need EXTERNAL`),
  ]);
  const { resource } = await parseTerraform(`${snippet.join('\n')}\n`);
  expect(Object.keys(resource)).toEqual(['aws_ecs_service']);
}

async function changeController({ sandbox }: Stage, type: 'ECS' | 'EXTERNAL'): Promise<void> {
  const ecs = ecsOf(sandbox);
  const change = { cluster: 'demo', service: 'web', deploymentController: { type } };
  await ecs.send(new UpdateServiceCommand(change));
  ecs.destroy();
}

describe('a service', () => {
  // Covers: moving-from-rolling, old-targets
  acceptance(
    'moves from rolling updates to task sets through a second service next to it',
    { world: rollingWorld(), registrations: 2 },
    async (stage) => {
      // 1. What is missing, all at once, and Terraform that adds it.
      const plan = await stage.release({ ...planInputs, service: 'old' }, nextRun(stage));
      expect(endOf(plan)).toEqual({ exitCode: 1, result: 'refused', reason: 'preflight-failed' });
      expect(plan.log).toContain('has the deployment controller ECS, but task sets need EXTERNAL');
      expect(plan.log).toContain('no production rule holds a second target group next to web-a');
      const { snippet } = jsonOf(plan)['plan'] as DryRun;
      const text = `${snippet.join('\n')}\n`;
      expect(await formatTerraform(text)).toBe(text);
      const { resource } = await parseTerraform(text);
      expect(Object.keys(resource)).toEqual(['aws_ecs_service', 'aws_lb_target_group']);
      expect(text).toContain('#   container-name: web');

      // The plan of Terraform is checked although task sets don't run the service yet.
      const listenerArn = stage.world().listeners.find(({ name }) => name === 'http')?.arn ?? '';
      const forwards = (weights: Readonly<Record<string, number>>): JsonObject => ({
        arn: listenerArn,
        default_action: forwardTo(
          Object.fromEntries(
            Object.entries(weights).map(([name, weight]) => [stage.group(name).arn, weight]),
          ),
        ),
      });
      const checked = async (after: JsonObject): Promise<string> => {
        const change = { address: 'aws_lb_listener.http', before: forwards({ 'web-a': 100 }), after };
        writeFileSync(path.join(workspace, 'plan.json'), JSON.stringify(terraformPlan([change])));
        const inputs = { ...planInputs, service: 'old', 'terraform-plan': 'plan.json' };
        return (await stage.release(inputs, { ...nextRun(stage), workspace })).log;
      };
      const wrong = await checked(forwards({ 'web-a': 0, 'web-b': 100 }));
      expect(wrong).toContain('An apply of the Terraform plan would move production traffic');
      expect(wrong).toMatch(
        /now 100 % to web-a \(tasks of service old, 2 healthy targets\), after an apply 100 % to web-b/,
      );
      const right = await checked(forwards({ 'web-a': 100, 'web-b': 0 }));
      expect(right).not.toContain('would move production');
      expect(right).toContain('an apply would change nothing of this service');

      // 2. The first release takes over the traffic. The targets of the old service stay.
      const first = await stage.release(firstInputs(stage), { workspace });
      expect(endOf(first)).toEqual(released);
      const status = await stage.release(statusInputs, nextRun(stage));
      const [comment] = stage.sandbox.github.state().comments.filter(({ body }) => body.includes('✅'));
      expect(first.log).toContain(`It is the first deployment: ${oldTargets}`);
      for (const shown of [first.summary, comment?.body, status.log, status.summary])
        expect(shown).toContain(oldTargets);

      // 3. The old service ends, and its group takes the next green.
      stage.sandbox.control.setDesiredCount({ service: 'old', desiredCount: 0 });
      await stage.until('the old targets are gone', () => stage.group('web-a').targets.length === 0);
      const after = await stage.release(statusInputs, nextRun(stage));
      expect(after.log).not.toContain('outside this service');
      const second = await stage.release({ image: 'web:v1' }, nextRun(stage));
      expect(endOf(second)).toEqual(released);
      expect(stage.rule('http:default').weights).toEqual({ 'web-a': 100, 'web-b': 0 });
    },
  );

  // Covers: old-targets-rollback
  acceptance(
    'returns by hand to what served before, with the commands that a refused rollback shows',
    { world: rollingWorld(), registrations: 1 },
    async (stage) => {
      expect(endOf(await stage.release({ ...quick, ...firstInputs(stage) }, { workspace }))).toEqual(
        released,
      );
      const writes = stage.writes().length;
      const back = await stage.release({ command: 'rollback' }, nextRun(stage));
      expect(endOf(back)).toEqual({ exitCode: 1, result: 'refused', reason: 'preflight-failed' });
      expect(back.log).toContain('the commands below return traffic to them within seconds');
      expect(stage.writes()).toHaveLength(writes);
      expect(await paste(stage, back.log)).toBe(4);
      expect(stage.rule('http:default').weights).toEqual({ 'web-a': 100, 'web-b': 0 });
      await servedOnlyBy(stage, 'v1');
    },
  );

  // Covers: moving-out
  acceptance(
    'moves out again to the controller of ECS after a release, and no command then changes it',
    { world: webService(), tagsLeft: ['fence', 'rules'] },
    async (stage) => {
      expect(endOf(await stage.release({ image: 'web:v2' }))).toEqual(released);
      expect(stage.service().taskSets.map(({ status }) => status)).toEqual(['PRIMARY']);
      await changeController(stage, 'ECS');
      const plan = await stage.release(planInputs, nextRun(stage));
      expect(endOf(plan)).toEqual({ exitCode: 1, result: 'refused', reason: 'preflight-failed' });
      expect(plan.log).toContain('has the deployment controller ECS');
      // The pair is in the rules already: only the service is missing.
      expect(plan.log).not.toContain('second target group');
      expect((jsonOf(plan)['plan'] as DryRun).snippet.join('\n')).not.toContain('aws_lb_target_group');

      // Each command names the controller, and none writes, not even the tag of a sweep.
      const done = stage.writes().length;
      for (const command of ['rollback', 'promote', 'teardown', 'sweep', 'status']) {
        const { log } = await stage.release({ command }, nextRun(stage));
        expect([command, /has the deployment controller ECS/.test(log)]).toEqual([command, true]);
      }
      expect(stage.writes()).toHaveLength(done);

      // AWS documents that the tasks stay in deployments after the way back (fact 37).
      await changeController(stage, 'EXTERNAL');
      const writes = stage.writes().length;
      const deploy = await stage.release({ image: 'web:v1' }, nextRun(stage));
      expect(deploy.outputs['reason-code']).toBe('preflight-failed');
      expect(deploy.log).toContain('2 tasks run in its deployments');
      expect(stage.writes()).toHaveLength(writes);
      expect(stage.rule('http:default').weights).toEqual({ 'web-a': 0, 'web-b': 100 });

      // AWS documents that the change back leaves this state.
      await changeController(stage, 'ECS');
      await expectOnlyController(stage, 'web', 'ECS');
    },
  );

  // Covers: moving-from-codedeploy
  acceptance(
    'moves from CodeDeploy to task sets through a second service next to it',
    { world: codeDeployWorld(), registrations: 2 },
    async (stage) => {
      await expectOnlyController(stage, 'old', 'CODE_DEPLOY');
      const first = await stage.release({ ...quick, ...firstInputs(stage) }, { workspace });
      expect(endOf(first)).toEqual(released);
      expect(first.log).toContain(`It is the first deployment: ${oldTargets}`);

      // Until the group is empty, the next release is refused.
      const early = await stage.release({ ...quick, image: 'web:v1' }, nextRun(stage));
      expect(early.outputs['reason-code']).toBe('preflight-failed');
      stage.sandbox.control.setDesiredCount({ service: 'old', desiredCount: 0 });
      await stage.until('the old targets are gone', () => stage.group('web-a').targets.length === 0);
      const second = await stage.release({ ...quick, image: 'web:v1' }, nextRun(stage));
      expect(endOf(second)).toEqual(released);
      expect(stage.rule('http:default').weights).toEqual({ 'web-a': 100, 'web-b': 0 });
    },
  );

  // Covers: moving-by-update
  acceptance(
    'moves from CodeDeploy to task sets in place, as AWS documents it, and its only task set is blue',
    { world: ofCodeDeploy() },
    async (stage) => {
      await expectOnlyController(stage, 'web', 'CODE_DEPLOY');
      const [before] = stage.service().taskSets;
      await changeController(stage, 'EXTERNAL');
      const run = await stage.release({ ...quick, image: 'web:v2' });
      expect(endOf(run)).toEqual(released);
      expect(run.log).toContain(`blue: ${before?.id ?? ''} (web:1), PRIMARY, 2 of 2 running`);
      expect(run.log).toContain(
        `adopting-blue: ${before?.id ?? ''} is live and was not created by this action`,
      );
      await expectServing(stage, 'web-b', 'v2');
    },
  );
});
