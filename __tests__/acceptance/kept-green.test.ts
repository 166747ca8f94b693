// A rollback that waits with the green that it keeps.
import { expect } from '@jest/globals';
import { webService } from '../../sandbox/seeds.ts';
import { acceptance as play, chapter } from '../support/acceptance.ts';
import { endOf, released, v2 } from '../support/bad-luck.ts';
import { expectServing, leftWarm, nextRun, rollbackInputs, statusInputs } from '../support/command-steps.ts';
import { withTrueComments } from '../support/true-comment.ts';

const acceptance = withTrueComments(play);

const asAsked = { exitCode: 0, result: 'rolled-back', reason: 'requested' } as const;

chapter('a rollback with teardown: wait', () => {
  // Covers: rollback-relieved
  acceptance(
    'ends well when the next deploy takes the service while it only waits with its kept green',
    { world: webService(), registrations: 2, greens: 2, tagsLeft: ['fence', 'rolled-back'] },
    async (stage) => {
      await leftWarm(stage);
      const waiting = stage.start({ ...rollbackInputs, teardown: 'wait' }, nextRun(stage));
      await stage.until('it only waits', () => /is kept until .*in case blue fails/.test(waiting.log()));
      const seen = await stage.release(statusInputs, { runId: stage.runId + 2 });
      expect(seen.log).not.toMatch(/somebody else moved it|lease: blue is kept/);
      const next = stage.start(
        { ...v2, 'warm-time': '0', ignore: 'quarantined' },
        { runId: stage.runId + 3 },
      );
      const run = await waiting.result;
      expect(endOf(run)).toEqual(asAsked);
      expect(run.log).toMatch(/Since then, run .* has taken the service over/);
      expect(endOf(await next.result)).toEqual(released);
      await expectServing(stage, 'web-b', 'v2');
    },
  );
});
