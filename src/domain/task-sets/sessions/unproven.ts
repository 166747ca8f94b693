// Where an unproven green may stand: holders of cookies of its group must not reach it before the switch.
import { cut, sticky } from '../../common/load-balancer/sessions.ts';
import { bringIn, forwardOf, holds } from '../../common/load-balancer/traffic.ts';
import type { RuleAction, RuleView } from '../../common/load-balancer/view.ts';
import { shortName, type TargetGroupArn } from '../../common/values/arn.ts';
import { propagationMs } from '../health/propagation.ts';
import { wait } from '../model/make-step.ts';
import type { Step } from '../model/step.ts';
import type { Scene } from '../roles/scene.ts';
import { cutFrom } from './cut.ts';
import { cookieSeconds, cookiesUntilMs } from './known.ts';

/** Whether the group stays out of the production rule until the switch. A test rule checks its health. */
export const isKeptOut = (scene: Scene, rule: RuleView, group: TargetGroupArn): boolean =>
  cookieSeconds(scene, rule) > 0 && cookiesUntilMs(scene, group) !== null && !isExposed(scene, group);

/** No rule without cookies could check green's health. Preflight refuses that, unless it is forced. */
export const isExposed = ({ roles, ...scene }: Scene, group: TargetGroupArn): boolean =>
  cookiesUntilMs({ roles, ...scene }, group) !== null &&
  roles.test.every((rule) => forwardOf(rule) === null) &&
  roles.production.length > 0 &&
  roles.production.every((rule) => cookieSeconds({ roles, ...scene }, rule) > 0);

/** The actions by which the group joins the rule at weight 0. If green is exposed, cookies no longer choose, where ELB allows that. */
export function joined(scene: Scene, rule: RuleView, group: TargetGroupArn): readonly RuleAction[] {
  const whole = bringIn(rule, group);
  if (!isExposed(scene, group)) return whole;
  const off = cut(whole, group, scene.world.groups);
  return holds({ ...rule, actions: off }, group) ? off : sticky(whole, cookieSeconds(scene, rule));
}

/** Before green is created. Usually the cut of the set that was there has done this. */
export function keepCookiesAway(scene: Scene): Step | null {
  const { pair, production } = scene.roles;
  if (pair === null || scene.roles.green !== null) return null;
  const rules = production.filter((rule) => holds(rule, pair.green) && isKeptOut(scene, rule, pair.green));
  const why = { phase: 'prepare', because: 'green is not proven yet' } as const;
  return rules.length > 0 ? cutFrom(scene, pair.green, rules, why) : awaitNodes(scene, pair.green);
}

/** A node that is late may still send a holder of a cookie to the group (fact 28). */
function awaitNodes(scene: Scene, group: TargetGroupArn): Step | null {
  const { memory, world } = scene;
  if (cookiesUntilMs(scene, group) === null || isExposed(scene, group)) return null;
  const leftMs = (memory.lastByCookiesMs[group] ?? memory.startedAtMs) + propagationMs - world.nowMs;
  const because = `waiting for all load balancer nodes to know that cookies no longer lead to ${shortName(group)}`;
  return leftMs > 0 ? wait('prepare', 'letting-nodes-follow', because, Math.min(leftMs, 1000)) : null;
}
