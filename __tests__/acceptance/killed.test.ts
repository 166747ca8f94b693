// A runner may vanish at any moment: killed after one of its writes and run again, a release reaches the same end. The
// crash matrix plays every write of every command; here stand those after which most is left to do, or least.
import { describe, expect } from '@jest/globals';
import { webService } from '../../sandbox/seeds.ts';
import { acceptance } from '../support/acceptance.ts';
import type { Stage } from '../support/acceptance.ts';
import {
  arnOf,
  besidesWeights,
  endOf,
  expectAllOn,
  killAfter,
  productionRules,
  released,
  servedOnlyBy,
} from '../support/bad-luck.ts';

/** Everything that a release may have to write: the pair is in no rule yet, auto scaling acts, a test listener is named. */
const world = webService({
  isPairInRules: false,
  isAutoScaled: true,
  hasTestListener: true,
  stickinessSeconds: 2,
});
const options = { world, testRules: ['test:default'] };

/** The writes of such a release in their order, and which call of its operation each one is. */
const writes = [
  ['TagResource', 1, 'the fence'],
  ['TagResource', 2, 'whose users hold cookies'],
  ['TagResource', 3, 'the name of blue'],
  ['RegisterTaskDefinition', 1, 'the revision'],
  ['TagResource', 4, 'what auto scaling was'],
  ['RegisterScalableTarget', 1, 'scale-in suspended'],
  ['ModifyRule', 1, 'the idle group on the first rule'],
  ['ModifyListener', 1, 'the idle group on the first default action'],
  ['ModifyRule', 2, 'the idle group on the second rule'],
  ['ModifyListener', 2, 'the idle group on the second default action'],
  ['CreateTaskSet', 1, 'green'],
  ['ModifyListener', 3, 'the test rule to green'],
  ['UpdateServicePrimaryTaskSet', 1, 'the label'],
  ['TagResource', 5, 'the lease'],
  ['ModifyRule', 3, 'the first rule to green'],
  ['ModifyListener', 4, 'the first default action to green'],
  ['ModifyRule', 4, 'the second rule to green'],
  ['ModifyListener', 5, 'the second default action to green'],
  ['TagResource', 6, 'the sessions that are cut'],
  ['ModifyRule', 5, 'sessions cut on the first rule'],
  ['ModifyListener', 6, 'sessions cut on the first default action'],
  ['ModifyRule', 6, 'sessions cut on the second rule'],
  ['ModifyListener', 7, 'sessions cut on the second default action'],
  ['ModifyRule', 7, 'the idle group off the first rule'],
  ['ModifyListener', 8, 'the idle group off the first default action'],
  ['ModifyRule', 8, 'the idle group off the second rule'],
  ['ModifyListener', 9, 'the idle group off the second default action'],
  ['DeleteTaskSet', 1, 'blue deleted'],
  ['RegisterScalableTarget', 2, 'auto scaling restored'],
  ['TagResource', 7, 'the cookies that have expired'],
  ['ModifyRule', 9, 'the first rule sticky again'],
  ['ModifyListener', 10, 'the first default action sticky again'],
  ['ModifyRule', 10, 'the second rule sticky again'],
  ['ModifyListener', 11, 'the second default action sticky again'],
  ['TagResource', 8, 'no more sessions cut'],
  ['UntagResource', 1, 'the tags cleared'],
] as const;

function inputsOf(stage: Stage): Record<string, string> {
  const test = stage.world().listeners.find(({ name }) => name === 'test');
  stage.sandbox.control.setWeights({ rule: 'test:default', weights: { 'web-a': 100, 'web-b': 0 } });
  return {
    image: 'web:v2',
    'target-groups': `${arnOf(stage, 'web-a')}, ${arnOf(stage, 'web-b')}`,
    'test-rule': test?.arn ?? '',
    'bake-time': '2s',
    'warm-time': '0',
    'probe-interval': '1s',
    'smoke-passes': '1',
  };
}

/** By their place in the list, from 1. */
const played = [4, 6, 8, 11, 13, 14, 15, 18, 21, 26, 28, 32, 36];

const ruleShapes = (stage: Stage): unknown => productionRules.map((name) => besidesWeights(stage.rule(name)));

/** The end that every release reaches, whatever happened on the way. */
async function expectTheSameEnd(stage: Stage): Promise<void> {
  expectAllOn(stage, 'web-b');
  await servedOnlyBy(stage, 'v2');
  const [only] = stage.service().taskSets;
  expect(only).toMatchObject({ status: 'PRIMARY', targetGroup: 'web-b', runningCount: 2 });
  const { scalableTargets } = stage.world();
  expect(scalableTargets[0]?.suspended).toEqual({ scaleIn: false, scaleOut: false, scheduled: false });
}

describe('a release that is killed at any moment', () => {
  // Covers: definition-image, switch-order, waiter-backoff
  acceptance(
    'makes these writes when it is not interrupted, each once, in this order',
    options,
    async (stage) => {
      const before = ruleShapes(stage);
      const run = await stage.release(inputsOf(stage));
      expect(endOf(run)).toEqual(released);
      expect(stage.writes().map(({ call }) => call.operation)).toEqual(
        writes.map(([operation]) => operation),
      );
      expect(ruleShapes(stage)).toEqual(before);
      await expectTheSameEnd(stage);
    },
  );

  writes.forEach(([operation, nth, what], index) => {
    if (!played.includes(index + 1)) return;
    // Covers: scale-in-from-tag, run-again, blue-deleted, credentials-ended
    acceptance(
      `reaches the same end when it is run again: killed after write ${index + 1}, ${what}`,
      options,
      async (stage) => {
        const inputs = inputsOf(stage);
        const before = ruleShapes(stage);
        await killAfter(stage, { operation, nth }, () => stage.start(inputs, { isPostSkipped: true }));
        const run = await stage.release(inputs, { attempt: 2 });
        expect(endOf(run)).toEqual(released);
        expect(ruleShapes(stage)).toEqual(before);
        await expectTheSameEnd(stage);
      },
    );
  });
});
