// Folds what an observation shows of the one-off task of a check into memory.
import { evolveChecks } from '../../common/probes/check-memory.ts';
import { dueBakeCheck, dueCheck } from '../checks/jobs.ts';
import { testTaskIn, testTaskResult } from '../checks/test-task.ts';
import type { Memory } from '../model/memory.ts';
import type { Scene } from '../roles/scene.ts';

/** It may show although its answer was lost. Once it has stopped, only its ARN leads to it. */
export function evolveTestTask(scene: Scene): Memory['testTask'] {
  const { testTask } = scene.memory;
  return testTask === null ? null : { ...testTask, arn: testTaskIn(scene)?.arn ?? testTask.arn };
}

/** What a test that runs in a task has shown. */
export function evolveTestResult(scene: Scene): Partial<Memory> {
  const { memory, world } = scene;
  const isInBake = memory.switchedAtMs !== null;
  const check = isInBake ? dueBakeCheck(scene) : dueCheck(scene);
  const { isRunning, startedAtMs, hasConnected } = isInBake ? memory.bakeChecks : memory.checks;
  const { testTask } = memory;
  if (check?.kind !== 'task' || startedAtMs === null || testTask === null || testTask.isOver) return {};
  const result = testTaskResult(scene, check);
  // Seen before the answer to its start, it runs all the same.
  if (result === null) return {};
  const isKnown = result.kind === 'running' && isRunning && (hasConnected || !result.hasConnected);
  if (isKnown) return {};
  const purpose = isInBake ? 'bake' : 'gate';
  const round = { purpose, job: { isRepeatable: false }, result, nowMs: world.nowMs } as const;
  return {
    ...evolveChecks(memory, { ...round, wasBlueBarred: false }),
    ...(result.kind === 'running' ? {} : { testTask: { ...testTask, isOver: true } }),
  };
}
