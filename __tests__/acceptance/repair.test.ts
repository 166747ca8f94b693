// Rules that infrastructure code reset: users get 503 next to a healthy PRIMARY, until rollback or a sweep repairs it.
import { expect } from '@jest/globals';
import { webService } from '../../sandbox/seeds.ts';
import type { SandboxSpec } from '../../sandbox/spec.ts';
import { acceptance, chapter, type Stage } from '../support/acceptance.ts';
import { arnOf, endOf, killAfter, servedOnlyBy } from '../support/bad-luck.ts';
import {
  expectServing,
  nextRun,
  overRelease,
  promoteInputs,
  rollbackInputs,
  stageInputs,
  statusInputs,
  sweepInputs,
  teardownInputs,
} from '../support/command-steps.ts';
import { paste, resetToOneGroup, resetWeights } from '../support/resets.ts';

const repaired = { exitCode: 0, result: 'repaired', reason: 'repaired' } as const;
const refused = { exitCode: 1, result: 'refused', reason: 'preflight-failed' } as const;
const tagsLeft = ['fence', 'repaired'];
const world = webService();

/** A release is over, and then the rules are put back. */
async function afterReset(stage: Stage, reset: (stage: Stage) => void): Promise<void> {
  await overRelease(stage);
  await servedOnlyBy(stage, 'v2');
  reset(stage);
}

const lastSeq = (stage: Stage): number => stage.calls().at(-1)?.seq ?? 0;
const writtenSince = (stage: Stage, seq: number): readonly string[] =>
  stage
    .writes()
    .map(({ call }) => call)
    .filter((call) => call.seq > seq)
    .map(({ operation }) => operation);

const forms = [
  ['weights back to 100/0', resetWeights],
  ['one group left in the rule', resetToOneGroup],
] as const;

for (const [form, reset] of forms)
  chapter(`rules that infrastructure code reset after the release (${form})`, () => {
    // Covers: reset-repaired
    acceptance(
      'are repaired by rollback, and another rollback then rolls back',
      { world, tagsLeft: ['fence', 'quarantined'], hasDowntime: true, registrations: 1 },
      async (stage) => {
        await afterReset(stage, reset);
        const run = await stage.release(rollbackInputs, nextRun(stage));
        expect(endOf(run)).toEqual(repaired);
        for (const text of [run.log, run.summary])
          expect(text).toMatch(/all production traffic is on PRIMARY .*Nothing was rolled back/);
        await expectServing(stage, 'web-b', 'v2');
        expect(stage.service().tags['ecs-blue-green:repaired']).toMatch(`${stage.runId + 1}:ecs-svc/`);
        // The next attempt of the same run rolls back nothing either.
        const since = lastSeq(stage);
        const again = await stage.release(rollbackInputs, nextRun(stage, { attempt: 2 }));
        expect(endOf(again)).toEqual(repaired);
        expect(writtenSince(stage, since)).toEqual([]);

        const second = await stage.release(rollbackInputs, { runId: stage.runId + 2 });
        expect(endOf(second)).toMatchObject({ exitCode: 0, result: 'released' });
        await expectServing(stage, 'web-a', 'v1');
      },
    );

    // Covers: reset-swept
    acceptance(
      'are repaired by a sweep with on-drift: restore',
      { world, tagsLeft: ['fence', 'swept-at'], hasDowntime: true },
      async (stage) => {
        await afterReset(stage, reset);
        const run = await stage.release({ ...sweepInputs, 'on-drift': 'restore' }, nextRun(stage));
        expect(endOf(run)).toEqual(repaired);
        await expectServing(stage, 'web-b', 'v2');
      },
    );

    // Covers: reset-named
    acceptance(
      'are named by every other command, with the groups, PRIMARY and the command that repairs them',
      { world, hasDowntime: true, tagsLeft: ['fence', 'swept-at'] },
      async (stage) => {
        await afterReset(stage, reset);
        const primary = stage.service().taskSets[0]?.id ?? '';
        const since = lastSeq(stage);
        const ends: Readonly<Record<string, unknown>> = {
          status: { exitCode: 0, result: 'status', reason: 'status' },
          sweep: { exitCode: 1, result: 'failed', reason: 'left-alone' },
        };
        const commands = [
          statusInputs,
          { command: 'plan' },
          { command: 'deploy' },
          ...[stageInputs, promoteInputs, teardownInputs, sweepInputs],
        ];
        const texts: string[] = [];
        for (const [index, inputs] of commands.entries()) {
          const run = await stage.release({ image: '', ...inputs }, { runId: stage.runId + 1 + index });
          expect(endOf(run)).toEqual(ends[inputs['command'] ?? ''] ?? refused);
          expect(run.log).toMatch(
            new RegExp(
              `somebody else changed the production rules: .*shop\\.example\\.com.* to target group web-a, .*PRIMARY ${primary} .*in web-b`,
              'i',
            ),
          );
          expect(run.log).toContain('Run the command rollback, or sweep with on-drift: restore');
          expect(run.log).not.toMatch(/\bdelete\b/i);
          texts.push(run.log);
        }
        // Only the note that a sweep ran.
        expect(writtenSince(stage, since)).toEqual(['TagResource']);
        if (reset !== resetWeights) return;
        expect(await paste(stage, texts[0] ?? '')).toBe(4);
        await expectServing(stage, 'web-b', 'v2');
      },
    );
  });

