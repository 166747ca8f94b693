// The ECS scheduler: looks at everything some times a second and does what is due.
import type { AwsState, ContainerState, TaskState } from '../aws/state.ts';
import type { Turn } from './deps.ts';
import { advanceTask, containerExited } from './lifecycle.ts';
import { placeTasks } from './place.ts';
import { runScheduled } from './scheduled.ts';
import { judgeStability, removeGone } from './stability.ts';
import { advanceTarget, removeDrained } from './targets.ts';

const everyMs = 40;
/** ECS: stopped tasks stay visible for about an hour (fact 18). */
const keepStoppedMs = 3_600_000;

export interface Scheduler {
  readonly containerExited: (task: TaskState, container: ContainerState) => void;
  readonly stop: () => void;
}

function forgetOldTasks(state: AwsState, now: number): void {
  state.tasks = state.tasks.filter((one) => one.stoppedAt === null || now - one.stoppedAt < keepStoppedMs);
}

function runTurn(turn: Turn): void {
  const { state } = turn;
  runScheduled(turn);
  for (const set of state.taskSets) placeTasks(turn, set);
  for (const task of state.tasks) {
    const set = state.taskSets.find((one) => one.id === task.taskSetId);
    if (set !== undefined) advanceTarget(turn, set, task);
    advanceTask(turn, task);
  }
  removeDrained(turn);
  for (const set of state.taskSets) judgeStability(turn, set);
  removeGone(turn);
  forgetOldTasks(state, turn.now);
}

export function startScheduler(world: Omit<Turn, 'now'>): Scheduler {
  const turn = (): Turn => ({ ...world, now: Date.now() });
  const timer = setInterval(() => {
    runTurn(turn());
  }, everyMs);
  return {
    containerExited: (task, container) => {
      containerExited(turn(), task, container);
    },
    stop: () => {
      clearInterval(timer);
    },
  };
}
