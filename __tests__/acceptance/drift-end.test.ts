// What a release says at its end when something else changed the rules while blue was being deleted.
import { expect } from '@jest/globals';
import { webService } from '../../sandbox/seeds.ts';
import { acceptance, chapter } from '../support/acceptance.ts';
import { endOf } from '../support/bad-luck.ts';
import { expectServing, nextRun, rollbackInputs, stageInputs } from '../support/command-steps.ts';
import { onceCalled } from '../support/moments.ts';
import { resetWeights } from '../support/resets.ts';

chapter('the end after a drift', () => {
  // Covers: drift-end-true
  acceptance(
    'says that blue is being deleted, and the command that it names repairs production',
    // The lease is cleared if blue has vanished by the time of the rollback.
    { world: webService(), tagsLeft: ['fence', 'repaired'], freeTags: ['lease'], hasDowntime: true },
    async (stage) => {
      const running = stage.start({ ...stageInputs, command: 'deploy' });
      await onceCalled(stage, 'DeleteTaskSet', () => {
        resetWeights(stage);
      });
      const run = await running.result;
      expect(endOf(run)).toEqual({ exitCode: 1, result: 'failed', reason: 'drift' });
      expect(run.log).not.toContain('Both task sets are kept');
      expect(run.log).toMatch(
        /Green .* is kept, blue .*(is being|has been) deleted, and nothing more is changed/,
      );
      expect(run.log).toContain('The command rollback returns it to green, since blue is gone.');
      const rollback = await stage.release(rollbackInputs, nextRun(stage));
      expect(endOf(rollback)).toEqual({ exitCode: 0, result: 'repaired', reason: 'repaired' });
      await stage.until('blue is gone', () => stage.service().taskSets.length === 1);
      await expectServing(stage, 'web-b', 'v2');
    },
  );
});
