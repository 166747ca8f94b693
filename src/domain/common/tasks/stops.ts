// Why tasks stopped, and whether that counts against the version.

import { failedContainer } from './failed-task.ts';
import { causeOf, hasNeverRun, isUnhealthyStop, placementAdvice, type StopCause } from './stop-causes.ts';
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
  /** The container behind the load balancer. */
  readonly attachment: { readonly containerName: string } | null;
  readonly running: number;
  readonly computedDesired: number;
  readonly createdAtMs: number;
}

type Stops = Pick<TaskHistory, 'stoppedTasks'>;

const stopsOf = (world: Stops, set: Pick<Fleet, 'id'>): readonly StoppedTask[] =>
  world.stoppedTasks.filter(({ startedBy }) => startedBy === set.id);

/** Tasks of the set that ended, or whose health checks failed, by a fault of the version. */
export const failedTasks = (world: Stops, set: Pick<Fleet, 'id'>): readonly StoppedTask[] =>
  stopsOf(world, set).filter((task) => causeOf(task).kind === 'version');

/** How many failed tasks are no accident. */
export const fewestFailures = 3;

/** How many failed tasks end the wait for a green that has healthy ones, too. ECS restarts them forever (fact 5). */
export const breakerLimit = (desiredCount: number): number =>
  Math.max(fewestFailures, Math.ceil(desiredCount / 2));

/** `exit code 137 OutOfMemoryError in container web` — why a task stopped, as ECS reports it. `served`: the container that does its work. */
export function describeStop(task: StoppedTask, served: string | null): string {
  // ECS stopped the container, so its exit code says nothing.
  if (isUnhealthyStop(task)) return task.stoppedReason;
  const container = failedContainer(task, served);
  if (container === null || !hasSaid(container) || container.reason === task.stoppedReason)
    return task.stoppedReason || (task.stopCode ?? 'no reason given');
  const code = container.exitCode === null ? [] : [`exit code ${String(container.exitCode)}`];
  const reason = container.reason === null ? [] : [container.reason];
  const said = [...code, ...reason].join(' ') || 'ended';
  return `${said} in container ${container.name} (${task.stoppedReason || (task.stopCode ?? 'no reason given')})`;
}

const servedBy = ({ attachment }: Pick<Fleet, 'attachment'>): string | null =>
  attachment?.containerName ?? null;

const hasSaid = ({ exitCode, reason }: StoppedTask['containers'][number]): boolean =>
  exitCode !== null || reason !== null;

/** What to do, by how its tasks stopped. */
export function stopAdvice(world: Stops, set: Pick<Fleet, 'id'>): string {
  const failed = failedTasks(world, set);
  if (failed.every(isUnhealthyStop))
    return 'ECS replaced its tasks because their health checks fail. Check what the health path answers. If the tasks only need longer to start, raise the health check grace period of the service.';
  // Its reason is none that this action knows.
  return failed.every(hasNeverRun)
    ? 'Fix what the reason names: no container of its tasks has run, so there is no log. If neither the image nor the task definition is the cause, release again.'
    : 'Fix what stops the container. The logs of the stopped task show more.';
}

const newest = (stops: readonly StoppedTask[]): StoppedTask | undefined =>
  stops.toSorted((a, b) => b.stoppedAtMs - a.stoppedAtMs)[0];

interface AdvisedStop {
  readonly what: string;
  readonly advice: string;
}

function newestOf(
  world: Stops,
  set: Pick<Fleet, 'id' | 'attachment'>,
  kind: 'missing' | 'infrastructure',
): AdvisedStop | null {
  const stop = newest(stopsOf(world, set).filter((task) => causeOf(task).kind === kind));
  const cause = stop === undefined ? null : causeOf(stop);
  return stop !== undefined && cause !== null && 'advice' in cause
    ? { what: describeStop(stop, servedBy(set)), advice: cause.advice }
    : null;
}

/** What the set lacks to start, by the newest stop that names it. `null`: nothing, as far as its stops show. */
export function lackingAtStart(world: Stops, set: Fleet): AdvisedStop | null {
  if (set.running >= set.computedDesired) return null;
  return newestOf(world, set, 'missing');
}

/** Why ECS could not place tasks of the set, in the words of the service. */
const placementEvent = ({ service }: TaskHistory, { createdAtMs }: Fleet): ServiceEvent | undefined =>
  service.events.find(
    ({ atMs, message }) =>
      atMs >= createdAtMs && /unable|fail|insufficient|capacity|not found|RESOURCE:/i.test(message),
  );

/** Advice if only its surroundings keep the set from having all tasks: no task failed by its own fault. `null`: not so. */
export function capacityAdvice(world: TaskHistory, set: Fleet): string | null {
  if (set.running >= set.computedDesired || failedTasks(world, set).length > 0) return null;
  const stop = newestOf(world, set, 'infrastructure');
  if (stop !== null) return stop.advice;
  const event = placementEvent(world, set);
  return event === undefined || !/unable to place|capacity|RESOURCE:/i.test(event.message)
    ? null
    : placementAdvice(event.message);
}

/** Whose stops explain a failure. `null`: those of its version and of its surroundings alike. */
export type Blamed = Exclude<StopCause['kind'], 'none'> | null;

/**
 * The last stop of the set since `sinceMs` that its version or its surroundings caused. `blamed` goes first: later ones may
 * be of another kind.
 */
export function newestStop(
  world: Stops,
  set: Pick<Fleet, 'id'>,
  blamed: Blamed = null,
  sinceMs = -Infinity,
): StoppedTask | null {
  const stops = stopsOf(world, set).filter(
    (task) => task.stoppedAtMs >= sinceMs && causeOf(task).kind !== 'none',
  );
  return newest(stops.filter((task) => causeOf(task).kind === blamed)) ?? newest(stops) ?? null;
}

/** That stop, or the event that says why no task was placed. */
export function whyNotRunning(
  world: TaskHistory,
  set: Fleet,
  blamed: Blamed = null,
  sinceMs = -Infinity,
): string {
  const last = newestStop(world, set, blamed, sinceMs);
  if (last !== null) return `; last stop: ${describeStop(last, servedBy(set))}`;
  if (set.running >= set.computedDesired) return '';
  const event = placementEvent(world, set);
  return event === undefined ? '' : `; the service's last event: ${event.message}`;
}
