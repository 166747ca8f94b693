// A blue that fails on what a migration left, and the releases after that. Users ask for pages without the database.
import { expect } from '@jest/globals';
import { acceptance, chapter, type AcceptanceOptions, type Stage } from '../support/acceptance.ts';
import { endOf, expectNeverSawV2, expectUntouched, killAfter, released, v2 } from '../support/bad-luck.ts';
import { expectServing, nextRun, rollbackInputs, statusInputs } from '../support/command-steps.ts';
import { tagOf } from '../support/rollback-steps.ts';
import { migrating, shop, type Shop } from '../support/shop-database.ts';

const setting = (of: Shop, more: Partial<AcceptanceOptions> = {}): AcceptanceOptions => ({
  ...{ world: of.world, prepare: of.prepare, tagsLeft: ['fence', 'migration'], paths: ['/session'] },
  ...more,
});

const asking = { 'health-paths': '/' };
const failed = { exitCode: 1, result: 'failed', reason: 'blue-fails-on-new-schema' };
const plain = { ...v2, ...asking, 'smoke-passes': '1' };
const later = (stage: Stage, runs: number) => ({ runId: stage.runId + runs });

const verdictIn = (stage: Stage): string | undefined =>
  stage.service().taskSets.find(({ targetGroup }) => targetGroup === 'web-b')?.tags[
    'ecs-blue-green:migration'
  ];

/** A release without a migration is stopped: blue is asked again. */
async function expectStopped(stage: Stage, runs: number): Promise<void> {
  const run = await stage.release(plain, later(stage, runs));
  expect(endOf(run)).toEqual(failed);
  expect(run.log).toMatch(/blue fails on the new schema: before the migration \S+ it passed production/);
  expect(stage.calls('CreateTaskSet')).toEqual([]);
  await expectUntouched(stage);
  expectNeverSawV2(stage);
}

chapter('a blue that fails on the new schema', () => {
  const accepted = shop();
  // Covers: migration-blue-owed
  acceptance(
    'stops each release until that is accepted, and then the rollback line says so',
    setting(accepted, { freeTags: ['rolled-back', 'quarantined'] }),
    async (stage) => {
      expect(endOf(await stage.release({ ...migrating('rename'), ...asking }))).toEqual(failed);
      await expectStopped(stage, 1);
      const ignoring = { ...plain, ignore: failed.reason, 'warm-time': '10m', teardown: 'defer' };
      expect(endOf(await stage.release(ignoring, later(stage, 2)))).toEqual(released);
      expect(verdictIn(stage)).toMatch(/blue=failed$/);
      const line = 'blue FAILED its test on the new schema, so a rollback brings errors';
      expect((await stage.release(statusInputs, later(stage, 3))).log).toContain(line);
      const rolledBack = await stage.release(rollbackInputs, later(stage, 4));
      expect([rolledBack.exitCode, rolledBack.log.includes(line)]).toEqual([0, true]);
      expect(accepted.rows()).toHaveLength(1);
      await expectServing(stage, 'web-a', 'v1');
    },
  );

  const repaired = shop();
  // Covers: migration-blue-owed
  acceptance(
    'is tested again after the migration of another release, which repairs the schema',
    setting(repaired),
    async (stage) => {
      expect(endOf(await stage.release({ ...migrating('rename'), ...asking }))).toEqual(failed);
      const repair = { ...migrating('restore'), ...asking, 'warm-time': '2s' };
      const run = await stage.release(repair, nextRun(stage));
      expect(endOf(run)).toEqual(released);
      expect(verdictIn(stage)).toMatch(/blue=tested$/);
      expect(tagOf(stage, 'migration')).toMatch(/ passed=ecs-svc\/\d+ blue=[a-z0-9]{3} /);
      expect(repaired.rows().map(({ kind }) => kind)).toEqual(['rename', 'restore']);
      await expectServing(stage, 'web-b', 'v2');
    },
  );

  const killed = shop();
  // Covers: migration-blue-owed
  acceptance(
    'whose run was killed before the test stops the next release',
    setting(killed),
    async (stage) => {
      const inputs = { ...migrating('rename'), ...asking };
      await killAfter(stage, { operation: 'TagResource', nth: 5 }, () =>
        stage.start(inputs, { isPostSkipped: true }),
      );
      expect(tagOf(stage, 'migration')).toMatch(/ asked=ecs-svc\/\d+ blue=[a-z0-9]{3} .* end=0$/);
      await expectStopped(stage, 1);
    },
  );
});

const replaced = shop();
// Covers: migration-blue-owed
acceptance(
  'a blue that passed, or was replaced, is not tested on the new schema again',
  setting(replaced),
  async (stage) => {
    expect(endOf(await stage.release({ ...migrating('expand'), ...asking }))).toEqual(released);
    const next = await stage.release(plain, nextRun(stage));
    expect(endOf(next)).toEqual(released);
    expect(next.log).not.toContain('on the new schema');
    await expectServing(stage, 'web-a', 'v2');
  },
);
