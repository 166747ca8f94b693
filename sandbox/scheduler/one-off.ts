// Tasks that no service runs: RunTask places one at once, or says why it can't.
import type { PlacementFailure } from '../aws/context.ts';
import { invalidParameter } from '../aws/error.ts';
import type { Placement, TaskOwner, TaskState } from '../aws/state.ts';
import type { Turn } from './deps.ts';
import { hasRoom, launchTypeOf, newTask, placeFor } from './new-task.ts';

const noFargate =
  'Capacity is unavailable at this time. Please try again later or in a different availability zone';

export function placeOneOff(
  turn: Turn,
  placement: Placement,
  owner: TaskOwner,
): TaskState | PlacementFailure {
  const found = placeFor(turn, placement, owner);
  if (!('instance' in found)) {
    if (found.why === 'ports') return { arn: found.closest.arn, reason: 'RESOURCE:PORTS' };
    if (found.why === 'zones') return { arn: null, reason: noFargate };
    throw invalidParameter('No Container Instances were found in your cluster.');
  }
  const { instance } = found;
  const noRoom = {
    arn: instance?.arn ?? null,
    reason: launchTypeOf(placement) === 'FARGATE' ? noFargate : 'RESOURCE:CPU',
  };
  if (!hasRoom(turn)) return noRoom;
  const task = newTask(turn, placement, found, owner);
  if (task === null) return { ...noRoom, reason: 'RESOURCE:PORTS' };
  turn.state.tasks.push(task);
  return task;
}
