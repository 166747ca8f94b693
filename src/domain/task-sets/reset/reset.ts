// Production rules that something else reset: they send requests where nothing can answer, while PRIMARY runs.
import { traitsOf } from '../../common/request/commands.ts';
import { isNamedForProduction, productionAmong } from '../../common/request/production-rules.ts';
import type { Request } from '../../common/request/request.ts';
import { hasShare, holds, isSameRule, weightOf } from '../../common/load-balancer/traffic.ts';
import type { RuleView } from '../../common/load-balancer/view.ts';
import type { TargetGroupArn } from '../../common/values/arn.ts';
import type { TaskSetView, World } from '../model/world.ts';
import { isOwnSet } from '../roles/green-role.ts';
import { isAdopted, isOurs } from '../roles/ours.ts';
import { findPair } from '../roles/pair.ts';
import { rememberedRules } from '../roles/remembered.ts';
import { rulesByUse } from '../roles/rules.ts';
import type { Scene } from '../roles/scene.ts';
import { hasNoHealthyTarget, hasUnusedTargets, healthyOwn } from '../health/readiness.ts';

export interface Reset {
  /** PRIMARY, which should have all production traffic. */
  readonly home: TaskSetView;
  readonly to: TargetGroupArn;
  /** The other group of the pair. It has no healthy target. */
  readonly away: TargetGroupArn;
  /** The rules that lead there and are known to be this service's. A repair writes these. */
  readonly rules: readonly RuleView[];
  /** Rules that lead there too, but that the last release did not know. They are named and never written. */
  readonly unknown: readonly RuleView[];
}

/** How long rules have to look reset. A single observation may be of a moment between label and rules. */
export const resetMs = 3000;

/**
 * Either no task set is live, or only PRIMARY is and some of the rules that the last release switched lead elsewhere. Never
 * while another task set is live: then somebody may have rolled back. `null`: the rules were not reset.
 */
export function resetOf(scene: Scene): Reset | null {
  const { request, world, memory, roles } = scene;
  const home = world.taskSets.find(({ status }) => status === 'PRIMARY');
  if (home === undefined || roles.live.some((set) => set !== home) || isUnderWay(scene, home)) return null;
  const rules = rulesByUse(request, world);
  const pair = findPair({ request, world, rules }, home, null);
  if (pair?.blue == null || !isEmpty(world, pair.blue) || !isToServe(scene, home)) return null;
  const [to, away] = [pair.green, pair.blue];
  const led = productionAmong(request, rules.others, pair).filter((rule) => isLedAway(rule, to, away));
  // Once a repair has begun, PRIMARY has some of the traffic, and the other rules are as well known as the first one.
  const isPartly = roles.live.includes(home) && !isRepairing(scene) && memory.restored.length === 0;
  const isKnown = (rule: RuleView): boolean =>
    isRemembered(world, rule) || (!isPartly && isOurRule(request, world, rule, to));
  const known = led.filter(isKnown);
  const unknown = isPartly ? [] : led.filter((rule) => !isKnown(rule));
  return known.length + unknown.length === 0 ? null : { home, to, away, rules: known, unknown };
}

/** It is read, and none of its targets is healthy. */
const isEmpty = (world: World, group: TargetGroupArn): boolean =>
  world.groups.some(({ arn }) => arn === group) && hasNoHealthyTarget(world, group);

const isLedAway = (rule: RuleView, to: TargetGroupArn, away: TargetGroupArn): boolean =>
  weightOf(rule, away) > 0 || (weightOf(rule, to) === 0 && hasShare(rule, away, to));

const isRemembered = (world: World, { ref }: RuleView): boolean =>
  rememberedRules(world).some((known) => isSameRule(known.ref, ref));

/** It holds PRIMARY's group too, an input names it, or no tag says otherwise. */
const isOurRule = (request: Request, world: World, rule: RuleView, to: TargetGroupArn): boolean =>
  holds(rule, to) || isNamedForProduction(request, rule) || rememberedRules(world).length === 0;

/** A command's own green is on its way to its switch. So is the first green of a service, before and after its lease is written. */
function isUnderWay({ request, world, memory, roles }: Scene, home: TaskSetView): boolean {
  const { green, isRelease, rollsBack } = traitsOf(request);
  const isGreen = roles.green === home && isRelease && !rollsBack && (green === 'own' || green === 'staged');
  const { tags } = world.service;
  // The lease records the rules, and they stay recorded. If the tags were wiped, the fence is gone too.
  const isUnleased = isOurs(home) && tags.fence !== undefined && tags.rules === undefined;
  const isFirst = home.tags.blue === undefined && (tags.green === home.arn || isUnleased);
  return isGreen || isFirst || (rollsBack && isOwnSet(request, world, memory, home));
}

/** It runs. If no tag says that it is ours, its targets do: they are healthy, or wait for a rule. */
function isToServe(scene: Scene, home: TaskSetView): boolean {
  const { world, roles } = scene;
  // Some rules lead to it. The others would not be served better. Once a repair has begun, it waits for its targets.
  if (roles.live.includes(home))
    return healthyOwn(world, home).length > 0 || isRepairing(scene) || scene.memory.restored.length > 0;
  if (home.scalePercent === 0 || home.running === 0) return false;
  return (
    isOurs(home) || isAdopted(world, home) || healthyOwn(world, home).length > 0 || isCutOff(world, home)
  );
}

/** No rule holds its target group, so the load balancer doesn't check its targets (fact 33). */
export const isCutOff = (world: World, home: TaskSetView): boolean =>
  hasUnusedTargets(world, home) && isInNoRule(world, home);

export const isInNoRule = ({ rules }: World, set: TaskSetView): boolean =>
  !rules.some((rule) => holds(rule, groupOf(set)));

export const groupOf = ({ attachment }: TaskSetView): TargetGroupArn =>
  attachment?.group ?? ('' as TargetGroupArn);

/** The service's tag `repaired`: the run that repairs, so that its next attempt doesn't roll back what it repaired. */
export const formatRepaired = ({ release }: Request, home: TaskSetView): string =>
  `${String(release.runId)}:${home.id}`;

/** Whether this rollback repairs reset rules. Then it rolls back nothing: another run of the command does. */
export const isRepairing = ({
  request,
  world,
  memory,
}: Pick<Scene, 'request' | 'world' | 'memory'>): boolean =>
  traitsOf(request).rollsBack &&
  (memory.isRepairing ||
    world.service.tags.repaired?.startsWith(`${String(request.release.runId)}:`) === true);
