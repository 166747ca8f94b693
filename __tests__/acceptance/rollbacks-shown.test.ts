// Rollbacks that the comment of their release can't show by an edit alone.
import { expect } from '@jest/globals';
import { webService } from '../../sandbox/seeds.ts';
import { acceptance as play, chapter } from '../support/acceptance.ts';
import { endOf, released, servedOnlyBy } from '../support/bad-luck.ts';
import { rollbackInputs } from '../support/command-steps.ts';
import { byHand, commentOn, deferredRelease, statesOf, withV3 } from '../support/shown-on-github.ts';
import { withTrueComments } from '../support/true-comment.ts';

const acceptance = withTrueComments(play);
const afterRollback = ['fence', 'rolled-back', 'quarantined'];

chapter('a rollback that is started by hand', () => {
  // Covers: rollback-first-comment
  acceptance(
    'creates the comment of a release that GitHub missed',
    { world: webService(), tagsLeft: afterRollback, hasTraffic: false },
    async (stage) => {
      stage.sandbox.github.faults.add({ kind: 'server-error', on: 'all' });
      expect(endOf(await stage.release(deferredRelease))).toEqual(released);
      stage.sandbox.github.faults.clear();
      expect([commentOn(stage), statesOf(stage)]).toEqual(['', []]);
      await stage.release(rollbackInputs, byHand(stage, 1));
      expect(commentOn(stage)).toContain('### ⏪ `web` in `demo`: rolled back');
      expect(commentOn(stage)).toMatch(/\*\*All production traffic is on ecs-svc\/\d+ \(web:1\)/);
    },
  );

  // Covers: rollback-of-earlier, rollback-twice
  acceptance(
    'is shown on the pull request also if that brought two releases, and the later one was rolled back before',
    { world: withV3(), tagsLeft: afterRollback, registrations: 2 },
    async (stage) => {
      expect(endOf(await stage.release(deferredRelease))).toEqual(released);
      const second = { ...deferredRelease, image: 'web:v3' };
      expect(endOf(await stage.release(second, { runId: stage.runId + 1 }))).toEqual(released);
      await stage.release(rollbackInputs, byHand(stage, 2));
      const [first, later] = [stage.runId, stage.runId + 1].map((id) => `Release ${String(id)}-web`);
      expect(commentOn(stage)).toContain(later);

      const pressedTwice = await stage.release(rollbackInputs, byHand(stage, 3));
      expect(endOf(pressedTwice)).toMatchObject({ result: 'refused' });
      expect(pressedTwice.log).toMatch(
        /green .* was already rolled back, and production is on .*would move production on to revision web:1\. If that is meant, name it with rollback-to/,
      );
      await servedOnlyBy(stage, 'v2');

      await stage.release({ ...rollbackInputs, 'rollback-to': 'web:1' }, byHand(stage, 4));
      expect(commentOn(stage)).toContain('### ⏪ `web` in `demo`: rolled back');
      expect(commentOn(stage)).toContain(first);
      expect(commentOn(stage)).toContain(`[run ${String(stage.runId + 4)}]`);
      await servedOnlyBy(stage, 'v1');
    },
  );
});
