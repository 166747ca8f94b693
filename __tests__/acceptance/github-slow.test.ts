// A GitHub that answers late or never: nothing at AWS waits for it, and what it missed is shown later.
import { expect } from '@jest/globals';
import { webService } from '../../sandbox/seeds.ts';
import { acceptance as play, chapter, type Stage } from '../support/acceptance.ts';
import { endOf, failingInBake, killAfter, released, rolledBack } from '../support/bad-luck.ts';
import { expectServing, nextRun, sweepInputs, teardownInputs } from '../support/command-steps.ts';
import {
  annotationsIn,
  byHand,
  commentOn,
  ofPull,
  quickRelease,
  statesOf,
  withV3,
} from '../support/shown-on-github.ts';
import { withTrueComments } from '../support/true-comment.ts';

const acceptance = withTrueComments(play);

/** From now on, each of these calls waits so long for its answer. */
function answersAfter({ sandbox: { github } }: Stage, delayMs: number, on = 'all'): void {
  github.faults.clear();
  github.faults.add({ kind: 'slow', on, delayMs });
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
      // Each of its waits for GitHub has a limit of seconds.
      expect(Date.now() - startedMs).toBeLessThan(never / 5);

      answersAfter(stage, 6000);
      expect(endOf(await stage.release(sweepInputs, nextRun(stage)))).toEqual(swept);
      await stage.until('green is gone', () => stage.service().taskSets.length === 1);
      await expectServing(stage, 'web-a', 'v1');
    },
  );
});

/** The release of pull request 1 is killed before the switch. A sweep deletes its green, and GitHub takes no write. */
async function sweptUnseen(stage: Stage): Promise<void> {
  const last = { operation: 'CreateTaskSet', nth: 1 };
  await killAfter(stage, last, () => stage.start(quickRelease, { isPostSkipped: true }));
  answersAfter(stage, never, 'writes');
  await stage.release(sweepInputs, byHand(stage, 1));
  await stage.until('green is gone', () => stage.service().taskSets.length === 1);
  stage.sandbox.github.faults.clear();
  expect(commentOn(stage)).toContain('<!-- in progress: ');
}

chapter('the comment of a release whose green was deleted while GitHub hung', () => {
  for (const [command, inputs] of [
    ['teardown', teardownInputs],
    ['sweep', sweepInputs],
    ['release of another pull request', quickRelease],
  ] as const)
    // Covers: shown-gone-in-progress
    acceptance(
      `shows that it is not live after the next command, a ${command}`,
      {
        world: webService(),
        tagsLeft: ['fence', 'swept-at'],
      },
      async (stage) => {
        await sweptUnseen(stage);
        const isRelease = inputs === quickRelease;
        await stage.release(inputs, isRelease ? ofPull(stage, 2) : byHand(stage, 2));
        expect(commentOn(stage)).toContain('### ⏹️ `web` in `demo`: not live');
        expect(statesOf(stage)).toEqual(isRelease ? ['inactive', 'success'] : ['inactive']);
      },
    );
});

chapter('a GitHub that needs 3 s for each call', () => {
  // Covers: github-slow-replaced
  acceptance(
    'shows the release that was replaced as inactive when the job ends',
    { world: withV3(), hasTraffic: false, registrations: 2 },
    async (stage) => {
      expect(endOf(await stage.release(quickRelease))).toEqual(released);
      answersAfter(stage, 3000);
      const next = { ...quickRelease, image: 'web:v3', 'bake-time': '15s' };
      expect(endOf(await stage.release(next, ofPull(stage, 2)))).toEqual(released);
      expect(statesOf(stage)).toEqual(['inactive', 'success']);
    },
  );
});

chapter('a GitHub that needs 2.6 s for each call', () => {
  // Covers: github-slow-end
  acceptance(
    'shows the end of a release when its job ends',
    { world: webService(), hasTraffic: false },
    async (stage) => {
      answersAfter(stage, 2600);
      const run = await stage.release(quickRelease);
      expect(endOf(run)).toEqual(released);
      expect(annotationsIn(run)).toEqual([]);
      expect(commentOn(stage)).toContain(': released');
      expect(statesOf(stage)).toEqual(['success']);
    },
  );

  // Covers: github-slow-end
  acceptance(
    'shows the end of a release that was rolled back in its bake when its job ends',
    { world: webService(), hasTraffic: false },
    async (stage) => {
      answersAfter(stage, 2600);
      const run = await failingInBake(stage, quickRelease);
      expect(endOf(run)).toEqual(rolledBack('bake-probes-failed'));
      expect(commentOn(stage)).toContain(': rolled back');
      expect(statesOf(stage)).toEqual(['failure']);
    },
  );
});
