// Rollbacks without names to go by: of a task set that this action didn't create, and of rules that the inputs leave out.
import { expect } from '@jest/globals';
import { webService, webTaskDefinition } from '../../sandbox/seeds.ts';
import type { SandboxSpec } from '../../sandbox/spec.ts';
import { acceptance, chapter, type Stage } from '../support/acceptance.ts';
import { endOf, expectAllOn, isAllOn, productionRules, servedOnlyBy } from '../support/bad-luck.ts';
import { expectServing, leftWarm, nextRun, rollbackInputs, statusInputs } from '../support/command-steps.ts';

const [before, after] = ['ecs-svc/41', 'ecs-svc/42'];
const guess =
  `Assumed that ${before} (web:1) was live before: it is the only other task set, in the other group of the ` +
  'production rules, and no tag of a release names it.';

const asAsked = { exitCode: 0, result: 'rolled-back', reason: 'requested' } as const;

/** Another tool released web:2 next to web:1, without tags or a name. */
function ofAnotherTool(): SandboxSpec {
  const spec = webService();
  const taskSets = [
    { id: before, taskDefinition: 'web:1', targetGroup: 'web-a' },
    { id: after, taskDefinition: 'web:2', targetGroup: 'web-b', primary: true },
  ];
  const services = (spec.services ?? []).map((service) =>
    service.name === 'web' ? { ...service, taskSets } : service,
  );
  return {
    ...spec,
    services,
    taskDefinitions: [...(spec.taskDefinitions ?? []), webTaskDefinition('web:v2')],
  };
}

chapter('rollback of what another tool released', () => {
  // Covers: rollback-other-tool
  acceptance(
    'returns to the only other set, reports that assumption, and leaves foreign sets alone',
    {
      world: ofAnotherTool(),
      assumedBlue: before,
      setsLeft: 2,
      tagsLeft: ['fence', 'rolled-back'],
      registrations: 0,
    },
    async (stage) => {
      await stage.until('all targets are healthy', () =>
        ['web-a', 'web-b'].every((name) => {
          const { targets } = stage.group(name);
          return targets.length === 2 && targets.every(({ state }) => state === 'healthy');
        }),
      );
      for (const rule of productionRules)
        stage.sandbox.control.setWeights({ rule, weights: { 'web-a': 0, 'web-b': 100 } });
      await servedOnlyBy(stage, 'v2');
      const seen = await stage.release(statusInputs, nextRun(stage));
      expect(seen.log).toMatch(/rollback ready: /);
      expect(stage.writes()).toEqual([]);

      const run = await stage.release(rollbackInputs);
      expect(endOf(run)).toEqual(asAsked);
      expect(run.log).toMatch(/rollback: from ecs-svc\/42 \(web:2\) to .*ecs-svc\/41 \(web:1\)/);
      for (const text of [run.log, run.summary, stage.sandbox.github.state().comments.at(-1)?.body])
        expect(text).toContain(guess);
      expect(run.log).toContain(`${after} (web:2) is still there (ACTIVE): this action did not make it`);
      expectAllOn(stage, 'web-a');
      await servedOnlyBy(stage, 'v1');
      expect(stage.calls('CreateTaskSet', 'UpdateTaskSet', 'DeleteTaskSet')).toEqual([]);
      const left = stage.service().taskSets;
      expect(left.map(({ id, status, scale, tags }) => [id, status, scale, tags])).toEqual([
        [before, 'PRIMARY', 100, {}],
        [after, 'ACTIVE', 100, {}],
      ]);

      // Run again, it finds traffic where it belongs: it takes the service, and that is all.
      const since = stage.writes().length;
      expect(endOf(await stage.release(rollbackInputs, { attempt: 2 }))).toEqual(asAsked);
      const written = stage.writes().slice(since);
      expect(written.map(({ call }) => call.operation)).toEqual(['TagResource']);
      expectAllOn(stage, 'web-a');
    },
  );
});

/** What somebody at 3 a.m. copies out of another workflow. */
const narrow: readonly (readonly [string, (stage: Stage) => string])[] = [
  ['production-rules with a rule', (stage) => stage.rule('shop').arn],
  [
    'production-rules with a listener',
    (stage) => stage.world().listeners.find(({ name }) => name === 'https')?.arn ?? '',
  ],
];

chapter('a rollback whose inputs name fewer rules than the release moved', () => {
  for (const [title, value] of narrow) {
    // Covers: rollback-unnamed-rules
    acceptance(
      `${title}: still moves every rule that holds the pair`,
      { world: webService(), tagsLeft: ['fence', 'rolled-back', 'quarantined'] },
      async (stage) => {
        await leftWarm(stage);
        expect(isAllOn(stage, 'web-b')).toBe(true);
        const run = await stage.release(
          { ...rollbackInputs, 'production-rules': value(stage) },
          nextRun(stage),
        );
        expect(endOf(run)).toEqual(asAsked);
        await expectServing(stage, 'web-a', 'v1');
      },
    );
  }
});
