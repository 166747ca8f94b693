// What people do to the comment: they lock its conversation, delete it, or edit it.
import { expect } from '@jest/globals';
import { webService } from '../../sandbox/seeds.ts';
import { acceptance, chapter, type Stage } from '../support/acceptance.ts';
import type { Running } from '../support/acceptance-stage.ts';
import { endOf, expectAllOn, released } from '../support/bad-luck.ts';
import { rollbackInputs, sweepInputs, teardownInputs } from '../support/command-steps.ts';
import {
  annotationsIn,
  byHand,
  commentOn,
  deferredRelease,
  quickRelease,
  statesOf,
} from '../support/shown-on-github.ts';
import { trueComment, untrueComments } from '../support/true-comment.ts';

const afterRollback = ['fence', 'rolled-back', 'quarantined'];

/** The id of the only comment. */
function idOf(stage: Stage): number {
  const { comments } = stage.sandbox.github.state();
  expect(comments).toHaveLength(1);
  return comments[0]?.id ?? 0;
}

/** A release that bakes long enough for a person to act. */
async function baking(stage: Stage): Promise<Running> {
  const running = stage.start({ ...quickRelease, 'bake-time': '20s' });
  await stage.until('green bakes', () => commentOn(stage).includes(': green serves and is monitored'));
  return running;
}

const creations = (stage: Stage): number =>
  stage.sandbox.github.state().calls.filter(({ operation }) => operation === 'issues/create-comment').length;

chapter('a conversation that is locked', () => {
  // Covers: comment-locked
  acceptance(
    'before the release costs one warning that says how to unlock it, asked once',
    { world: webService(), hasTraffic: false },
    async (stage) => {
      stage.sandbox.github.others.lock(1);
      const run = await stage.release(quickRelease);
      expect(endOf(run)).toEqual(released);
      expectAllOn(stage, 'web-b');
      expect(annotationsIn(run)).toEqual([
        expect.stringMatching(/^::warning .*issue is locked\. Unlock the conversation of the pull request/),
      ]);
      expect([creations(stage), statesOf(stage)]).toEqual([1, ['success']]);
    },
  );

  for (const lockedEdits of ['carried-out', 'refused'] as const)
    // Covers: comment-locked
    acceptance(
      `during the release, when an edit is ${lockedEdits}`,
      { world: { ...webService(), github: { lockedEdits } }, hasTraffic: false },
      async (stage) => {
        const running = await baking(stage);
        stage.sandbox.github.others.lock(1);
        const run = await running.result;
        expect(endOf(run)).toEqual(released);
        const isRefused = lockedEdits === 'refused';
        expect(annotationsIn(run)).toEqual(
          isRefused ? [expect.stringContaining('Unlock the conversation')] : [],
        );
        expect(commentOn(stage).includes(': released')).toBe(!isRefused);
        expect(statesOf(stage)).toEqual(['success']);
      },
    );
});

chapter('a comment that is deleted', () => {
  // Covers: comment-deleted
  acceptance(
    'during the release is written again, once and whole',
    { world: webService(), hasTraffic: false },
    async (stage) => {
      const running = await baking(stage);
      stage.sandbox.github.others.deleteComment(idOf(stage));
      const run = await running.result;
      expect([endOf(run), annotationsIn(run)]).toEqual([released, []]);
      expect(creations(stage)).toBe(2);
      expect(trueComment(stage)).toContain('### ✅ `web` in `demo`: released');
      idOf(stage);
    },
  );

  // Covers: comment-deleted
  acceptance(
    'after the release stays deleted when another run tears down: a new one would mail everybody',
    { world: webService(), hasTraffic: false },
    async (stage) => {
      expect(endOf(await stage.release(deferredRelease))).toEqual(released);
      stage.sandbox.github.others.deleteComment(idOf(stage));
      const run = await stage.release(teardownInputs, byHand(stage));
      expect(endOf(run)).toMatchObject({ exitCode: 0, result: 'torn-down' });
      expect([commentOn(stage), statesOf(stage), creations(stage)]).toEqual(['', ['success'], 1]);
    },
  );
});

chapter('a comment that a person edits', () => {
  // Covers: comment-edited
  acceptance(
    'during the release, without our marker, is written over by the same run, which marks it again',
    { world: webService(), hasTraffic: false, tagsLeft: afterRollback },
    async (stage) => {
      const running = stage.start({ ...deferredRelease, 'bake-time': '20s' });
      await stage.until('green bakes', () => commentOn(stage).includes(': green serves and is monitored'));
      const id = idOf(stage);
      stage.sandbox.github.others.editComment(id, 'Please ignore.');
      expect(endOf(await running.result)).toEqual(released);
      expect(trueComment(stage)).toContain(': released');
      await stage.release(rollbackInputs, byHand(stage));
      expect(trueComment(stage)).toContain(': rolled back');
      expect([idOf(stage), creations(stage)]).toEqual([id, 1]);
    },
  );

  // Covers: comment-edited
  acceptance(
    'after the release, below our marker, is written over by the run that rolls back',
    { world: webService(), hasTraffic: false, tagsLeft: afterRollback },
    async (stage) => {
      expect(endOf(await stage.release(deferredRelease))).toEqual(released);
      const { others } = stage.sandbox.github;
      others.editComment(idOf(stage), commentOn(stage).replace('released', 'perfect').concat('\n\nThanks!'));
      await stage.release(rollbackInputs, byHand(stage));
      expect(trueComment(stage)).toContain(': rolled back');
      expect(commentOn(stage)).not.toMatch(/perfect|Thanks/);
    },
  );

  // Covers: comment-edited
  acceptance(
    'after the release, without our marker, is theirs: the next release has a comment of its own',
    { world: webService(), hasTraffic: false, registrations: 2 },
    async (stage) => {
      expect(endOf(await stage.release(quickRelease))).toEqual(released);
      stage.sandbox.github.others.editComment(idOf(stage), 'Moved to the wiki.');
      const again = await stage.release({ ...quickRelease, image: 'web:v1' }, { runId: stage.runId + 1 });
      expect([endOf(again), annotationsIn(again)]).toEqual([released, []]);
      expect(trueComment(stage)).toContain(': released');
      const bodies = stage.sandbox.github.state().comments.map(({ body }) => body);
      expect(bodies).toEqual(['Moved to the wiki.', commentOn(stage)]);
    },
  );

  // Covers: comment-edited, claims-true
  acceptance(
    'while its run vanishes, with a line below, is ended by the sweep all the same',
    {
      world: webService(),
      hasTraffic: false,
      tagsLeft: ['fence', 'swept-at', 'lease', 'rules'],
      setsLeft: 2,
    },
    async (stage) => {
      const running = stage.start({ ...quickRelease, 'warm-time': '10m' }, { isPostSkipped: true });
      await stage.until('blue is kept warm', () => commentOn(stage).includes('blue is kept warm'));
      running.kill('SIGKILL');
      await running.result;
      stage.sandbox.github.others.editComment(idOf(stage), `${commentOn(stage)}\n\nAnybody?`);
      await stage.release(sweepInputs, byHand(stage));
      expect(untrueComments(stage)).toEqual([]);
      expect(commentOn(stage)).toContain('its run ended without a report');
    },
  );
});
