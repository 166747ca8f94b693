// Fills the report with the task of green that shows why it failed.
import { failedContractTask } from '../migrations/contract-end.ts';
import type { Check } from '../../common/checks/check.ts';
import type { FailureReason } from '../../common/run/failure.ts';
import { isSameEndpoint, endpointsOf } from '../../common/tasks/endpoints.ts';
import {
  describeHealth,
  failedTask,
  unhealthyTask,
  type FailedTask,
} from '../../common/tasks/failed-task.ts';
import { newestStop, type Blamed } from '../../common/tasks/stops.ts';
import { dueBakeCheck, dueCheck } from '../checks/jobs.ts';
import { failedTestTask } from '../checks/test-task.ts';
import { failedMigrationTask } from '../migrations/failures.ts';
import { ownTargets } from '../health/readiness.ts';
import { switchedAtMs } from '../health/switch-state.ts';
import type { TaskSetView } from '../model/world.ts';
import type { Scene } from '../roles/scene.ts';

/** Failures that the targets of running tasks explain if no task has stopped. */
const byTargets: ReadonlySet<FailureReason> = new Set<FailureReason>([
  'bake-targets-unhealthy',
  'not-ready-in-time',
]);

/** Failures that stops of one kind explain. A later stop may be of another: a crash loop also reaches the pull limit of a registry. */
const blamed: Readonly<Partial<Record<FailureReason, Blamed>>> = {
  'circuit-breaker': 'version',
  'bake-tasks-stopped': 'version',
  'bake-targets-unhealthy': 'version',
  'cannot-start': 'missing',
  'no-capacity': 'infrastructure',
};

/** If a task ran the test, only that one explains these. */
const byTests: ReadonlySet<FailureReason> = new Set<FailureReason>(['check-failed', 'bake-check-failed']);

/** Since when a task of green has to have stopped to explain the failure. Without one here, no task of green does. */
const begins = {
  start: () => -Infinity,
  tests: ({ memory: { smoke, checks } }) => smoke.startedAtMs ?? checks.startedAtMs,
  switch: switchedAtMs,
} as const satisfies Readonly<Record<string, (scene: Scene) => number | null>>;

const explainedFrom: Readonly<Partial<Record<FailureReason, keyof typeof begins>>> = {
  'circuit-breaker': 'start',
  'cannot-start': 'start',
  'no-capacity': 'start',
  'not-ready-in-time': 'start',
  'smoke-test-failed': 'tests',
  'check-failed': 'tests',
  'smoke-test-not-runnable': 'tests',
  'switch-unproven': 'switch',
  'bake-probes-failed': 'switch',
  'bake-alarm-red': 'switch',
  'bake-check-failed': 'switch',
  'bake-targets-unhealthy': 'switch',
  'bake-tasks-stopped': 'switch',
};

/** `health`: why a target of green was last unhealthy. `null`: nothing has failed, or no task shows why. */
export function failedTaskIn(scene: Scene, health: string | null): FailedTask | null {
  const { world, memory, roles } = scene;
  const { green } = roles;
  const { failure } = memory;
  if (failure === null) return failedContractTask(scene);
  if (failure.reason === 'migration-failed') return failedMigrationTask(scene);
  const check = failedCheck(scene);
  if (check?.kind === 'task') {
    const test = failedTestTask(scene, check);
    if (test !== null || byTests.has(failure.reason)) return test;
  }
  const from = explainedFrom[failure.reason];
  if (green === null || from === undefined) return null;
  const sinceMs = begins[from](scene) ?? Infinity;
  const stop = newestStop(world, green, blamed[failure.reason], sinceMs);
  const whose = {
    definition: green.taskDefinition,
    served: green.attachment?.containerName ?? null,
  };
  if (stop !== null) return failedTask(stop, whose, health);
  if (!byTargets.has(failure.reason)) return null;
  const found = unhealthyIn(world, green);
  return found === null ? null : unhealthyTask(found.task, whose, found.target);
}

/** The check that green, or production, did not pass: it stays due. */
function failedCheck(scene: Scene): Check | null {
  const reason = scene.memory.failure?.reason;
  if (reason === 'check-failed' || reason === 'smoke-test-not-runnable') return dueCheck(scene);
  return reason === 'bake-check-failed' ? dueBakeCheck(scene) : null;
}

/** Why a target of green is unhealthy, as the load balancer reports it. `null`: none is. */
export function unhealthyReasonIn({ world, roles: { green } }: Scene): string | null {
  const found = green === null ? null : unhealthyIn(world, green);
  return found === null ? null : describeHealth(found.target);
}

function unhealthyIn(world: Scene['world'], set: TaskSetView) {
  const target = ownTargets(world, set).find(({ state }) => state === 'unhealthy');
  const task = set.tasks.find(
    (one) => target !== undefined && endpointsOf(one).some((at) => isSameEndpoint(at, target)),
  );
  return target === undefined || task === undefined ? null : { target, task };
}
