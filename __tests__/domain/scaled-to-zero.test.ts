// Somebody stopped the service by a desired count of 0, perhaps since the live version does harm.
import { describe, expect, test } from '@jest/globals';
import { rollbackReadyIn } from '../../src/domain/task-sets/status/rollback-ready.ts';
import { sceneOf } from '../../src/domain/task-sets/roles/scene.ts';
import { baking, cleanRun, commandPlan, said, warm, warmPlan } from '../support/commands.ts';
import type { FakeAws } from '../support/fake-aws.ts';
import { runRelease, standing } from '../support/fake-release.ts';
import { aMemory } from '../support/worlds.ts';

function stopped(aws: FakeAws): FakeAws {
  aws.meddle((state) => {
    state.desired = 0;
  });
  return aws;
}

describe('a service with a desired count of 0', () => {
  test('is rolled back: when it is started again, the version before runs and not the bad one', () => {
    const aws = stopped(warm());
    const run = cleanRun(aws, commandPlan('rollback'));
    expect([run.ending?.result, run.violations, standing(aws)]).toEqual([
      'rolled-back',
      [],
      '1 PRIMARY; live: 1',
    ]);
  });

  test('has a rollback that is ready, in the words of status', () => {
    const aws = stopped(warm());
    const plan = commandPlan('status');
    const ready = rollbackReadyIn(sceneOf(plan, aws.observe('100-shop'), aMemory()));
    expect([ready.isReady, ready.words]).toEqual([true, expect.stringMatching(/^yes, about 2 s/)]);
    expect(said(cleanRun(aws, plan))).not.toMatch(/needs 1/);
  });

  test('is not rolled back by a bake: nobody asked for a task', () => {
    const aws = stopped(baking());
    const run = runRelease(aws, warmPlan({ release: { runAttempt: 2 } }), {
      dieBefore: ({ reason }) => reason === 'warm',
    });
    expect([run.violations, aws.live().map(({ n }) => n)]).toEqual([[], [2]]);
  });
});
