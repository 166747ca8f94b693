// The pair and the rules that tags remember, once the rules no longer show them.
import { describe, expect, test } from '@jest/globals';
import { balancerIn } from '../../src/domain/common/values/arn.ts';
import type { TargetGroupArn } from '../../src/domain/common/values/arn.ts';
import type { Pair } from '../../src/domain/common/load-balancer/pair.ts';
import type { World } from '../../src/domain/task-sets/model/world.ts';
import { describeGoneRule, goneRules } from '../../src/domain/task-sets/roles/remembered.ts';
import { assumedBlueOf } from '../../src/domain/task-sets/roles/green-role.ts';
import { isHealable, rolesOf } from '../../src/domain/task-sets/roles/roles.ts';
import { sceneOf } from '../../src/domain/task-sets/roles/scene.ts';
import { rollbackTags } from '../../src/domain/task-sets/tags/rollback-tags.ts';
import { commandPlan } from '../support/commands.ts';
import { sweepPlan } from '../support/sweeps.ts';
import {
  a,
  aGreen,
  aForward,
  aGroup,
  aMemory,
  aPlan,
  aRule,
  aService,
  aSet,
  aWorld,
  b,
  balancer,
  c,
  group,
  listener,
  ruleArn,
  serviceArn,
} from '../support/worlds.ts';

/** No input names anything. */
const plain = aPlan({ traffic: { targetGroups: [] } });
const alone = (only: TargetGroupArn) => aRule([[only, 100]], { port: 443, priority: 10 });
const remember = (green: TargetGroupArn, blue: TargetGroupArn) =>
  rollbackTags(serviceArn, [alone(green)], { green, blue });

/** Somebody's third group next to the live one. */
const withThird = aRule([[a, 70], [c, 30]]); // prettier-ignore
const on = { enabled: true, durationSeconds: 300 };

const groups = [aGroup(a), aGroup(b), aGroup(c)];
const service = (tags: World['service']['tags']): World['service'] => aService({ tags });
const onlyBlue = { taskSets: [aSet(1)], rules: [alone(a)], groups };

const cases: readonly (readonly [string, Partial<World>, Pair | null])[] = [
  ['nothing is remembered', { ...onlyBlue }, null],
  ['the service remembers', { ...onlyBlue, service: service(remember(a, b)) }, { green: b, blue: a }],
  [
    'the live task set remembers',
    { ...onlyBlue, taskSets: [aSet(1, { tags: { release: '1-shop', ...remember(a, b) } })] },
    { green: b, blue: a },
  ],
  [
    'the service comes before its task sets',
    {
      ...onlyBlue,
      service: service(remember(a, b)),
      taskSets: [aSet(1, { tags: { release: '1-shop', ...remember(a, c) } })],
    },
    { green: b, blue: a },
  ],
  [
    'a pair without the live group is of another time, so the next source is asked',
    {
      ...onlyBlue,
      service: service(remember(c, b)),
      taskSets: [aSet(1, { tags: { release: '1-shop', ...remember(a, c) } })],
    },
    { green: c, blue: a },
  ],
  [
    'the tags come before a rule that holds two groups',
    { ...onlyBlue, rules: [withThird], service: service(remember(a, b)) },
    { green: b, blue: a },
  ],
  [
    'a cut left a third group in a rule that stays sticky',
    {
      ...onlyBlue,
      rules: [aRule([], { actions: [aForward([[a, 70], [c, 30]], { stickiness: on })] })], // prettier-ignore
      service: service({ ...remember(a, b), sessions: 'sticky:80=300 b=2026-03-01T12:04:00Z own' }),
    },
    { green: b, blue: a },
  ],
  [
    'a cut left a third group, and only the task set remembers',
    {
      ...onlyBlue,
      taskSets: [aSet(1, { tags: { release: '1-shop', ...remember(a, b) } })],
      rules: [withThird],
    },
    { green: b, blue: a },
  ],
  [
    'another rule of the live group holds a third group',
    { ...onlyBlue, rules: [alone(a), withThird], service: service(remember(a, b)) },
    { green: b, blue: a },
  ],
  [
    'a cut left a third group, and the pair was never remembered',
    {
      ...onlyBlue,
      rules: [withThird],
      service: service({ sessions: 'cut:80=300 b=2026-03-01T12:04:00Z own' }),
    },
    null,
  ],
  [
    'nothing is remembered, and a rule holds two groups',
    { ...onlyBlue, rules: [withThird] },
    { green: c, blue: a },
  ],
  [
    'the remembered group was replaced in the rule and deleted',
    {
      ...onlyBlue,
      rules: [withThird],
      groups: [aGroup(a), aGroup(c)],
      service: service(remember(a, b)),
    },
    { green: c, blue: a },
  ],
  [
    'the remembered group was deleted',
    { ...onlyBlue, groups: [aGroup(a)], service: service(remember(a, b)) },
    null,
  ],
  [
    'the remembered group belongs to another load balancer by now',
    {
      ...onlyBlue,
      groups: [aGroup(a), aGroup(b, { loadBalancers: [balancer('other')] })],
      service: service(remember(a, b)),
    },
    null,
  ],
  [
    'no rule holds the remembered group',
    {
      ...onlyBlue,
      groups: [aGroup(a), aGroup(b, { loadBalancers: [] })],
      service: service(remember(a, b)),
    },
    { green: b, blue: a },
  ],
  [
    'no task set is left',
    { taskSets: [], rules: [alone(a)], groups, service: service(remember(a, b)) },
    { blue: a, green: b },
  ],
];

