// Cuts sessions: cookies no longer lead users to a target group (ADR 28).
import {
  accepted,
  cut,
  cutOut,
  isAccepted,
  isSticky,
  stickySeconds,
} from '../../common/load-balancer/sessions.ts';
import { bringIn, formatRule, forwardOf, holds, moveWeight } from '../../common/load-balancer/traffic.ts';
import type { RuleAction, RuleView, TargetGroupView } from '../../common/load-balancer/view.ts';
import { shortName, type TargetGroupArn } from '../../common/values/arn.ts';
import { formatDuration } from '../../common/values/duration.ts';
import { whyHealthUnknown } from '../health/last-known.ts';
import { propagationMs } from '../health/propagation.ts';
import { hasNoHealthyTarget } from '../health/readiness.ts';
import { attempt, type Attempt } from '../model/attempt.ts';
import { step } from '../model/make-step.ts';
import type { RuleWrite, Step } from '../model/step.ts';
import type { TaskSetView } from '../model/world.ts';
import { isSameWrite, writeKey } from '../model/write-key.ts';
import { unlessAbandoned, type Scene } from '../roles/scene.ts';
import { cookiesUntilMs, notedGroup, reachingRules, secondsLeft } from './known.ts';
import { notedSessions } from '../tags/sessions.ts';
import { noteOfCut, settleSessions } from './note.ts';

/**
 * Before a set is deleted or emptied: each production forward in which a cookie may choose its group is no longer sticky.
 * Once all load balancer nodes know that, the group leaves the forward: it is not established that ELB ignores a cookie
 * while stickiness is off. Until then the group stays, since nodes may still send it requests. `null`: no cookie leads to it.
 */
export function endSessions(scene: Scene, set: TaskSetView, why: Why): Attempt | null {
  const group = set.attachment?.group;
  const rules = reachingRules(scene, set);
  if (group === undefined) return null;
  if (rules.length === 0) return noteUnreached(scene, group, why);
  const leftMs = rules.some(isSticky) ? 0 : offInMs(scene, group);
  if (leftMs > 0) return { kind: 'not-yet', ms: leftMs };
  return attempt(cutFrom(scene, group, rules, why));
}

/** The lease of a switch that never came says that its users get cookies. Older ones may live after the set is gone. */
function noteUnreached(scene: Scene, group: TargetGroupArn, { phase }: Why): Attempt | null {
  const noting = notedGroup(scene, group)?.untilMs === null ? settleSessions(scene, phase) : null;
  return noting === null ? null : attempt(noting);
}

const offInMs = ({ memory, world }: Scene, group: TargetGroupArn): number =>
  (memory.lastStickyMs[group] ?? memory.startedAtMs) + propagationMs - world.nowMs;

type Why = Pick<Step, 'phase' | 'because'>;

/**
 * Whether a rule goes on checking the health of the set's targets although it gives them no weight (fact 33): one by which
 * no cookie leads there. A cut takes the group out of the others.
 */
export function staysChecked(scene: Scene, set: TaskSetView): boolean {
  const group = set.attachment?.group;
  if (group === undefined) return false;
  const { test } = scene.roles;
  // Users don't come through a test rule.
  const checking = cookiesUntilMs(scene, group) === null ? scene.world.rules : test;
  return checking.some((rule) => holds(rule, group));
}

/** The next write by which no cookie leads to the group: the note first, then one rule after the other. */
export function cutFrom(
  scene: Scene,
  group: TargetGroupArn,
  rules: readonly RuleView[],
  { phase, because }: Why,
): Step | null {
  const rule = rules.find(isSticky) ?? rules[0];
  if (rule === undefined) return null;
  const tags = noteOfCut(scene, group, rules);
  const noting = `${because}: first, a tag records the sessions that are cut`;
  const leftSeconds = secondsLeft(scene, group, stickySeconds(rule));
  const left = leftSeconds === 0 ? '' : `: up to ${formatDuration(leftSeconds)} of a session are cut`;
  const cutting = isSticky(rule)
    ? `${formatRule(rule)} no longer keeps users on ${shortName(group)} by their cookie${left}`
    : `${shortName(group)} leaves ${formatRule(rule)}, so that no old cookie leads there`;
  const { groups } = scene.world;
  const actions = (isSticky(rule) ? cut : cutOut)(rule.actions, group, groups);
  return unlessAbandoned(
    scene,
    tags === null
      ? step(phase, 'ending-sessions', cutting, { kind: 'write-rule', rule, actions })
      : step(phase, 'ending-sessions', noting, { kind: 'tag-service', tags }),
  );
}

