import type {
  CreateTaskSetRequest,
  CreateTaskSetResponse,
  DeleteTaskSetRequest,
  DeleteTaskSetResponse,
  DescribeTaskSetsRequest,
  DescribeTaskSetsResponse,
  UpdateServicePrimaryTaskSetRequest,
  UpdateServicePrimaryTaskSetResponse,
  UpdateTaskSetRequest,
  UpdateTaskSetResponse,
} from '@aws-sdk/client-ecs';
import { ecsArn, read, taskSetId, write } from '../context.ts';
import type { AwsContext, Operations } from '../context.ts';
import { invalidParameter } from '../error.ts';
import type { ServiceState, TaskDefinitionState, TaskSetState } from '../state.ts';
import { tagMap } from '../tags.ts';
import { clusterOf, existingTaskSet, externalService, findTaskSet, taskSetsOf } from './find.ts';
import {
  checkedScale,
  checkedTaskDefinition,
  checkLaunch,
  checkLimit,
  checkLoadBalancers,
  checkToken,
  tokenConflict,
} from './task-set-checks.ts';
import { taskSetView } from './views.ts';

/** The set as the request asks for it; what AWS refuses is refused before. */
export function newTaskSet(
  context: AwsContext,
  service: ServiceState,
  definition: TaskDefinitionState,
  asked: Omit<CreateTaskSetRequest, 'service' | 'cluster' | 'taskDefinition'> & { readonly id?: string },
): TaskSetState {
  const { id = taskSetId(), ...input } = asked;
  const strategy = input.capacityProviderStrategy ?? [];
  return {
    id,
    arn: ecsArn(context.settings, `task-set/${service.clusterName}/${service.name}/${id}`),
    serviceArn: service.arn,
    clusterArn: service.clusterArn,
    createdAt: context.now,
    taskDefinitionArn: definition.arn,
    externalId: input.externalId ?? null,
    launchType: input.launchType ?? (strategy.length > 0 ? null : 'EC2'),
    capacityProviderStrategy: strategy,
    platformVersion: input.platformVersion ?? (input.launchType === 'FARGATE' ? 'LATEST' : null),
    network: input.networkConfiguration?.awsvpcConfiguration ?? null,
    loadBalancers: input.loadBalancers ?? [],
    serviceRegistries: input.serviceRegistries ?? [],
    tags: tagMap(input.tags),
    status: 'ACTIVE',
    scale: checkedScale(input.scale),
    stability: 'STABILIZING',
    stabilityAt: context.now,
    updatedAt: context.now,
    failedStarts: 0,
    nextStartAt: 0,
  };
}

/** The set that the token made before, or null if the request is to make one (fact 12). */
function setOfToken(
  context: AwsContext,
  service: ServiceState,
  input: CreateTaskSetRequest,
): TaskSetState | null {
  const token = input.clientToken;
  if (token === undefined) return null;
  checkToken(token);
  const used = context.state.tokens.find(
    (one) => one.token === token && one.clusterArn === service.clusterArn,
  );
  if (used === undefined) return null;
  if (used.request !== JSON.stringify(input)) throw tokenConflict();
  const existing = findTaskSet(context.state, service, used.taskSet.arn);
  if (existing !== null) return existing;
  const { spentClientToken } = context.settings.unknowns;
  if (spentClientToken === 'error')
    throw invalidParameter('The clientToken belongs to a task set that was deleted.');
  return spentClientToken === 'old-set' ? used.taskSet : null;
}

function createTaskSet(context: AwsContext, input: CreateTaskSetRequest): CreateTaskSetResponse {
  const { state } = context;
  const service = externalService(state, clusterOf(state, input.cluster), input.service ?? '');
  const before = setOfToken(context, service, input);
  if (before !== null) return { taskSet: taskSetView(state, service, before, true) };
  const definition = checkedTaskDefinition(context, input.taskDefinition);
  checkLaunch(input, definition);
  checkLoadBalancers(context, input.loadBalancers ?? [], definition);
  checkLimit(context, service);
  const set = newTaskSet(context, service, definition, input);
  state.taskSets.push(set);
  if (input.clientToken !== undefined) {
    const { clientToken: token } = input;
    state.tokens.push({
      token,
      clusterArn: service.clusterArn,
      request: JSON.stringify(input),
      taskSet: set,
    });
  }
  return { taskSet: taskSetView(state, service, set, true) };
}