chapter('a repair', () => {
  // Covers: reset-partly
  acceptance(
    'returns only the rules that were reset, a default action among them',
    { world, tagsLeft, hasDowntime: true },
    async (stage) => {
      await afterReset(stage, (one) => {
        resetWeights(one, ['http:default']);
        resetToOneGroup(one, ['shop']);
      });
      const since = lastSeq(stage);
      const run = await stage.release(rollbackInputs, nextRun(stage));
      expect(endOf(run)).toEqual(repaired);
      expect(writtenSince(stage, since).toSorted()).toEqual(['ModifyListener', 'ModifyRule', 'TagResource']);
      await expectServing(stage, 'web-b', 'v2');
    },
  );

  for (const [form, reset, operation] of [
    [...forms[0], 'ModifyRule'],
    [...forms[1], 'ModifyListener'],
  ] as const)
    // Covers: reset-killed
    acceptance(
      `that is killed in the middle is completed by the next attempt, and rolls back nothing (${form})`,
      { world, tagsLeft, hasDowntime: true },
      async (stage) => {
        await afterReset(stage, reset);
        await killAfter(stage, { operation, nth: 1 }, () =>
          stage.start(rollbackInputs, nextRun(stage, { isPostSkipped: true })),
        );
        const run = await stage.release(rollbackInputs, nextRun(stage, { attempt: 2 }));
        expect(endOf(run)).toEqual(repaired);
        await expectServing(stage, 'web-b', 'v2');
      },
    );

  // Covers: reset-killed
  acceptance(
    'that is killed in the middle is completed by the post step',
    { world, tagsLeft, hasDowntime: true },
    async (stage) => {
      await afterReset(stage, resetWeights);
      await killAfter(stage, { operation: 'ModifyRule', nth: 1 }, () =>
        stage.start(rollbackInputs, nextRun(stage)),
      );
      await expectServing(stage, 'web-b', 'v2');
      expect(endOf(await stage.release(rollbackInputs, nextRun(stage, { attempt: 2 })))).toEqual(repaired);
    },
  );

  // Covers: reset-race
  acceptance(
    'that meets another one ends once with production on PRIMARY',
    { world, tagsLeft, hasDowntime: true, isRace: true },
    async (stage) => {
      await afterReset(stage, resetToOneGroup);
      const runs = [1, 2].map((n) => stage.start(rollbackInputs, { runId: stage.runId + n }));
      const ends = await Promise.all(runs.map(async ({ result }) => endOf(await result)['result']));
      expect(ends.every((result) => result === 'repaired' || result === 'stood-down')).toBe(true);
      expect(ends).toContain('repaired');
      await expectServing(stage, 'web-b', 'v2');
    },
  );

  // Covers: reset-gone
  acceptance(
    'names a rule that was created again with another ARN, and does not write it',
    { world, tagsLeft, hasDowntime: true },
    async (stage) => {
      await afterReset(stage, resetToOneGroup);
      const known = stage.service().tags['ecs-blue-green:rules'] ?? '';
      const id = stage.rule('shop').arn.split('/').slice(-1)[0] ?? '';
      const rules = known.replace(id, '0000000000000000');
      expect(rules).not.toBe(known);
      stage.sandbox.control.tagService({ service: 'web', tags: { 'ecs-blue-green:rules': rules } });
      const isGone = /0000000000000000, which is gone or was created again with another ARN/;
      for (const inputs of [statusInputs, { command: 'plan' }]) {
        const named = await stage.release(inputs, { runId: stage.runId + 2 });
        expect(named.log).toMatch(isGone);
        expect(named.log).toContain('Run the command rollback');
      }
      const run = await stage.release(rollbackInputs, nextRun(stage));
      expect(endOf(run)).toEqual({ exitCode: 1, result: 'failed', reason: 'drift' });
      expect(run.log).toMatch(isGone);
      expect(stage.rule('shop').weights).toEqual({ 'web-a': 1 });
      for (const rule of ['http:default', 'https:default', 'login'])
        expect(stage.rule(rule).weights['web-b']).toBeGreaterThan(0);
      stage.sandbox.control.setWeights({ rule: 'shop', weights: { 'web-a': 0, 'web-b': 1 } });
      await expectServing(stage, 'web-b', 'v2');
    },
  );
});

