// What may go wrong after the bake, while nobody but this run still looks: somebody else writes the rules.
import { describe, expect } from '@jest/globals';
import { webService } from '../../sandbox/seeds.ts';
import { acceptance } from '../support/acceptance.ts';
import { endOf, isAllOn, released, servedOnlyBy } from '../support/bad-luck.ts';
import { expectServing, leaseTags, nextRun, teardownInputs, warmRelease } from '../support/command-steps.ts';

const reset = { rule: 'shop', weights: { 'web-a': 100, 'web-b': 0 } };

describe('weights that somebody else resets while blue is warm', () => {
  acceptance(
    'stop the run, which tells both states and keeps both sets',
    { world: webService(), setsLeft: 2, tagsLeft: leaseTags },
    async (stage) => {
      const running = await warmRelease(stage);
      const written = stage.calls('ModifyRule', 'ModifyListener').length;
      stage.sandbox.control.setWeights(reset);
      const run = await running.result;
      expect(endOf(run)).toEqual({ exitCode: 1, result: 'failed', reason: 'drift' });
      expect(run.log).toMatch(
        /host shop\.example\.com.*: green 0, blue 100; this release had set green to all/,
      );
      expect(run.log).toContain('Both task sets are kept and nothing more is changed');
      expect(stage.calls('ModifyRule', 'ModifyListener')).toHaveLength(written);
      expect(stage.calls('DeleteTaskSet')).toEqual([]);
      expect(stage.service().taskSets.map(({ status, runningCount }) => [status, runningCount])).toEqual([
        ['ACTIVE', 2],
        ['PRIMARY', 2],
      ]);
    },
  );

  acceptance(
    'are put back with on-drift: restore, that is said, and the run ends as released',
    { world: webService() },
    async (stage) => {
      const running = await warmRelease(stage, { 'on-drift': 'restore' });
      stage.sandbox.control.setWeights(reset);
      await stage.until('the rules are put back', () => isAllOn(stage, 'web-b'));
      await servedOnlyBy(stage, 'v2');
      const end = await stage.release(teardownInputs, nextRun(stage));
      expect(endOf(end)).toMatchObject({ exitCode: 0, result: 'torn-down' });
      const run = await running.result;
      expect(endOf(run)).toEqual(released);
      const told = /Somebody else changed the weights of .*; production was put back on green/;
      expect(run.log).toMatch(told);
      expect(run.summary).toMatch(told);
      await expectServing(stage, 'web-b', 'v2');
    },
  );
});
