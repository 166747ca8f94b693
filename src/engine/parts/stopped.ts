// When the stopped tasks of a service are asked for.
import { traitsOf } from '../../domain/common/request/commands.ts';
import type { StoppedTask } from '../../domain/common/tasks/view.ts';
import type { Memory } from '../../domain/task-sets/model/memory.ts';
import type { SetOutline, World } from '../../domain/task-sets/model/world.ts';
import type { At } from '../observe-parts.ts';
import type { Dated } from '../part-reader.ts';

interface Seen {
  readonly service: World['service'];
  readonly taskSets: readonly SetOutline[];
}

export function readStopped(
  { ports, request, read }: At,
  { service, taskSets }: Seen,
  { memory, isFirst }: { readonly memory: Memory; readonly isFirst: boolean },
): Promise<Dated<readonly StoppedTask[]>> {
  // Without a grace period, tasks that ECS has replaced before say that green may start too slowly.
  const mayFail = isFirst && service.status === 'ACTIVE' && service.graceSeconds === 0;
  const isForeseeing = mayFail && traitsOf(request).isRelease;
  const isNeeded = isForeseeing || needsStops(taskSets, memory);
  return read('stopped-tasks', { key: String(isNeeded), of: (last) => last.stoppedTasks }, async () =>
    isNeeded ? ports.ecs.readStoppedTasks() : [],
  );
}

/**
 * While some set has not all it should have, in the bake, and while there are two sets to compare: ECS replaces tasks in
 * seconds.
 */
function needsStops(all: readonly SetOutline[], { switchedAtMs, isBakePassed }: Memory): boolean {
  const isBaking = switchedAtMs !== null && !isBakePassed;
  const sets = all.filter(({ status }) => status !== 'DRAINING');
  return (
    sets.length > 1 ||
    sets.some(
      ({ isSteady, running, computedDesired }) => isBaking || !isSteady || running !== computedDesired,
    )
  );
}