/** PRIMARY was created by another tool in the other group: no tag says anything. */
function untagged(): SandboxSpec {
  const spec = webService();
  const [only, ...others] = spec.services ?? [];
  if (only === undefined) throw new Error('no service');
  const set = { taskDefinition: 'web:1', targetGroup: 'web-b', primary: true };
  const onB = JSON.stringify(spec.loadBalancers).replaceAll('"web-a":100,"web-b":0', '"web-a":0,"web-b":100');
  const loadBalancers = JSON.parse(onB) as NonNullable<SandboxSpec['loadBalancers']>;
  return { ...spec, services: [{ ...only, taskSets: [set] }, ...others], loadBalancers };
}

chapter('an untagged PRIMARY without traffic', () => {
  // Covers: reset-untagged
  acceptance(
    'is recognised by its healthy targets, and nobody is advised to delete it',
    {
      world: untagged(),
      tagsLeft,
      hasDowntime: true,
      registrations: 0,
    },
    async (stage) => {
      resetWeights(stage);
      const deploy = await stage.release({}, nextRun(stage));
      expect(endOf(deploy)).toEqual(refused);
      expect(deploy.log).not.toMatch(/\bdelete\b/i);
      const run = await stage.release(rollbackInputs, { runId: stage.runId + 2 });
      expect(endOf(run)).toEqual(repaired);
      await expectServing(stage, 'web-b', 'v1');
    },
  );

  // Covers: reset-unknown
  acceptance(
    'whose load balancer is not known is repaired once target-groups names both groups',
    { world: untagged(), tagsLeft, hasDowntime: true, registrations: 0 },
    async (stage) => {
      resetToOneGroup(stage);
      for (const inputs of [rollbackInputs, { image: 'web:v1' }]) {
        const run = await stage.release(inputs, nextRun(stage));
        expect(endOf(run)).toEqual(refused);
        expect(run.log).toMatch(
          /PRIMARY ecs-svc\/\d+ .*Name both with target-groups, or the rule with production-rules/,
        );
        expect(run.log).not.toMatch(/\bdelete\b/i);
      }
      const named = { 'target-groups': `${arnOf(stage, 'web-a')}\n${arnOf(stage, 'web-b')}` };
      const run = await stage.release({ ...rollbackInputs, ...named }, { runId: stage.runId + 2 });
      expect(endOf(run)).toEqual(repaired);
      await expectServing(stage, 'web-b', 'v1');
    },
  );

  // Covers: no-load-balancer
  acceptance(
    'of a service without a load balancer: one sentence, and no advice about its task set',
    { world, hasTraffic: false, tagsLeft: [] },
    async (stage) => {
      const commands = [{}, { command: 'plan' }, rollbackInputs, stageInputs, promoteInputs, statusInputs];
      for (const inputs of [...commands, teardownInputs, sweepInputs]) {
        const run = await stage.release({ image: '', ...inputs, service: 'worker' }, nextRun(stage));
        if (inputs !== statusInputs && inputs !== sweepInputs) expect(endOf(run)).toEqual(refused);
        expect(run.log).toMatch(
          /service worker has no load balancer, since ecs-svc\/\d+ .* is in no target group/i,
        );
        expect(run.log).not.toMatch(/neither live|keeps no blue|rollback-to/);
        expect(run.log).not.toMatch(/\bdelete\b/i);
      }
      expect(stage.writes()).toEqual([]);
    },
  );
});
