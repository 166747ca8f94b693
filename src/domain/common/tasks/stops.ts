// Why tasks stopped, and whether the stops speak against the version.

import type { StoppedTask } from './view.ts';
import type { ServiceEvent } from './view.ts';

/** What an observation shows of stopped tasks and of the service's events, newest first. */
interface Seen {
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

/** Stops that say nothing about the version: ECS or a person took the task away (design: they don't count). */
const harmlessCodes = new Set(['SpotInterruption', 'TerminationNotice', 'UserInitiated']);

/** Tasks of the set that failed by themselves: they could not start, they ended, or their health checks failed. */
export const failedTasks = (
  world: Pick<Seen, 'stoppedTasks'>,
  set: Pick<Fleet, 'id'>,
): readonly StoppedTask[] =>
  world.stoppedTasks.filter((task) => task.startedBy === set.id && isFailure(task));

function isFailure({ stopCode, stoppedReason }: StoppedTask): boolean {
  if (stopCode !== null && harmlessCodes.has(stopCode)) return false;
  // The scheduler stops tasks for scale-in and rebalancing, and also those that failed their health checks.
  return stopCode !== 'ServiceSchedulerInitiated' || isUnhealthyStop({ stoppedReason });
}

/** Whether ECS took the task away because its health checks, or the load balancer's, failed. */
export const isUnhealthyStop = ({ stoppedReason }: Pick<StoppedTask, 'stoppedReason'>): boolean =>
  /failed .*health checks/i.test(stoppedReason);

/** How many failed tasks end the wait for green (ECS itself restarts them for ever, fact 5). */
export const breakerLimit = (desiredCount: number): number => Math.max(3, Math.ceil(desiredCount / 2));

/** `exit code 137 OutOfMemoryError in container web` — why a task is gone, from what ECS tells of it. */
export function describeStop(task: StoppedTask): string {
  // The container ended because it was told to: its exit code says nothing.
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

/** What to look at, by how its tasks were lost. */
export const stopAdvice = (world: Pick<Seen, 'stoppedTasks'>, set: Pick<Fleet, 'id'>): string =>
  failedTasks(world, set).every(isUnhealthyStop)
    ? 'ECS replaced its tasks because their health checks fail: look at what the health path answers and why; raise the health check grace period of the service if they only need longer to start.'
    : 'Mend what stops the container; the logs of the stopped task say more.';

/** The last failed task of the set, or what the service's events say when nothing could be placed. */
export function whyNotRunning(world: Seen, set: Fleet): string {
  const last = failedTasks(world, set).toSorted((a, b) => b.stoppedAtMs - a.stoppedAtMs)[0];
  if (last !== undefined) return `; last stop: ${describeStop(last)}`;
  if (set.running >= set.computedDesired) return '';
  const event = world.service.events.find(
    ({ atMs, message }) =>
      atMs >= set.createdAtMs && /unable|fail|insufficient|capacity|not found/i.test(message),
  );
  return event === undefined ? '' : `; the service's last event: ${event.message}`;
}
