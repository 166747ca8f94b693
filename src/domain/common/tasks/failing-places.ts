// How many tasks of a fleet fail again and again, and which healthy targets have nothing to do with that.
import type { Endpoint } from '../load-balancer/view.ts';
import { endpointsOf, isSameEndpoint } from './endpoints.ts';
import type { StoppedTask, TaskView } from './view.ts';

interface Fleet {
  readonly tasks: readonly TaskView[];
  /** Tasks of it that failed. ECS has replaced them, and the replacements may fail in the same way. */
  readonly failed: readonly StoppedTask[];
  /** Targets of `tasks`. */
  readonly healthy: readonly Endpoint[];
}

/**
 * How many places have a task that fails: as many as failed tasks have run at the same time. One place may have had many of
 * them, one after the other. Without their times, each counts.
 */
export function failingPlaces(failed: readonly StoppedTask[]): number {
  const changes = failed.flatMap(({ createdAtMs, endingAtMs }) =>
    createdAtMs === null
      ? []
      : [
          { atMs: createdAtMs, by: 1 },
          { atMs: Math.max(endingAtMs, createdAtMs + 1), by: -1 },
        ],
  );
  if (changes.length < 2 * failed.length) return failed.length;
  let [now, most] = [0, 0];
  for (const { by } of changes.toSorted((one, other) => one.atMs - other.atMs || one.by - other.by)) {
    now += by;
    most = Math.max(most, now);
  }
  return most;
}

/** ECS may start the replacement of an unhealthy task before it stops that one. */
const leadMs = 60_000;

/** Healthy targets that stay: one less for each failing place, and at least those of tasks that can't be replacements. */
export function stayingIn({ tasks, failed, healthy }: Fleet): number {
  const firstMs = Math.min(...failed.map(({ endingAtMs }) => endingAtMs));
  const old = tasks.filter(({ createdAtMs }) => createdAtMs !== null && createdAtMs < firstMs - leadMs);
  const endpoints = failed.length === 0 ? [] : old.flatMap(endpointsOf);
  const settled = healthy.filter((target) =>
    endpoints.some((endpoint) => isSameEndpoint(endpoint, target)),
  ).length;
  return Math.max(0, settled, healthy.length - failingPlaces(failed));
}
