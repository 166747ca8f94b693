// The one-off task of a check: how it is started, and how it stands.
import type { TaskCheck } from '../../common/checks/check.ts';
import { resultOf } from '../../common/one-off-tasks/result.ts';
import type { OneOffTask, RunTask } from '../../common/one-off-tasks/task.ts';
import type { CheckResult } from '../../common/probes/check-job.ts';
import type { CheckMemory } from '../../common/probes/check-memory.ts';
import { arn, type TaskDefinitionArn } from '../../common/values/arn.ts';
import { failedOneOff, type FailedTask } from '../../common/tasks/failed-task.ts';
import type { Scene } from '../roles/scene.ts';

/** The request of RunTask, or why it can't be made. `own`: how the check stands. */
export function testTaskOf(
  scene: Scene,
  check: TaskCheck,
  { own, facts }: { readonly own: CheckMemory; readonly facts: Readonly<Record<string, string>> },
): RunTask | { readonly why: string } {
  const { world, roles, memory } = scene;
  const { green } = roles;
  const isBegun = own.startedAtMs !== null && memory.testTask?.isOver === false;
  const sent = isBegun ? memory.testTask.request : null;
  if (sent !== null) return sent;
  const container = containerOf(scene, check);
  if (green === null || container === null) return { why: 'green has no container behind the load balancer' };
  const { launchType, capacityProviders, platformVersion, network } = green.settings;
  const tryId = nextTryId(scene);
  return {
    purpose: 'test',
    tokenText: `${world.service.arn} ${tryId}`,
    tryId,
    taskDefinition: check.revision === null ? green.taskDefinition : arn<TaskDefinitionArn>(check.revision),
    container,
    command: check.command,
    environment: facts,
    placement: { launchType, capacityProviders, platformVersion, network },
    taskRole: null,
  };
}

/** Default: the one behind the load balancer. */
const containerOf = ({ roles: { green } }: Scene, { container }: TaskCheck): string | null =>
  container ?? green?.attachment?.containerName ?? null;

/** The task that this run has started, once an observation shows it. */
export const testTaskIn = ({ world, memory }: Pick<Scene, 'world' | 'memory'>): OneOffTask | undefined =>
  world.oneOffTasks.find(({ tryId }) => tryId === memory.testTask?.tryId);

/**
 * Each start of a check has a task of its own. No two processes have the same, not even two jobs of one run.
 */
function nextTryId({ request, memory }: Scene): string {
  const { runId, runAttempt } = request.release;
  const next = numberIn(memory.testTask?.tryId ?? '') + 1;
  const began = String(Math.round(memory.startedAtMs));
  return `${String(runId)}.${String(runAttempt)} ${request.command} ${began}.${String(next)}`;
}

const numberIn = (tryId: string): number => Number(/\.(\d+)$/.exec(tryId)?.[1] ?? 0);

/** How the task of the check that is due stands. `null`: none of it is seen. */
export function testTaskResult(scene: Scene, check: TaskCheck): CheckResult | null {
  const task = testTaskIn(scene);
  if (task === undefined) return null;
  const result = resultOf(task, containerOf(scene, check));
  switch (result.kind) {
    case 'passed':
      return result;
    case 'running':
      return { kind: 'running', hasConnected: result.hasRun };
    case 'failed':
      return { ...result, hasConnected: true, isAnyPassed: false };
    case 'unproven': {
      const { what, advice, mayHelp } = result;
      const unproven = mayHelp ? 'again' : 'final';
      return { kind: 'failed', what, advice, unproven, hasConnected: false, isAnyPassed: false };
    }
  }
}

/** The task of a check that did not pass, with what its log may show. `null`: none of it is seen. */
export function failedTestTask(scene: Scene, check: TaskCheck): FailedTask | null {
  const task = testTaskIn(scene);
  return task === undefined ? null : failedOneOff(task, containerOf(scene, check));
}
