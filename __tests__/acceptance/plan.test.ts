// What a plan foretells, held against what the deploy after it really does.
import { readFileSync } from 'node:fs';
import { describe, expect } from '@jest/globals';
import { webService } from '../../sandbox/seeds.ts';

import { acceptance, type Stage } from '../support/acceptance.ts';
import { endOf, released } from '../support/bad-luck.ts';
import { expectServing, jsonOf, nextRun, stageInputs } from '../support/command-steps.ts';
import type { DryRun } from '../../src/domain/common/report/plan.ts';

const planInputs = { ...stageInputs, command: 'plan' };
const deployInputs = { ...stageInputs, command: 'deploy' };
const planMarker = '<!-- ecs-blue-green-plan:demo/web -->';

const planIn = (json: Record<string, unknown>): DryRun => json['plan'] as DryRun;
const lastSeq = (stage: Stage): number => stage.calls().at(-1)?.seq ?? 0;
const commentsOf = ({ sandbox }: Stage): readonly string[] =>
  sandbox.github.state().comments.map(({ body }) => body);

/** Checked by IAM, without a call of their own. */
const notCalled = ['iam:PassRole', 'ecs:UpdateService'];

/** Every action that the documents allow, by the blocks of JSON in them. */
const documented = (): ReadonlySet<string> =>
  new Set(
    readFileSync(new URL('../../docs/iam.md', import.meta.url), 'utf8').match(
      /(ecs|elasticloadbalancing|application-autoscaling|iam):[A-Z]\w+/g,
    ),
  );

describe('plan', () => {
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
        { ...stageInputs, 'test-listener-arn': test },
        nextRun(stage, { runId: stage.runId + 2 }),
      );
      expect(staged.exitCode).toBe(0);
      const before = stage.writes().length;
      const run = await stage.release({ ...planInputs, 'test-listener-arn': test }, nextRun(stage));
      expect(endOf(run)).toEqual({ exitCode: 0, result: 'planned', reason: 'planned' });
      expect(stage.writes()).toHaveLength(before);
      const planned = planIn(jsonOf(run));
      expect(commentsOf(stage).filter((body) => body.startsWith(planMarker))).toHaveLength(1);
      expect(run.summary).toContain('planned, nothing was written');

      const since = lastSeq(stage);
      const deploy = await stage.release({ ...deployInputs, 'test-listener-arn': test });
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
        [...used].toSorted(),
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
      const inputs = { ...planInputs, 'warm-scale': '50', 'production-rule-arns': stage.rule('shop').arn };
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
