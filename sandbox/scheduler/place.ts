// Starting and removing tasks, so that each task set runs what it should.
import { computedCount, tasksOf } from '../aws/ecs/find.ts';
import type { ContainerInstanceState, ServiceState, TaskSetState, TaskState } from '../aws/state.ts';
import { serviceOf, addTaskSetEvent, addRareEvent } from './deps.ts';
import type { Turn } from './deps.ts';
import { requestStop } from './lifecycle.ts';
import { surplusOfZones, zoneWithRoom } from './rebalance.ts';
import { hasRoom, launchTypeOf, newTask, placeFor } from './new-task.ts';

const noCapacity = {
  FARGATE:
    'was unable to place a task. Reason: Capacity is unavailable at this time. Please try again later or in a different availability zone.',
  EC2: 'was unable to place a task because no container instance met all of its requirements. The closest matching container instance has insufficient CPU units available.',
  EXTERNAL: 'was unable to place a task because no container instance met all of its requirements.',
} as const;

const portTaken = ({ arn }: ContainerInstanceState): string =>
  `was unable to place a task because no container instance met all of its requirements. The closest matching (container-instance ${arn.split('/').at(-1) ?? ''}) is already using a port required by your task.`;

function startMissing(turn: Turn, service: ServiceState, set: TaskSetState, missing: number): void {
  const started: TaskState[] = [];
  for (let count = 0; count < missing; count++) {
    const owner = { serviceName: service.name, taskSetId: set.id, oneOff: null };
    const found = placeFor(turn, set, owner);
    if (!('instance' in found) || !hasRoom(turn)) {
      const isPortTaken = 'why' in found && found.why === 'ports';
      addRareEvent(
        turn,
        service,
        set,
        isPortTaken ? portTaken(found.closest) : noCapacity[launchTypeOf(set)],
      );
      break;
    }
    const task = newTask(turn, set, found, owner);
    if (task === null) break;
    turn.state.tasks.push(task);
    started.push(task);
  }
  if (started.length === 0) return;
  const names = started.map((one) => `(task ${one.id})`).join(' ');
  addTaskSetEvent(turn, service, set, `has started ${started.length} tasks: ${names}.`);
}

function stopSurplus(
  turn: Turn,
  service: ServiceState,
  set: TaskSetState,
  { surplus, reason }: { readonly surplus: readonly TaskState[]; readonly reason: string },
): void {
  if (surplus.length === 0) return;
  for (const task of surplus) requestStop(turn, task, 'ServiceSchedulerInitiated', reason);
  addTaskSetEvent(turn, service, set, `has begun draining connections on ${surplus.length} tasks.`);
}

/** Protected tasks are left out, or stopped as any other: which is not established (fact 21e). */
function stoppable(turn: Turn, set: TaskSetState, wanted: readonly TaskState[]): readonly TaskState[] {
  const { protectedAtScaleIn, protectedAtDelete } = turn.settings.unknowns;
  const areKept = (set.status === 'DRAINING' ? protectedAtDelete : protectedAtScaleIn) === 'kept';
  return wanted.filter(
    ({ protectedUntil }) => !areKept || protectedUntil === null || protectedUntil <= turn.now,
  );
}

/** A task in the zone with the fewest starts first. Once it is healthy, one of the zone with the most stops. */
function evensOutZones(
  turn: Turn,
  service: ServiceState,
  set: TaskSetState,
  wanted: readonly TaskState[],
): boolean {
  const missing = computedCount(service, set) - wanted.length;
  const isOn =
    turn.settings.unknowns.rebalancesSets &&
    service.availabilityZoneRebalancing === 'ENABLED' &&
    set.status !== 'DRAINING';
  if (!isOn || (missing !== 0 && missing !== -1)) return false;
  if (missing === 0) {
    if (zoneWithRoom(turn, set, wanted) === null) return false;
    addTaskSetEvent(turn, service, set, 'is not AZ balanced. AZ Rebalancing in progress.');
    startMissing(turn, service, set, 1);
    return true;
  }
  const reason = `Availability Zone rebalancing initiated by (deployment ${set.id})`;
  stopSurplus(turn, service, set, { surplus: surplusOfZones(turn, set, wanted), reason });
  return true;
}

/** One set: failed tasks are replaced for ever, only those that could not even start with a growing pause (fact 5). */
export function placeTasks(turn: Turn, set: TaskSetState): void {
  const service = serviceOf(turn, set);
  if (service === null) return;
  const wanted = tasksOf(turn.state, set).filter((one) => one.desiredStatus === 'RUNNING');
  const missing = computedCount(service, set) - wanted.length;
  if (missing > 0 && turn.now >= set.nextStartAt) startMissing(turn, service, set, missing);
  if (evensOutZones(turn, service, set, wanted)) return;
  if (missing < 0)
    stopSurplus(turn, service, set, {
      surplus: stoppable(turn, set, wanted).slice(missing),
      reason: `Scaling activity initiated by (deployment ${set.id})`,
    });
}
