// The ECS scheduler: looks at everything some times a second and does what is due.
import type { ContainerState, TaskState } from '../aws/state.ts';
import type { Turn } from './deps.ts';
import { advanceTask, containerExited } from './lifecycle.ts';
import { placeTasks } from './place.ts';
import { runScheduled } from './scheduled.ts';
import { judgeStability, removeGone } from './stability.ts';
import { advanceTarget, removeDrained } from './targets.ts';

const everyMs = 40;

export interface Scheduler {
  readonly containerExited: (task: TaskState, container: ContainerState) => void;
  readonly stop: () => void;
}

/** Stopped tasks stay visible for about an hour (fact 18). */
function forgetOldTasks({ state, settings, now }: Turn): void {
  const keptMs = settings.delays.stoppedTasks;
  state.tasks = state.tasks.filter((one) => one.stoppedAt === null || now - one.stoppedAt < keptMs);
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
  forgetOldTasks(turn);
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
