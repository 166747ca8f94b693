// Writes that were decided on a look which is old by the time they are due: they don't go out.
import { expect } from '@jest/globals';
import { webService } from '../../sandbox/seeds.ts';
import { acceptance, chapter, type Running, type Stage } from '../support/acceptance.ts';
import { endOf, released, v2 } from '../support/bad-luck.ts';
import { nextRun } from '../support/command-steps.ts';
import { expectNothingDeleted, heldAt, moveByHand, stopped } from '../support/old-looks.ts';

/** The wait for the end of the lease is one wait: the next look is the one that ends it. */
const toLeaseEnd = { ...v2, 'bake-time': '4s', 'warm-time': '16s' };
const inLease = { world: webService(), setsLeft: 2, freeTags: leaseTags() };

function leaseTags(): readonly string[] {
  return ['blue', 'lease', 'rules'];
}

async function untilWarm(stage: Stage): Promise<Running> {
  const running = stage.start(toLeaseEnd);
  await stage.until('blue is kept warm', () => running.log().includes('blue is kept warm until'));
  return running;
}

async function expectDrift(stage: Stage, running: Running): Promise<void> {
  const run = await running.result;
  expect(endOf(run)).toEqual({ exitCode: 1, result: 'failed', reason: 'drift' });
  expectNothingDeleted(stage);
}

chapter('blue is not deleted on an old look', () => {
  // Covers: old-look-deletion
  acceptance('when a read hangs and users return to blue by hand', inLease, async (stage) => {
    const running = await untilWarm(stage);
    const hung = await heldAt(stage, 'DescribeTargetHealth');
    await hung.arrived;
    moveByHand(stage, 'web-a', 'web-b');
    // Only this attempt hangs: the run gives it up after 5 s, and tries again.
    await expectDrift(stage, running);
    hung.end();
  });

  // Covers: old-look-stopped
  acceptance('when the process was stopped and users return to blue by hand', inLease, async (stage) => {
    const running = await untilWarm(stage);
    const held = await heldAt(stage, 'DescribeTargetHealth');
    await held.arrived;
    running.kill('SIGSTOP');
    moveByHand(stage, 'web-a', 'web-b');
    held.end();
    await stopped(4000);
    running.kill('SIGCONT');
    await expectDrift(stage, running);
  });
});

chapter('scale-in', () => {
  // Covers: old-look-scaling
  acceptance(
    'is not suspended by a run that was stopped while another release began and ended',
    { world: webService({ isAutoScaled: true }), registrations: 2 },
    async (stage) => {
      const held = await heldAt(stage, 'DescribeScalableTargets');
      const running = stage.start(v2);
      await held.arrived;
      held.end();
      const again = await heldAt(stage, 'DescribeScalableTargets');
      await stage.until('the fence of the first run', () => stage.calls('TagResource').length > 0);
      await again.arrived;
      running.kill('SIGSTOP');
      again.end();
      const other = await stage.release(v2, nextRun(stage));
      expect(endOf(other)).toEqual(released);
      const before = stage.calls('RegisterScalableTarget').length;
      running.kill('SIGCONT');
      const run = await running.result;
      expect(endOf(run)['result']).toBe('stood-down');
      expect(stage.calls('RegisterScalableTarget')).toHaveLength(before);
      expect(stage.world().scalableTargets.map(({ suspended }) => suspended)).toEqual([
        { scaleIn: false, scaleOut: false, scheduled: false },
      ]);
    },
  );
});
