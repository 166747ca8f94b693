// A rollback whose blue is gone releases the earlier version again. GitHub shows it as the release that it restores.
import { expect } from '@jest/globals';
import { acceptance as play, chapter, type Stage } from '../support/acceptance.ts';
import type { Inputs, RunOptions } from '../support/acceptance-stage.ts';
import { endOf, released } from '../support/bad-luck.ts';
import { rollbackInputs, sweepInputs, teardownInputs } from '../support/command-steps.ts';
import { byHand, commentOn, withV3 } from '../support/shown-on-github.ts';
import { withTrueComments } from '../support/true-comment.ts';

const acceptance = withTrueComments(play);

const alone: Inputs = {
  ...{ environment: 'production', 'bake-time': '2s', 'probe-interval': '1s', 'smoke-passes': '1' },
  ...{ image: 'web:v2', 'warm-time': '0' },
};

/** A release of another pull request, by a later run. */
function ofPull(stage: Stage, number: number, later: number): RunOptions {
  const headSha = String(number).repeat(40);
  stage.sandbox.github.others.openPull({ number, headSha, headRef: `branch-${number}`, fork: null });
  return { runId: stage.runId + later, pull: number };
}

/** The state of each, by how many runs later it was made. */
const deploymentsOf = (stage: Stage): readonly (readonly [number, string])[] =>
  stage.sandbox.github
    .state()
    .deployments.map(({ payload, statuses }) => [
      Number.parseInt(String(payload), 10) - stage.runId,
      statuses[0]?.state ?? 'none',
    ]);

chapter('a rollback that has to release the version before again', () => {
  // Covers: shown-restored
  acceptance(
    'shows it where its release was shown, and so do the commands after it',
    { world: withV3(), tagsLeft: ['fence', 'quarantined'], registrations: 3 },
    async (stage) => {
      expect(endOf(await stage.release(alone))).toEqual(released);
      const second = await stage.release({ ...alone, image: 'web:v1' }, ofPull(stage, 2, 1));
      expect(endOf(second)).toEqual(released);
      expect(commentOn(stage, 1)).toContain('### ⏭️ `web` in `demo`: replaced by #2');

      const rollback = { ...rollbackInputs, reason: 'v1 sells nothing' };
      expect(endOf(await stage.release(rollback, byHand(stage, 2)))).toMatchObject({ result: 'released' });
      const restored = commentOn(stage, 1);
      expect(restored).toContain('### ✅ `web` in `demo`: live again');
      expect(restored).toMatch(
        /`ada`, with \[run \d+\]\(\S+\) \(rollback\), released this version again at .* UTC: v1 sells nothing\./,
      );
      expect(restored).toMatch(
        /\*\*All production traffic is on ecs-svc\/\d+ \(web:2\) since \S+ UTC\.\*\*$/m,
      );
      expect(restored).toMatch(/^\*\*Rollback\*\*: not possible: a rollback released the live version/m);
      expect(commentOn(stage, 2)).toContain('### ⏪ `web` in `demo`: rolled back');
      const shown = [
        [0, 'success'],
        [1, 'failure'],
      ];
      expect(deploymentsOf(stage)).toEqual(shown);

      await stage.release(teardownInputs, byHand(stage, 3));
      expect(commentOn(stage, 1)).toBe(restored);
      expect(deploymentsOf(stage)).toEqual(shown);

      const third = await stage.release({ ...alone, image: 'web:v3' }, ofPull(stage, 3, 4));
      expect(endOf(third)).toEqual(released);
      expect(commentOn(stage, 1)).toContain('### ⏭️ `web` in `demo`: replaced by #3');
      expect(deploymentsOf(stage)).toEqual([
        [0, 'inactive'],
        [1, 'failure'],
        [4, 'success'],
      ]);
    },
  );

  for (const isDown of [false, true])
    // Covers: shown-restored-later
    acceptance(
      `is shown by the next sweep ${isDown ? 'if GitHub was down' : 'as it was, while what it rolled back is kept'}`,
      {
        world: withV3(),
        hasTraffic: false,
        registrations: 3,
        tagsLeft: ['fence', 'quarantined', 'swept-at'],
        freeTags: ['lease', 'rules'],
        setsLeft: isDown ? 1 : 2,
      },
      async (stage) => {
        await stage.release(alone);
        await stage.release({ ...alone, image: 'web:v1' }, ofPull(stage, 2, 1));
        if (isDown) stage.sandbox.github.faults.add({ kind: 'server-error', on: 'all' });
        const kept = isDown ? {} : { 'warm-time': '10m', teardown: 'defer' };
        const rollback = await stage.release({ ...rollbackInputs, ...kept }, byHand(stage, 2));
        expect(endOf(rollback)).toMatchObject({ result: 'released' });
        stage.sandbox.github.faults.clear();
        await stage.release(sweepInputs, byHand(stage, 3));
        expect(commentOn(stage, 1)).toContain('### ✅ `web` in `demo`: live again');
        expect(commentOn(stage, 2)).toContain('### ⏪ `web` in `demo`: rolled back');
        expect(commentOn(stage, 2)).toMatch(new RegExp(`run ${String(stage.runId + 2)}`, 'i'));
        expect(deploymentsOf(stage)).toEqual([
          [0, 'success'],
          [1, 'failure'],
        ]);
      },
    );
});
