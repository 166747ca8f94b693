// A rate limit of GitHub: nothing waits for it, and GitHub is left alone until it is over.
import { expect } from '@jest/globals';
import type { Fault } from '../../sandbox/github/faults.ts';
import type { RecordedGitHubCall } from '../../sandbox/github/exchange.ts';
import { webService } from '../../sandbox/seeds.ts';
import { acceptance, chapter, type Stage } from '../support/acceptance.ts';
import { endOf, expectAllOn, failingInBake, released, rolledBack } from '../support/bad-luck.ts';
import { annotationsIn, commentOn, quickRelease, statesOf } from '../support/shown-on-github.ts';

/** As GitHub documents them: each with 403 or 429. */
const limits: readonly (readonly [string, Omit<Fault, 'on'>])[] = [
  ['the primary limit, for half an hour, with 403', { kind: 'rate-limit', status: 403 }],
  ['the primary limit, for half an hour, with 429', { kind: 'rate-limit', status: 429 }],
  [
    'the secondary limit, for ten minutes, with 403',
    { kind: 'secondary-rate-limit', status: 403, retryAfterSeconds: 600 },
  ],
  [
    'the secondary limit, for ten minutes, with 429',
    { kind: 'secondary-rate-limit', status: 429, retryAfterSeconds: 600 },
  ],
  [
    'the secondary limit, without a time, with 403',
    { kind: 'secondary-rate-limit', status: 403, retryAfterSeconds: null },
  ],
];

const gitHubCalls = (stage: Stage): readonly RecordedGitHubCall[] => stage.sandbox.github.state().calls;

/** Each limit asks for a minute, or for more. Until post has started, a busy machine may take a part of it. */
const limitMs = 60_000;

/** Neither main nor post waits for the end of a limit before it calls GitHub. */
function expectNoLateCall(stage: Stage): void {
  const lastAws = Math.max(...stage.calls().map(({ at }) => at));
  expect(gitHubCalls(stage).filter(({ atMs }) => atMs > lastAws + limitMs)).toEqual([]);
}

chapter('a release under', () => {
  for (const [title, fault] of limits)
    // Covers: github-limits
    acceptance(
      `${title}: one warning, and no call until it is over`,
      { world: webService(), hasTraffic: false },
      async (stage) => {
        stage.sandbox.github.faults.add({ ...fault, on: 'all' });
        const run = await stage.release(quickRelease);
        expect(endOf(run)).toEqual(released);
        expectAllOn(stage, 'web-b');
        expect(annotationsIn(run)).toEqual([
          expect.stringMatching(/^::warning title=Could not update GitHub::.* rate limit/),
        ]);
        expect(run.summary).toContain('### ✅ `web` in `demo`: released');
        // Those that main and post each had sent before the first answer came.
        expect(gitHubCalls(stage).length).toBeLessThan(9);
        expectNoLateCall(stage);
      },
    );

  // Covers: github-limits
  acceptance(
    'a limit that begins in the middle and ends in the bake: its end is shown',
    { world: webService(), hasTraffic: false },
    async (stage) => {
      const running = stage.start({ ...quickRelease, 'bake-time': '20s' });
      await stage.until('green starts', () => commentOn(stage) !== '');
      const { faults } = stage.sandbox.github;
      faults.add({ kind: 'secondary-rate-limit', status: 403, retryAfterSeconds: 8, on: 'all' });
      await stage.until('a refusal', () => gitHubCalls(stage).some(({ status }) => status === 403));
      await stage.until('the switch', () => running.log().includes('traffic: All production traffic'));
      faults.clear();
      expect(endOf(await running.result)).toEqual(released);
      expect(commentOn(stage)).toContain(': released');
      expect(statesOf(stage)).toEqual(['success']);
    },
  );

  // Covers: github-limits
  acceptance(
    'a limit is rolled back in the bake as ever',
    { world: webService(), hasTraffic: false },
    async (stage) => {
      stage.sandbox.github.faults.add({ kind: 'rate-limit', on: 'all' });
      const run = await failingInBake(stage, quickRelease);
      expect(endOf(run)).toEqual(rolledBack('bake-probes-failed'));
      expectAllOn(stage, 'web-a');
      expectNoLateCall(stage);
    },
  );
});
