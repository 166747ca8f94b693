// What a cancelled run, a comment and the command status say of a drain.
import { describe, expect, test } from '@jest/globals';
import { draining, drainPlan } from '../support/command-stories.ts';
import { after, cleanRun, commandPlan, kinds, said } from '../support/commands.ts';
import type { FakeAws } from '../support/fake-aws.ts';
import { runRelease, standing } from '../support/fake-release.ts';
import { anAws } from '../support/scenarios.ts';

const four = (): FakeAws => anAws('good', (state) => void (state.desired = 4));
const status = (aws: FakeAws): string => said(cleanRun(aws, commandPlan('status')));

describe('a run that is cancelled', () => {
  const plan = drainPlan({ warmSeconds: 60 });
  const cancelledAt = (reason: string, nth = 1): readonly [FakeAws, string] => {
    const { steps } = cleanRun(four(), plan);
    const at = steps.flatMap((step, index) => (step.reason === reason ? [index] : []))[nth];
    const aws = four();
    const run = runRelease(aws, plan, { cancelAtStep: at! });
    expect([run.violations, run.reason]).toEqual([[], 'cancelled']);
    return [aws, run.ending?.message ?? ''];
  };

  test('in a drain says what blue runs, the next step and what goes on with it, which is so', () => {
    const [aws, message] = cancelledAt('draining-blue', 6);
    expect(message).not.toContain('kept warm');
    expect(message).toMatch(
      /Green stays\. Blue ecs-svc\/1 \(web:1\) is drained to 50 % \(\d of 4 tasks run\)\. The next step, to 0 %, is due at \d\d:\d\d UTC\. A sweep or another attempt of this run goes on with the drain\. The next deploy, stage or teardown deletes blue at once\. A rollback first scales blue up\.$/,
    );
    aws.nowMs += 130_000;
    const next = cleanRun(aws, drainPlan({ warmSeconds: 60, release: { runAttempt: 2 } }));
    expect([next.ending?.result, standing(aws)]).toEqual(['released', '2 PRIMARY; live: 2']);
    expect(kinds(next).filter((kind) => kind === 'scale' || kind === 'delete')).toEqual(['scale', 'delete']);
  });

  test('in the warm time says until when blue is kept', () => {
    expect(cancelledAt('warm')[1]).toMatch(/Green stays, and blue is kept warm until \d\d:\d\d UTC\./);
  });
});

describe('status', () => {
  const begun = (): FakeAws =>
    after(drainPlan({ teardown: 'defer' }), undefined, 'good', (state) => void (state.desired = 4));

  test('names when the drain begins', () => {
    expect(status(begun())).toMatch(
      /drain: blue is kept at 100 % until its drain begins at \d\d:\d\d UTC with the step to 50 %/,
    );
  });

  test('names a step that is due, the share now, and when the next one is', () => {
    const aws = begun();
    aws.nowMs += 60_000;
    expect(status(aws)).toContain(
      'drain: blue is at 100 %. Its drain is due to begin now with the step to 50 %',
    );
    expect(status(draining())).toMatch(
      /drain: blue is drained to 50 % \(\d of 4 tasks run\)\. The next step, to 0 %, is due at \d\d:\d\d UTC/,
    );
  });

  test('says nothing of a drain where none is promised', () => {
    expect(status(after(drainPlan({ drain: null, teardown: 'defer' })))).not.toContain('drain: ');
  });
});
