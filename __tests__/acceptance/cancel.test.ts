// A cancelled run: what it does depends on how far the release has come.
import { describe, expect } from '@jest/globals';
import { webService } from '../../sandbox/seeds.ts';
import { acceptance as play } from '../support/acceptance.ts';
import {
  brokenV2,
  endOf,
  expectAllOn,
  expectUntouched,
  greenOf,
  isAllOn,
  expectNeverSawV2,
  rolledBack,
  servedOnlyBy,
  v2,
} from '../support/bad-luck.ts';
import { leaseTags, looksBeforeRules, nextRun, teardownInputs } from '../support/command-steps.ts';
import { onceCalled } from '../support/moments.ts';
import { withTrueComments } from '../support/true-comment.ts';

const acceptance = withTrueComments(play);

describe('a run that is cancelled', () => {
  // Covers: cancel-before-switch
  acceptance('before the switch it removes green', { world: brokenV2({ READY: 'fail' }) }, async (stage) => {
    const running = stage.start(v2);
    await stage.until('green runs', () => (greenOf(stage)?.runningCount ?? 0) > 0);
    running.kill('SIGINT');
    const run = await running.result;
    expect(endOf(run)).toEqual(rolledBack('cancelled'));
    expect(run.log).toContain('the run was cancelled. Users never saw green.');
    await expectUntouched(stage);
    expectNeverSawV2(stage);
  });

  // Covers: cancel-in-bake, cancel-half-done
  acceptance('during the bake it returns production to blue', { world: webService() }, async (stage) => {
    const running = stage.start({ ...v2, 'bake-time': '60s' });
    await stage.until('the switch', () => isAllOn(stage, 'web-b'));
    await servedOnlyBy(stage, 'v2');
    const since = stage.calls().length;
    running.kill('SIGINT');
    await stage.until('the rollback', () => isAllOn(stage, 'web-a'));
    // The one that was under way, and its own.
    expect(looksBeforeRules(stage, since)).toBeLessThanOrEqual(2);
    expect(endOf(await running.result)).toEqual(rolledBack('cancelled'));
    await expectUntouched(stage);
  });

  // Covers: cancel-after-bake
  acceptance(
    'after the bake it keeps green, and blue keeps its lease',
    { world: webService(), setsLeft: 2, tagsLeft: leaseTags },
    async (stage) => {
      const running = stage.start({ ...v2, 'bake-time': '4s', 'warm-time': '10m' });
      await stage.until('blue is warm', () => /blue is kept warm/.test(running.log()));
      running.kill('SIGINT');
      const run = await running.result;
      expect(endOf(run)).toEqual({ exitCode: 1, result: 'failed', reason: 'cancelled' });
      expect(run.log).toMatch(/Green stays, and blue is kept warm until .*\d\d:\d\d UTC\. /);
      expectAllOn(stage, 'web-b');
      await servedOnlyBy(stage, 'v2');
      expect(stage.calls('DeleteTaskSet')).toEqual([]);
    },
  );

  // Covers: cancel-keep
  acceptance(
    'with on-cancel: keep it touches nothing',
    { world: brokenV2({ READY: 'fail' }), setsLeft: 2 },
    async (stage) => {
      const running = stage.start({ ...v2, 'on-cancel': 'keep' });
      await stage.until('green runs', () => (greenOf(stage)?.runningCount ?? 0) > 0);
      running.kill('SIGINT');
      const writes = stage.writes().length;
      const run = await running.result;
      expect(endOf(run)).toEqual({ exitCode: 1, result: 'failed', reason: 'cancelled' });
      expect(run.log).toContain('on-cancel: keep');
      expect(stage.writes()).toHaveLength(writes);
      expectAllOn(stage, 'web-a');
    },
  );

  // Covers: teardown-cancelled
  acceptance(
    'after a teardown has deleted blue it restores scale-in and ends, also on SIGTERM',
    { world: webService({ isAutoScaled: true }) },
    async (stage) => {
      await stage.release({ ...v2, 'bake-time': '4s', 'warm-time': '10m', teardown: 'defer' });
      expect(stage.world().scalableTargets[0]?.suspended.scaleIn).toBe(true);
      const running = stage.start(teardownInputs, nextRun(stage));
      await onceCalled(stage, 'DeleteTaskSet', () => {
        running.kill('SIGTERM');
      });
      const run = await running.result;
      expect(endOf(run)).toEqual({ exitCode: 1, result: 'failed', reason: 'cancelled' });
      expect(run.log).toContain('Green stays. Blue has been deleted.');
      expect(stage.world().scalableTargets[0]?.suspended.scaleIn).toBe(false);
      await stage.until('blue is gone', () => stage.service().taskSets.length === 1);
      await servedOnlyBy(stage, 'v2');
    },
  );
});
