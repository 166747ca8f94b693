// Where an unproven green may stand: holders of cookies of its group must not reach it before the switch.
import { cut, isSticky, sticky } from '../../common/load-balancer/sessions.ts';
import { bringIn, formatRule, forwardOf, holds, weightOf } from '../../common/load-balancer/traffic.ts';
import type { RuleAction, RuleView } from '../../common/load-balancer/view.ts';
import { shortName, type TargetGroupArn } from '../../common/values/arn.ts';
import { propagationMs } from '../health/propagation.ts';
import { step, wait } from '../model/make-step.ts';
import type { Step } from '../model/step.ts';
import { unlessAbandoned, type Scene } from '../roles/scene.ts';
import { cutFrom, moveAway, noteFirst } from './cut.ts';
import { awaitExpiryAt } from './expiry.ts';
import { cookieSeconds, cookiesUntilMs, notedGroup } from './known.ts';

/** Whether the group stays out of the production rule until the switch. A test rule checks its health. */
export const isKeptOut = (scene: Scene, rule: RuleView, group: TargetGroupArn): boolean =>
  scene.roles.production.includes(rule) &&
  cookiesUntilMs(scene, group) !== null &&
  !(isExposed(scene, group) && isOpenTo(scene, rule));

/** An exposed green joins only rules that never were sticky, if there are any: AWS documents cookies for none of them. */
const isOpenTo = (scene: Scene, rule: RuleView): boolean =>
  cookieSeconds(scene, rule) === 0 ||
  scene.roles.production.every((other) => cookieSeconds(scene, other) > 0);

/** No rule without cookies could check green's health. Preflight refuses that, unless the risk is ignored. */
export const isExposed = (scene: Scene, group: TargetGroupArn): boolean =>
  cookiesUntilMs(scene, group) !== null &&
  scene.roles.test.every((rule) => forwardOf(rule) === null) &&
  scene.roles.production.length > 0;

/**
 * The write by which the group joins the rule at weight 0. If green is exposed, cookies no longer choose, where ELB allows
 * that. A tag says so first.
 */
export function join(scene: Scene, rule: RuleView, group: TargetGroupArn): Step | null {
  const isOpen = isExposed(scene, group);
  const actions = isOpen ? exposed(scene, rule, group) : bringIn(rule, group);
  const because = `${shortName(group)} joins ${formatRule(rule)} at weight 0${isOpen ? `: ${exposure}` : ''}`;
  const noting = `${because}: first, a tag records the stickiness that is turned off until the switch`;
  const isEnding = isSticky(rule) && !isSticky({ ...rule, actions });
  return (
    (isEnding ? noteFirst(scene, rule, group, { phase: 'prepare', because: noting }) : null) ??
    step('prepare', 'attaching-idle-group', because, { kind: 'write-rule', rule, actions })
  );
}

function exposed(scene: Scene, rule: RuleView, group: TargetGroupArn): readonly RuleAction[] {
  const whole = bringIn(rule, group);
  if (cookieSeconds(scene, rule) === 0) return whole;
  const off = withoutChoice(scene, { ...rule, actions: whole }, group);
  return off ?? sticky(whole, cookieSeconds(scene, rule));
}

/** The actions with the group, in which no cookie chooses. `null`: ELB accepts both groups only if the rule is sticky. */
function withoutChoice(scene: Scene, rule: RuleView, group: TargetGroupArn): readonly RuleAction[] | null {
  const off = cut(rule.actions, group, scene.world.groups);
  return holds({ ...rule, actions: off }, group) ? off : null;
}

/** An exposed release waits for the cookies of its group, rather than give their holders errors. */
export function awaitExpiry(scene: Scene): Step | null {
  const { pair } = scene.roles;
  if (pair === null || !isExposed(scene, pair.green)) return null;
  return awaitExpiryAt(scene, notedGroup(scene, pair.green)?.untilMs, {
    phase: 'prepare',
    reason: 'ending-sessions',
    because: `the last cookies of target group ${shortName(pair.green)}`,
  });
}

/** What exposure means to the users who hold cookies. */
export const exposure =
  'no other rule checks the health of green, so holders of old cookies may get errors until it is healthy, and reach it before its smoke test';

/** Before green is created. Usually the cut of the set that was there has done this. */
export function keepCookiesAway(scene: Scene): Step | null {
  const { pair, production } = scene.roles;
  if (pair === null || scene.roles.green !== null) return null;
  const rules = production.filter((rule) => holds(rule, pair.green) && isToEnd(scene, rule, pair.green));
  const given = rules.find((rule) => weightOf(rule, pair.green) > 0);
  if (given !== undefined && pair.blue !== null) {
    // Without the group, such a rule would serve nobody.
    const because = `${formatRule(given)} sends requests to ${shortName(pair.green)}, where nothing runs`;
    const why = { phase: 'prepare', reason: 'healing-split', because } as const;
    return unlessAbandoned(scene, moveAway(scene, given, { from: pair.green, to: pair.blue }, why));
  }
  const why = { phase: 'prepare', because: 'green is not proven yet' } as const;
  return rules.length > 0 ? cutFrom(scene, pair.green, rules, why) : awaitNodes(scene, pair.green);
}

/** An exposed group may stay in the rule, and only its stickiness ends. */
const isToEnd = (scene: Scene, rule: RuleView, group: TargetGroupArn): boolean =>
  isKeptOut(scene, rule, group) ||
  (isExposed(scene, group) && isSticky(rule) && withoutChoice(scene, rule, group) !== null);

/** A node that is late may still send a holder of a cookie to the group (fact 28). */
function awaitNodes(scene: Scene, group: TargetGroupArn): Step | null {
  const { memory, world } = scene;
  if (cookiesUntilMs(scene, group) === null || isExposed(scene, group)) return null;
  const leftMs = (memory.lastByCookiesMs[group] ?? memory.startedAtMs) + propagationMs - world.nowMs;
  const because = `waiting for all load balancer nodes to know that cookies no longer lead to ${shortName(group)}`;
  return leftMs > 0 ? wait('prepare', 'letting-nodes-follow', because, Math.min(leftMs, 1000)) : null;
}