test.each(cases)('the pair where %s', (_what, world, pair) => {
  expect(rolesOf(plain, aWorld(world), aMemory()).pair).toEqual(pair);
});

describe('where no task set is live, and an input names a rule with a third group', () => {
  const named = aPlan({ traffic: { targetGroups: [], productionListeners: [listener(80)] } });
  const seen = (taskSets: World['taskSets']): World =>
    aWorld({ taskSets, rules: [withThird], groups, service: service(remember(a, b)) });

  test('the pair is the remembered one if no task set is left', () => {
    expect(rolesOf(named, seen([]), aMemory()).pair).toEqual({ green: b, blue: a });
  });

  test('the pair is not known while a task set runs', () => {
    expect(rolesOf(named, seen([aSet(1, { group: b })]), aMemory()).pair).toBeNull();
  });
});

describe('a task set of somebody else in a third group', () => {
  const tags = remember(b, a);
  const canary = aSet(3, { status: 'ACTIVE', group: c, tags: {} });
  const green = aGreen(2, { group: b, status: 'PRIMARY', tags: { blue: 'ecs-svc/1' } });
  const rules = [aRule([[a, 0], [b, 80], [c, 20]])]; // prettier-ignore
  const seen = (changes: Partial<World>): World =>
    aWorld({ rules, groups, service: service(tags), ...changes });

  test('is not blue, although it is live', () => {
    const request = commandPlan('teardown', { traffic: { targetGroups: [] } });
    const { green: found, blue, pair } = rolesOf(request, seen({ taskSets: [green, canary] }), aMemory());
    expect({ found, blue, pair }).toEqual({ found: green, blue: null, pair: { green: b, blue: a } });
  });

  test('is not assumed to be blue of an untagged task set', () => {
    const live = aSet(2, { group: b, tags: {} });
    expect(assumedBlueOf(seen({ taskSets: [live, canary] }), live)).toBeNull();
    expect(assumedBlueOf(seen({ taskSets: [live, canary], service: service({}) }), live)).toBe(canary);
  });

  test.each([
    ['is not', [green, canary], false],
    ['in the pair is', [green, aSet(1, { status: 'ACTIVE' })], true],
  ])('%s healed as the half of a switch', (_what, taskSets, isHealed) => {
    const split = [aRule([[a, 20], [b, 60], [c, 20]])]; // prettier-ignore
    const { request, world, roles } = sceneOf(sweepPlan(), seen({ taskSets, rules: split }), aMemory());
    expect([request.command, isHealable(world, roles)]).toEqual(['sweep', isHealed]);
  });
});

test('the input target-groups comes before the tags', () => {
  const world = aWorld({ ...onlyBlue, service: service(remember(a, b)) });
  const named = aPlan({ traffic: { targetGroups: [a, c] } });
  expect(rolesOf(named, world, aMemory()).pair).toEqual({ green: c, blue: a });
});

test('with a remembered pair, a rule with one of its groups is a production rule', () => {
  const rules = [alone(a), aRule([[b, 100]], { port: 444, priority: 3 }), aRule([[c, 100]], { port: 445 })];
  const world = aWorld({ ...onlyBlue, rules, service: service(remember(a, b)) });
  expect(rolesOf(plain, world, aMemory()).production).toEqual(rules.slice(0, 2));
});

describe('a remembered rule', () => {
  const seen = (rules: World['rules']): World =>
    aWorld({ ...onlyBlue, rules, service: service(remember(a, b)) });

  test('that is there is not gone, whatever it does', () => {
    expect(goneRules(seen([alone(c)]))).toEqual([]);
  });

  test('that is gone, or was created again with another ARN, is named', () => {
    const world = seen([aRule([[a, 100]], { port: 443, priority: 11 })]);
    const [gone, ...more] = goneRules(world);
    expect([gone?.ref, more]).toEqual([{ kind: 'rule', rule: ruleArn(443, 10) }, []]);
    expect(describeGoneRule(gone!)).toContain(ruleArn(443, 10));
  });

  test('is not called gone where no rules could be read', () => {
    expect(goneRules(seen([]))).toEqual([]);
  });
});

test('a listener and a rule lead to their load balancer, a target group does not', () => {
  expect(balancerIn(listener(443))).toBe(balancer('shop'));
  expect(balancerIn(ruleArn(443, 10))).toBe(balancer('shop'));
  expect(balancerIn(group('a') as never)).toBeNull();
});
