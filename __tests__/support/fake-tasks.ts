// One-off tasks of the fake account.
import type {
  OneOffTask,
  RunTask,
  TaskArn,
  TaskPurpose,
} from '../../src/domain/common/one-off-tasks/task.ts';
import { arn } from '../../src/domain/common/values/arn.ts';
import type { StoppedTask } from '../../src/domain/common/tasks/view.ts';
import { aStop } from './stops.ts';

/** How a task goes. */
export interface FakeCourse {
  /** How long its command takes, and how it then ends. */
  lastsMs: number;
  readonly exitCode: number;
  /** Stop code and reason with which something other than its command ends it. */
  readonly ender?: Pick<StoppedTask, 'stopCode' | 'stoppedReason'>;
  /** It stays PENDING until its end. */
  readonly neverRuns?: boolean;
}

export interface FakeTask extends FakeCourse {
  readonly arn: TaskArn;
  readonly request: RunTask;
  readonly startedMs: number;
  /** When StopTask ended it. */
  stoppedMs: number | null;
}

export const taskArn = (n: number): TaskArn =>
  arn(`arn:aws:ecs:eu-central-1:111122223333:task/main/one-${String(n)}`);

const hourMs = 3_600_000;

const endOf = ({ stoppedMs, startedMs, lastsMs }: FakeTask): number =>
  Math.min(stoppedMs ?? Infinity, startedMs + lastsMs);

/** A task that has stopped is shown for an hour (fact 40). */
export const isShown = (task: FakeTask, nowMs: number): boolean => nowMs - endOf(task) < hourMs;

export const shownTasks = (
  tasks: readonly FakeTask[],
  purpose: TaskPurpose,
  nowMs: number,
): readonly OneOffTask[] =>
  tasks
    .filter((task) => task.request.purpose === purpose && isShown(task, nowMs))
    .map((task) => taskViewOf(task, nowMs));

/** What an observation at `nowMs` shows of it. */
export function taskViewOf({ stoppedMs, ...task }: FakeTask, nowMs: number): OneOffTask {
  const endedMs = Math.min(stoppedMs ?? Infinity, task.startedMs + task.lastsMs);
  const isOver = endedMs <= nowMs;
  const hasRun = task.neverRuns !== true;
  const isStopped = stoppedMs !== null && stoppedMs <= endedMs;
  const stop = aStop(0, {
    arn: task.arn,
    startedBy: 'ecs-blue-green/test',
    stoppedAtMs: endedMs,
    ...(isStopped ? { stopCode: 'UserInitiated' } : task.ender),
    containers: [
      {
        name: task.request.container,
        exitCode: hasRun ? (isStopped ? 143 : task.exitCode) : null,
        reason: null,
        isUnhealthy: false,
        digest: null,
      },
    ],
  });
  return {
    arn: task.arn,
    tryId: task.request.tryId,
    taskDefinition: task.request.taskDefinition,
    container: task.request.container,
    lastStatus: isOver ? 'STOPPED' : hasRun ? 'RUNNING' : 'PENDING',
    isToRun: !isOver,
    createdAtMs: task.startedMs,
    hasRun,
    stop: isOver ? stop : null,
  };
}
