// One task's life: PROVISIONING, PENDING, RUNNING, then DEACTIVATING while its targets drain, STOPPING, STOPPED.
import { existingTaskDefinition } from '../aws/ecs/find.ts';
import { containersOf } from '../aws/ecs/task-definition-document.ts';
import type { ContainerState, TaskSetState, TaskState } from '../aws/state.ts';
import { serviceOf, addRareEvent } from './deps.ts';
import type { Turn } from './deps.ts';

const longestPauseMs = 30_000;

/** The task is to end: its targets drain first, then it gets SIGTERM. */
export function requestStop(
  turn: Turn,
  task: TaskState,
  stopCode: NonNullable<TaskState['stopCode']>,
  reason: string,
): void {
  if (task.desiredStatus === 'STOPPED') return;
  Object.assign(task, { desiredStatus: 'STOPPED', stopCode, stoppedReason: reason });
  if (task.status === 'RUNNING') task.status = 'DEACTIVATING';
  task.deregisterAt = turn.now;
  // A one-off task has no targets that would have to drain.
  if (task.oneOff !== null) task.stopAt = turn.now;
}

function finish(turn: Turn, task: TaskState): void {
  Object.assign(task, { status: 'STOPPED', stoppedAt: turn.now, desiredStatus: 'STOPPED' });
  task.stoppingAt ??= turn.now;
  task.deregisterAt ??= turn.now + turn.settings.delays.registration;
  for (const container of task.containers) {
    if (!container.isUp) container.status = 'STOPPED';
  }
  if (task.awsvpc || task.containerInstanceArn === null) turn.addresses.release(task.address);
}

function setOf(turn: Turn, task: TaskState): TaskSetState | null {
  return turn.state.taskSets.find((one) => one.id === task.taskSetId) ?? null;
}

function failToStart(turn: Turn, task: TaskState, reason: string): void {
  Object.assign(task, { stopCode: 'TaskFailedToStart', stoppedReason: reason });
  finish(turn, task);
  const set = setOf(turn, task);
  if (set === null) return;
  set.failedStarts += 1;
  set.nextStartAt = turn.now + Math.min(longestPauseMs, 250 * 2 ** set.failedStarts);
  const service = serviceOf(turn, set);
  if (service === null || set.failedStarts < 2) return;
  addRareEvent(turn, service, set, 'is unable to consistently start tasks successfully.');
}

function start(turn: Turn, task: TaskState): void {
  const definition = existingTaskDefinition(turn.state, task.taskDefinitionArn);
  const problem = turn.processes.start(task, definition);
  if (problem !== null) {
    failToStart(turn, task, problem);
    return;
  }
  Object.assign(task, { status: 'RUNNING', startedAt: turn.now });
  const set = setOf(turn, task);
  if (set !== null) set.failedStarts = 0;
}

function stopTimeoutMs(turn: Turn, task: TaskState): number {
  const definition = existingTaskDefinition(turn.state, task.taskDefinitionArn);
  const given = containersOf(definition.document).flatMap(({ stopTimeoutSeconds: s }) =>
    s === null ? [] : [s * 1000],
  );
  return given.length > 0 ? Math.max(...given) : turn.settings.delays.stop;
}

function stop(turn: Turn, task: TaskState): void {
  if (task.stoppingAt === null) {
    Object.assign(task, { stoppingAt: turn.now, status: 'STOPPING' });
    turn.processes.signal(task, 'SIGTERM');
  } else if (turn.now >= task.stoppingAt + stopTimeoutMs(turn, task)) {
    turn.processes.signal(task, 'SIGKILL');
  }
  if (task.containers.every((one) => !one.isUp)) finish(turn, task);
}

/** Takes the task as far as the time allows. */
export function advanceTask(turn: Turn, task: TaskState): void {
  if (task.status === 'STOPPED') return;
  if (task.startedAt === null && task.desiredStatus === 'STOPPED') {
    finish(turn, task);
  } else if (task.startedAt === null) {
    if (turn.now >= task.startAt) start(turn, task);
    else if (turn.now >= task.startAt - turn.settings.delays.taskStart / 2) task.status = 'PENDING';
  } else if (task.stopAt !== null && turn.now >= task.stopAt) {
    stop(turn, task);
  }
}

/** A container's process has ended: the task ends with its last one, or at once with an essential one. */
export function containerExited(turn: Turn, task: TaskState, container: ContainerState): void {
  if (task.status === 'STOPPED') return;
  if (task.desiredStatus === 'RUNNING' && container.essential) {
    Object.assign(task, {
      desiredStatus: 'STOPPED',
      stopCode: 'EssentialContainerExited',
      stoppedReason: 'Essential container in task exited',
    });
    task.deregisterAt = turn.now + turn.settings.delays.registration;
    turn.processes.signal(task, 'SIGKILL');
  }
  if (task.desiredStatus === 'STOPPED' && task.containers.every((one) => !one.isUp)) finish(turn, task);
}
