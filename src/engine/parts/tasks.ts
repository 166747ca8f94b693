// The tasks of the service: those of its task sets, and those that run once.
import type { OneOffTask } from '../../domain/common/one-off-tasks/task.ts';
import { areTestsLookedFor } from '../../domain/task-sets/checks/left-tasks.ts';
import { contractsToRead, needsServiceTasks } from '../../domain/task-sets/migrations/contract-sight.ts';
import { migrationsToRead } from '../../domain/task-sets/migrations/sight.ts';
import type { ServiceTask } from '../../domain/common/tasks/view.ts';
import type { Memory } from '../../domain/task-sets/model/memory.ts';
import type {
  ServiceView,
  SetOutline,
  TaskSetArn,
  TaskSetView,
  World,
} from '../../domain/task-sets/model/world.ts';
import { keyOf, type At } from '../observe-parts.ts';
import type { Dated } from '../part-reader.ts';

interface Tasks {
  readonly ofSets: ReadonlyMap<TaskSetArn, TaskSetView['tasks']>;
  readonly oneOff: readonly OneOffTask[];
  readonly migrations: readonly OneOffTask[];
  readonly contracts: readonly OneOffTask[];
  readonly ofService: readonly ServiceTask[] | null;
}

export function readTasks(
  { ports, known, read, request }: At,
  { service, taskSets: all }: { readonly service: ServiceView; readonly taskSets: readonly SetOutline[] },
  memory: Memory,
): Promise<Dated<Tasks>> {
  const { testTask } = memory;
  const sets = all.filter(({ status }) => status !== 'DRAINING');
  const of = (last: World): Tasks => ({
    ofSets: new Map(last.taskSets.map(({ arn, tasks }) => [arn, tasks])),
    oneOff: last.oneOffTasks,
    migrations: last.migrationTasks,
    contracts: last.contractTasks,
    ofService: last.serviceTasks,
  });
  const isTesting = areTestsLookedFor({ request, testTask }, all);
  const named = migrationsToRead({ request, memory }, service);
  const seen = { request, memory, world: { service, taskSets: all } };
  const [contracts, isAll] = [contractsToRead(seen), needsServiceTasks(seen)];
  const oneOffKey = [testTask?.arn, named?.join() ?? null, contracts?.join() ?? null, isAll];
  const key = [keyOf(sets), countsOf(sets), isTesting, ...oneOffKey].join(' ');
  return read('tasks', { key, of }, async () => {
    const ofSets = Promise.all(
      sets.map(async (set) => {
        const group = set.attachment === null ? undefined : known.groups.get(set.attachment.group);
        return [set.arn, await ports.ecs.readTasks(set, group?.targetType ?? 'ip')] as const;
      }),
    );
    const started = testTask?.arn == null ? [] : [testTask.arn];
    const [found, oneOff, migrations, contracted, ofService] = await Promise.all([
      ofSets,
      isTesting ? ports.ecs.readOneOffTasks('test', started) : [],
      named === null ? [] : ports.ecs.readOneOffTasks('migration', named),
      contracts === null ? [] : ports.ecs.readOneOffTasks('contract', contracts),
      isAll ? ports.ecs.readServiceTasks() : null,
    ]);
    return { ofSets: new Map(found), oneOff, migrations, contracts: contracted, ofService };
  });
}

/** Other counts are other tasks. */
const countsOf = (sets: readonly SetOutline[]): string =>
  sets.map(({ running, pending }) => `${String(running)}+${String(pending)}`).join();
