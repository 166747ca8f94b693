// What a plan foretells, held against what the deploy after it really does.
import { webKey } from '../support/shown-on-github.ts';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect } from '@jest/globals';
import { webService } from '../../sandbox/seeds.ts';

import type { SandboxSpec } from '../../sandbox/spec.ts';
import { acceptance, type Stage } from '../support/acceptance.ts';
import { webServiceWithRules } from '../support/acceptance-worlds.ts';
import { endOf, released } from '../support/bad-luck.ts';
import { expectServing, jsonOf, nextRun, stageInputs } from '../support/command-steps.ts';
import { forwardTo, secret, terraformPlan } from '../support/terraform.ts';
import type { DryRun } from '../../src/domain/common/report/plan.ts';

const planInputs = { ...stageInputs, command: 'plan' };
const deployInputs = { ...stageInputs, command: 'deploy' };
const planMarker = `<!-- ecs-blue-green-plan:${webKey} -->`;

const planIn = (json: Record<string, unknown>): DryRun => json['plan'] as DryRun;
const lastSeq = (stage: Stage): number => stage.calls().at(-1)?.seq ?? 0;
const commentsOf = ({ sandbox }: Stage): readonly string[] =>
  sandbox.github.state().comments.map(({ body }) => body);

/** Checked by IAM, without a call of their own. */
const notCalled = ['iam:PassRole', 'ecs:UpdateService'];

/** Called without a permission, which nobody needs for it. */
const freeCalls = ['sts:GetCallerIdentity'];

/** Every action that the documents allow, by the blocks of JSON in them. */
const documented = (): ReadonlySet<string> =>
  new Set(
    readFileSync(new URL('../../docs/iam.md', import.meta.url), 'utf8').match(
      /(ecs|elasticloadbalancing|application-autoscaling|iam):[A-Z]\w+/g,
    ),
  );

const workspace = mkdtempSync(path.join(tmpdir(), 'terraform-'));
afterAll(() => {
  rmSync(workspace, { recursive: true, force: true });
});

/** Writes a plan of Terraform that gives the default action of a listener these weights, and returns the inputs. */
function terraformInputs(stage: Stage, file: string, weights: Readonly<Record<string, number>>) {
  const arn = stage.world().listeners.find(({ name }) => name === 'http')?.arn ?? '';
  const named = (of: Readonly<Record<string, number>>): Record<string, number> =>
    Object.fromEntries(Object.entries(of).map(([name, weight]) => [stage.group(name).arn, weight]));
  const before = { arn, id: arn, default_action: forwardTo(named(stage.rule('http:default').weights)) };
  const after = { ...before, default_action: forwardTo(named(weights)) };
  const bucket = { arn: 'arn:aws:s3:::logs', id: 'logs' };
  const plan = terraformPlan([
    { address: 'module.web.aws_lb_listener.http', before, after },
    { address: 'aws_s3_bucket.logs', actions: ['delete'], before: bucket },
  ]);
  writeFileSync(path.join(workspace, file), JSON.stringify(plan));
  return { ...planInputs, 'terraform-plan': file };
}

/** Service `api` behind the same listener as `web`, and service `report`: both of this action, in clusters of their own. */
function withNeighbors(): SandboxSpec {
  const world = webServiceWithRules([
    {
      name: 'api',
      priority: 30,
      paths: ['/api/*'],
      actions: [{ type: 'forward', groups: { 'api-a': 100, 'api-b': 0 } }],
    },
  ]);
  const live = { taskDefinition: 'web:1', primary: true, tags: { 'ecs-blue-green:release': '5-api' } };
  const idle = ['api-a', 'api-b'].map((name) => ({ name, port: 8080, healthCheck: { path: '/ready' } }));
  return {
    ...world,
    clusters: [{ name: 'demo' }, { name: 'jobs' }, { name: 'front' }],
    targetGroups: [...(world.targetGroups ?? []), ...idle],
    services: [
      ...(world.services ?? []),
      { name: 'api', cluster: 'front', desiredCount: 1, taskSets: [{ ...live, targetGroup: 'api-a' }] },
      { name: 'report', cluster: 'jobs', desiredCount: 1, taskSets: [live] },
    ],
  };
}