function describeTaskSets(context: AwsContext, input: DescribeTaskSetsRequest): DescribeTaskSetsResponse {
  const { state, settings } = context;
  const service = externalService(state, clusterOf(state, input.cluster), input.service ?? '');
  const wanted = input.taskSets ?? [];
  if (wanted.length === 0) throw invalidParameter('TaskSets cannot be empty');
  const withTags = input.include?.includes('TAGS') ?? false;
  const found = wanted.map((one) => ({ one, set: findTaskSet(state, service, one) }));
  const missing = found.filter(({ set }) => set === null);
  return {
    taskSets: found.flatMap(({ set }) => (set === null ? [] : [taskSetView(state, service, set, withTags)])),
    failures:
      settings.unknowns.missingTaskSet === 'absent'
        ? []
        : missing.map(({ one }) => ({ arn: one, reason: 'MISSING' })),
  };
}

function updateTaskSet(context: AwsContext, input: UpdateTaskSetRequest): UpdateTaskSetResponse {
  const { state, now } = context;
  const service = externalService(state, clusterOf(state, input.cluster), input.service ?? '');
  const set = existingTaskSet(state, service, input.taskSet ?? '');
  const scale = checkedScale(input.scale);
  if (set.status === 'DRAINING') throw invalidParameter('Unable to update a task set that is DRAINING.');
  Object.assign(set, { scale, updatedAt: now, stability: 'STABILIZING', stabilityAt: now });
  return { taskSet: taskSetView(state, service, set, false) };
}

/** A label and a lock, nothing else: no traffic moves, nothing has to be stable (fact 16). */
function updatePrimary(
  context: AwsContext,
  input: UpdateServicePrimaryTaskSetRequest,
): UpdateServicePrimaryTaskSetResponse {
  const { state, now } = context;
  const service = externalService(state, clusterOf(state, input.cluster), input.service ?? '');
  const set = existingTaskSet(state, service, input.primaryTaskSet ?? '');
  if (set.status === 'DRAINING') throw invalidParameter('Unable to make a DRAINING task set the primary.');
  for (const other of taskSetsOf(state, service).filter((one) => one.status === 'PRIMARY' && one !== set)) {
    Object.assign(other, { status: 'ACTIVE', updatedAt: now });
  }
  Object.assign(set, { status: 'PRIMARY', updatedAt: now });
  return { taskSet: taskSetView(state, service, set, false) };
}

/** Asynchronous: the set drains, its tasks stop, then it vanishes (fact 17). The scheduler does the rest. */
function deleteTaskSet(context: AwsContext, input: DeleteTaskSetRequest): DeleteTaskSetResponse {
  const { state, settings, now } = context;
  const service = externalService(state, clusterOf(state, input.cluster), input.service ?? '');
  const set = existingTaskSet(state, service, input.taskSet ?? '');
  const isForced = input.force ?? false;
  if (set.status === 'PRIMARY' && !isForced) {
    throw invalidParameter('Unable to delete the PRIMARY task set. Use force to delete it.');
  }
  if (
    set.status === 'ACTIVE' &&
    set.scale > 0 &&
    !isForced &&
    settings.unknowns.deleteAboveZero === 'refuse'
  ) {
    throw invalidParameter(
      'Unable to delete a task set that has not been scaled down to zero. Use force to delete it.',
    );
  }
  if (set.status !== 'DRAINING') {
    Object.assign(set, { status: 'DRAINING', updatedAt: now, stability: 'STABILIZING', stabilityAt: now });
  }
  return { taskSet: taskSetView(state, service, set, false) };
}

export const taskSetOperations: Operations = {
  CreateTaskSet: write(createTaskSet),
  DescribeTaskSets: read(describeTaskSets),
  UpdateTaskSet: write(updateTaskSet),
  UpdateServicePrimaryTaskSet: write(updatePrimary),
  DeleteTaskSet: write(deleteTaskSet),
};
