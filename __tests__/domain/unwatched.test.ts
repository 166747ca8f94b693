import { describe, expect, test } from '@jest/globals';
import type { Request } from '../../src/domain/common/request/request.ts';
import { after, another, cleanRun as run, commandPlan, said, warmPlan } from '../support/commands.ts';
import type { FakeAws } from '../support/fake-aws.ts';
import { runRelease, standing } from '../support/fake-release.ts';
import { finish } from '../support/finished.ts';
import { anAws } from '../support/scenarios.ts';
import { aPlan } from '../support/worlds.ts';

const longBake = (changes: Partial<Request> = {}): Request => ({
  ...warmPlan({ bake: { seconds: 3600 } }),
  warmSeconds: 7200,
  ...changes,
});

/** From now on, one of green's four targets is healthy. */
function weaken(aws: FakeAws, n = 2): FakeAws {
  aws.meddle((state) => {
    state.sets = state.sets.map((set) =>
      set.n === n ? { ...set, slow: { from: 1, untilMs: Number.MAX_SAFE_INTEGER } } : set,
    );
  });
  return aws;
}

/** The runner died in the bake; green serves with four targets. */
const died = (): FakeAws =>
  after(
    longBake(),
    ({ reason }) => reason === 'baking',
    'good',
    (state) => void (state.desired = 4),
  );

describe('a bake whose runner was killed, with a green that has one healthy target of four', () => {
  test('is rolled back by the next deploy, long before its end', () => {
    const aws = weaken(died());
    const startMs = aws.nowMs;
    const done = run(aws, another(aPlan(), 300));
    const healed = done.steps.filter(({ reason }) => reason === 'healing-split');
    expect(healed[0]?.because).toMatch(
      /ecs-svc\/2 .* can't serve: blue ecs-svc\/1 .* has 4 healthy targets that stay, green .* has 1 .* production needs 2/,
    );
    expect([done.ending?.result, standing(aws)]).toEqual(['released', '3 PRIMARY; live: 3']);
    expect(aws.nowMs - startMs).toBeLessThan(600_000);
  });

  test('is rolled back by a sweep', () => {
    const aws = weaken(died());
    aws.state.runs = [{ runId: 100, isOver: true }];
    const done = run(aws, commandPlan('sweep', { release: { id: '500-shop', runId: 500 } }));
    expect(said(done)).toMatch(/ecs-svc\/2 .* can't serve, its run was killed, and its blue can/);
    expect(aws.live().map(({ n }) => n)).toEqual([1]);
  });

  test('stays where blue is no better', () => {
    const aws = weaken(weaken(died()), 1);
    aws.state.runs = [{ runId: 100, isOver: true }];
    run(aws, commandPlan('sweep', { release: { id: '500-shop', runId: 500 } }));
    expect(aws.live().map(({ n }) => n)).toEqual([2]);
  });
});

test('a sweep says of a bake without a run that nothing watches it', () => {
  const aws = died();
  aws.state.runs = [{ runId: 100, isOver: true }];
  const done = run(aws, commandPlan('sweep', { release: { id: '500-shop', runId: 500 } }));
  expect(said(done)).toMatch(/nothing watches the bake of the live version, since its run is over/);
  expect(aws.live().map(({ n }) => n)).toEqual([2]);
});

// Covers: unwatched-post
describe('the post step of a run that was killed in its bake, with on-cancel: keep,', () => {
  const keeping = longBake({ onCancel: 'keep' });
  function killed(change: (aws: FakeAws) => void = () => undefined) {
    const aws = anAws('good', (state) => void (state.desired = 4));
    const main = runRelease(aws, keeping, { dieBefore: ({ reason }) => reason === 'baking' });
    change(aws);
    const post = finish(aws, keeping, main);
    expect(post?.violations).toEqual([]);
    return { aws, post };
  }

  test('rolls back a green that cannot serve while blue can', () => {
    const { aws, post } = killed(weaken);
    expect([post?.ending?.result, post?.reason]).toEqual(['rolled-back', 'bake-targets-unhealthy']);
    expect(aws.live().map(({ n }) => n)).toEqual([1]);
  });

  test('keeps a green that serves, and says that nothing watches it any more', () => {
    const { aws, post } = killed();
    expect(post?.ending?.message).toContain('Its job has ended, so nothing watches this release any more.');
    expect([post?.writes, aws.live().map(({ n }) => n)]).toEqual([[], [2]]);
  });

  test('leaves a green that cannot serve where blue is no better', () => {
    const { aws } = killed((account) => {
      weaken(weaken(account), 1);
    });
    expect(aws.live().map(({ n }) => n)).toEqual([2]);
  });
});
