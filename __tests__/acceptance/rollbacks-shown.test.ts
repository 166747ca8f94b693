// Rollbacks that the comment of their release can't show by an edit alone.
import { expect } from '@jest/globals';
import { webService } from '../../sandbox/seeds.ts';
import { acceptance as play, chapter } from '../support/acceptance.ts';
import { endOf, killAfter, released, servedOnlyBy } from '../support/bad-luck.ts';
import { rollbackInputs, sweepInputs } from '../support/command-steps.ts';
import {
  byHand,
  commentOn,
  deferredRelease,
  ofPull,
  quickRelease,
  statesOf,
  withV3,
} from '../support/shown-on-github.ts';
import { trueComment, withTrueComments } from '../support/true-comment.ts';

const acceptance = withTrueComments(play);
const asAsked = { exitCode: 0, result: 'rolled-back', reason: 'requested' };
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

  // Covers: shown-rollback, rollback-twice
  acceptance(
    'of a release that no user has seen yet is shown with who and why, and the next command finds nothing to correct',
    { world: withV3(), tagsLeft: ['fence', 'rolled-back'], registrations: 2 },
    async (stage) => {
      expect(endOf(await stage.release(quickRelease))).toEqual(released);
      const untested = { ...quickRelease, image: 'web:v3', 'smoke-passes': '100', 'smoke-timeout': '5m' };
      const begun = stage.start(untested, ofPull(stage, 3));
      await stage.until('its smoke test', () => begun.log().includes('::group::smoke'));
      const asked = { ...rollbackInputs, reason: 'a price is wrong' };
      expect(endOf(await stage.release(asked, byHand(stage, 4)))).toEqual(asAsked);
      expect(endOf(await begun.result)).toMatchObject({ result: 'stood-down' });
      const shown = commentOn(stage, 3);
      expect(shown).toMatch(
        /^> `ada`, with \[run \d+\]\(\S+\) \(rollback\), removed green, which had no production traffic, at \S+ UTC: a price is wrong\./m,
      );
      expect(statesOf(stage)).toEqual(['success', 'inactive']);
      expect(trueComment(stage, 1)).toContain('run the command rollback with `rollback-to` set to `web:1`');

      // README: to roll back the live version, name the revision.
      const second = await stage.release(rollbackInputs, byHand(stage, 5));
      expect(endOf(second)).toMatchObject({ result: 'refused' });
      expect(second.log).toContain('name it with rollback-to');
      expect(commentOn(stage, 3)).toBe(shown);
      await servedOnlyBy(stage, 'v2');
    },
  );
});

chapter('a rollback that vanishes once traffic has returned, and before it noted so,', () => {
  // Covers: rollback-vanished
  acceptance(
    'is shown by the next sweep: the release is no longer live',
    { world: webService(), hasTraffic: false, tagsLeft: ['fence', 'swept-at'] },
    async (stage) => {
      expect(endOf(await stage.release(deferredRelease))).toEqual(released);
      const options = { ...byHand(stage, 1), isPostSkipped: true };
      const last = { operation: 'TagResource', nth: 1 };
      await killAfter(stage, last, () => stage.start(rollbackInputs, options));
      expect(stage.service().tags).not.toHaveProperty('ecs-blue-green:rolled-back');
      await stage.release(sweepInputs, byHand(stage, 2));
      await stage.until('green is gone', () => stage.service().taskSets.length === 1);
      expect(trueComment(stage)).toContain('### ⏹️ `web` in `demo`: no longer live');
      expect(commentOn(stage)).toMatch(/Users were on `web:2` from \S+ UTC\./);
      expect(statesOf(stage)).toEqual(['inactive']);
    },
  );
});

// Covers: re-release-same-revision
acceptance(
  'a release of what was live says which version a rollback releases, and the rollback does that',
  { world: webService(), tagsLeft: ['fence', 'quarantined'], hasTraffic: false },
  async (stage) => {
    expect(endOf(await stage.release(quickRelease))).toEqual(released);
    expect(endOf(await stage.release(quickRelease, { runId: stage.runId + 1 }))).toEqual(released);
    expect(trueComment(stage, 1)).toContain('The command rollback releases `web:1` again');
    expect(endOf(await stage.release(rollbackInputs, byHand(stage, 2)))).toMatchObject({
      result: 'released',
    });
    expect(stage.service().taskSets.map(({ taskDefinition }) => taskDefinition)).toEqual([
      expect.stringContaining('web:1'),
    ]);
  },
);
