// A GitHub that answers late or never: nothing at AWS waits for it, and what it missed is shown later.
import { expect } from '@jest/globals';
import { webService } from '../../sandbox/seeds.ts';
import { acceptance, chapter, type Stage } from '../support/acceptance.ts';
import { endOf, killAfter } from '../support/bad-luck.ts';
import { expectServing, nextRun, sweepInputs } from '../support/command-steps.ts';
import { quickRelease } from '../support/shown-on-github.ts';

/** From now on, each call waits so long for its answer. */
function answersAfter({ sandbox: { github } }: Stage, delayMs: number): void {
  github.faults.clear();
  github.faults.add({ kind: 'slow', on: 'all', delayMs });
}

const never = 600_000;
const swept = { exitCode: 0, result: 'swept', reason: 'swept' };

chapter('a sweep of what a killed run left', () => {
  // Covers: github-slow-sweep
  acceptance(
    'keeps it while GitHub does not answer whether that run is over, and deletes it once GitHub answers late',
    { world: webService(), tagsLeft: ['fence', 'swept-at'] },
    async (stage) => {
      const last = { operation: 'CreateTaskSet', nth: 1 };
      await killAfter(stage, last, () => stage.start(quickRelease, { isPostSkipped: true }));
      answersAfter(stage, never);
      const startedMs = Date.now();
      const kept = await stage.release(sweepInputs, nextRun(stage));
      expect(endOf(kept)).toEqual(swept);
      expect(kept.log).toMatch(
        new RegExp(
          `it is not known whether run ${String(stage.runId)} is over \\(GitHub did not answer in time\\).* Until then, ecs-svc/\\d+ \\(web:2\\) stays`,
        ),
      );
      expect(stage.calls('DeleteTaskSet')).toEqual([]);
      // Two limits of GitHub's, one after the other: whether the run is over, and the reports at the end.
      expect(Date.now() - startedMs).toBeLessThan(30_000);

      answersAfter(stage, 6000);
      expect(endOf(await stage.release(sweepInputs, nextRun(stage)))).toEqual(swept);
      await stage.until('green is gone', () => stage.service().taskSets.length === 1);
      await expectServing(stage, 'web-a', 'v1');
    },
  );
});
