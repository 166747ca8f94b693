// A second run of the same pull request that makes no task set: the comment goes on to show what users are on.
import { expect } from '@jest/globals';
import { webService } from '../../sandbox/seeds.ts';
import { acceptance as play } from '../support/acceptance.ts';
import { endOf, released, v2 } from '../support/bad-luck.ts';
import { nextRun, rollbackInputs } from '../support/command-steps.ts';
import { trueComment, withTrueComments } from '../support/true-comment.ts';

const acceptance = withTrueComments(play);
const refused = { exitCode: 1, result: 'refused', reason: 'preflight-failed' } as const;
const noRule =
  'arn:aws:elasticloadbalancing:eu-west-1:123456789012:listener/app/front/0a1b2c3d4e5f6a7b/8c9d0e1f2a3b4c5d';
const deferred = { ...v2, 'warm-time': '10m', teardown: 'defer' };

// Covers: comment-of-live
acceptance(
  'a run that is refused leaves the comment to the live release, which a later rollback finds there',
  { world: webService(), tagsLeft: ['fence', 'rolled-back', 'quarantined'] },
  async (stage) => {
    expect(endOf(await stage.release(deferred))).toEqual(released);
    const run = await stage.release({ ...deferred, 'production-rules': noRule }, nextRun(stage));
    expect(endOf(run)).toEqual(refused);
    expect(run.log).toContain('Where production traffic goes is not known: no production rule was found.');
    expect(trueComment(stage)).toMatch(/### ✅ .*: released/);
    expect(trueComment(stage)).toContain('**Rollback**: ready');
    await stage.release(
      { ...rollbackInputs, 'keep-rolled-back': '0' },
      nextRun(stage, { runId: stage.runId + 2 }),
    );
    expect(trueComment(stage)).toMatch(/### ⏪ .*: rolled back/);
  },
);

// Covers: comment-first-refusal
acceptance(
  'a first run that names a rule which does not exist says that traffic is not known, and not that nothing serves',
  { world: webService(), tagsLeft: [] },
  async (stage) => {
    const run = await stage.release({ ...v2, 'production-rules': noRule });
    expect(endOf(run)).toEqual(refused);
    expect(trueComment(stage)).toContain('**Where production traffic goes is not known');
  },
);
