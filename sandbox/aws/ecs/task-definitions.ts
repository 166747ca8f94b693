import type {
  DeregisterTaskDefinitionRequest,
  DescribeTaskDefinitionRequest,
  ListTaskDefinitionsRequest,
  ListTaskDefinitionsResponse,
  Tag,
} from '@aws-sdk/client-ecs';
import { ecsArn, read, write } from '../context.ts';
import type { AwsContext, Operations, Settings } from '../context.ts';
import { clientError, invalidParameter } from '../error.ts';
import { pageOf, pageSize } from '../paging.ts';
import type { AwsState, TaskDefinitionState } from '../state.ts';
import { tagList, tagMap } from '../tags.ts';
import { existingTaskDefinition } from './find.ts';
import { completedDocument, containersOf, networkModeOf } from './task-definition-document.ts';

type Json = Readonly<Record<string, unknown>>;

function checkContainers(raw: Json): void {
  const containers = containersOf(raw);
  if (containers.length === 0) throw clientError('Container list cannot be empty.');
  for (const { name, image } of containers) {
    if (name === '') throw clientError('Container.name should not be null or empty.');
    if (image === '') throw clientError('Container.image should not be null or empty.');
  }
  if (new Set(containers.map((one) => one.name)).size < containers.length) {
    throw clientError('Container definitions should not have duplicate names.');
  }
  if (!containers.some((one) => one.essential)) {
    throw clientError(
      'Task definition does not have any essential container. At least one container must be essential.',
    );
  }
}

function checkFargate(raw: Json): void {
  const wanted = raw['requiresCompatibilities'];
  if (!Array.isArray(wanted) || !wanted.includes('FARGATE')) return;
  if (networkModeOf(raw) !== 'awsvpc') throw clientError('Fargate only supports network mode ‘awsvpc’.');
  for (const member of ['cpu', 'memory']) {
    if (typeof raw[member] !== 'string' || raw[member] === '') {
      throw clientError(`Fargate requires that '${member}' be defined at the task level.`);
    }
  }
}

function checkMemory(raw: Json): void {
  if (raw['memory'] !== undefined) return;
  const containers = (raw['containerDefinitions'] ?? []) as readonly Json[];
  const without = containers.find(
    (one) => one['memory'] === undefined && one['memoryReservation'] === undefined,
  );
  if (without === undefined) return;
  throw clientError(
    `Invalid setting for container '${String(without['name'])}'. At least one of 'memory' or 'memoryReservation' must be specified.`,
  );
}

/** Registers a new revision, also when an equal one exists: there is no idempotency here (fact 12). */
export function registerTaskDefinition(
  target: { readonly state: AwsState; readonly settings: Settings; readonly now: number },
  input: Json,
): TaskDefinitionState {
  const { tags, ...raw } = input;
  const { family } = raw;
  if (typeof family !== 'string' || !/^[\w-]{1,255}$/.test(family)) {
    throw clientError(
      'Family should be non-empty and contain only letters, numbers, hyphens and underscores.',
    );
  }
  checkContainers(raw);
  checkFargate(raw);
  checkMemory(raw);
  const revision =
    Math.max(
      0,
      ...target.state.taskDefinitions.filter((one) => one.family === family).map((one) => one.revision),
    ) + 1;
  const registered: TaskDefinitionState = {
    arn: ecsArn(target.settings, `task-definition/${family}:${revision}`),
    family,
    revision,
    document: completedDocument(raw),
    tags: tagMap(tags as readonly Tag[] | undefined),
    registeredAt: target.now,
    status: 'ACTIVE',
    deregisteredAt: null,
  };
  target.state.taskDefinitions.push(registered);
  return registered;
}

function view(context: AwsContext, one: TaskDefinitionState): Json {
  return {
    ...one.document,
    taskDefinitionArn: one.arn,
    revision: one.revision,
    status: one.status,
    registeredAt: new Date(one.registeredAt),
    registeredBy: `arn:aws:sts::${context.settings.accountId}:assumed-role/deployer/sandbox`,
    ...(one.deregisteredAt === null ? {} : { deregisteredAt: new Date(one.deregisteredAt) }),
  };
}

function register(context: AwsContext, input: Json): object {
  const registered = registerTaskDefinition(context, input);
  return { taskDefinition: view(context, registered), tags: tagList(registered.tags) };
}

function describe(context: AwsContext, input: DescribeTaskDefinitionRequest): object {
  const found = existingTaskDefinition(context.state, input.taskDefinition ?? '');
  const withTags = input.include?.includes('TAGS') ?? false;
  return { taskDefinition: view(context, found), ...(withTags ? { tags: tagList(found.tags) } : {}) };
}

function deregister(context: AwsContext, input: DeregisterTaskDefinitionRequest): object {
  const name = input.taskDefinition ?? '';
  if (!/:\d+$/.test(name)) throw clientError('Invalid revision number. A family and a revision are needed.');
  const found = existingTaskDefinition(context.state, name);
  Object.assign(found, { status: 'INACTIVE', deregisteredAt: found.deregisteredAt ?? context.now });
  return { taskDefinition: view(context, found) };
}

function list(context: AwsContext, input: ListTaskDefinitionsRequest): ListTaskDefinitionsResponse {
  const { familyPrefix, status = 'ACTIVE', sort = 'ASC' } = input;
  const matching = context.state.taskDefinitions
    .filter((one) => one.status === status && (familyPrefix === undefined || one.family === familyPrefix))
    .sort((a, b) => a.family.localeCompare(b.family) || a.revision - b.revision)
    .map((one) => one.arn);
  if (sort === 'DESC') matching.reverse();
  const page = pageOf(matching, input.nextToken, pageSize(input.maxResults, context.settings.pageSize, 100));
  if (page === null) throw invalidParameter('Invalid token.');
  return { taskDefinitionArns: [...page.items], nextToken: page.next };
}

export const taskDefinitionOperations: Operations = {
  RegisterTaskDefinition: { ...write(register), keepsUnknownMembers: true },
  DescribeTaskDefinition: { ...read(describe), keepsUnknownMembers: true },
  DeregisterTaskDefinition: { ...write(deregister), keepsUnknownMembers: true },
  ListTaskDefinitions: read(list),
};
