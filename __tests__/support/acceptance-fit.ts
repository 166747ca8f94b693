// Whether what is given traffic can carry it.
import type { TaskSetPicture } from '../../sandbox/world.ts';
import {
  isPasted,
  releaseTag,
  rulesWith,
  setsIn,
  type Bounds,
  type WitnessedWrite,
} from './acceptance-witness.ts';
import { keptIn } from './kept.ts';

/** Who is given traffic has to be able to carry it: green ready (invariant 2), anything else at least healthy. */
export function notFit(
  write: WitnessedWrite,
  earlier: readonly WitnessedWrite[],
  group: string,
  bounds: Bounds,
): string[] {
  const world = write.before;
  const targets = world.targetGroups.find(({ name }) => name === group)?.targets ?? [];
  const serving = targets.filter(({ state }) => state !== 'draining');
  const healthy = serving.filter(({ state }) => state === 'healthy').length;
  const newest = setsIn(world, bounds).findLast(({ status }) => status !== 'DRAINING');
  // A kept green was proven before: production returns to it as to a blue, and waits a second for the label at most.
  const service = world.services.find(({ name }) => name === bounds.service);
  const isReturn = service !== undefined && newest !== undefined && keptIn(service)?.id === newest.id;
  const isForward = newest?.targetGroup === group && newest.tags[releaseTag] !== undefined && !isReturn;
  if (!isForward)
    return healthy > 0 ? [] : [`sends traffic to ${group} without a healthy target (invariant 8)`];
  const { id, status, runningCount, computedDesiredCount } = newest;
  if (status === 'PRIMARY' && isUnchecked(write, group, bounds)) return [];
  const found = status === 'PRIMARY' ? [] : [`switches to ${id} before it is PRIMARY (invariant 1)`];
  const words = `${runningCount} of ${computedDesiredCount} running, ${healthy} healthy`;
  const first = capacityAtFirst(write, earlier, newest, bounds);
  if (first === null) {
    const isReady = runningCount === computedDesiredCount && runningCount > 0;
    if (isReady && healthy >= runningCount && healthy === serving.length) return found;
    return [...found, `switches to ${id}, which is not ready: ${words} (invariant 2)`];
  }
  const needed = Math.max(1, Math.min(first, computedDesiredCount));
  if (healthy >= needed && serving.length <= runningCount + newest.pendingCount) return found;
  return [
    ...found,
    `gives ${id} a further rule without the capacity for it: ${words}, ${needed} needed (invariant 2)`,
  ];
}

/**
 * The one exception: no rule holds the group, so the load balancer doesn't check it, and nothing else of the pair is healthy. A
 * repair gives one rule to PRIMARY then, where ELB refuses that its group joins at weight 0. A person pastes the commands for all
 * rules at once.
 */
const isUnchecked = ({ call, before }: WitnessedWrite, group: string, { pair }: Bounds): boolean =>
  (isPasted(call) || before.rules.every(({ weights }) => !(group in weights))) &&
  before.targetGroups.every(
    ({ name, targets }) => !pair.includes(name) || targets.every(({ state }) => state !== 'healthy'),
  );

/**
 * How many healthy targets the set had when the run gave it its first production rule; of a run that continues a switch,
 * when it claimed the service. `null`: no rule has given it weight yet.
 */
function capacityAtFirst(
  write: WitnessedWrite,
  earlier: readonly WitnessedWrite[],
  { id, targetGroup }: TaskSetPicture,
  bounds: Bounds,
): number | null {
  const healthyIn = ({ before }: WitnessedWrite): number =>
    (before.targetGroups.find(({ name }) => name === targetGroup)?.targets ?? []).filter(
      ({ state }) => state === 'healthy',
    ).length;
  const isLiveIn = ({ before }: WitnessedWrite): boolean =>
    setsIn(before, bounds).some((set) => set.id === id) &&
    rulesWith(before, targetGroup).some(({ name }) => !bounds.testRules.includes(name));
  const live = [...earlier, write].findIndex(isLiveIn);
  if (live < 0) return null;
  const claim = earlier.findLast((one, index) => index >= live && isClaim(one));
  // The write just before the first world that shows the set with weight gave it to it.
  return healthyIn(claim ?? earlier[live - 1] ?? write);
}

const isClaim = ({ call }: WitnessedWrite): boolean =>
  ((call.request['tags'] ?? []) as readonly { readonly key: string }[]).some(
    ({ key }) => key === 'ecs-blue-green:fence',
  );
