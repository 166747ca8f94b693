// Who gets production, from every weight of every production rule: also of target groups outside the pair.
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { TargetGroupArn } from '../../src/domain/common/values/arn.ts';
import type { RuleView } from '../../src/domain/common/load-balancer/view.ts';
import { describeTraffic, noNames } from '../../src/domain/task-sets/health/describe-traffic.ts';
import { rolesOf } from '../../src/domain/task-sets/roles/roles.ts';
import type { TaskSetView, World } from '../../src/domain/task-sets/model/world.ts';
import { sharesByGroup, sharesOf } from '../../src/domain/task-sets/report/traffic-shares.ts';
import { rollbackTags } from '../../src/domain/task-sets/tags/rollback-tags.ts';
import { sweepPlan } from '../support/sweeps.ts';
import {
  a,
  aForward,
  aGreen,
  aMemory,
  aPlan,
  aRule,
  aService,
  aSet,
  aWorld,
  b,
  c,
  group,
  serviceArn,
} from '../support/worlds.ts';

type Weights = readonly (readonly [TargetGroupArn, number])[];

const d = group('d');
const plan = aPlan();
const released = [
  aSet(1, { status: 'ACTIVE' }),
  aGreen(2, { status: 'PRIMARY', tags: { blue: 'ecs-svc/1' } }),
];
/** Each on a port of its own. */
const rulesOf = (...all: readonly Weights[]): readonly RuleView[] =>
  all.map((weights, place) => aRule(weights, { port: 80 + place }));
const rolesIn = (rules: readonly RuleView[], taskSets: readonly TaskSetView[] = released) =>
  rolesOf(plan, aWorld({ taskSets, rules }), aMemory());

// prettier-ignore
const table: readonly (readonly [string, readonly Weights[], string])[] = [
  ['green alone', [[[a, 0], [b, 100]]], 'All production traffic is on green ecs-svc/2 (web:2).'],
  ['blue alone', [[[a, 1], [b, 0]]], 'All production traffic is on blue ecs-svc/1 (web:1).'],
  ['green, next to a third group without weight', [[[a, 0], [b, 100], [c, 0]]], 'All production traffic is on green ecs-svc/2 (web:2).'],
  ['a third group a tenth', [[[a, 0], [b, 90], [c, 10]]], 'Production traffic is split between green ecs-svc/2 (web:2) and target group c, where this service has no task set.'],
  ['a third group a share of blue', [[[a, 90], [b, 0], [c, 10]]], 'Production traffic is split between blue ecs-svc/1 (web:1) and target group c, where this service has no task set.'],
  ['a third group a share of one rule', [[[a, 0], [b, 1]], [[a, 0], [b, 9], [c, 1]]], 'Production traffic is split between green ecs-svc/2 (web:2) and target group c, where this service has no task set.'],
  ['a third group all of one rule', [[[a, 0], [b, 1]], [[a, 0], [b, 0], [c, 1]]], 'Production traffic is split between green ecs-svc/2 (web:2) and target group c, where this service has no task set.'],
  ['two groups outside the pair', [[[a, 0], [b, 8], [c, 1], [d, 1]]], 'Production traffic is split between green ecs-svc/2 (web:2), target group c and target group d, where this service has no task set.'],
  ['all three', [[[a, 1], [b, 8], [c, 1]]], 'Production traffic is split between blue ecs-svc/1 (web:1), green ecs-svc/2 (web:2) and target group c, where this service has no task set.'],
  ['a third group everything', [[[a, 0], [b, 0], [c, 1]]], 'Production traffic goes to target group c, where this service has no task set.'],
  ['nothing', [[[a, 0], [b, 0]]], 'No task set of this service gets production traffic.'],
  ['green, and one rule gives nothing', [[[a, 0], [b, 1]], [[a, 0], [b, 0]]], 'Production traffic is on green ecs-svc/2 (web:2), but HTTP:81 default action sends requests to no target group.'],
];

