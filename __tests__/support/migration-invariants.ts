// What must hold of migrations, at every write.
import type { Request } from '../../src/domain/common/request/request.ts';
import type { Write } from '../../src/domain/task-sets/model/step.ts';
import type { World } from '../../src/domain/task-sets/model/world.ts';
import type { FakeAws } from './fake-aws.ts';
import { isBlueBroken } from './fake-checks.ts';
import { isShown } from './fake-tasks.ts';
import { revision } from './names.ts';

/** It begins when nothing older runs, and a tag says so before. From then on only a person returns to what is older. */
export function wrongContract(
  { state, nowMs }: FakeAws,
  request: Request,
  world: World,
  write: Write,
): string[] {
  if (write.kind === 'stop-task')
    return world.contractTasks.some(({ arn }) => arn === write.task) ? ['stops a contract'] : [];
  const began = state.oneOff.find((task) => task.request.purpose === 'contract');
  if (write.kind === 'run-task' && write.request.purpose === 'contract') {
    const { taskDefinition, tryId } = write.request;
    const set = world.taskSets.find(
      (one) => one.taskDefinition === taskDefinition && one.status === 'PRIMARY',
    );
    const older = (world.serviceTasks ?? []).filter(
      ({ startedBy }) => startedBy !== set?.id && !isOfLaterRelease(state, startedBy, taskDefinition),
    );
    const others = [...world.contractTasks, ...world.migrationTasks].filter(
      (task) => task.isToRun && task.tryId !== tryId,
    );
    const twice = state.oneOff.filter((task) => task.request.tryId === tryId && !isShown(task, nowMs));
    return [
      ...(older.length === 0 ? [] : [`a contract begins while ${older[0]?.startedBy ?? ''} runs`]),
      ...(others.length === 0 ? [] : ['a contract begins while another migration runs']),
      ...(twice.length === 0 ? [] : ['a try of a contract starts twice']),
      ...(state.tags.contract?.startsWith(`try=${tryId} `) === true
        ? []
        : ['no tag says that the contract begins']),
    ];
  }
  const isForced = request.isForced && request.goal.writtenReason !== null;
  if (began === undefined || isForced || write.kind !== 'write-rule') return [];
  const from = state.sets.find(({ n }) => revision(n) === began.request.taskDefinition);
  const older = state.sets.filter(({ n, deletedAtMs }) => n < (from?.n ?? 0) && deletedAtMs === null);
  const gains = older.filter(({ group }) =>
    write.actions.some(
      (action) =>
        action.type === 'forward' && action.groups.some((one) => one.group === group && one.weight > 0),
    ),
  );
  return gains.length === 0 ? [] : ['traffic returns past a contract'];
}

/** Its code was written for the new schema. A rollback releases an earlier version again. */
function isOfLaterRelease({ sets }: FakeAws['state'], id: string, taskDefinition: string): boolean {
  const own = sets.find(({ n }) => revision(n) === taskDefinition);
  const other = sets.find(({ n }) => `ecs-svc/${String(n)}` === id);
  if (own === undefined || other === undefined || other.n < own.n) return false;
  return other.tags.release !== undefined && !other.tags.release.endsWith('-rollback');
}

/** Two never run at once, and none is ever stopped. */
export function wrongMigration({ migrationTasks }: World, write: Write): string[] {
  if (write.kind === 'stop-task')
    return migrationTasks.some(({ arn }) => arn === write.task) ? ['stops a migration'] : [];
  if (write.kind !== 'run-task' || write.request.purpose !== 'migration') return [];
  const running = migrationTasks.filter((task) => task.isToRun && task.tryId !== write.request.tryId);
  return running.length === 0 ? [] : ['a second migration starts while one runs'];
}

/** A green next to a blue that a migration broke: only if a person accepts it, or nothing shows the migration any more. */
export function overBrokenBlue(aws: FakeAws, { command, ignored }: Request, write: Write): string[] {
  if (!isBlueBroken(aws)) return [];
  if (write.kind === 'tag-service')
    return write.tags.migration?.includes(' passed=') === true
      ? ['a broken blue is said to have passed']
      : [];
  if (write.kind !== 'create-green' || command === 'rollback') return [];
  const { migration } = aws.state.tags;
  const isAllowed = migration === undefined || migration.includes(' passed=');
  return isAllowed || ignored.includes('blue-fails-on-new-schema')
    ? []
    : ['green is made next to a broken blue'];
}
