// Which of two task sets serves better: the comparison before every rollback (ADR 29).
import { formatCount } from '../../common/values/count.ts';
import { breakerLimit, failedTasks } from '../../common/tasks/stops.ts';
import { failingPlaces, stayingIn } from '../../common/tasks/failing-places.ts';
import type { StoppedTask } from '../../common/tasks/view.ts';
import type { TaskSetView, World } from '../model/world.ts';
import { formatSet } from '../roles/describe-set.ts';
import type { Scene } from '../roles/scene.ts';
import { fullScale } from '../tags/lease.ts';
import { hasUnusedTargets, healthyOwn, type Verdict } from './readiness.ts';
import { isGreenLive } from './switch-state.ts';

/** How long a stopped task says that the next one may stop too. */
export const recentMs = 300_000;

/** What a task set has for production. */
export interface Serving {
  readonly healthy: number;
  /** Tasks that failed recently. ECS has replaced them, and the replacements may fail in the same way. */
  readonly stops: number;
  /** Healthy targets that stay: without those of places that fail again and again. */
  readonly staying: number;
}

export function servingOf(world: World, set: TaskSetView): Serving {
  const failed = recentlyFailed(world, set);
  const stops = failed.length;
  if (set.status === 'DRAINING') return { healthy: 0, stops, staying: 0 };
  const healthy = healthyOwn(world, set);
  const staying = stayingIn({ tasks: set.tasks, failed, healthy });
  return { healthy: healthy.length, stops, staying };
}

const recentlyFailed = (world: World, set: TaskSetView): readonly StoppedTask[] =>
  failedTasks(world, set).filter(({ stoppedAtMs }) => world.nowMs - stoppedAtMs < recentMs);

/**
 * How many targets production needs: half of them, and at least one. `carried`: how many are known to carry the traffic;
 * tasks that scaling has added since aren't waited for. None if somebody scaled the service to 0.
 */
export const neededOf = (
  { service }: World,
  { computedDesired }: TaskSetView,
  carried: number | null,
): number =>
  service.desiredCount === 0
    ? 0
    : Math.max(1, Math.ceil(Math.min(carried ?? computedDesired, computedDesired) / 2));

interface Compared {
  readonly blue: TaskSetView;
  /** `null`: no task set of ours has the traffic. */
  readonly green: TaskSetView | null;
  readonly carried: number | null;
  /** A person takes any blue with a healthy target. */
  readonly isForced: boolean;
}

/** What a rollback compares. `null`: there is no blue. `force` is for the command rollback: a person has read both numbers. */
export function comparedIn(scene: Scene): Compared | null {
  const { request, roles, memory } = scene;
  const { blue, green } = roles;
  if (blue === null) return null;
  return {
    blue,
    green: isGreenLive(scene) ? green : null,
    carried: memory.healthyDue,
    isForced: memory.failure?.kind === 'requested' && request.isForced,
  };
}

/** Whether blue serves at least as well as green. A no holds both numbers. */
export function compare(world: World, compared: Compared): Verdict {
  const { blue, green, carried, isForced } = compared;
  if (blue.status === 'DRAINING') return { isYes: false, why: `task set ${blue.id} is draining` };
  const ofBlue = servingOf(world, blue);
  // A green without a healthy target has nothing, and any blue with one is as good.
  const stayingOnGreen = green === null ? 0 : servingOf(world, green).staying;
  const needed = neededOf(world, blue, carried);
  const isAsGood = Math.min(ofBlue.staying, needed) >= Math.min(stayingOnGreen, needed);
  const isAble = ofBlue.healthy > 0 || needed === 0;
  if (isAble && (isAsGood || isForced)) return { isYes: true };
  return { isYes: false, why: describeComparison(world, compared) };
}

/**
 * The same for a blue that a rollback scales up first, or has checked again: by the tasks that it runs now. `null`: they
 * show nothing yet.
 */
export function compareAhead(world: World, compared: Compared): Verdict | null {
  const { blue } = compared;
  const isUnchecked =
    hasUnusedTargets(world, blue) && failingPlaces(recentlyFailed(world, blue)) < blue.running;
  return blue.computedDesired === 0 || isUnchecked ? null : compare(world, compared);
}

/** Both numbers, and what production needs. */
export function describeComparison(world: World, { blue, green, carried }: Compared): string {
  const ofGreen = green === null ? '' : `, green ${formatSet(green)} has ${describeServing(world, green)}`;
  const needed = String(neededOf(world, blue, carried));
  const { scalePercent } = blue;
  const isLow = scalePercent < fullScale(world.service.tags, blue);
  const what = isLow ? `blue at ${String(scalePercent)} % needs ${needed}` : `production needs ${needed}`;
  return `blue ${formatSet(blue)} has ${describeServing(world, blue)}${ofGreen}, and ${what}`;
}

/** `0 healthy targets that stay (2 healthy, and 5 tasks failed in the last 5 minutes)` */
export function describeServing(world: World, set: TaskSetView): string {
  const { healthy, stops, staying } = servingOf(world, set);
  const why =
    stops === 0
      ? ''
      : ` (${String(healthy)} healthy, and ${formatCount(stops, 'task')} failed in the last ${String(recentMs / 60_000)} minutes)`;
  return `${formatCount(staying, 'healthy target that stays', 'healthy targets that stay')}${why}`;
}

/**
 * Whether what is live can't serve: too few of its targets are healthy, or so many of its tasks have failed recently
 * that a bake would have ended, and too few targets stay.
 */
export function canNotServe(world: World, live: TaskSetView): boolean {
  const { healthy, stops, staying } = servingOf(world, live);
  const needed = neededOf(world, live, null);
  const isFailing = stops >= breakerLimit(world.service.desiredCount);
  return healthy < needed || (isFailing && staying < needed);
}

/**
 * Whether production may leave what is live for its blue although nobody asks for it: what is live can't serve, and blue
 * has what production needs. One healthy target is enough if what is live has none.
 */
export function isBlueToServe(world: World, live: TaskSetView, blue: TaskSetView): boolean {
  if (!canNotServe(world, live)) return false;
  const isDown = servingOf(world, live).healthy === 0;
  const isAble = isDown || servingOf(world, blue).staying >= neededOf(world, blue, null);
  return isAble && compare(world, { blue, green: live, carried: null, isForced: false }).isYes;
}
