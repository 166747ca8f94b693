// One-off tasks that test green, once nobody waits for them any more.
import type { OneOffTask } from '../../common/one-off-tasks/task.ts';
import type { Phase } from '../../common/run/step.ts';
import { lastPart } from '../../common/values/arn.ts';
import { testsInside } from '../../common/checks/check.ts';
import { traitsOf } from '../../common/request/commands.ts';
import type { Request } from '../../common/request/request.ts';
import type { Memory } from '../model/memory.ts';
import type { TaskSetView } from '../model/world.ts';
import { step, wait } from '../model/make-step.ts';
import type { Step } from '../model/step.ts';
import { unlessAbandoned, type Decider, type Scene } from '../roles/scene.ts';

/** How long the start of a task that a killed process had sent may take to show. */
const showsWithinMs = 5000;

/**
 * A re-run tests again, and a release that failed needs no result: a test that goes on could still write into what users
 * see. Only this process waits for the one that it has started.
 */
export const stopLeftTests: Decider = (scene) => stopLeft(scene, 'prepare');

export function stopLeft(scene: Scene, phase: Phase): Step | null {
  const { world, memory } = scene;
  for (const task of world.oneOffTasks.filter((one) => isLeft(scene, one))) {
    const because = `task ${lastPart(task.arn)} of a test that is over`;
    const stop = {
      kind: 'stop-task',
      task: task.arn,
      why: 'Stopped by ecs-blue-green: its test is over',
    } as const;
    const next = unlessAbandoned(scene, step(phase, 'stopping-test', because, stop));
    if (next !== null) return next;
  }
  const isStarting = memory.interrupted !== null && memory.testTask?.arn === null;
  const leftMs = memory.startedAtMs + showsWithinMs - world.nowMs;
  return isStarting && leftMs > 0
    ? wait(phase, 'reading-back', 'a task of a test may just have been started', 500)
    : null;
}

function isLeft({ memory }: Scene, { isToRun, tryId }: OneOffTask): boolean {
  const isAwaited =
    memory.failure === null &&
    memory.interrupted === null &&
    tryId === memory.testTask?.tryId &&
    !memory.testTask.isOver;
  return isToRun && !isAwaited;
}

/**
 * One-off tasks are read only where this run starts some, or where a task set shows that its release did. A sweep and a
 * status always look: a green whose test could not be stopped is gone, and nothing else shows that test.
 */
export function areTestsLookedFor(
  { request, testTask }: { readonly request: Request } & Pick<Memory, 'testTask'>,
  sets: readonly Pick<TaskSetView, 'tags'>[],
): boolean {
  const { finishesOthers, report } = traitsOf(request);
  const isLooking = finishesOthers || report === 'status';
  return (
    isLooking ||
    testTask !== null ||
    testsInside(request.checks) ||
    sets.some(({ tags }) => tags.tests !== undefined)
  );
}