/** A plan that leads the rule of `api` to its empty group and, if asked, stops `report`. */
function neighborInputs(stage: Stage, file: string, isReportStopped: boolean) {
  const arn = stage.rule('api').arn;
  const [live, empty] = [stage.group('api-a').arn, stage.group('api-b').arn];
  const before = { arn, id: arn, action: forwardTo({ [live]: 100, [empty]: 0 }) };
  const report = stage.service('web').arn.replace('/demo/web', '/jobs/report');
  const counted = (count: number) => ({ id: report, name: secret, desired_count: count });
  const plan = terraformPlan([
    {
      address: 'module.api.aws_lb_listener_rule.api',
      before,
      after: { ...before, action: forwardTo({ [live]: 0, [empty]: 100 }) },
    },
    ...(isReportStopped
      ? [{ address: 'aws_ecs_service.report', before: counted(1), after: counted(0) }]
      : []),
  ]);
  writeFileSync(path.join(workspace, file), JSON.stringify(plan));
  return { ...planInputs, 'terraform-plan': file };
}

describe('plan', () => {
  // Covers: terraform-neighbors
  acceptance(
    'fails if an apply would move production of another service, and names it',
    { world: withNeighbors(), hasTraffic: false, tagsLeft: [] },
    async (stage) => {
      const run = await stage.release(neighborInputs(stage, 'both.json', true), {
        ...nextRun(stage),
        workspace,
      });
      expect(endOf(run)).toEqual({ exitCode: 1, result: 'refused', reason: 'apply-moves-production' });
      const { findings = [], unjudged } = planIn(jsonOf(run)).apply ?? {};
      expect(findings.map(({ service, movesProduction }) => [service?.service, movesProduction])).toEqual([
        ['api', true],
        ['report', true],
      ]);
      expect(unjudged).toEqual([]);
      for (const shown of [run.log, run.summary, commentsOf(stage).join('\n')]) {
        expect(shown).toMatch(
          /service api in cluster front: sets the weights .*after an apply 100 % to api-b/,
        );
        expect(shown).toContain('no test rule of service api in cluster front is known');
        expect(shown).toMatch(/service report in cluster jobs: .*from 1 task to 0: its users get errors/);
      }
      expect(JSON.stringify([run, commentsOf(stage)])).not.toContain(secret);

      stage.sandbox.faults.add({ operation: 'ListClusters', kind: 'access-denied', always: true });
      const passed = await stage.release(neighborInputs(stage, 'rule.json', false), {
        ...nextRun(stage),
        workspace,
      });
      expect(endOf(passed)).toEqual({ exitCode: 0, result: 'planned', reason: 'planned' });
      for (const shown of [passed.log, passed.summary, commentsOf(stage).join('\n')]) {
        expect(shown).toMatch(/services of other clusters \(ecs:ListClusters: AccessDenied/);
        expect(shown).toContain('module.api.aws_lb_listener_rule.api (');
        expect(shown).toContain(stage.rule('api').arn);
      }
      expect(stage.writes()).toEqual([]);
    },
  );

  // Covers: terraform-plan
  acceptance(
    'fails if an apply of the Terraform plan would move production, and shows no secret of the plan',
    { world: webService(), greens: 1, tagsLeft: ['fence', 'rules'] },
    async (stage) => {
      // After a release, the weights that Terraform declares lead to the empty group.
      expect(endOf(await stage.release(deployInputs))).toEqual(released);
      const before = stage.writes().length;
      const given = terraformInputs(stage, 'reset.json', { 'web-a': 100, 'web-b': 0 });
      const run = await stage.release(given, { ...nextRun(stage), workspace });
      expect(endOf(run)).toEqual({ exitCode: 1, result: 'refused', reason: 'apply-moves-production' });
      const [finding, ...more] = planIn(jsonOf(run)).apply?.findings ?? [];
      expect(more).toEqual([]);
      expect(finding?.address).toBe('module.web.aws_lb_listener.http');
      for (const shown of [run.log, run.summary, commentsOf(stage).join('\n')]) {
        expect(shown).toContain('module.web.aws_lb_listener.http');
        expect(shown).toMatch(/now 100 % to web-b .*after an apply 100 % to web-a .*would get errors/);
      }
      expect(JSON.stringify([run, commentsOf(stage)])).not.toContain(secret);

      const kept = terraformInputs(stage, 'kept.json', { 'web-b': 1 });
      const passed = await stage.release(kept, { ...nextRun(stage), workspace });
      expect(endOf(passed)).toEqual({ exitCode: 0, result: 'planned', reason: 'planned' });
      expect(passed.log).toContain('takes target group web-a out of production rule');
      expect(passed.log).toContain('1 other change');

      writeFileSync(path.join(workspace, 'binary.json'), 'PK\u0003\u0004');
      const wrong = { ...planInputs, 'terraform-plan': 'binary.json' };
      const refused = await stage.release(wrong, { ...nextRun(stage), workspace });
      expect(endOf(refused)).toEqual({ exitCode: 1, result: 'refused', reason: 'inputs-invalid' });
      expect(refused.log).toContain('terraform show -json tfplan > plan.json');
      expect(stage.writes()).toHaveLength(before);
    },
  );

  // Covers: staged-superseded, plan
  acceptance(
    'shows registration, rules, deletions and IAM actions of the deploy that follows, and writes nothing',
    {
      world: webService({ hasTestListener: true, isAutoScaled: true }),
      testRules: ['test:default'],
      greens: 1,
      isRace: false,
      registrations: 1,
    },
    async (stage) => {
      const test = stage.world().listeners.find(({ name }) => name === 'test')?.arn ?? '';
      // Something to remove: what another run staged.
      const staged = await stage.release(
        { ...stageInputs, 'test-rule': test },
        nextRun(stage, { runId: stage.runId + 2 }),
      );
      expect(staged.exitCode).toBe(0);
      const before = stage.writes().length;
      const run = await stage.release({ ...planInputs, 'test-rule': test }, nextRun(stage));
      expect(endOf(run)).toEqual({ exitCode: 0, result: 'planned', reason: 'planned' });
      expect(stage.writes()).toHaveLength(before);
      const planned = planIn(jsonOf(run));
      expect(commentsOf(stage).filter((body) => body.startsWith(planMarker))).toHaveLength(1);
      expect(run.summary).toContain('planned, nothing was written');

      const since = lastSeq(stage);
      const deploy = await stage.release({ ...deployInputs, 'test-rule': test });
      expect(endOf(deploy)).toEqual(released);
      const calls = stage.calls().filter(({ seq }) => seq > since);

      // The staged release registered the revision: the deploy finds it by its hash.
      expect(planned.revision).toMatchObject({ from: 'web:1', to: 'web:2' });
      expect(calls.filter(({ operation }) => operation === 'RegisterTaskDefinition')).toEqual([]);
      expect(planned.revision?.changes).toEqual(['containerDefinitions.web.image: "web:v1" → "web:v2"']);
      expect(stage.service().taskSets[0]?.taskDefinition).toMatch(/web:2$/);

      expect(planned.rules.length).toBeGreaterThan(0);
      const weights = stage.world().rules.map((rule) => JSON.stringify(rule.weights));
      for (const { to } of planned.rules) expect(weights).toContain(JSON.stringify(to));
      const deleted = calls.flatMap(({ operation, request }) =>
        operation === 'DeleteTaskSet' ? [String(request['taskSet'])] : [],
      );
      expect([...new Set(deleted)].toSorted()).toEqual(planned.deletes.map(({ arn }) => arn).toSorted());
      expect(planned.deletes.map(({ when }) => when)).toEqual(['before the switch', 'after the warm time']);

      const used = new Set(calls.map(({ service, operation }) => `${service}:${operation}`));
      expect(planned.permissions.used.filter((action) => !notCalled.includes(action))).toEqual(
        [...used].filter((action) => !freeCalls.includes(action)).toSorted(),
      );
      const needed = [...planned.permissions.used, ...planned.permissions.onRollback];
      expect(needed.filter((action) => !documented().has(action))).toEqual([]);
      await expectServing(stage, 'web-b', 'v2');
    },
  );

  // Covers: plan-problems
  acceptance(
    'reports all problems in its own comment, which the next push edits, and fails',
    { world: webService({ stickinessSeconds: 3600 }), tagsLeft: [] },
    async (stage) => {
      const inputs = { ...planInputs, 'warm-scale': '50', 'production-rules': stage.rule('shop').arn };
      const run = await stage.release(inputs, nextRun(stage));
      expect(endOf(run)).toEqual({ exitCode: 1, result: 'refused', reason: 'preflight-failed' });
      const [comment, ...more] = commentsOf(stage);
      expect(more).toEqual([]);
      expect(comment).toContain(planMarker);
      expect(comment).toContain('is not among the named production rules');
      expect(comment).toContain('stickiness of the forward action');
      expect(planIn(jsonOf(run)).problems.length).toBeGreaterThan(1);

      const mended = await stage.release({ ...planInputs, 'warm-time': '1h' }, nextRun(stage));
      expect(endOf(mended)).toMatchObject({ exitCode: 0, result: 'planned' });
      expect(commentsOf(stage)).toHaveLength(1);
      expect(commentsOf(stage)[0]).toContain('planned, nothing was written');
      expect(commentsOf(stage)[0]).toContain('keep users on their target group for 3600 s');
      expect(planIn(jsonOf(mended)).revision).toMatchObject({ from: 'web:1', to: null });
      expect(stage.writes()).toEqual([]);
    },
  );
});
