// Whether a task set is steady, and when a deleted one is gone.
import { computedCount, taskCounts, tasksOf } from '../aws/ecs/find.ts';
import type { TaskSetState } from '../aws/state.ts';
import { serviceOf, addTaskSetEvent } from './deps.ts';
import type { Turn } from './deps.ts';
import { registrationOf, targetOf } from './targets.ts';

function allTargetsHealthy(turn: Turn, set: TaskSetState): boolean {
  return tasksOf(turn.state, set)
    .filter((one) => one.desiredStatus === 'RUNNING')
    .every((task) => {
      const registration = registrationOf(turn, set, task);
      if (registration === null) return true;
      return registration.group.usedSince === null || targetOf(registration)?.health === 'healthy';
    });
}

/** As many tasks as computed, none pending, all healthy; 0 of 0 counts as steady (fact 4). */
function isSteady(turn: Turn, set: TaskSetState): boolean {
  const service = serviceOf(turn, set);
  if (service === null || set.status === 'DRAINING') return false;
  const { running, pending } = taskCounts(turn.state, set);
  return pending === 0 && running === computedCount(service, set) && allTargetsHealthy(turn, set);
}

export function judgeStability(turn: Turn, set: TaskSetState): void {
  const stability = isSteady(turn, set) ? 'STEADY_STATE' : 'STABILIZING';
  if (stability === set.stability) return;
  Object.assign(set, { stability, stabilityAt: turn.now });
  const service = serviceOf(turn, set);
  if (stability === 'STEADY_STATE' && service !== null)
    addTaskSetEvent(turn, service, set, 'has reached a steady state.');
}

function isGone(turn: Turn, set: TaskSetState): boolean {
  if (set.status !== 'DRAINING') return false;
  return tasksOf(turn.state, set).every((task) => {
    const registration = registrationOf(turn, set, task);
    const target = registration === null ? null : targetOf(registration);
    // Its address may belong to a younger task by now: only a draining target is still this task's.
    return task.status === 'STOPPED' && target?.drainedAt == null;
  });
}

/** A deleted set vanishes once its targets have drained and its tasks have stopped (fact 17). */
export function removeGone(turn: Turn): void {
  turn.state.taskSets = turn.state.taskSets.filter((set) => !isGone(turn, set));
}
