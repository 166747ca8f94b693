// How far the switch and the bake have come.
import { weightOf, hasShare } from '../../common/load-balancer/traffic.ts';
import type { RuleView } from '../../common/load-balancer/view.ts';
import { failingOf, isLeftOut } from '../model/look.ts';
import { isLiveIn } from '../roles/roles.ts';
import type { Scene } from '../roles/scene.ts';

export const isGreenLive = ({ roles }: Scene): boolean => isLiveIn(roles.production, roles.green);

/** Every production rule sends the pair's weight to green, and none to blue. */
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

/** When traffic moved: this process saw it, or the tag says so. If the tag was deleted, the bake starts again. */
export function switchedAtMs({ world, memory, roles }: Scene): number | null {
  const { green: greenTag, 'switched-at': at } = world.service.tags;
  const tagged = greenTag === roles.green?.arn && at !== undefined ? Date.parse(at) : Number.NaN;
  return Number.isNaN(tagged) || memory.hasSeenSwitch ? memory.switchedAtMs : tagged;
}

/** Counted from when this process first saw the switch. Time that no process watched doesn't count. */
export function bakeEndsMs({ memory, request }: Scene): number | null {
  return memory.switchedAtMs === null ? null : memory.switchedAtMs + request.bake.seconds * 1000;
}

/** Production answered on blue, so that its answers say something about green. Those of a rate limit don't. */
export const doProbesJudge = ({
  memory: { baseline, bakeProbe, ownProbe },
}: Pick<Scene, 'memory'>): boolean =>
  baseline.verdict === 'passed' && (bakeProbe.barredBy !== 'rate limit' || ownProbe.passesInRow > 0);

/** At least three observations watched green. While its targets can't be read, what they showed before is not enough: the probes do. */
const isWatched = (scene: Scene): boolean => {
  const { goodBakeStreak, bakeProbe } = scene.memory;
  if (failingOf(scene.world, 'targets') !== null) return doProbesJudge(scene) && bakeProbe.passesInRow > 0;
  return goodBakeStreak >= 3;
};

/** Its time is over, it was watched, and this observation read what it is judged by. */
export const isBakeOver = (scene: Scene): boolean =>
  isSwitched(scene) &&
  !isLeftOut(scene.world, 'rules') &&
  !isLeftOut(scene.world, 'targets') &&
  (scene.request.alarms.length === 0 || !isLeftOut(scene.world, 'alarms')) &&
  isWatched(scene) &&
  (bakeEndsMs(scene) ?? Number.POSITIVE_INFINITY) <= scene.world.nowMs;

/** How long the rules of a rollback may follow its label. */
const rollbackFollowsMs = 10_000;

/** Another task set than the live one has just got the PRIMARY label: a rollback may follow, and needs that task set. */
export const isMaybeRollback = ({ memory: { idlePrimary }, world }: Scene): boolean =>
  idlePrimary?.endedMs === null && world.nowMs - idlePrimary.begunMs < rollbackFollowsMs;