describe('who gets production', () => {
  test.each(table)('is named where the rules give %s', (_what, weights, words) => {
    expect(describeTraffic(rolesIn(rulesOf(...weights)))).toBe(words);
  });

  test.each(table)('has no role for people who know other releases (%s)', (_what, weights, words) => {
    expect(describeTraffic(rolesIn(rulesOf(...weights)), noNames)).toBe(
      words.replaceAll(/(?:blue|green) /g, ''),
    );
  });

  test('is a task set of somebody else in a third group, without a role', () => {
    const sets = [...released, aSet(3, { status: 'ACTIVE', group: c, tags: {} })];
    // prettier-ignore
    expect(describeTraffic(rolesIn(rulesOf([[a, 0], [b, 9], [c, 1]]), sets))).toBe(
      'Production traffic is split between green ecs-svc/2 (web:2) and ecs-svc/3 (web:3).',
    );
  });

  test('is not known while the pair is not, although a task set has traffic', () => {
    // prettier-ignore
    const world = aWorld({ taskSets: [aSet(1)], rules: rulesOf([[a, 90], [c, 5], [d, 5]]) });
    const roles = rolesOf(aPlan({ traffic: { targetGroups: [] } }), world, aMemory());
    expect([roles.pair, describeTraffic(roles)]).toEqual([
      null,
      'Where production traffic goes is not known: no production rule was found.',
    ]);
  });

  // prettier-ignore
  test.each<[string, RuleView['actions'], string]>([
    ['forwards to somebody else alone', [aForward([[c, 1]])], 'Production traffic is split between green ecs-svc/2 (web:2) and target group c, where this service has no task set.'],
    ['answers all requests', [{ type: 'other', kind: 'fixed-response', raw: {} }], 'Production traffic is on green ecs-svc/2 (web:2), but HTTP:81 default action sends requests to no target group.'],
  ])('is named where a rule that the last release switched %s by now', (_what, actions, words) => {
    const [first, second] = rulesOf([[a, 0], [b, 1]], [[a, 0], [b, 1]]); // prettier-ignore
    const rules = [first!, { ...second!, actions }];
    const roles = (tags: World['service']['tags']) =>
      rolesOf(plan, aWorld({ taskSets: released, rules, service: aService({ tags }) }), aMemory());
    const known = roles(rollbackTags(serviceArn, [first!, second!], { green: b, blue: a }));
    expect(describeTraffic(known)).toBe(words);
    expect(sharesOf(known).map(({ green, others }) => [green, others])).toEqual([[100, 0], words.includes('split') ? [0, 100] : [null, null]]);
    // A rule that no release has switched is none of this service's.
    expect(describeTraffic(roles({}))).toBe('All production traffic is on green ecs-svc/2 (web:2).');
  });

  test('is one task set only if every rule gives it everything', () => {
    const weight = fc.constantFrom(0, 0, 1, 10, 100);
    const anyWeights = fc.tuple(weight, weight, weight, weight);
    fc.assert(
      fc.property(fc.array(anyWeights, { minLength: 1, maxLength: 3 }), (all) => {
        const groups = [a, b, c, d];
        const weights = all.map((one) => one.map((share, place) => [groups[place]!, share] as const));
        const isOn = (group: TargetGroupArn): boolean =>
          weights.every(
            (one) =>
              one.some(([name, share]) => name === group && share > 0) &&
              one.every(([name, share]) => name === group || share === 0),
          );
        const words = describeTraffic(rolesIn(rulesOf(...weights)));
        const whole = isOn(a) ? 'blue ecs-svc/1 (web:1)' : isOn(b) ? 'green ecs-svc/2 (web:2)' : null;
        expect(words === `All production traffic is on ${whole ?? '-'}.`).toBe(whole !== null);
        expect(words.startsWith('All ')).toBe(whole !== null);
      }),
    );
  });
});

describe('the shares by target group', () => {
  // prettier-ignore
  const ruleSets = [
    rulesOf([[a, 0], [b, 90], [c, 10]]),
    rulesOf([[a, 0], [b, 60], [c, 40]]),
    rulesOf([[a, 60], [b, 0], [c, 40]]),
    rulesOf([[a, 0], [b, 60], [d, 40]]),
    rulesOf([[a, 0], [b, 60], [c, 40]], [[a, 0], [b, 1]]),
    rulesOf([[a, 0], [b, 0]]),
  ];

  test('differ wherever a share does', () => {
    const texts = ruleSets.map((rules) => sharesByGroup(rolesIn(rules)));
    expect(new Set(texts).size).toBe(ruleSets.length);
  });

  test.each(ruleSets.map((rules) => [rules] as const))(
    'are the same whatever a command calls blue and green (%#)',
    (rules) => {
      const world = aWorld({ taskSets: released, rules });
      expect(sharesByGroup(rolesOf(sweepPlan(), world, aMemory()))).toBe(sharesByGroup(rolesIn(rules)));
    },
  );

  test('do not depend on the numbers by which weights name them', () => {
    // prettier-ignore
    expect(sharesByGroup(rolesIn(rulesOf([[a, 0], [b, 9], [c, 1]])))).toBe(sharesByGroup(rolesIn(rulesOf([[a, 0], [b, 90], [c, 10]]))));
  });
});
