import type { AwsState } from './aws/state.ts';
import type { TaskProcesses } from './tasks/task-processes.ts';

const withinMs = 30_000;
const everyMs = 20;

function explain(state: AwsState, processes: TaskProcesses): string {
  const unsteady = state.taskSets.filter((one) => one.stability !== 'STEADY_STATE').map((one) => one.id);
  const events = state.services.flatMap((one) => one.events.slice(0, 5)).map((one) => one.message);
  const output = state.tasks.slice(-2).flatMap((task) => processes.output(task.id).slice(-10));
  return [
    `The seeded task sets ${unsteady.join(', ')} are not steady after ${withinMs / 1000} s.`,
    ...events,
    ...output,
  ].join('\n');
}

/** Resolves when every task set is steady; throws with events and the tasks' own words when that takes too long. */
export async function settled(state: AwsState, processes: TaskProcesses): Promise<void> {
  const deadline = Date.now() + withinMs;
  while (!state.taskSets.every((one) => one.stability === 'STEADY_STATE')) {
    if (Date.now() > deadline) throw new Error(explain(state, processes));
    await new Promise((done) => setTimeout(done, everyMs));
  }
}
