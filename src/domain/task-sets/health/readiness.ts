// Whether a task set is ready, or can serve.
import { formatCount } from '../../common/values/count.ts';
import type { TargetGroupArn } from '../../common/values/arn.ts';
import { failingOf } from '../model/look.ts';
import { isOurs } from '../roles/ours.ts';
import type { Roles } from '../roles/roles.ts';
import type { TaskSetView, World } from '../model/world.ts';
import type { TargetView } from '../../common/load-balancer/view.ts';
import { endpointsOf, isSameEndpoint } from '../../common/tasks/endpoints.ts';
import { describeHealth } from '../../common/tasks/failed-task.ts';
import type { TaskView } from '../../common/tasks/view.ts';
import { zonesWithout } from '../../common/tasks/zones.ts';

/** A guard's answer. A no has a reason. */
export type Verdict = { readonly isYes: true } | { readonly isYes: false; readonly why: string };
const yes: Verdict = { isYes: true };
const no = (why: string): Verdict => ({ isYes: false, why });

/** The targets of the group that belong to the task set's own tasks (fact 33). */
export function ownTargets(world: World, set: TaskSetView): readonly TargetView[] {
  // Its tasks can't be read, and ECS may have replaced some: only once it has traffic, when it is alone in its group.
  if (failingOf(world, 'tasks') !== null) return usedTargets(world, set);
  const endpoints = set.tasks.flatMap(endpointsOf);
  return targetsOf(world, set.attachment?.group ?? null).filter((target) =>
    endpoints.some((endpoint) => isSameEndpoint(endpoint, target)),
  );
}

const usedTargets = (world: World, set: TaskSetView): readonly TargetView[] =>
  targetsOf(world, set.attachment?.group ?? null).filter(
    ({ state }) => state !== 'draining' && state !== 'unused',
  );

export const targetsOf = (world: World, group: TargetGroupArn | null): readonly TargetView[] =>
  world.groups.find(({ arn }) => arn === group)?.targets ?? [];

const runningTasks = (set: TaskSetView): readonly TaskView[] =>
  set.tasks.filter(({ lastStatus }) => lastStatus === 'RUNNING');

/**
 * Ready, in one observation: steady, running = computed ≥ 1, and every running task has a healthy target of its own.
 * Steady alone isn't enough: 0 of 0 counts as steady (fact 4).
 */
export function isReady(world: World, set: TaskSetView): Verdict {
  if (set.status === 'DRAINING') return no('it is draining');
  if (set.computedDesired < 1) return no(`its computed count is ${String(set.computedDesired)}`);
  const count = `${String(set.running)} of ${String(set.computedDesired)} running`;
  if (set.running !== set.computedDesired || set.pending > 0) return no(count);
  const tasks = runningTasks(set);
  if (tasks.length < set.running) return no(`${count}, ${String(tasks.length)} of them listed`);
  const healthy = healthyOwn(world, set).length;
  if (healthy < tasks.length)
    return no(`${count}, ${String(healthy)} healthy${describeUnhealthy(world, set)}`);
  if (!set.isSteady) return no(`${count}, ${String(healthy)} healthy, still stabilizing`);
  const zones = zonesWithout(world, set);
  if (zones.length > 0)
    return no(
      `${count}, all healthy, but none in ${zones.join(', ')}, whose users reach no other zone because cross-zone load balancing is off`,
    );
  return yes;
}

/**
 * Whether traffic may return to the task set: not draining, and at least half healthy. If the other one is unhealthy, one
 * target is enough. `carried`: how many targets are known to carry the traffic; tasks that scaling has added since aren't
 * waited for.
 */
export function canServe(
  world: World,
  set: TaskSetView,
  isOtherUnhealthy: boolean,
  carried: number | null = null,
): Verdict {
  if (set.status === 'DRAINING') return no(`task set ${set.id} is draining`);
  const healthy = healthyOwn(world, set).length;
  const count = Math.min(carried ?? set.computedDesired, set.computedDesired);
  const needed = isOtherUnhealthy ? 1 : Math.max(1, Math.ceil(count / 2));
  if (healthy >= needed) return yes;
  return no(`task set ${set.id} has ${formatCount(healthy, 'healthy target')} and needs ${String(needed)}`);
}

/** Without a blue: healthy targets that served before this service had a task set. A rollback returns to them (invariant 8). */
export function healthyOthers(world: World, { blue, pair }: Roles): readonly TargetView[] {
  if (blue !== null) return [];
  // The targets of our own task sets don't count. A staged green, for example, never served.
  const ours = world.taskSets.filter(isOurs);
  const known = new Set(ours.flatMap((set) => ownTargets(world, set)));
  return targetsOf(world, pair?.blue ?? null).filter(
    (target) => target.state === 'healthy' && !known.has(target),
  );
}

export const healthyOwn = (world: World, set: TaskSetView): readonly TargetView[] =>
  ownTargets(world, set).filter(({ state }) => state === 'healthy');

/** Other targets in the task set's group, which would get traffic at a switch. */
export function strangers(world: World, set: TaskSetView): readonly TargetView[] {
  const own = new Set(ownTargets(world, set));
  return targetsOf(world, set.attachment?.group ?? null).filter(
    (target) => !own.has(target) && target.state !== 'draining' && target.state !== 'unused',
  );
}

/** Other task sets in the same target group. They would share its traffic, now or once their tasks return. */
export const groupMates = (world: World, set: TaskSetView): readonly TaskSetView[] =>
  world.taskSets.filter(
    (other) =>
      other.arn !== set.arn &&
      other.status !== 'DRAINING' &&
      set.attachment !== null &&
      other.attachment?.group === set.attachment.group,
  );

/** A task set that is being deleted, and whose tasks still run in the same target group: they may be protected (fact 21e). */
export const goingMate = (world: World, set: TaskSetView): TaskSetView | null =>
  world.taskSets.find(
    (other) =>
      other.status === 'DRAINING' &&
      other.running + other.pending > 0 &&
      set.attachment !== null &&
      other.attachment?.group === set.attachment.group,
  ) ?? null;

/** A PRIMARY at scale 0 can't be deleted before green gets the label, so it may stay until then. */
export const isEmptiedPrimary = ({ status, scalePercent }: TaskSetView): boolean =>
  status === 'PRIMARY' && scalePercent === 0;

export function describeUnhealthy(world: World, set: TaskSetView): string {
  const bad = ownTargets(world, set).filter(({ state }) => state === 'unhealthy');
  const [first] = bad;
  if (first === undefined) return '';
  return ` (${first.id}:${String(first.port)} ${first.description ?? first.reason ?? 'unhealthy'})`;
}

/** No rule refers to its group, so no target of it is checked (fact 33). */
export const hasUnusedTargets = (world: World, set: TaskSetView): boolean => {
  const own = ownTargets(world, set);
  return own.length > 0 && own.every(({ state }) => state === 'unused');
};

/**
 * Why the load balancer never checks one of its targets, so that waiting doesn't help (fact 33), with the name of the
 * reason. `null`: it checks all of them.
 */
export function whyUnchecked(world: World, set: TaskSetView): string | null {
  const own = ownTargets(world, set);
  const unchecked = own.find((target) => target.state === 'unused' || target.reason === disabledChecks);
  return unchecked === undefined ? null : (describeHealth(unchecked) ?? unchecked.state);
}

const disabledChecks = 'Target.HealthCheckDisabled';

export const hasNoHealthyTarget = (world: World, group: TargetGroupArn | undefined): boolean =>
  targetsOf(world, group ?? null).every(({ state }) => state !== 'healthy');
