import { weightOf, hasShare } from '../../common/load-balancer/traffic.ts';
import type { RuleView } from '../../common/load-balancer/view.ts';
import { isLiveIn } from '../roles/roles.ts';
import type { Scene } from '../roles/scene.ts';

// How far the switch and the bake have come.
export const isGreenLive = ({ roles }: Scene): boolean => isLiveIn(roles.production, roles.green);

/** Every production rule sends the pair's share to green, none of it to blue. */
export const isSwitched = (scene: Scene): boolean => isGreenLive(scene) && rulesToSwitch(scene).length === 0;

export function rulesToSwitch({ roles }: Scene): readonly RuleView[] {
  const { pair, production } = roles;
  if (pair?.blue == null) return [];
  const { blue: blueGroup, green: greenGroup } = pair;
  const isNothingLive = production.every(
    (rule) => weightOf(rule, blueGroup) + weightOf(rule, greenGroup) === 0,
  );
  const isOwing = (rule: RuleView): boolean =>
    weightOf(rule, blueGroup) > 0 || (isNothingLive && hasShare(rule, blueGroup, greenGroup));
  return production.filter(isOwing);
}

/** When traffic moved: this process saw it, or the tag says it. The tag may have been wiped, then the bake begins anew. */
export function switchedAtMs({ world, memory, roles }: Scene): number | null {
  const { green: greenTag, 'switched-at': at } = world.service.tags;
  const tagged = greenTag === roles.green?.arn && at !== undefined ? Date.parse(at) : Number.NaN;
  return Number.isNaN(tagged) || memory.hasSeenSwitch ? memory.switchedAtMs : tagged;
}

/** Counted from when this process first saw the switch: time that nobody watched, after a kill, proves nothing. */
export function bakeEndsMs({ memory, request }: Scene): number | null {
  return memory.switchedAtMs === null ? null : memory.switchedAtMs + request.bake.seconds * 1000;
}

/** Its time is over, and it was watched for some observations at least, however short it is. */
export const isBakeOver = (scene: Scene): boolean =>
  isSwitched(scene) &&
  scene.memory.goodBakeStreak >= 3 &&
  (bakeEndsMs(scene) ?? Number.POSITIVE_INFINITY) <= scene.world.nowMs;
