// Another command while the migration of a deploy runs.
import { expect } from '@jest/globals';
import { acceptance, chapter, type AcceptanceOptions, type Stage } from '../support/acceptance.ts';
import { endOf, released } from '../support/bad-luck.ts';
import {
  expectServing,
  nextRun,
  rollbackInputs,
  statusInputs,
  sweepInputs,
} from '../support/command-steps.ts';
import { runOf } from '../support/contract-steps.ts';
import { tagOf } from '../support/rollback-steps.ts';
import { migrating, shop, type Shop } from '../support/shop-database.ts';

const setting = (of: Shop, more: Partial<AcceptanceOptions> = {}): AcceptanceOptions => ({
  ...{ world: of.world, prepare: of.prepare, tagsLeft: ['fence', 'migration'], isRace: true, ...more },
});

const isMigrating = (stage: Stage): boolean =>
  stage.world().oneOffTasks.some(({ lastStatus }) => lastStatus === 'RUNNING');

const what = (stage: Stage): string =>
  `run ${String(stage.runId)} migrates the database for a release whose green is not made yet`;

/** The deploy, once its migration runs and is noted. It goes on until it is let go. */
async function midway(stage: Stage, of: Shop): Promise<ReturnType<Stage['start']>> {
  of.hold();
  const running = stage.start(migrating('expand'));
  await stage.until(
    'the migration runs',
    () => isMigrating(stage) && tagOf(stage, 'migration')?.includes('task=') === true,
  );
  return running;
}

chapter('a deploy whose migration runs, raced by', () => {
  const [rolledBack, swept] = [shop(), shop()];

  // Covers: migration-rollback
  acceptance(
    'a rollback: it is refused with what stops the release, and the deploy ends well',
    setting(rolledBack),
    async (stage) => {
      const running = await midway(stage, rolledBack);
      const status = await stage.release(statusInputs, runOf(stage, 2));
      expect(status.log).toContain(`rollback ready: no: ${what(stage)}`);
      const rollback = await stage.release(rollbackInputs, nextRun(stage));
      expect(endOf(rollback)).toMatchObject({ exitCode: 1, result: 'refused' });
      expect(rollback.log).toContain(`${what(stage)}, so a rollback would roll back the live version`);
      expect(rollback.log).toContain('To stop that release, cancel its run');
      expect(isMigrating(stage)).toBe(true);
      rolledBack.letGo();
      expect(endOf(await running.result)).toEqual(released);
      expect([stage.calls('StopTask'), rolledBack.rows().length]).toEqual([[], 1]);
      await expectServing(stage, 'web-b', 'v2');
    },
  );

  // Covers: migration-raced
  acceptance(
    'a sweep: it leaves both, and the deploy ends well',
    setting(swept, { freeTags: ['swept-at'] }),
    async (stage) => {
      const running = await midway(stage, swept);
      const sweep = await stage.release(sweepInputs, nextRun(stage));
      expect(sweep.log).toMatch(
        /left alone: the migration \S+ \(task [0-9a-f]{32}\) goes on: it is never stopped/,
      );
      expect(endOf(sweep)).toEqual({ exitCode: 0, result: 'swept', reason: 'swept' });
      expect(isMigrating(stage)).toBe(true);
      swept.letGo();
      expect(endOf(await running.result)).toEqual(released);
      expect(stage.calls('StopTask')).toEqual([]);
      expect(swept.rows()).toHaveLength(1);
      await expectServing(stage, 'web-b', 'v2');
    },
  );
});
