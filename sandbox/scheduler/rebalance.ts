// Availability Zone rebalancing: which zone a task moves to, and which task stops for it.
import type { TaskSetState, TaskState } from '../aws/state.ts';
import { zoneOfSubnet } from '../tasks/zones.ts';
import type { Turn } from './deps.ts';
import { launchTypeOf } from './new-task.ts';
import { registrationOf, targetOf } from './targets.ts';

const countIn = (tasks: readonly TaskState[], zone: string): number =>
  tasks.filter((one) => one.zone === zone).length;

/** The zone that a task would move to: all run and are healthy, and another zone has at least two more. `null`: none. */
export function zoneWithRoom(turn: Turn, set: TaskSetState, tasks: readonly TaskState[]): string | null {
  if (launchTypeOf(set) !== 'FARGATE' || !tasks.every((task) => isHealthy(turn, set, task))) return null;
  const zones = [
    ...new Set((set.network?.subnets ?? []).map((subnet) => zoneOfSubnet(turn.settings, subnet))),
  ];
  const most = Math.max(...zones.map((zone) => countIn(tasks, zone)));
  const running = turn.state.tasks.filter(({ status }) => status !== 'STOPPED');
  const hasRoom = (zone: string): boolean =>
    countIn(running, zone) < (turn.settings.zoneCapacity[zone] ?? Infinity);
  return zones.find((zone) => most - countIn(tasks, zone) >= 2 && hasRoom(zone)) ?? null;
}

/** One task of the zone with the most, once all are healthy. */
export function surplusOfZones(
  turn: Turn,
  set: TaskSetState,
  tasks: readonly TaskState[],
): readonly TaskState[] {
  if (!tasks.every((task) => isHealthy(turn, set, task))) return [];
  return tasks.toSorted((a, b) => countIn(tasks, b.zone) - countIn(tasks, a.zone)).slice(0, 1);
}

function isHealthy(turn: Turn, set: TaskSetState, task: TaskState): boolean {
  if (task.status !== 'RUNNING') return false;
  const registration = registrationOf(turn, set, task);
  return registration === null || targetOf(registration)?.health === 'healthy';
}
