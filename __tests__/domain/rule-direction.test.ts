import { describe, expect, test } from '@jest/globals';
import { moveWeight, weightOf } from '../../src/domain/common/load-balancer/traffic.ts';
import { evolveTrouble } from '../../src/domain/task-sets/evolve/trouble-verdict.ts';
import { sceneOf } from '../../src/domain/task-sets/roles/scene.ts';
import type { Write } from '../../src/domain/task-sets/model/step.ts';
import type { FakeAws } from '../support/fake-aws.ts';
import { runRelease, standing } from '../support/fake-release.ts';
import { withTestRule } from '../support/commands.ts';
import { anAws, testRule } from '../support/scenarios.ts';
import { a, aMemory, aPlan, aRule, aWorld, b, noon } from '../support/worlds.ts';

/** AWS carries this write out, and its reply says that it was refused. */
function refusedThoughDone(aws: FakeAws, isIt: (write: Write) => boolean): void {
  aws.fault = (write) => (isIt(write) ? { kind: 'refused', isCarriedOut: true } : null);
}

/** The write that gives green weight on the rule of this listener. */
const movesToGreen =
  (port: number) =>
  (write: Write): boolean =>
    write.kind === 'write-rule' &&
    write.rule.listenerPort === port &&
    weightOf({ ...write.rule, actions: write.actions }, b) > 0;

describe('a rule whose move to green was refused, and carried out all the same,', () => {
  test('is moved back to blue', () => {
    const aws = anAws('good');
    refusedThoughDone(aws, movesToGreen(80));
    const run = runRelease(aws, aPlan());
    expect([run.ending?.result, run.reason]).toEqual(['rolled-back', 'write-refused']);
    expect(run.violations).toEqual([]);
    expect(standing(aws)).toBe('1 PRIMARY; live: 1');
  });

  test('points to blue again if it is the test rule, so that green can be deleted', () => {
    const aws = anAws('good', withTestRule);
    aws.testRule = testRule;
    refusedThoughDone(aws, movesToGreen(8443));
    const run = runRelease(aws, aPlan({ traffic: { testRule } }));
    expect([run.ending?.result, run.reason]).toEqual(['rolled-back', 'write-refused']);
    expect(standing(aws)).toBe('1 PRIMARY; live: 1');
  });
});

test('a rollback has all its retries at a rule that could not be moved to green for minutes', () => {
  const rule = aRule([
    [a, 50],
    [b, 50],
  ]);
  const busy = {
    kind: 'busy',
    action: 'elasticloadbalancing:ModifyRule',
    resource: 'rule',
    code: 'ThrottlingException',
    message: 'slow down',
  } as const;
  const to = (group: typeof a): Write => {
    const from = group === a ? b : a;
    return { kind: 'write-rule', rule, actions: moveWeight(rule, from, group) };
  };
  const fail = (memory: ReturnType<typeof aMemory>, write: Write, seconds: number, isRollback: boolean) =>
    evolveTrouble(sceneOf(aPlan(), aWorld(), memory), memory, {
      write,
      trouble: busy,
      nowMs: noon + seconds * 1000,
      isRollback,
    });
  const forward = [0, 50, 100, 150, 200, 250, 299].reduce(
    (memory, seconds) => fail(memory, to(b), seconds, false),
    aMemory(),
  );
  expect(forward.trouble?.count).toBe(7);
  const rollback = fail(forward, to(a), 305, true);
  expect(rollback.failure).toBeNull();
  expect(rollback.trouble).toMatchObject({ count: 1, sinceMs: noon + 305_000 });
});
