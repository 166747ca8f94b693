import { factsLeft } from '../support/tag-facts.ts';
import { describe, expect, test } from '@jest/globals';
import { cleanRun as run, commandPlan, kinds, scaled } from '../support/commands.ts';
import { deferred } from '../support/command-stories.ts';
import { after, another, stagePlan } from '../support/commands.ts';
import type { FakeAws } from '../support/fake-aws.ts';
import { standing } from '../support/fake-release.ts';
import { aPlan } from '../support/worlds.ts';

/** Staged and promoted by run 100, whose blue a later run was to remove; then run 300 stages the next version. */
function stagedOverPromoted(): FakeAws {
  const aws = after(stagePlan());
  aws.state.wayBackTo = null;
  run(aws, commandPlan('promote', { teardown: 'defer', warmSeconds: 900 }));
  run(aws, another(commandPlan('stage'), 300));
  return aws;
}

describe('a stage over a release that deferred its teardown', () => {
  test('ends that release: its blue is gone, and no tag speaks of its switch', () => {
    const aws = deferred();
    const done = run(aws, another(commandPlan('stage'), 300));
    expect([done.ending?.result, standing(aws)]).toEqual(['staged', '2 PRIMARY, 3 ACTIVE; live: 2']);
    expect(kinds(done).at(-1)).toBe('untag-service');
    expect(factsLeft(aws.state.tags)).toEqual(['fence']);
  });

  test('keeps what auto scaling was, since green is an idle fleet until its promotion', () => {
    const aws = after(aPlan({ teardown: 'defer', warmSeconds: 900 }), undefined, 'good', scaled);
    aws.state.wayBackTo = null;
    run(aws, another(commandPlan('stage'), 300));
    expect(factsLeft(aws.state.tags)).toEqual(['fence', 'scaling']);
    expect(aws.state.scaling?.scaleInSuspended).toBe(true);
  });

  test('leaves a promote that names no release the newest green, not the one that is live', () => {
    const aws = stagedOverPromoted();
    const done = run(aws, another(commandPlan('promote'), 400));
    expect([done.ending?.result, standing(aws)]).toEqual(['released', '3 PRIMARY; live: 3']);
  });

  test('so does one whose tags still speak of the earlier switch', () => {
    const aws = stagedOverPromoted();
    aws.meddle((state) => {
      const live = state.sets.find(({ n }) => n === 2);
      const arn = aws.observe('x').taskSets.find(({ id }) => id === `ecs-svc/${String(live?.n)}`)?.arn;
      state.tags = { ...state.tags, ...(arn === undefined ? {} : { green: arn }) };
    });
    const done = run(aws, another(commandPlan('promote'), 400));
    expect([done.ending?.result, standing(aws)]).toEqual(['released', '3 PRIMARY; live: 3']);
  });
});
