// The writes to ECS: task sets, the PRIMARY label, tags.
import {
  CreateTaskSetCommand,
  DeleteTaskSetCommand,
  TagResourceCommand,
  UntagResourceCommand,
  UpdateServicePrimaryTaskSetCommand,
  UpdateTaskSetCommand,
} from '@aws-sdk/client-ecs';
import type { ECSClient } from '@aws-sdk/client-ecs';
import { arn } from '../../domain/common/values/arn.ts';
import type { ServiceArn } from '../../domain/common/values/arn.ts';
import type { CreateTaskSet } from '../../domain/task-sets/model/step.ts';
import { tagPrefix } from '../../domain/common/values/tag-prefix.ts';
import type { ServiceTagName, ServiceTags } from '../../domain/task-sets/model/world.ts';
import { formatServiceTags, namesToRemove } from '../../domain/task-sets/tags/service-tags.ts';
import { formatSetTags } from '../../domain/task-sets/tags/set-tags.ts';
import { PortError } from '../../errors.ts';
import { repeating, writing, type WriteOptions } from '../aws/calls.ts';
import type { ServiceName } from './service.ts';
import { tokenOf } from './token.ts';
import { settingsInput, tagList } from './translate.ts';
import type { TaskSetArn } from '../../domain/task-sets/model/world.ts';

/** `client` may repeat it: with the same clientToken, a second request returns the set of the first (fact 12). */
export async function createTaskSet(
  client: ECSClient,
  name: ServiceName,
  request: CreateTaskSet,
): Promise<TaskSetArn> {
  const { group, containerName, containerPort } = request.attachment;
  const command = new CreateTaskSetCommand({
    ...name,
    ...settingsInput(request.settings),
    clientToken: tokenOf(request.tokenText),
    externalId: request.externalId,
    taskDefinition: request.taskDefinition,
    loadBalancers: [{ targetGroupArn: group, containerName, containerPort }],
    // Without a scale, ECS uses 0 percent (fact 2).
    scale: { value: 100, unit: 'PERCENT' },
    tags: [
      ...tagList(formatSetTags(name.service, request.tags)),
      ...Object.entries(request.settings.otherTags).map(([key, value]) => ({ key, value })),
    ],
  });
  const answer = await repeating('ecs:CreateTaskSet', name.service, () => client.send(command));
  return arn(answer.taskSet?.taskSetArn ?? '');
}

/** UpdateTaskSet changes only the scale (fact 15). */
export async function updateScale(
  client: ECSClient,
  name: ServiceName,
  taskSet: TaskSetArn,
  percent: number,
): Promise<void> {
  const scale = { value: percent, unit: 'PERCENT' } as const;
  const command = new UpdateTaskSetCommand({ ...name, taskSet, scale });
  await writing('ecs:UpdateTaskSet', taskSet, (options) => client.send(command, options));
}

export async function labelPrimary(
  client: ECSClient,
  name: ServiceName,
  set: TaskSetArn,
  withinMs: number | null,
): Promise<void> {
  const command = new UpdateServicePrimaryTaskSetCommand({ ...name, primaryTaskSet: set });
  const send = (options: WriteOptions): Promise<unknown> => client.send(command, options);
  await writing('ecs:UpdateServicePrimaryTaskSet', set, send, withinMs ?? undefined);
}

/** Never with force: ECS then refuses to delete the PRIMARY set, which is one more guard (fact 17). */
export async function deleteTaskSet(
  client: ECSClient,
  name: ServiceName,
  taskSet: TaskSetArn,
): Promise<void> {
  const command = new DeleteTaskSetCommand({ ...name, taskSet });
  try {
    await writing('ecs:DeleteTaskSet', taskSet, (options) => client.send(command, options));
  } catch (error) {
    if (error instanceof PortError && error.trouble.code === 'TaskSetNotFoundException') return;
    throw error;
  }
}

export async function tagService(client: ECSClient, service: ServiceArn, tags: ServiceTags): Promise<void> {
  const command = new TagResourceCommand({ resourceArn: service, tags: tagList(formatServiceTags(tags)) });
  await writing('ecs:TagResource', service, (options) => client.send(command, options));
}

export async function untagService(
  client: ECSClient,
  service: ServiceArn,
  names: readonly ServiceTagName[],
): Promise<void> {
  const command = new UntagResourceCommand({
    resourceArn: service,
    tagKeys: namesToRemove(names).map((name) => tagPrefix + name),
  });
  await writing('ecs:UntagResource', service, (options) => client.send(command, options));
}