/**
 * A write that moves traffic away from a group because it is bad leaves no user there. A rollback's cut is noted with the
 * lease. Any other is noted first.
 */
export function moveAway(
  scene: Scene,
  rule: RuleView,
  { from, to }: { readonly from: TargetGroupArn; readonly to: TargetGroupArn },
  { phase, reason, because }: Pick<Step, 'phase' | 'reason' | 'because'>,
): Step {
  const noting = `${because}: first, a tag records the sessions that are cut`;
  return (
    noteFirst(scene, rule, from, { phase, because: noting }) ??
    step(phase, reason, because, returnTraffic(scene, rule, from, to))
  );
}

/** The tag before a write that ends the stickiness of the rule. `null`: it is there, or the rule isn't sticky. */
export function noteFirst(
  scene: Scene,
  rule: RuleView,
  from: TargetGroupArn,
  { phase, because }: Why,
): Step | null {
  const tags = isSticky(rule) ? noteOfCut(scene, from, [rule]) : null;
  return tags === null
    ? null
    : unlessAbandoned(scene, step(phase, 'ending-sessions', because, { kind: 'tag-service', tags }));
}

/** The first look of a rollback doesn't read whether a group is sticky itself. The tag says it. */
export const knownGroups = ({ world }: Scene): readonly TargetGroupView[] =>
  world.groups.map((group) =>
    group.isSticky === null && notedSessions(world)?.isPlain === true ? { ...group, isSticky: false } : group,
  );

/**
 * A production rule with the group at weight 0 again, so that its health is checked. No cookie leads there: the rule is not
 * sticky. `null`: there is no such rule, or ELB accepts it only if it is sticky.
 */
export function rejoined(scene: Scene, group: TargetGroupArn): RuleWrite | null {
  const groups = knownGroups(scene);
  for (const rule of scene.roles.production) {
    const actions = bringIn(rule, group);
    if (!isSticky(rule) && isAccepted(rule, actions, groups) && forwardOf(rule) !== null)
      return { kind: 'write-rule', rule, actions };
  }
  return null;
}

/**
 * The rule with all of the pair's weight on `to`, and without sessions on `from`, in one write: a rollback doesn't leave
 * users on what it rolls back. The tag was written with the lease. If ELB refuses the forward with both groups, `from` leaves
 * it. So it does if none of its targets is healthy and `to` is left alone: ELB may honour cookies while stickiness is off.
 */
export function returnTraffic(
  scene: Scene,
  rule: RuleView,
  from: TargetGroupArn,
  to: TargetGroupArn,
): RuleWrite {
  const moved = moveWeight(rule, from, to);
  const write = (actions: readonly RuleAction[]): RuleWrite => ({
    kind: 'write-rule',
    rule,
    actions,
  });
  const groups = knownGroups(scene);
  const alone = cutOut(moved, from, groups);
  const isAlone = forwardOf({ ...rule, actions: alone })?.groups.length === 1;
  if (isAlone && cookiesUntilMs(scene, from) !== null && isDown(scene, from)) return write(alone);
  if (!isSticky(rule)) return write(accepted(rule, moved, from, groups));
  const both = write(cut(moved, from, groups));
  const { trouble } = scene.memory;
  const isRefused = trouble?.last.kind === 'refused' && isSameWrite(trouble.key, writeKey(both));
  return isRefused ? write(alone) : both;
}

/** None of its targets is healthy, so nothing is lost with its health checks. */
const isDown = ({ world }: Scene, group: TargetGroupArn): boolean =>
  hasNoHealthyTarget(world, group) && whyHealthUnknown(world) === null;
