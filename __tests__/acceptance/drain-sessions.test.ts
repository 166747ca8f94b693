// Users who stay on blue by a cookie of the load balancer, and a blue that is scaled down in steps under them.
import { expect } from '@jest/globals';
import { acceptance, chapter } from '../support/acceptance.ts';
import { endOf, released } from '../support/bad-luck.ts';
import { expectServing, nextRun, rollbackInputs, sweepInputs } from '../support/command-steps.ts';
import { blueOf, inWaves, killedInDrain, stepOver, stepsOf } from '../support/draining.ts';
import {
  cookiePositions,
  expectNoLoss,
  isStickyNow,
  returning,
  servedBy,
  stickyWorld,
} from '../support/sticky-users.ts';

const fourSticky = { desiredCount: 4, graceSeconds: 600 };

for (const [position, unknowns] of cookiePositions)
  chapter(`a drain with sessions, ${position},`, () => {
    // Covers: drain-sessions
    acceptance(
      'cuts them before its first step, so that no cookie leads to a blue that is going',
      { world: stickyWorld(unknowns, fourSticky), webSockets: 4 },
      async (stage) => {
        const users = await returning(stage, 'v1');
        const running = stage.start({ ...inWaves, 'warm-time': '10s', drain: '50,0 every 8s' });
        await stage.until('blue is at half of its scale', () => blueOf(stage)?.scale === 50);
        expect(isStickyNow(stage)).toBe(false);
        expect(stage.rule('http:default').weights).toEqual({ 'web-b': 100 });
        await servedBy(users, 'v2');
        expect(endOf(await running.result)).toEqual(released);
        expect(stepsOf(stage.calls())).toEqual(['50', '0', 'delete']);
        await expectServing(stage, 'web-b', 'v2');
        await expectNoLoss(users);
      },
    );
  });

chapter('a drain with sessions that was killed in the middle', () => {
  // Covers: drain-sessions
  acceptance(
    'is continued by a sweep, and no user loses a request',
    { world: stickyWorld({}, fourSticky), freeTags: ['swept-at'] },
    async (stage) => {
      const users = await returning(stage, 'v1');
      await killedInDrain(stage, 2, '50,0 every 8s');
      const sweep = async (nth: number): Promise<void> => {
        const run = await stage.release(sweepInputs, nextRun(stage, { runId: stage.runId + nth }));
        expect(endOf(run)).toEqual({ exitCode: 0, result: 'swept', reason: 'swept' });
      };
      await stepOver(stage);
      await sweep(1);
      // A sweep that sees the last task stop deletes blue at once.
      if (blueOf(stage)?.status === 'ACTIVE') {
        await stepOver(stage);
        await sweep(2);
      }
      await stage.until('blue is gone', () => blueOf(stage) === undefined);
      await sweep(3);
      expect(stepsOf(stage.calls())).toEqual(['50', '0', 'delete']);
      await servedBy(users, 'v2');
      await expectServing(stage, 'web-b', 'v2');
      await expectNoLoss(users);
    },
  );

  // Covers: drain-sessions, drain-rollback
  acceptance(
    'is rolled back to a blue that was raised first, with the cookies that green gave',
    { world: stickyWorld({}, fourSticky), freeTags: ['rolled-back', 'quarantined', 'kept-green'] },
    async (stage) => {
      const users = await returning(stage, 'v1');
      await killedInDrain(stage);
      await servedBy(users, 'v2');
      const since = stage.calls().at(-1)?.seq ?? 0;
      const run = await stage.release(rollbackInputs, nextRun(stage));
      expect(endOf(run)).toEqual({ exitCode: 0, result: 'rolled-back', reason: 'requested' });
      const first = stage
        .writes()
        .find(({ call }) => call.seq > since && /^Modify(Rule|Listener)$/.test(call.operation));
      const blue = first?.before.services[0]?.taskSets.find(({ targetGroup }) => targetGroup === 'web-a');
      expect(blue).toMatchObject({ scale: 100, computedDesiredCount: 4 });
      await servedBy(users, 'v1');
      await expectServing(stage, 'web-a', 'v1');
      await expectNoLoss(users);
    },
  );
});
