// ECS for one service.
import type { EcsPort } from '../../ports.ts';
import type { AwsClients } from '../aws/clients.ts';
import { readOneOffTasks, runTask, stopTask } from './one-off-tasks.ts';
import { readOutline, readService, readSets } from './service.ts';
import type { ServiceName } from './service.ts';
import { findRegistered, readTaskDefinition, registerTaskDefinition } from './task-definitions.ts';
import { taskReader } from './tasks.ts';
import {
  createTaskSet,
  deleteTaskSet,
  labelPrimary,
  tagService,
  untagService,
  updateScale,
} from './writes.ts';

/** The client of each call decides how often it may be sent. */
export function ecsPort({ ecs }: Pick<AwsClients, 'ecs'>, name: ServiceName): EcsPort {
  const { reader, writer, repeater } = ecs;
  const tasks = taskReader(reader, name);
  return {
    readTasks: (set, targetType) => tasks.readTasks(set, targetType),
    readStoppedTasks: () => tasks.readStoppedTasks(),
    readServiceTasks: () => tasks.readServiceTasks(),
    readService: () => readService(reader, name),
    readOutline: () => readOutline(reader, name, () => tasks.listRunning()),
    async readOutlined(outline) {
      const [sets, running] = await Promise.all([
        readSets(reader, name, outline),
        tasks.readListed(outline.sets, outline.tasks),
      ]);
      return sets.map((set) => ({ ...set, tasks: running.get(set.id) ?? [] }));
    },
    readTaskDefinition: (reference) => readTaskDefinition(reader, reference),
    findRegistered: (family, hash) => findRegistered(reader, family, hash),

    registerTaskDefinition: (content, hash) => registerTaskDefinition(writer, content, hash),
    createTaskSet: (request) => createTaskSet(repeater, name, request),
    updateScale: (set, percent) => updateScale(writer, name, set, percent),
    labelPrimary: (set, withinMs) => labelPrimary(writer, name, set, withinMs),
    deleteTaskSet: (set) => deleteTaskSet(writer, name, set),
    tagService: (service, tags) => tagService(writer, service, tags),
    untagService: (service, names) => untagService(writer, service, names),

    readOneOffTasks: (purpose, known) => readOneOffTasks(reader, name, { purpose, known }),
    runTask: (request) => runTask(writer, name, request),
    stopTask: (task, reason) => stopTask(writer, name, task, reason),
  };
}
