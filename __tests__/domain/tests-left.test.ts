// Which rule is for tests, for commands that nobody told: what the last release left in the tags of its set.
import { describe, expect, test } from '@jest/globals';
import type { Request } from '../../src/domain/common/request/request.ts';
import { rolesOf } from '../../src/domain/task-sets/roles/roles.ts';
import type { SetTags, World } from '../../src/domain/task-sets/model/world.ts';
import { another, cleanRun, commandPlan, released, stagePlan, withTestRule } from '../support/commands.ts';
import { standing } from '../support/fake-release.ts';
import {
  a,
  aGreen,
  aMemory,
  aPlan,
  aRule,
  aSet,
  aWorld,
  b,
  listener as listenerOf,
  ruleArn,
} from '../support/worlds.ts';

const testRule = ruleArn(8443, 1);
const waiting = { release: '100-shop', expires: '2026-03-04T12:00:00.000Z' };
const rule = (onGreen: boolean): ReturnType<typeof aRule> =>
  aRule(
    [
      [a, onGreen ? 0 : 100],
      [b, onGreen ? 100 : 0],
    ],
    onGreen ? { ref: { kind: 'rule', rule: testRule } } : {},
  );

/** Blue serves, and a staged green stands behind the test rule. */
const world = (tags: SetTags): World =>
  aWorld({
    taskSets: [aSet(1, { createdAtMs: 0 }), aGreen(2, { status: 'ACTIVE', createdAtMs: 1, tags })],
    rules: [rule(false), rule(true)],
  });
const liveIn = (request: Request, seen: World): readonly string[] =>
  rolesOf(request, seen, aMemory()).live.map(({ id }) => id);

describe('a test rule that no input names', () => {
  const left = world({ ...waiting, 'test-rule': testRule });

  test.each(['rollback', 'teardown', 'sweep', 'status'] as const)('is known to %s by the set', (command) => {
    expect(liveIn(commandPlan(command), left)).toEqual(['ecs-svc/1']);
    expect(rolesOf(commandPlan(command), left, aMemory()).test).toHaveLength(1);
  });

  test('may be named by its listener', () => {
    const listener = listenerOf(8443);
    const [production, tests] = [rule(false), { ...rule(true), listener }];
    const seen = { ...world({ ...waiting, 'test-listener': listener }), rules: [production, tests] };
    expect(liveIn(commandPlan('sweep'), seen)).toEqual(['ecs-svc/1']);
  });

  test('counts as production for the next release, which has its own inputs', () => {
    expect(liveIn(aPlan(), left)).toEqual(['ecs-svc/1', 'ecs-svc/2']);
  });

  test('is production again once the last release was given none', () => {
    const later = aSet(3, { createdAtMs: 2, tags: { release: '110-shop' } });
    const seen = { ...left, taskSets: [...left.taskSets, later] };
    expect(liveIn(commandPlan('rollback'), seen)).toContain('ecs-svc/2');
  });
});

test('a rollback without the test rule in its inputs rolls back what is live, not what is staged behind it', () => {
  const aws = released();
  aws.testRule = testRule;
  aws.meddle(withTestRule);
  const request = stagePlan({ traffic: { testRule } });
  expect(cleanRun(aws, another(request, 300)).ending?.result).toBe('staged');
  expect(standing(aws)).toBe('2 PRIMARY, 3 ACTIVE; live: 2');
  expect(cleanRun(aws, commandPlan('rollback')).ending?.result).toBe('released');
  expect(standing(aws)).toBe('4 PRIMARY; live: 4');
  // What the rollback made says it in turn, or the rule would be production from then on.
  expect(aws.state.sets.find(({ n }) => n === 4)?.tags['test-rule']).toBe(testRule);
});
