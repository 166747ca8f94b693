// A green that never had users is deleted by another run: its pull request and its Deployment show that.
import { expect } from '@jest/globals';
import { acceptance, chapter, type Stage } from '../support/acceptance.ts';
import type { Inputs, RunOptions } from '../support/acceptance-stage.ts';
import { endOf, released } from '../support/bad-luck.ts';
import { stageInputs, sweepInputs } from '../support/command-steps.ts';
import {
  byHand,
  commentOn,
  environment,
  ofPull,
  quickRelease,
  statesOf,
  withV3,
} from '../support/shown-on-github.ts';
import { trueComment } from '../support/true-comment.ts';

const staged: Inputs = { ...stageInputs, image: 'web:v2', environment };
const next: Inputs = { ...quickRelease, image: 'web:v3' };
const ofPullTwo = (stage: Stage): RunOptions => ofPull(stage, 2);

/** A release whose runner vanishes before any user sees its green. Its post step never runs. */
async function vanished(stage: Stage): Promise<void> {
  const running = stage.start({ ...quickRelease, 'smoke-passes': '100' }, { isPostSkipped: true });
  await stage.until('green', () => stage.service().taskSets.length === 2);
  await stage.until('its comment', () => commentOn(stage).includes('<!-- in progress'));
  running.kill('SIGKILL');
  await running.result;
}

chapter('a green of pull request 1 that waits for its promotion', () => {
  // Covers: shown-taken-away
  acceptance(
    'is shown as no longer staged once the stage of pull request 2 has taken its place',
    { world: withV3(), setsLeft: 2, tagsLeft: ['fence'], registrations: 2 },
    async (stage) => {
      expect(endOf(await stage.release(staged))).toMatchObject({ result: 'staged' });
      const second = await stage.release({ ...staged, image: 'web:v3' }, ofPullTwo(stage));
      expect(endOf(second)).toMatchObject({ result: 'staged' });
      expect(trueComment(stage, 1)).toContain('### ⏹️ `web` in `demo`: no longer staged');
      expect(trueComment(stage, 2)).toContain('staged');
      expect(statesOf(stage)).toEqual(['inactive', 'inactive']);
    },
  );
});

chapter('a green of pull request 1 whose run was killed', () => {
  for (const [what, inputs, more, states, tagsLeft] of [
    ['the release of pull request 2', next, ofPullTwo, ['inactive', 'success'], ['fence']],
    ['a sweep', sweepInputs, byHand, ['inactive'], ['fence', 'swept-at']],
  ] as const satisfies readonly (readonly [
    string,
    Inputs,
    (stage: Stage) => RunOptions,
    readonly string[],
    readonly string[],
  ])[])
    // Covers: shown-taken-away
    acceptance(
      `is shown as not released once ${what} has deleted it`,
      { world: withV3(), tagsLeft, registrations: 2 },
      async (stage) => {
        await vanished(stage);
        const run = await stage.release(inputs, more(stage));
        expect(endOf(run)).toMatchObject(inputs === next ? released : { exitCode: 0 });
        await stage.until('the end of its task set', () => stage.service().taskSets.length === 1);
        const comment = trueComment(stage);
        expect(comment).not.toContain('<!-- in progress');
        expect(comment).toMatch(/^### .* `web` in `demo`: (?:not released|its run ended without a report)/m);
        expect(statesOf(stage)).toEqual(states);
      },
    );
});
