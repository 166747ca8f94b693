import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { handCommand } from '../../src/domain/common/load-balancer/by-hand.ts';
import {
  bringIn,
  forwardOf,
  hasSameForward,
  holds,
  moveWeight,
  formatRule,
  weightOf,
} from '../../src/domain/common/load-balancer/traffic.ts';

import { a, aForward, aRule, b, c, listener, ruleArn } from '../support/worlds.ts';
import type { RuleAction, RuleView } from '../../src/domain/common/load-balancer/view.ts';

const login: RuleAction = {
  type: 'other',
  kind: 'authenticate-oidc',
  raw: { Type: 'authenticate-oidc', Order: 1 },
};

/** Rules as listeners may have them: third groups, missing groups, stickiness, an action before the forward. */
const anyRule: fc.Arbitrary<RuleView> = fc
  .record({
    weights: fc.uniqueArray(fc.tuple(fc.constantFrom(a, b, c), fc.nat(999)), { selector: ([name]) => name }),
    stickiness: fc.option(fc.record({ enabled: fc.boolean(), durationSeconds: fc.option(fc.nat(604800)) })),
    order: fc.option(fc.nat(50)),
    hasLogin: fc.boolean(),
  })
  .map(({ weights, stickiness, order, hasLogin }) =>
    aRule([], { actions: [...(hasLogin ? [login] : []), aForward(weights, { stickiness, order })] }),
  );

const withActions = (rule: RuleView, actions: readonly RuleAction[]): RuleView => ({ ...rule, actions });
const shares = (rule: RuleView): number => weightOf(rule, a) + weightOf(rule, b);
const bare = (actions: readonly RuleAction[]): unknown =>
  actions.map((action) =>
    action.type === 'forward'
      ? { ...action, groups: action.groups.filter(({ group }) => group !== a && group !== b) }
      : action,
  );

describe('moving weight', () => {
  test('keeps everything but the weights of the pair', () => {
    fc.assert(
      fc.property(anyRule, (rule) => {
        expect(bare(moveWeight(rule, a, b))).toEqual(bare(rule.actions));
      }),
    );
  });

  test('leaves nothing on the one and the whole share on the other', () => {
    fc.assert(
      fc.property(anyRule, (rule) => {
        const moved = withActions(rule, moveWeight(rule, a, b));
        const isNew = shares(rule) === 0 && weightOf(rule, c) === 0 && !holds(rule, c);
        expect(weightOf(moved, a)).toBe(0);
        expect(weightOf(moved, b)).toBe(isNew ? 100 : shares(rule));
      }),
    );
  });

  test('there and back sends the same traffic as before', () => {
    fc.assert(
      fc.property(anyRule, (rule) => {
        fc.pre(weightOf(rule, b) === 0 && weightOf(rule, a) > 0);
        const there = withActions(rule, moveWeight(rule, a, b));
        const blueGroup = withActions(rule, moveWeight(there, b, a));
        expect([a, b, c].map((group) => weightOf(blueGroup, group))).toEqual(
          [a, b, c].map((group) => weightOf(rule, group)),
        );
      }),
    );
  });

  test('twice is the same as once, so that it needs no second write', () => {
    fc.assert(
      fc.property(anyRule, (rule) => {
        const once = moveWeight(rule, a, b);
        expect(hasSameForward(moveWeight(withActions(rule, once), a, b), once)).toBe(true);
      }),
    );
  });
});

describe('a rule', () => {
  test('gets the idle group at weight 0 and keeps its other groups', () => {
    const rule = aRule([
      [a, 7],
      [c, 3],
    ]);
    expect(bringIn(rule, b)).toEqual([
      aForward([
        [a, 7],
        [c, 3],
        [b, 0],
      ]),
    ]);
  });

  test('is not changed by bringing in a group that it holds', () => {
    const rule = aRule([
      [a, 7],
      [b, 3],
    ]);
    expect(bringIn(rule, b)).toEqual(rule.actions);
  });

  test('without a forward holds nothing', () => {
    const rule = aRule([], { actions: [{ type: 'other', kind: 'redirect', raw: {} }] });
    expect([forwardOf(rule), holds(rule, a), weightOf(rule, a)]).toEqual([null, false, 0]);
  });

  test('has the same weights in whatever order its groups stand', () => {
    expect(
      hasSameForward(
        [
          aForward([
            [a, 1],
            [b, 0],
          ]),
        ],
        [
          aForward([
            [b, 0],
            [a, 1],
          ]),
        ],
      ),
    ).toBe(true);
    expect(
      hasSameForward(
        [
          aForward([
            [a, 1],
            [b, 0],
          ]),
        ],
        [aForward([[a, 1]])],
      ),
    ).toBe(false);
  });

  test.each([
    [aRule([[a, 1]]), 'HTTP:80 default action'],
    [
      aRule([[a, 1]], { port: 443, priority: 10, hosts: ['shop.example.com'], paths: ['/api/*'] }),
      'HTTPS:443 host shop.example.com path /api/* (rule 10)',
    ],
    [aRule([[a, 1]], { priority: 3, otherConditions: ['http-header'] }), 'HTTP:80 http-header (rule 3)'],
  ])('is named as a person knows it', (rule, words) => {
    expect(formatRule(rule)).toBe(words);
  });
});

describe('the command to run by hand', () => {
  test('moves a default action back with its other actions kept', () => {
    const rule = aRule([], {
      actions: [
        login,
        aForward(
          [
            [a, 0],
            [b, 100],
          ],
          { order: 2 },
        ),
      ],
    });
    const command = handCommand(rule, moveWeight(rule, b, a));
    expect(command).toContain(`aws elbv2 modify-listener --listener-arn ${listener(80)} --default-actions '`);
    expect(JSON.parse(/'(.*)'/.exec(command)?.[1] ?? '')).toEqual([
      { Type: 'authenticate-oidc', Order: 1 },
      {
        Type: 'forward',
        Order: 2,
        ForwardConfig: {
          TargetGroups: [
            { TargetGroupArn: a, Weight: 100 },
            { TargetGroupArn: b, Weight: 0 },
          ],
        },
      },
    ]);
  });

  test('writes the stickiness of a rule', () => {
    const forward = aForward([[b, 1]], { stickiness: { enabled: true, durationSeconds: 60 } });
    const command = handCommand(aRule([], { priority: 4, actions: [forward] }), [forward]);
    expect(command).toContain(`aws elbv2 modify-rule --rule-arn ${ruleArn(80, 4)} --actions '`);
    expect(command).toContain('"TargetGroupStickinessConfig":{"Enabled":true,"DurationSeconds":60}');
  });

  test('is empty where the rule forwards nowhere', () => {
    const actions = [{ type: 'other', kind: 'fixed-response', raw: { Type: 'fixed-response' } }] as const;
    expect(handCommand(aRule([], { actions }), actions)).toBe('');
  });
});
