// Users whose cookies keep them on a warm blue that can't serve: they are moved to green at once.
import { expect } from '@jest/globals';
import type { Traffic } from '../../sandbox/meter/spawn.ts';
import { acceptance, chapter, type Stage } from '../support/acceptance.ts';
import { endOf, isAllOn, released } from '../support/bad-luck.ts';
import { jsonOf, leaseTags, nextRun, statusInputs, sweepInputs } from '../support/command-steps.ts';
import { servedOnlyBy } from '../support/serving.ts';
import {
  cookiePositions,
  returning,
  servedBy,
  stickyGroups,
  stickyV2,
  stickyWorld,
} from '../support/sticky-users.ts';

const tagsLeft = [...leaseTags, 'sessions'];
/** Of requests to a task as it ends, or where none is. */
const whileDown = { 'status 502': 60, 'status 503': 900 };
const group = (stage: Stage) => stage.group('web-a').targets.filter(({ state }) => state === 'healthy');

/** No task of blue lives long enough to serve. */
async function loseBlue(stage: Stage): Promise<void> {
  const env = { CRASH_AFTER_MS: '100' };
  stage.sandbox.control.setApp({ image: 'web:v1', app: { command: ['node', 'sandbox/apps/v1.ts'], env } });
  const set = stage.service().taskSets.find(({ targetGroup }) => targetGroup === 'web-a');
  for (const { id, taskSetId, lastStatus } of stage.world().tasks)
    if (taskSetId === set?.id && lastStatus === 'RUNNING') stage.sandbox.control.killTask({ task: id });
  await stage.until('blue has no healthy target', () => group(stage).length === 0);
}

/** Three whole seconds in a row in which green alone served them, and no request failed. */
async function areWell(users: Traffic): Promise<void> {
  const from = users.snapshot().seconds.length;
  await users.waitUntil(({ seconds }) => {
    const well = seconds
      .slice(from, -1)
      .map(({ versions, failed }) => failed === 0 && Object.keys(versions).join() === 'v2');
    return well.length >= 3 && well.slice(-3).every(Boolean);
  }, 90_000);
  await users.stop();
}

for (const [position, unknowns] of cookiePositions.slice(0, 2))
  chapter(`users on a warm blue that lost its tasks, ${position},`, () => {
    // Covers: stranded-users
    acceptance(
      'reach green long before the warm time is over, and blue stays',
      { world: stickyWorld(unknowns), setsLeft: 2, tagsLeft, allowedFailures: whileDown },
      async (stage) => {
        const users = await returning(stage, 'v1');
        const running = stage.start({ ...stickyV2, teardown: 'wait' });
        await stage.until('blue is kept warm', () => running.log().includes('blue is kept warm until'));
        await servedBy(users, 'v1');
        await loseBlue(stage);
        await areWell(users);
        await servedOnlyBy(stage, 'v2');
        expect(isAllOn(stage, 'web-b')).toBe(true);
        expect(stage.calls('DeleteTaskSet')).toEqual([]);
        const log = running.log();
        expect(log).toMatch(/has no healthy target, and users with its cookies get errors/);
        await stage.until('the warning', () =>
          running.log().includes('A rollback to warm blue would not help now'),
        );
        running.kill('SIGKILL');
        await running.result;
      },
    );
  });

chapter(
  'users on a blue that loses its tasks in the bake, with target groups that have cookies of their own,',
  () => {
    // Covers: stranded-users
    acceptance(
      'reach green, and from then on everybody is told that blue is no rollback target any more',
      { world: stickyGroups(), setsLeft: 2, tagsLeft, allowedFailures: whileDown },
      async (stage) => {
        const users = await returning(stage, 'v1');
        const running = stage.start({ ...stickyV2, 'bake-time': '10m' });
        await stage.until('the bake', () => running.log().includes('::group::bake'));
        await loseBlue(stage);
        await areWell(users);
        await servedOnlyBy(stage, 'v2');
        expect(stage.calls('DeleteTaskSet')).toEqual([]);
        expect(running.log()).toContain('so it leaves them, and is no rollback target any more');
        running.kill('SIGKILL');
        await running.result;
        const seen = await stage.release(statusInputs, nextRun(stage));
        expect(jsonOf(seen)['status']).toMatchObject({
          rollbackReady: expect.stringMatching(
            /^no: .*No rule holds its target group since its sessions were cut\./,
          ),
        });
      },
    );
  },
);

chapter('users on a blue whose teardown was left to a later run, and that lost its tasks,', () => {
  // Covers: stranded-users, sweep-weak-blue
  acceptance(
    'are named by status, and the sweep moves them to green and fails: nothing is left to roll back to',
    {
      world: stickyWorld(),
      setsLeft: 2,
      tagsLeft: [...tagsLeft, 'swept-at'],
      allowedFailures: whileDown,
    },
    async (stage) => {
      const users = await returning(stage, 'v1');
      expect(endOf(await stage.release(stickyV2))).toEqual(released);
      await loseBlue(stage);
      const seen = await stage.release(statusInputs, nextRun(stage));
      expect(seen.log).toMatch(/sessions: Users with a cookie of web-a stay on blue and get errors\./);
      expect(jsonOf(seen)['status']).toMatchObject({ rollbackReady: expect.stringMatching(/^no: blue/) });
      const run = await stage.release(sweepInputs, nextRun(stage, { runId: stage.runId + 2 }));
      expect(endOf(run)).toEqual({ exitCode: 1, result: 'failed', reason: 'left-alone' });
      expect(run.log).toMatch(/is leased as the rollback target until .*, but blue .* has 0 healthy targets/);
      await areWell(users);
    },
  );
});
