// A blue of which one place fails and is replaced again and again, while its other tasks serve.
import { expect } from '@jest/globals';
import { webService } from '../../sandbox/seeds.ts';
import { acceptance, chapter } from '../support/acceptance.ts';
import { endOf } from '../support/bad-luck.ts';
import {
  expectServing,
  jsonOf,
  leftWarm,
  nextRun,
  rollbackInputs,
  statusInputs,
} from '../support/command-steps.ts';
import { replaced, runningIn } from '../support/unhealthy.ts';

chapter('a rollback to a blue of which one place fails again and again', () => {
  // Covers: rollback-one-place
  acceptance(
    'goes there without force, since the targets of the other places stay',
    { world: webService({ desiredCount: 4 }), tagsLeft: ['fence', 'rolled-back', 'quarantined'] },
    async (stage) => {
      await leftWarm(stage);
      const known = runningIn(stage, 'web-a').map(({ id }) => id);
      for (let failed = 0; failed < 3; failed += 1) {
        // The replacement of the one before.
        const victim = runningIn(stage, 'web-a').find(({ id }) => !known.slice(1).includes(id));
        stage.sandbox.control.killTask({ task: victim?.id ?? '' });
        await replaced(stage, 'web-a', [victim?.id ?? ''], 4);
      }
      const numbers = /3 healthy targets that stay \(4 healthy, and 3 tasks failed in the last 5 minutes\)/;
      const seen = await stage.release(statusInputs, nextRun(stage));
      expect(jsonOf(seen)['status']).toMatchObject({ rollbackReady: 'yes, about 2 s' });
      const run = await stage.release(rollbackInputs, { runId: stage.runId + 2 });
      expect(endOf(run)).toEqual({ exitCode: 0, result: 'rolled-back', reason: 'requested' });
      expect(run.log).toMatch(numbers);
      await expectServing(stage, 'web-a', 'v1');
    },
  );
});
