// What a migration before green and a contract after blue have in common: each is a try, noted in a tag of the service.
import { digestOf } from '../../common/migrations/digest.ts';
import {
  showsWithinMs,
  taskOf,
  tokenHoldsMs,
  type TrySight,
  type Wanted,
} from '../../common/migrations/next-of-try.ts';
import type { TryNote } from '../../common/migrations/note.ts';
import { describeEnd } from '../../common/migrations/try-end.ts';
import type { OneOffTask, RunTask, TaskArn, TaskPurpose } from '../../common/one-off-tasks/task.ts';
import { failedOneOff, type FailedTask } from '../../common/tasks/failed-task.ts';
import { describeStop } from '../../common/tasks/stops.ts';
import { arn, lastPart, type ServiceArn } from '../../common/values/arn.ts';
import { formatMoment } from '../../common/values/moment.ts';
import { freshMs, writeLandsMs } from '../health/quiet.ts';
import { failingOf, readAtMs } from '../model/look.ts';
import { wait } from '../model/make-step.ts';
import type { Memory } from '../model/memory.ts';
import type { Step } from '../model/step.ts';
import type { Scene } from '../roles/scene.ts';

type TryKind = Exclude<TaskPurpose, 'test'>;

/** What an observation shows, whichever try it is about. */
export const sightOf = (
  { world, memory, request }: Scene,
  tasks: readonly OneOffTask[],
): Omit<TrySight, 'wanted' | 'noted'> => ({
  nowMs: world.nowMs,
  startedAtMs: memory.startedAtMs,
  tasks,
  tasksReadAtMs: readAtMs(world, 'tasks'),
  started: memory.migration,
  answer: request.goal.migrationAnswer,
});

export const wantedOf = ({ request: { release } }: Scene, request: RunTask): Wanted => ({
  attempt: `${String(release.runId)}.${String(release.runAttempt)}`,
  digest: digestOf(JSON.stringify(request)),
});

/** The tasks to ask for by name, since ListTasks shows no task that has stopped. */
export function namedTasks(
  noted: TryNote | null,
  { migration }: Pick<Memory, 'migration'>,
  service: ServiceArn,
): readonly TaskArn[] {
  const named = noted?.task == null ? [] : [taskArnOf(service, noted.task)];
  return [...new Set([...named, ...(migration?.task == null ? [] : [migration.task])])];
}

/** `…:task/shop/<id>` of the service `…:service/shop/web`. */
const taskArnOf = (service: ServiceArn, id: string): TaskArn =>
  arn(`${service.slice(0, service.lastIndexOf('/')).replace(':service/', ':task/')}/${id}`);

/** AWS has refused each request of this process, so it is known that nothing runs. */
export const isNeverStarted = ({ migration }: Memory, { id, end, task }: TryNote): boolean =>
  migration?.isRefused === true && migration.tryId === id && end === null && task === null;

/**
 * Before a try is started. A tag that another run sent before this one took the service may land until then: it would hide
 * that this try has begun, and the next command would start another one (ADR 37).
 */
export function afterLateTags({ world, memory }: Scene, start: Step): Step {
  const claimedMs = memory.fence?.writtenAtMs ?? null;
  const leftMs = claimedMs === null ? 0 : claimedMs + freshMs + writeLandsMs - world.nowMs;
  const { phase, reason, because } = start;
  return leftMs > 0
    ? wait(phase, reason, `${because}, once no tag of another run can still land`, leftMs)
    : start;
}

export const describeStart = (kind: TryKind, { tryId, taskDefinition, container }: RunTask): string =>
  `${kind} ${tryId}: a task of ${lastPart(taskDefinition)} runs it in container ${container}`;

export function describeWait(kind: TryKind, id: string, task: OneOffTask | null): string {
  const how =
    task === null ? 'its task does not show yet' : `task ${lastPart(task.arn)} is ${task.lastStatus}`;
  return `${kind} ${id}: ${how}`;
}

export function describeFailed(kind: TryKind, tasks: readonly OneOffTask[], noted: TryNote | null): string {
  const task = noted === null ? null : taskOf(tasks, noted);
  const how =
    task?.stop == null ? describeEnd(noted?.end ?? 'none') : describeStop(task.stop, task.container);
  const name = noted?.task == null ? '' : ` (task ${noted.task})`;
  return `the ${kind} ${noted?.id ?? ''}${name} did not end well: ${how}`;
}

export function describeUnseen(kind: TryKind, { id, task, notedAtMs }: TryNote, nowMs: number): string {
  const what = `the ${kind} ${id} of ${formatMoment(notedAtMs, nowMs)}`;
  return task === null
    ? `nobody saw whether ${what} was started, or how it ended: ECS shows no task of it`
    : `nobody saw how ${what} ended: ECS no longer shows task ${task}, and no exit code was noted`;
}

/**
 * ECS was asked for the task of this try, and shows none. Either it ended more than an hour ago, or nobody knows whether it
 * was started, and by now its token may start another one.
 */
export function isUnseen(
  { world }: Pick<Scene, 'world'>,
  tasks: readonly OneOffTask[],
  note: TryNote,
): boolean {
  const isAsked = world.look?.isWhole !== false && failingOf(world, 'tasks') === null;
  if (note.end !== null || !isAsked || taskOf(tasks, note) !== null) return false;
  const sinceMs = readAtMs(world, 'tasks') - note.notedAtMs;
  return sinceMs >= showsWithinMs + (note.task === null ? tokenHoldsMs : 0);
}

/** `how`: how the answer is given. `bringsIt`: the command that gets the answer can start it. */
export function adviseAnswer(id: string, how: string, bringsIt: boolean): string {
  const begin =
    'It is not started again automatically. Look at its log and at the database. Then ' +
    `${how} with migration-answer: ${id}=done if it has ended well`;
  const again = `migration-answer: ${id}=again`;
  return bringsIt
    ? `${begin}, or ${again} to start it once more.`
    : `${begin}. This release brings no migration. To start it once more, release one that does, with ${again}.`;
}

/** The task of that try, with what its log may show. `null`: ECS does not show it. */
export function failedTaskOf(tasks: readonly OneOffTask[], noted: TryNote | null): FailedTask | null {
  const task = noted === null ? null : taskOf(tasks, noted);
  return task === null ? null : failedOneOff(task, task.container);
}
