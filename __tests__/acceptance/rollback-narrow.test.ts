// A rollback whose inputs name fewer rules than the release has moved: traffic goes back as a whole.
import { describe, expect } from '@jest/globals';
import { webService } from '../../sandbox/seeds.ts';
import { acceptance, type Stage } from '../support/acceptance.ts';
import { endOf, isAllOn } from '../support/bad-luck.ts';
import { expectServing, leftWarm, nextRun, rollbackInputs } from '../support/command-steps.ts';

/** What somebody at 3 a.m. copies out of another workflow. */
const narrow: readonly (readonly [string, (stage: Stage) => string])[] = [
  ['production-rule-arns', (stage) => stage.rule('shop').arn],
  [
    'production-listener-arns',
    (stage) => stage.world().listeners.find(({ name }) => name === 'https')?.arn ?? '',
  ],
];

describe('a rollback whose inputs name fewer rules than the release moved', () => {
  for (const [input, value] of narrow) {
    acceptance(
      `${input}: moves every rule that holds the pair all the same`,
      { world: webService(), tagsLeft: ['fence', 'rolled-back', 'quarantined'] },
      async (stage) => {
        await leftWarm(stage);
        expect(isAllOn(stage, 'web-b')).toBe(true);
        const run = await stage.release({ ...rollbackInputs, [input]: value(stage) }, nextRun(stage));
        expect(endOf(run)).toEqual({ exitCode: 0, result: 'rolled-back', reason: 'asked-for' });
        await expectServing(stage, 'web-a', 'v1');
      },
    );
  }
});
