// Somebody resets the test rule while green is tested: blue answers then, and passes for it.
import { decideNextStep } from '../../src/domain/task-sets/decide/decide.ts';
import { expect, test } from '@jest/globals';
import type { Step } from '../../src/domain/task-sets/model/step.ts';
import { createObserver } from '../../src/engine/observe.ts';
import { reconcile } from '../../src/engine/reconcile.ts';
import type { FakeAws } from '../support/fake-aws.ts';
import { fakePorts } from '../support/fake-ports.ts';
import { standing } from '../support/fake-release.ts';
import { planOf, scenarios } from '../support/scenarios.ts';

/** Resets the test rule at the first probes of the smoke test, as often as said. */
async function releaseWithResets(name: string, resets: number) {
  const scenario = scenarios.find((one) => one.name === name)!;
  const aws: FakeAws = scenario.aws();
  const before = aws.state.rules;
  const request = planOf(scenario);
  const ports = fakePorts(aws, request.release.id);
  let left = resets;
  const onStep = (step: Step): void => {
    if (step.act.kind !== 'probe' || step.act.purpose !== 'smoke' || left === 0) return;
    left -= 1;
    aws.meddle((state) => {
      state.rules = state.rules.map((rule, index) => (aws.isTest(rule) ? before[index]! : rule));
    });
  };
  const { step } = await reconcile({
    decide: decideNextStep,
    ...{ ports, request, observe: createObserver(ports, request) },
    listener: { onStep, onTrouble: () => undefined },
    signal: new AbortController().signal,
  });
  return { reason: step.reason, standing: standing(aws), left };
}

test('a green that fails its smoke test does not pass by the answers of blue', async () => {
  const { reason, standing, left } = await releaseWithResets('a failing smoke test by the test rule', 1);
  expect([reason, standing, left]).toEqual(['smoke-test-failed', '1 PRIMARY; live: 1', 0]);
});

test('a good green is tested again, and released', async () => {
  const { reason, standing, left } = await releaseWithResets('a good release with a test rule', 1);
  expect([reason, standing, left]).toEqual(['released', '2 PRIMARY; live: 2', 0]);
});

test('a release ends if the test rule is reset each time', async () => {
  const { reason, standing } = await releaseWithResets('a good release with a test rule', Infinity);
  expect([reason, standing]).toEqual(['smoke-test-failed', '1 PRIMARY; live: 1']);
});
