// The actions of a command that a person pastes: nobody stays on the target group that it leaves.
import type { TargetGroupArn } from '../values/arn.ts';
import { accepted, cut, cutOut, isAccepted, isSticky, sticky } from './sessions.ts';
import { forwardOf, moveWeight } from './traffic.ts';
import type { RuleAction, RuleView, TargetGroupView } from './view.ts';

interface Leaving {
  readonly from: TargetGroupArn;
  readonly to: TargetGroupArn;
  /** Whether users may hold cookies of `from`, although the rule may not be sticky now. */
  readonly hasCookies: boolean;
  /** `from` is to stay in the rule, with its health checks, where ELB allows that: a rollback may return to it. */
  readonly isKept: boolean;
}

/** For a rule that has to become sticky, and doesn't say for how long. */
const usualSeconds = 86_400;

/**
 * All of the pair's weight on `to`, in one write that ELB accepts, and that leaves no holder of a cookie on `from`. It is not
 * established that ELB ignores cookies while stickiness is off, so `from` leaves the forward unless it is to be kept.
 */
export function leave(
  rule: RuleView,
  { from, to, hasCookies, isKept }: Leaving,
  groups: readonly TargetGroupView[],
): readonly RuleAction[] {
  const moved = moveWeight(rule, from, to);
  const freed = hasCookies || isSticky(rule) ? (isKept ? cut : cutOut)(moved, from, groups) : moved;
  const actions = accepted(rule, freed, from, groups);
  if (isAccepted(rule, actions, groups)) return actions;
  // A third group and `to`: ELB accepts both only with sessions, which begin without `from`.
  return sticky(actions, forwardOf(rule)?.stickiness?.durationSeconds ?? usualSeconds);
}
