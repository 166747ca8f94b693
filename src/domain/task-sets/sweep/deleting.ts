// Task sets that are being deleted, and whose tasks still run.
import { formatMoment } from '../../common/values/moment.ts';
import { expectedStopMs, isStopOverdue, longestStopMs } from '../health/times.ts';
import type { SetOutline, TaskSetView, World } from '../model/world.ts';
import { describeProtected, formatSet } from '../roles/describe-set.ts';

/** When its deletion began, or later: ECS may have changed it since (fact 21g). `null`: it is not being deleted, or ECS doesn't say. */
const deletingSinceMs = ({ status, updatedAtMs }: SetOutline): number | null =>
  status === 'DRAINING' ? updatedAtMs : null;

/** Whether its tasks run for longer than ECS needs to stop them: they may be protected (fact 21e). */
export function outlivesDeletion(world: World, set: TaskSetView): boolean {
  const sinceMs = deletingSinceMs(set);
  return sinceMs !== null && isStopOverdue(world, set, world.nowMs - sinceMs);
}

/** Since when it is being deleted, what still runs, and what ends it. `null`: none of its tasks runs, or it is not being deleted. */
export const describeDeleting = (world: World, set: TaskSetView): string | null =>
  describe(world.nowMs, set, expectedStopMs(world, set));

/** The same of a service as a list of services shows it. */
export const describeListedDeleting = (nowMs: number, set: SetOutline): string | null =>
  describe(nowMs, set, longestStopMs);

/** `stopsWithinMs`: after the deletion, unless tasks are protected. */
function describe(nowMs: number, set: SetOutline, stopsWithinMs: number): string | null {
  if (set.status !== 'DRAINING' || set.running + set.pending === 0) return null;
  const sinceMs = deletingSinceMs(set);
  const at = (ms: number): string => formatMoment(ms, nowMs);
  const since = sinceMs === null ? '' : ` at ${at(sinceMs)} or earlier`;
  const began = `the deletion of ${formatSet(set)} began${since}`;
  if (sinceMs !== null && nowMs - sinceMs <= stopsWithinMs)
    return `${began}. ECS normally stops its tasks by ${at(sinceMs + stopsWithinMs)}`;
  return (
    `${began}, and ${describeProtected(set)}. ECS removes the task set once its last task has stopped. ` +
    'That comes sooner if the app, or a person with aws ecs update-task-protection, ends their protection'
  );
}
