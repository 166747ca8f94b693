// Stickiness of a forward action: which users stay on a target group by their cookie, whatever its weight.
import type { TargetGroupArn } from '../values/arn.ts';
import { forwardOf } from './traffic.ts';
import type { ForwardAction, RuleAction, RuleView, Stickiness, TargetGroupView } from './view.ts';

/** The longest duration that ELB accepts, for a rule that doesn't say it. */
const longestSeconds = 604_800;

/** Whether a cookie of the load balancer chooses the target group (fact 30). */
export const isSticky = (rule: RuleView): boolean => forwardOf(rule)?.stickiness?.enabled === true;

/** How long its cookies last. 0: it is not sticky. */
export const stickySeconds = (rule: RuleView): number =>
  isSticky(rule) ? (forwardOf(rule)?.stickiness?.durationSeconds ?? longestSeconds) : 0;

type Groups = readonly TargetGroupView[];

/** ELB refuses several groups in a forward that isn't sticky if one of them is sticky itself (fact 30). Unknown counts as sticky. */
const mayBeOff = (forward: ForwardAction, groups: Groups, plain: readonly TargetGroupArn[] = []): boolean =>
  forward.groups.length < 2 ||
  forward.groups.every(
    ({ group }) => plain.includes(group) || groups.find(({ arn }) => arn === group)?.isSticky === false,
  );

/** Whether ELB accepts these actions for the rule. What the rule holds now without being sticky, ELB has accepted before. */
export function isAccepted(rule: RuleView, actions: readonly RuleAction[], groups: Groups): boolean {
  const [now, next] = [forwardOf(rule), forwardOf({ ...rule, actions })];
  if (next === null || next.stickiness?.enabled === true) return true;
  const isProof = now !== null && now.groups.length > 1 && now.stickiness?.enabled !== true;
  return mayBeOff(next, groups, isProof ? now.groups.map(({ group }) => group) : []);
}

/** The actions as they are, or without `from` if ELB would refuse them: it is the group that the weight leaves. */
export const accepted = (
  rule: RuleView,
  actions: readonly RuleAction[],
  from: TargetGroupArn,
  groups: Groups,
): readonly RuleAction[] => (isAccepted(rule, actions, groups) ? actions : cutOut(actions, from, groups));

const off = (stickiness: Stickiness | null): Stickiness | null =>
  stickiness === null ? null : { ...stickiness, enabled: false };

/** The actions in which no cookie leads to the group any more: it leaves the forward, which is no longer sticky. */
export const cutOut = (
  actions: readonly RuleAction[],
  group: TargetGroupArn,
  groups: Groups,
): readonly RuleAction[] =>
  actions.map((action) => {
    if (action.type !== 'forward') return action;
    const left = { ...action, groups: action.groups.filter((entry) => entry.group !== group) };
    return mayBeOff(left, groups) ? { ...left, stickiness: off(action.stickiness) } : left;
  });

/** The actions in which no cookie chooses. The group stays, with its health checks, unless ELB would refuse that. */
export function cut(
  actions: readonly RuleAction[],
  group: TargetGroupArn,
  groups: Groups,
): readonly RuleAction[] {
  const forward = actions.find((action) => action.type === 'forward');
  if (forward === undefined || !mayBeOff(forward, groups)) return cutOut(actions, group, groups);
  return actions.map((action) =>
    action.type === 'forward' ? { ...action, stickiness: off(action.stickiness) } : action,
  );
}

/** The actions with the stickiness that the rule had before a cut. */
export const sticky = (actions: readonly RuleAction[], seconds: number): readonly RuleAction[] =>
  actions.map((action) =>
    action.type === 'forward'
      ? { ...action, stickiness: { enabled: true, durationSeconds: seconds } }
      : action,
  );
