// Another service's third group in the rule of the pair, and groups with session cookies of their own: a cut leaves it next
// to the live group in a rule that stays sticky. No command takes it for the idle group.
import { describe, expect, test } from '@jest/globals';
import type { Request } from '../../src/domain/common/request/request.ts';
import { forwardOf, weightOf } from '../../src/domain/common/load-balancer/traffic.ts';
import type { ForwardAction } from '../../src/domain/common/load-balancer/view.ts';
import type { TargetGroupArn } from '../../src/domain/common/values/arn.ts';
import { commandPlan, said } from '../support/commands.ts';
import type { FakeAws } from '../support/fake-aws.ts';
import { runRelease, standing } from '../support/fake-release.ts';
import { withSessions } from '../support/fake-rules.ts';
import { anAws } from '../support/scenarios.ts';
import { sweepPlan } from '../support/sweeps.ts';
import { a, aForward, aPlan, aRule, b, c } from '../support/worlds.ts';

type Weighted = readonly (readonly [TargetGroupArn, number])[];
const kept = (weights: Weighted): ForwardAction =>
  aForward(weights, { stickiness: { enabled: true, durationSeconds: 600 } });

/** Run 100 released set 2 in `b`, and its teardown cut `a` out of the only rule. */
function cutShort(): FakeAws {
  const aws = anAws('good', (state) => {
    state.rules = [aRule([[a, 70], [b, 0], [c, 30]])]; // prettier-ignore
    withSessions(state, 600);
  });
  aws.hasOwnCookies = true;
  expect(runRelease(aws, aPlan()).violations).toEqual([]);
  expect(aws.state.rules.map(forwardOf)).toEqual([kept([[b, 70], [c, 30]])]); // prettier-ignore
  return aws;
}

/** Every cookie that the cut has left has expired. */
function later(aws: FakeAws): FakeAws {
  aws.nowMs += 900_000;
  return aws;
}

const plain = { traffic: { targetGroups: [] } };
const sweep = sweepPlan({ onDrift: 'restore', traffic: { ...aPlan().traffic, targetGroups: [] } });
const commands: readonly (readonly [string, Request, string])[] = [
  ['deploy', commandPlan('deploy', plain), '3 PRIMARY; live: 3'],
  ['rollback', commandPlan('rollback', plain), '3 PRIMARY; live: 3'],
  ['stage', commandPlan('stage', plain), '2 PRIMARY, 3 ACTIVE; live: 2'],
  ['teardown', commandPlan('teardown', plain), '2 PRIMARY; live: 2'],
  ['sweep', sweep, '2 PRIMARY; live: 2'],
  ['status', commandPlan('status', plain), '2 PRIMARY; live: 2'],
];
const shareOfThird = (aws: FakeAws): number[] => aws.state.rules.map((rule) => weightOf(rule, c));

describe('after a cut left a third group next to the live one', () => {
  test.each(commands)('%s leaves its weight, and works with the pair', (_command, request, end) => {
    const aws = later(cutShort());
    const run = runRelease(aws, request);
    expect([run.violations, shareOfThird(aws), standing(aws)]).toEqual([[], [30], end]);
    expect(said(run)).not.toMatch(/somebody else changed the production rules/);
  });

  test.each(commands)('%s leaves its weight while users still hold cookies', (_command, request) => {
    const aws = cutShort();
    const run = runRelease(aws, request);
    expect(run.violations.filter((one) => one.startsWith('6'))).toEqual([]);
    expect(shareOfThird(aws)).toEqual([30]);
  });

  test.each(commands)('%s takes no weight from it although it has all of it', (_command, request) => {
    const aws = later(cutShort());
    aws.meddle((state) => {
      state.rules = [aRule([], { actions: [kept([[b, 0], [c, 100]])] })]; // prettier-ignore
    });
    const run = runRelease(aws, request);
    expect([run.violations, shareOfThird(aws)]).toEqual([[], [100]]);
    expect(run.ending?.commands ?? []).toEqual([]);
  });

  test.each(commands)('%s leaves its weight if the tags of the service are wiped', (_command, request) => {
    const aws = later(cutShort());
    aws.meddle((state) => void (state.tags = {}));
    const run = runRelease(aws, request);
    expect(run.violations.filter((one) => one.startsWith('6'))).toEqual([]);
    expect(shareOfThird(aws)).toEqual([30]);
  });
});
