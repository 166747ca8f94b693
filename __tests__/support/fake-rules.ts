// The rules of the fake account, and what people do to them.
import { moveWeight, weightOf } from '../../src/domain/common/load-balancer/traffic.ts';
import { sticky } from '../../src/domain/common/load-balancer/sessions.ts';
import type { RuleView } from '../../src/domain/common/load-balancer/view.ts';
import type { FakeState } from './fake-state.ts';
import { a, aRule, b, c } from './worlds.ts';

/** Port 80 and 443 forward to the pair, one rule only to blue's group and with a login before it; one is none of ours. */
export const shopRules = (): RuleView[] => [
  aRule([
    [a, 100],
    [b, 0],
  ]),
  aRule([[a, 1]], {
    port: 443,
    priority: 10,
    hosts: ['shop.example.com'],
    actions: [
      { type: 'other', kind: 'authenticate-oidc', raw: { Type: 'authenticate-oidc', Order: 1 } },
      {
        type: 'forward',
        order: 2,
        groups: [{ group: a, weight: 1 }],
        stickiness: { enabled: false, durationSeconds: 10 },
      },
    ],
  }),
  aRule(
    [
      [a, 70],
      [b, 0],
      [c, 30],
    ],
    { port: 443 },
  ),
  aRule([[c, 1]], { priority: 20, paths: ['/other'] }),
];

/** Users keep sessions by cookies of the load balancer, on every rule of the pair. */
export const withSessions = (state: FakeState, durationSeconds = 10): void => {
  const isOfPair = ({ actions }: RuleView): boolean =>
    actions.some((action) => action.type === 'forward' && action.groups.some(({ group }) => group === a));
  state.rules = state.rules.map((rule) =>
    isOfPair(rule) ? { ...rule, actions: sticky(rule.actions, durationSeconds) } : rule,
  );
};

/** Somebody moved the rule to `a`. Without a third group it holds nothing else, and no sessions, as CDK writes it. */
export const oneGroupLeft = (rule: RuleView): RuleView =>
  weightOf(rule, b) === 0
    ? rule
    : {
        ...rule,
        actions: moveWeight(rule, b, a).map((action) => {
          if (action.type !== 'forward') return action;
          const groups = action.groups.filter(({ group }) => group !== b);
          const stickiness =
            groups.length > 1 || action.stickiness === null
              ? action.stickiness
              : { ...action.stickiness, enabled: false };
          return { ...action, groups, stickiness };
        }),
      };
