// Weights of listener rules.
import type { TargetGroupArn } from '../values/arn.ts';
import type { ForwardAction, RuleAction, RuleRef, RuleView, WeightedGroup } from './view.ts';

/** The rule's forward action; `null` if it only redirects, returns a fixed response, or authenticates. */
export const forwardOf = (rule: RuleView): ForwardAction | null =>
  rule.actions.find((action) => action.type === 'forward') ?? null;

export const holds = (rule: RuleView, group: TargetGroupArn): boolean =>
  forwardOf(rule)?.groups.some((entry) => entry.group === group) ?? false;

/** 0 also if the rule does not hold the group. */
export const weightOf = (rule: RuleView, group: TargetGroupArn): number =>
  forwardOf(rule)?.groups.find((entry) => entry.group === group)?.weight ?? 0;

/** The target groups that the rule sends requests to. */
export const groupsWithWeight = (rule: RuleView): readonly TargetGroupArn[] =>
  (forwardOf(rule)?.groups ?? []).filter(({ weight }) => weight > 0).map(({ group }) => group);

export const isSameRule = (a: RuleRef, b: RuleRef): boolean =>
  a.kind === 'default'
    ? b.kind === 'default' && a.listener === b.listener
    : b.kind === 'rule' && a.rule === b.rule;

/**
 * The actions with all of the pair's weight on `to`, and none on `from`. Everything else is unchanged: order,
 * stickiness, third groups, other actions, and the order of the groups (invariant 6).
 */
export function moveWeight(
  rule: RuleView,
  from: TargetGroupArn | null,
  to: TargetGroupArn,
): readonly RuleAction[] {
  const share = pairShare(rule, from, to);
  return withWeights(rule, (group, weight) => (group === to ? share : group === from ? 0 : weight), {
    group: to,
    weight: share,
  });
}

/** Whether the rule has weight for the pair. If third groups get all of it, there is nothing to move. */
export const hasShare = (rule: RuleView, from: TargetGroupArn | null, to: TargetGroupArn): boolean =>
  pairShare(rule, from, to) > 0;

function pairShare(rule: RuleView, from: TargetGroupArn | null, to: TargetGroupArn): number {
  const share = (from === null ? 0 : weightOf(rule, from)) + weightOf(rule, to);
  const isAlone = forwardOf(rule)?.groups.every(({ group }) => group === from || group === to) ?? false;
  // At 0/0, a rule with third groups sends the pair nothing, and that stays. Without them it would serve no request.
  return share === 0 && isAlone ? 100 : share;
}

/** The actions with the idle group added at weight 0, so that its health is checked before it gets users (fact 25). */
export const bringIn = (rule: RuleView, idle: TargetGroupArn): readonly RuleAction[] =>
  withWeights(rule, (_group, weight) => weight, { group: idle, weight: 0 });

function withWeights(
  rule: RuleView,
  weigh: (group: TargetGroupArn, weight: number) => number,
  missing: { readonly group: TargetGroupArn; readonly weight: number },
): readonly RuleAction[] {
  return rule.actions.map((action) => {
    if (action.type !== 'forward') return action;
    const groups = action.groups.map(({ group, weight }) => ({ group, weight: weigh(group, weight) }));
    const isThere = groups.some((entry) => entry.group === missing.group);
    return { ...action, groups: isThere ? groups : [...groups, missing] };
  });
}

/** Whether two lists of actions distribute traffic the same way, by weights and by cookies. Then no write is needed. */
export const hasSameForward = (a: readonly RuleAction[], b: readonly RuleAction[]): boolean =>
  weightLine(a) === weightLine(b) && stickinessLine(a) === stickinessLine(b);

/** The target groups of the forward action, each with its weight. */
export const weightsOf = (actions: readonly RuleAction[]): readonly WeightedGroup[] =>
  actions.flatMap((action) => (action.type === 'forward' ? action.groups : []));

const weightLine = (actions: readonly RuleAction[]): string =>
  weightsOf(actions)
    .map(({ group, weight }) => `${group}=${String(weight)}`)
    .toSorted()
    .join(' ');

/** Without stickiness, its duration says nothing. */
const stickinessLine = (actions: readonly RuleAction[]): string =>
  actions
    .flatMap((action) =>
      action.type === 'forward' && action.stickiness?.enabled === true
        ? [String(action.stickiness.durationSeconds)]
        : [],
    )
    .join(' ');

/** For messages, e.g. `HTTPS:443 host shop.example.com path /api/* (rule 10)`. */
export function formatRule(rule: RuleView): string {
  const parts = [`${rule.listenerProtocol}:${String(rule.listenerPort)}`];
  if (rule.priority === null) return `${parts.join('')} default action`;
  if (rule.hosts.length > 0) parts.push(`host ${rule.hosts.join(' or ')}`);
  if (rule.paths.length > 0) parts.push(`path ${rule.paths.join(' or ')}`);
  parts.push(...rule.otherConditions, `(rule ${String(rule.priority)})`);
  return parts.join(' ');
}

/** `HTTP:80 default action sends`, `HTTP:80 default action, HTTPS:443 default action send` */
export const formatSending = (rules: readonly RuleView[]): string =>
  `${rules.map(formatRule).join(', ')} ${rules.length === 1 ? 'sends' : 'send'}`;
