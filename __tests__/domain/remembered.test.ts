// The pair and the rules that tags remember, once the rules no longer show them.
import { describe, expect, test } from '@jest/globals';
import { balancerIn } from '../../src/domain/common/values/arn.ts';
import type { TargetGroupArn } from '../../src/domain/common/values/arn.ts';
import type { Pair } from '../../src/domain/common/load-balancer/pair.ts';
import type { World } from '../../src/domain/task-sets/model/world.ts';
import { describeGoneRule, goneRules } from '../../src/domain/task-sets/roles/remembered.ts';
import { rolesOf } from '../../src/domain/task-sets/roles/roles.ts';
import { rollbackTags } from '../../src/domain/task-sets/tags/rollback-tags.ts';
import {
  a,
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
    'a rule that holds both groups comes before the tags',
    {
      ...onlyBlue,
      rules: [
        aRule([
          [a, 100],
          [c, 0],
        ]),
      ],
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
