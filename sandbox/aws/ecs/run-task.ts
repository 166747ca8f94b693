// RunTask and StopTask: tasks that no service runs.
import type { RunTaskRequest, RunTaskResponse, StopTaskRequest, StopTaskResponse } from '@aws-sdk/client-ecs';
import { lastPart, write } from '../context.ts';
import type { AwsContext, Operations } from '../context.ts';
import { AwsError, invalidParameter } from '../error.ts';
import type { ClusterState, OneOffState, TaskDefinitionState, TaskState } from '../state.ts';
import { tagMap } from '../tags.ts';
import { clusterOf } from './find.ts';
import { checkedTaskDefinition, checkLaunch } from './task-set-checks.ts';
import { containersOf } from './task-definition-document.ts';
import { taskView } from './tasks.ts';

/** The limit of what `overrides` holds, its JSON included. */
const overridesLimit = 8192;

function checkRun(input: RunTaskRequest, definition: TaskDefinitionState): void {
  const { count = 1, startedBy = '', clientToken = 'x', propagateTags, overrides = {} } = input;
  if (count < 1 || count > 10) throw invalidParameter('count must be between 1 and 10.');
  if (!/^[\w/-]{0,128}$/.test(startedBy))
    throw invalidParameter(
      'startedBy can have at most 128 letters, numbers, hyphens, slashes and underscores.',
    );
  if (!/^[!-~]{1,64}$/.test(clientToken))
    throw invalidParameter('clientToken can have at most 64 characters.');
  if (propagateTags === 'SERVICE')
    throw invalidParameter('propagateTags with the value SERVICE is not supported when running a task.');
  if (JSON.stringify(overrides).length > overridesLimit)
    throw invalidParameter(`Container Overrides length must be at most ${String(overridesLimit)}`);
  const known = containersOf(definition.document).map(({ name }) => name);
  for (const { name = '' } of overrides.containerOverrides ?? []) {
    if (known.includes(name)) continue;
    throw invalidParameter(`Override for container named ${name} is not a container in the TaskDefinition.`);
  }
}

function oneOffOf(input: RunTaskRequest, definition: TaskDefinitionState): OneOffState {
  const { tags, propagateTags, overrides, startedBy, group, capacityProviderStrategy } = input;
  const inherited = propagateTags === 'TASK_DEFINITION' ? definition.tags : {};
  return {
    group: group ?? `family:${definition.family}`,
    startedBy: startedBy ?? null,
    overrides: { containerOverrides: [], ...overrides },
    capacityProvider: capacityProviderStrategy?.[0]?.capacityProvider ?? null,
    platformVersion: input.platformVersion ?? null,
    tags: { ...inherited, ...tagMap(tags) },
  };
}

/**
 * The tasks that the token made before, or null if the request is to make them. A token counts within its cluster, for a
 * day at most and for as long as its tasks are visible (fact 40).
 */
function tasksOfToken(context: AwsContext, cluster: ClusterState, input: RunTaskRequest): TaskState[] | null {
  const { state, now } = context;
  const used = state.runTokens.find(
    (one) => one.token === input.clientToken && one.clusterArn === cluster.arn && now - one.at < 86_400_000,
  );
  if (used === undefined) return null;
  const tasks = state.tasks.filter(({ id }) => used.taskIds.includes(id));
  if (tasks.length === 0) return null;
  if (used.request === JSON.stringify(input)) return tasks;
  throw new AwsError(
    'ConflictException',
    'The provided clientToken is already in use with a different RunTask request.',
  );
}

function runTask(context: AwsContext, input: RunTaskRequest): RunTaskResponse {
  const { state, now } = context;
  const cluster = clusterOf(state, input.cluster);
  const before = tasksOfToken(context, cluster, input);
  if (before !== null) return { tasks: before.map((one) => taskView(context, one, true)), failures: [] };
  const definition = checkedTaskDefinition(context, input.taskDefinition);
  checkLaunch(input, definition);
  checkRun(input, definition);
  const placement = {
    clusterArn: cluster.arn,
    taskDefinitionArn: definition.arn,
    launchType: input.launchType ?? null,
    capacityProviderStrategy: input.capacityProviderStrategy ?? [],
    network: input.networkConfiguration?.awsvpcConfiguration ?? null,
  };
  const owner = { serviceName: null, taskSetId: null, oneOff: oneOffOf(input, definition) };
  const placed = Array.from({ length: input.count ?? 1 }, () => context.placeTask(placement, owner));
  const tasks = placed.flatMap((one) => ('id' in one ? [one] : []));
  if (input.clientToken !== undefined && tasks.length > 0)
    state.runTokens.push({
      token: input.clientToken,
      clusterArn: cluster.arn,
      request: JSON.stringify(input),
      at: now,
      taskIds: tasks.map(({ id }) => id),
    });
  return {
    tasks: tasks.map((one) => taskView(context, one, true)),
    failures: placed.flatMap((one) =>
      'id' in one ? [] : [{ arn: one.arn ?? undefined, reason: one.reason }],
    ),
  };
}

/** A task that has stopped already is answered as it is. */
function stopTask(context: AwsContext, input: StopTaskRequest): StopTaskResponse {
  const cluster = clusterOf(context.state, input.cluster);
  const id = lastPart(input.task ?? '');
  const task = context.state.tasks.find((one) => one.id === id && one.clusterArn === cluster.arn);
  if (task === undefined) throw invalidParameter('The referenced task was not found.');
  context.stopTask(task, input.reason ?? 'Task stopped by user');
  return { task: taskView(context, task, false) };
}

export const oneOffOperations: Operations = {
  RunTask: write(runTask),
  StopTask: write(stopTask),
};
