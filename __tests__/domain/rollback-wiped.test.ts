import { failureOf } from '../../src/domain/common/run/failure.ts';
import { expect, test } from '@jest/globals';
import { decideNextStep } from '../../src/domain/task-sets/decide/decide.ts';
import { ruleKey } from '../../src/domain/task-sets/model/write-key.ts';
import { commandPlan } from '../support/commands.ts';
import {
  a,
  aGroup,
  aMemory,
  aRule,
  aService,
  aSet,
  aTarget,
  aWorld,
  b,
  noon,
  setArn,
} from '../support/worlds.ts';

// What the exhaustive check found: the two went on undoing each other for ever.
test('a rollback whose claim was wiped claims the service again from the run that undoes its rules', () => {
  const rule = aRule([
    [a, 0],
    [b, 100],
  ]);
  const taskSets = [
    aSet(1),
    aSet(3, { group: b, status: 'ACTIVE', tags: { release: '95-shop', blue: 'ecs-svc/1' } }),
  ];
  const groups = [
    aGroup(a, { targets: [aTarget(1, 0), aTarget(1, 1)] }),
    aGroup(b, { targets: [aTarget(3, 0), aTarget(3, 1)] }),
  ];
  const tags = { fence: '2:100.1', green: setArn(3), blue: setArn(1) };
  const world = aWorld({ taskSets, groups, rules: [rule], service: aService({ tags }) });
  const memory = aMemory({
    fence: { value: '3:200.1', writtenAtMs: noon - 5000, isHeld: false },
    failure: failureOf({
      reason: 'requested',
      what: 'somebody asked for it',
      advice: '',
      atMs: noon - 10_000,
    }),
    green: setArn(3),
    blue: setArn(1),
    isLabelTried: true,
    rulesRolledBack: [ruleKey(rule)],
  });
  expect(decideNextStep(commandPlan('rollback'), world, memory)).toMatchObject({
    reason: 'claiming-fence',
    act: { kind: 'tag-service', tags: { fence: '3:200.1' } },
  });
});
