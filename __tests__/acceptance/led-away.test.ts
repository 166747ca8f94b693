// Production traffic that a person or infrastructure code leads away: GitHub shows it as soon as any command sees it.
import { expect } from '@jest/globals';
import { webService } from '../../sandbox/seeds.ts';
import { acceptance as play, chapter, type Stage } from '../support/acceptance.ts';
import type { Inputs } from '../support/acceptance-stage.ts';
import { endOf, released } from '../support/bad-luck.ts';
import { rollbackInputs, sweepInputs, teardownInputs } from '../support/command-steps.ts';
import { paste, resetWeights } from '../support/resets.ts';
import { byHand, commentOn, deferredRelease, ofPull, statesOf, withV3 } from '../support/shown-on-github.ts';
import { trueComment, withTrueComments } from '../support/true-comment.ts';

const acceptance = withTrueComments(play);

const over: Inputs = { ...deferredRelease, 'warm-time': '0' };

const probably = 'No run noted a rollback, so a person or infrastructure code has probably changed';

function expectLedAway(stage: Stage, where: RegExp): void {
  const comment = trueComment(stage);
  expect(comment).toContain('### ⚠️ `web` in `demo`: no longer live');
  expect(comment).toMatch(where);
  expect(comment).toContain(probably);
  expect(comment).not.toContain('aws elbv2');
  expect(statesOf(stage)[0]).toBe('inactive');
}

const onBlue = /^\*\*All production traffic is on ecs-svc\/\d+ \(web:1\)/m;

chapter('while blue is kept, weights that are put back to blue', () => {
  // Covers: shown-led-away, claims-true
  acceptance(
    'are shown by a sweep and a teardown, once, and the next release shows what it removes',
    { world: withV3(), tagsLeft: ['fence', 'swept-at'], registrations: 2 },
    async (stage) => {
      expect(endOf(await stage.release(deferredRelease))).toEqual(released);
      resetWeights(stage);
      await stage.release(sweepInputs, byHand(stage, 1));
      expectLedAway(stage, onBlue);
      expect(commentOn(stage)).toContain('To return production to this release, run its job again.');
      const before = commentOn(stage);
      expect(endOf(await stage.release(teardownInputs, byHand(stage, 2)))).toMatchObject({
        result: 'refused',
      });
      expect(commentOn(stage)).toBe(before);
      const next = await stage.release({ ...over, image: 'web:v3' }, ofPull(stage, 3));
      expect(endOf(next)).toEqual(released);
      expect(trueComment(stage)).toContain('### ⏹️ `web` in `demo`: no longer live');
      expect(statesOf(stage)).toEqual(['inactive', 'success']);
    },
  );

  // Covers: shown-led-away, claims-true
  acceptance(
    'are shown by the release that comes next, which removes its green',
    { world: withV3(), tagsLeft: ['fence'], registrations: 2 },
    async (stage) => {
      expect(endOf(await stage.release(deferredRelease))).toEqual(released);
      resetWeights(stage);
      const next = await stage.release({ ...over, image: 'web:v3' }, ofPull(stage, 3));
      expect(endOf(next)).toEqual(released);
      expect(trueComment(stage)).toContain('### ⏹️ `web` in `demo`: no longer live');
      expect(statesOf(stage)).toEqual(['inactive', 'success']);
    },
  );

  // Covers: shown-led-away, claims-true
  acceptance(
    'are shown by a rollback, which ends that release',
    { world: webService(), tagsLeft: ['fence', 'rolled-back', 'quarantined'] },
    async (stage) => {
      expect(endOf(await stage.release(deferredRelease))).toEqual(released);
      resetWeights(stage);
      await stage.release(rollbackInputs, byHand(stage, 1));
      const comment = trueComment(stage);
      expect(comment).toContain('### ⏪ `web` in `demo`: rolled back');
      expect(comment).not.toContain('did not report it');
      expect(statesOf(stage)).toEqual(['failure']);
    },
  );

  // Covers: shown-led-away, claims-true
  acceptance(
    'by the commands that the comment offers are shown by a teardown, with the release that is live again',
    { world: withV3(), tagsLeft: ['fence', 'rolled-back', 'quarantined'], registrations: 2 },
    async (stage) => {
      expect(endOf(await stage.release(over))).toEqual(released);
      const second = { ...deferredRelease, image: 'web:v3' };
      expect(endOf(await stage.release(second, ofPull(stage, 2)))).toEqual(released);
      expect(await paste(stage, commentOn(stage, 2))).toBe(4);
      await stage.release(teardownInputs, byHand(stage, 3));
      expect(trueComment(stage, 2)).toContain('### ⚠️ `web` in `demo`: no longer live');
      expect(commentOn(stage, 1)).toContain('### ✅ `web` in `demo`: live');
      expect(commentOn(stage, 1)).toMatch(/\*\*Rollback\*\*: the command rollback first ends release/);
      expect(statesOf(stage)).toEqual(['success', 'inactive']);
      // What the comment then promises.
      expect(endOf(await stage.release(rollbackInputs, byHand(stage, 4)))).toMatchObject({
        result: 'rolled-back',
      });
      expect(trueComment(stage, 1)).toContain('### ✅ `web` in `demo`: live');
    },
  );
});

// Covers: shown-led-away, claims-true
acceptance(
  'a rule of several that is put back shows the release as partly live, until a sweep ends the split',
  { world: webService(), tagsLeft: ['fence', 'swept-at'] },
  async (stage) => {
    expect(endOf(await stage.release(deferredRelease))).toEqual(released);
    resetWeights(stage, ['shop']);
    await stage.release(teardownInputs, byHand(stage, 1));
    const comment = trueComment(stage);
    expect(comment).toContain('### ⚠️ `web` in `demo`: only partly live');
    expect(comment).toMatch(/\*\*Production traffic is split between/);
    expect(comment).toContain(probably);
    expect(statesOf(stage)).toEqual(['failure']);
    await stage.release(sweepInputs, byHand(stage, 2));
    expect(trueComment(stage)).toMatch(/### ✅ `web` in `demo`: live/);
    expect(statesOf(stage)).toEqual(['success']);
    await stage.release(teardownInputs, byHand(stage, 3));
  },
);

// Covers: shown-led-away, claims-true
acceptance(
  'rules that are put back to an empty group are shown by any command, and a rollback shows that it repairs them',
  { world: withV3(), tagsLeft: ['fence', 'repaired', 'swept-at'], hasDowntime: true },
  async (stage) => {
    expect(endOf(await stage.release(over))).toEqual(released);
    resetWeights(stage);
    await stage.release({ ...deferredRelease, image: 'web:v3' }, ofPull(stage, 2));
    expectLedAway(stage, /^\*\*(?:Production traffic goes to target group web-a|No task set)/m);
    expect(commentOn(stage)).toContain('The command rollback returns production to this release');
    for (const [later, inputs] of [teardownInputs, sweepInputs].entries())
      await stage.release(inputs, byHand(stage, 3 + later));
    expectLedAway(stage, /^\*\*(?:Production traffic goes to target group web-a|No task set)/m);
    const run = await stage.release(rollbackInputs, byHand(stage, 5));
    expect(endOf(run)).toMatchObject({ exitCode: 0, result: 'repaired' });
    expect(trueComment(stage)).toContain('### ✅ `web` in `demo`: live again');
    expect(statesOf(stage)[0]).toBe('success');
  },
);
