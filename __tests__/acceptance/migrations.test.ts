// Migrations of a database that both versions read, before green is made.
import { expect } from '@jest/globals';
import { acceptance, chapter, type AcceptanceOptions, type Stage } from '../support/acceptance.ts';
import {
  endOf,
  expectNeverSawV2,
  expectUntouched,
  greenOf,
  killAfter,
  released,
} from '../support/bad-luck.ts';
import { showsWithinMs } from '../../src/domain/common/migrations/next-of-try.ts';
import type { Inputs, RunOptions } from '../support/acceptance-stage.ts';
import { expectServing, nextRun, rollbackInputs, statusInputs } from '../support/command-steps.ts';
import { runOf } from '../support/contract-steps.ts';
import { trueComment } from '../support/true-comment.ts';
import { migrating, shop, type Shop } from '../support/shop-database.ts';

const setting = (of: Shop, more: Partial<AcceptanceOptions> = {}): AcceptanceOptions => ({
  world: of.world,
  prepare: of.prepare,
  tagsLeft: ['fence', 'migration'],
  ...more,
});

const failed = (reason: string): Record<string, unknown> => ({ exitCode: 1, result: 'failed', reason });
const isMigrating = (stage: Stage): boolean =>
  stage.world().oneOffTasks.some(({ lastStatus }) => lastStatus === 'RUNNING');
const untilOver = (stage: Stage): Promise<void> =>
  stage.until('the migration has ended', () =>
    stage.world().oneOffTasks.every(({ lastStatus }) => lastStatus === 'STOPPED'),
  );
const tagOf = (stage: Stage): string => stage.service().tags['ecs-blue-green:migration'] ?? '';
const tryOf = (stage: Stage): string => /^try=(\S+)/.exec(tagOf(stage))?.[1] ?? '';

chapter('an expanding migration', () => {
  const good = shop();
  // Covers: migration-expand
  acceptance(
    'runs once before green is made, blue passes its test on the new schema, and a rollback works',
    setting(good, { freeTags: ['rolled-back', 'quarantined'] }),
    async (stage) => {
      const running = stage.start({ ...migrating('expand'), 'warm-time': '10m' });
      await stage.until('blue is kept warm', () => running.log().includes('blue is kept warm until'));
      expect(good.rows()).toMatchObject([{ kind: 'expand', ended: expect.any(String) }]);
      const [run, create] = [stage.calls('RunTask'), stage.calls('CreateTaskSet')];
      expect([run.length, create.length]).toEqual([1, 1]);
      expect(run[0]!.at).toBeLessThan(create[0]!.at);
      expect(tagOf(stage)).toMatch(/ passed=ecs-svc\/\d+ blue=[a-z0-9]{3} task=[0-9a-f]{32} end=0$/);
      expect(greenOf(stage)?.tags['ecs-blue-green:migration']).toMatch(/blue=tested$/);
      const line = 'the migration of this release stays, and blue was tested on the new schema';
      expect(trueComment(stage)).toContain(`It returns code only: ${line}.`);
      const status = await stage.release(statusInputs, nextRun(stage));
      expect(status.log).toContain(line);
      running.kill('SIGKILL');
      await running.result;
      const rolledBack = await stage.release(rollbackInputs, nextRun(stage));
      expect(rolledBack.exitCode).toBe(0);
      expect(rolledBack.log).toMatch(new RegExp(`^rollback: .*${line}`, 'm'));
      await expectServing(stage, 'web-a', 'v1');
    },
  );

  const failing = shop({ MIGRATION_FAILS: 'no disk left, password=open-sesame' });
  // Covers: migration-failed
  acceptance(
    'that fails leaves blue untouched, and shows the end of its log',
    setting(failing),
    async (stage) => {
      const run = await stage.release(migrating('expand'));
      expect(endOf(run)).toEqual(failed('migration-failed'));
      expect(run.log).toMatch(/the migration \S+ \(task [0-9a-f]{32}\) did not end well: exit code 3/);
      expect(run.log).toContain('no disk left, password=***');
      expect(run.log).not.toContain('sesame');
      const planned = await stage.release(
        { ...migrating('expand', { timeout: '40m' }), command: 'plan' },
        nextRun(stage),
      );
      expect(planned.log).toMatch(
        /^time: prepare at most 40m00s until the migration has ended \(the timeout of migration\)$/m,
      );
      expect(stage.calls('CreateTaskSet')).toEqual([]);
      await expectUntouched(stage);
      expectNeverSawV2(stage);
    },
  );

  const renaming = shop();
  // Covers: migration-blue-tested
  acceptance(
    'on whose schema blue fails stops the release, and says so',
    // Nothing can undo what the migration did: its users get errors from then on.
    setting(renaming, { hasTraffic: false }),
    async (stage) => {
      const run = await stage.release({ ...migrating('rename'), 'health-paths': '/' });
      expect(endOf(run)).toEqual(failed('blue-fails-on-new-schema'));
      expect(run.log).toContain('blue fails on the new schema');
      expect(stage.calls('CreateTaskSet')).toEqual([]);
      expect(renaming.rows()).toHaveLength(1);
    },
  );

  const cancelled = shop();
  // Covers: migration-never-stopped
  acceptance(
    'goes on after a cancel, and the next attempt waits for it',
    setting(cancelled),
    async (stage) => {
      cancelled.hold();
      const running = stage.start(migrating('expand'));
      await stage.until('the migration runs', () => isMigrating(stage) && tagOf(stage).includes('task='));
      running.kill('SIGINT');
      const first = await running.result;
      expect(first.log).toContain('goes on: it is never stopped');
      expect([stage.calls('StopTask'), isMigrating(stage)]).toEqual([[], true]);
      const second = stage.start(migrating('expand'), { attempt: 2 });
      await stage.until('it is waited for', () => /migration \S+: task \S+ is RUNNING/.test(second.log()));
      cancelled.letGo();
      expect(endOf(await second.result)).toEqual(released);
      expect(cancelled.rows()).toHaveLength(1);
      await expectServing(stage, 'web-b', 'v2');
    },
  );
});

