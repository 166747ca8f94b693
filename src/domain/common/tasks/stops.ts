// Why tasks stopped, and whether that counts against the version.

import type { StoppedTask } from './view.ts';
import type { ServiceEvent } from './view.ts';

/** The stopped tasks and the service's events of an observation, newest first. */
interface TaskHistory {
  readonly stoppedTasks: readonly StoppedTask[];
  readonly service: { readonly events: readonly ServiceEvent[] };
}
/** Tasks that run one revision. `id` is their `startedBy`. */
interface Fleet {
  readonly id: string;
  readonly running: number;
  readonly computedDesired: number;
  readonly createdAtMs: number;
}

/** Stops that don't count against the version: ECS or a person removed the task. */
const harmlessCodes = new Set(['SpotInterruption', 'TerminationNotice', 'UserInitiated']);

/** Tasks of the set that could not start, that ended, or whose health checks failed. */
export const failedTasks = (
  world: Pick<TaskHistory, 'stoppedTasks'>,
  set: Pick<Fleet, 'id'>,
): readonly StoppedTask[] =>
  world.stoppedTasks.filter((task) => task.startedBy === set.id && isFailure(task));

function isFailure({ stopCode, stoppedReason }: StoppedTask): boolean {
  if (stopCode !== null && harmlessCodes.has(stopCode)) return false;
  // The scheduler stops tasks to scale in and to rebalance, and also tasks that failed their health checks.
  return stopCode !== 'ServiceSchedulerInitiated' || isUnhealthyStop({ stoppedReason });
}

/** Whether ECS stopped the task because of failed health checks, its own or the load balancer's. */
export const isUnhealthyStop = ({ stoppedReason }: Pick<StoppedTask, 'stoppedReason'>): boolean =>
  /failed .*health checks/i.test(stoppedReason);

/** How many failed tasks end the wait for green. ECS restarts them forever (fact 5). */
export const breakerLimit = (desiredCount: number): number => Math.max(3, Math.ceil(desiredCount / 2));

/** `exit code 137 OutOfMemoryError in container web` — why a task stopped, as ECS reports it. */
export function describeStop(task: StoppedTask): string {
  // ECS stopped the container, so its exit code says nothing.
  if (isUnhealthyStop(task)) return task.stoppedReason;
  const container =
    task.containers.find(
      ({ exitCode, reason }) => (exitCode !== null && exitCode !== 0) || reason !== null,
    ) ?? task.containers.find(({ exitCode }) => exitCode !== null);
  if (container === undefined) return task.stoppedReason || (task.stopCode ?? 'no reason given');
  const code = container.exitCode === null ? [] : [`exit code ${String(container.exitCode)}`];
  const reason = container.reason === null ? [] : [container.reason];
  const said = [...code, ...reason].join(' ') || 'ended';
  return `${said} in container ${container.name} (${task.stoppedReason || (task.stopCode ?? 'no reason given')})`;
}

/** What to do, by how its tasks stopped. */
export const stopAdvice = (world: Pick<TaskHistory, 'stoppedTasks'>, set: Pick<Fleet, 'id'>): string =>
  failedTasks(world, set).every(isUnhealthyStop)
    ? 'ECS replaced its tasks because their health checks fail. Check what the health path answers. If the tasks only need longer to start, raise the health check grace period of the service.'
    : 'Fix what stops the container. The logs of the stopped task show more.';

/** The last failed task of the set, or the service event that says why no task could be placed. */
export function whyNotRunning(world: TaskHistory, set: Fleet): string {
  const last = failedTasks(world, set).toSorted((a, b) => b.stoppedAtMs - a.stoppedAtMs)[0];
  if (last !== undefined) return `; last stop: ${describeStop(last)}`;
  if (set.running >= set.computedDesired) return '';
  const event = world.service.events.find(
    ({ atMs, message }) =>
      atMs >= set.createdAtMs && /unable|fail|insufficient|capacity|not found/i.test(message),
  );
  return event === undefined ? '' : `; the service's last event: ${event.message}`;
}