chapter('a migration whose run was killed', () => {
  const expectRefused = async (stage: Stage, inputs: Inputs, run: RunOptions): Promise<void> => {
    const since = stage.writes().length;
    const wrong = await stage.release({ ...inputs, 'migration-answer': '1.1.1=again' }, run);
    expect([endOf(wrong)['result'], stage.writes().length]).toEqual(['refused', since]);
    expect(wrong.log).toContain('migration-answer names the try 1.1.1, and not the one whose end is unknown');
  };

  for (const [operation, nth] of [
    ['TagResource', 2],
    ['RunTask', 1],
    ['TagResource', 3],
    ['TagResource', 4],
    ['TagResource', 5],
    ['TagResource', 6],
  ] as const) {
    const killed = shop({ MIGRATION_TAKES_MS: '1500' });
    // Covers: migration-killed, migration-answer
    acceptance(`after ${operation} ${String(nth)} is started once`, setting(killed), async (stage) => {
      const inputs = migrating('expand');
      await killAfter(stage, { operation, nth }, () => stage.start(inputs, { isPostSkipped: true }));
      // It has a tag, and no task yet.
      if (operation === 'TagResource' && nth === 3)
        await expectRefused(stage, { image: 'web:v2' }, nextRun(stage));
      const run = await stage.release(inputs, { attempt: 2 });
      expect(endOf(run)).toEqual(released);
      expect(killed.rows()).toHaveLength(1);
      await expectServing(stage, 'web-b', 'v2');
    });
  }

  /** The run is killed while it waits. Its task ends after that, and is shown for another `keptMs`. */
  async function left(
    stage: Stage,
    of: Shop,
    keptMs: number,
    inputs: Inputs = migrating('expand'),
    run: RunOptions = {},
  ): Promise<void> {
    const before = tagOf(stage);
    of.hold();
    const running = stage.start(inputs, { ...run, isPostSkipped: true });
    await stage.until('its task is noted', () => tagOf(stage) !== before && tagOf(stage).includes('task='));
    running.kill('SIGKILL');
    await running.result;
    of.letGo();
    await untilOver(stage);
    stage.sandbox.control.setDelays({ stoppedTasks: keptMs });
  }

  const untilUnseen = (stage: Stage): Promise<void> =>
    stage.until('ECS shows no task of it', () => stage.world().oneOffTasks.length === 0);
  const ageOf = (stage: Stage): number => Date.now() - Date.parse(/ at=(\S+)/.exec(tagOf(stage))?.[1] ?? '');

  const within = shop();
  // Covers: migration-within-hour
  acceptance('and ended less than an hour ago is found', setting(within), async (stage) => {
    await left(stage, within, 3_600_000);
    expect(endOf(await stage.release(migrating('expand'), { attempt: 2 }))).toEqual(released);
    expect(within.rows()).toHaveLength(1);
  });

  const beyond = shop();
  // Covers: migration-beyond-hour, migration-answer
  acceptance(
    'and ended more than an hour ago asks a person, whose answer counts once',
    setting(beyond),
    async (stage) => {
      await left(stage, beyond, 0);
      await untilUnseen(stage);
      const asking = await stage.release(migrating('expand'), { attempt: 2 });
      expect(endOf(asking)).toEqual(failed('migration-unknown'));
      const tryId = tryOf(stage);
      expect(asking.log).toContain(`migration-answer: ${tryId}=done`);
      await expectUntouched(stage);
      await expectRefused(stage, migrating('expand'), nextRun(stage));
      stage.sandbox.control.setDelays({ stoppedTasks: 3_600_000 });
      const answered = { ...migrating('expand'), 'migration-answer': `${tryId}=done` };
      const run = await stage.release(answered, { runId: stage.runId + 2 });
      expect(endOf(run)).toEqual(released);
      expect(beyond.rows()).toHaveLength(1);
    },
  );

  const repeated = shop({ MIGRATION_KEEPS_LIST: 'yes' });
  // Covers: migration-again
  acceptance(
    'and is answered with again starts once more, and the same answer starts no third try',
    setting(repeated),
    async (stage) => {
      const again = (tryId: string): Inputs => ({
        ...migrating('expand'),
        'migration-answer': `${tryId}=again`,
      });
      await left(stage, repeated, 0);
      const first = tryOf(stage);
      await untilUnseen(stage);
      const asking = await stage.release(migrating('expand'), { attempt: 2 });
      expect(endOf(asking)).toEqual(failed('migration-unknown'));
      expect(asking.log).toContain(`migration-answer: ${first}=again to start it once more`);
      expect(repeated.rows()).toHaveLength(1);
      // Its second try is lost as well: the answer that is still in the workflow is not for that one.
      await left(stage, repeated, 0, again(first), runOf(stage, 1));
      expect(tryOf(stage)).toBe(`${String(stage.runId + 1)}.1.1`);
      await untilUnseen(stage);
      const since = stage.writes().length;
      await stage.until('it has had its time to show', () => ageOf(stage) > showsWithinMs);
      const refusal = await stage.release(again(first), runOf(stage, 2));
      expect([endOf(refusal)['result'], stage.writes().length]).toEqual(['refused', since]);
      expect(repeated.rows()).toHaveLength(2);
      stage.sandbox.control.setDelays({ stoppedTasks: 3_600_000 });
      expect(endOf(await stage.release(again(tryOf(stage)), runOf(stage, 3)))).toEqual(released);
      expect(repeated.rows()).toHaveLength(3);
      expect(tagOf(stage)).toMatch(/ end=0$/);
      await expectServing(stage, 'web-b', 'v2');
    },
  );
});

const raced = shop({ MIGRATION_TAKES_MS: '2000' });
// Covers: migration-raced
acceptance(
  'two releases at once never migrate at once',
  setting(raced, { isRace: true, registrations: 2, greens: 2, freeTags: ['lease', 'blue', 'rules'] }),
  async (stage) => {
    const inputs = migrating('expand');
    const both = [stage.start(inputs), stage.start(inputs, nextRun(stage))];
    await Promise.all(both.map(({ result }) => result));
    await untilOver(stage);
    const rows = raced.rows();
    expect(rows.length).toBeGreaterThan(0);
    rows.slice(1).forEach(({ began }, index) => {
      const { ended } = rows[index]!;
      expect(ended === null || ended <= began).toBe(true);
    });
    // The second one finds the columns of the first.
    const last = await stage.release({ image: 'web:v2', 'smoke-passes': '1' }, { runId: stage.runId + 2 });
    expect(endOf(last)).toEqual(released);
  },
);
