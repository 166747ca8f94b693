// Starts, stops and finds tasks that run once.
import { DescribeTasksCommand, ListTasksCommand, RunTaskCommand, StopTaskCommand } from '@aws-sdk/client-ecs';
import type { ECSClient, RunTaskCommandOutput, Task } from '@aws-sdk/client-ecs';
import type { OneOffTask, RunTask, TaskArn, TaskPurpose } from '../../domain/common/one-off-tasks/task.ts';
import { placementAdvice } from '../../domain/common/tasks/stop-causes.ts';
import { arn, lastPart } from '../../domain/common/values/arn.ts';
import { tagPrefix } from '../../domain/common/values/tag-prefix.ts';
import { PortError } from '../../errors.ts';
import { allPages, inChunks, reading, writing } from '../aws/calls.ts';
import { describeLimit } from './limits.ts';
import type { ServiceName } from './service.ts';
import { tokenOf } from './token.ts';
import { stoppedTask, tagList, taskPlacementInput } from './translate.ts';

const ours: Readonly<Record<TaskPurpose, string>> = {
  test: 'ecs-blue-green',
  // What stops tests never sees a migration, even if its tags are gone.
  migration: 'ecs-blue-green-migration',
  // A release and what ended its blue each look for their own.
  contract: 'ecs-blue-green-contract',
};

/**
 * The same for all one-off tasks of the service with this purpose, so that one call lists them. ECS names task sets
 * `ecs-svc/…`, so it never looks like one. Names may be too long for it (fact 40).
 */
const startedByOf = ({ cluster, service }: ServiceName, purpose: TaskPurpose): string =>
  `${ours[purpose]}/${tokenOf(`${lastPart(cluster)}/${lastPart(service)}`)}`;

/** Sent once. Sent again with the same text, it returns the task of the first request (fact 40). */
export async function runTask(client: ECSClient, name: ServiceName, request: RunTask): Promise<TaskArn> {
  const { container, command, environment } = request;
  const call = new RunTaskCommand({
    cluster: name.cluster,
    taskDefinition: request.taskDefinition,
    clientToken: tokenOf(request.tokenText),
    startedBy: startedByOf(name, request.purpose),
    count: 1,
    ...taskPlacementInput(request.placement),
    overrides: {
      ...(request.taskRole === null ? {} : { taskRoleArn: request.taskRole }),
      containerOverrides: [
        {
          name: container,
          command: [...command],
          environment: Object.entries(environment).map(([key, value]) => ({ name: key, value })),
        },
      ],
    },
    tags: tagList({ try: request.tryId }),
  });
  const action = 'ecs:RunTask';
  return startedIn(await writing(action, name.service, (options) => client.send(call, options)), name);
}

/** What could not be placed is in an answer with status 200 (fact 40). Another try may find room. */
function startedIn({ tasks = [], failures = [] }: RunTaskCommandOutput, { service }: ServiceName): TaskArn {
  const [task] = tasks;
  if (task?.taskArn !== undefined) return arn(task.taskArn);
  const reason = failures[0]?.reason ?? 'ECS gave no reason';
  throw new PortError({
    kind: 'busy',
    action: 'ecs:RunTask',
    resource: service,
    code: 'NotPlaced',
    message: `no task was placed (${reason}). ${placementAdvice(reason)}`,
  });
}

/** A task that is gone has stopped. */
export async function stopTask(
  client: ECSClient,
  { cluster }: ServiceName,
  task: TaskArn,
  reason: string,
): Promise<void> {
  const call = new StopTaskCommand({ cluster, task, reason });
  try {
    await writing('ecs:StopTask', task, (options) => client.send(call, options));
  } catch (error) {
    if (error instanceof PortError && /task was not found/i.test(error.trouble.message)) return;
    throw error;
  }
}

/** Those that should run, and of `known` also those that have stopped: ListTasks doesn't list them by `startedBy`. */
export async function readOneOffTasks(
  client: ECSClient,
  name: ServiceName,
  { purpose, known }: { readonly purpose: TaskPurpose; readonly known: readonly TaskArn[] },
): Promise<readonly OneOffTask[]> {
  const { cluster, service } = name;
  const running = await reading('ecs:ListTasks', service, () =>
    allPages(async (nextToken) => {
      const page = {
        cluster,
        startedBy: startedByOf(name, purpose),
        ...(nextToken === undefined ? {} : { nextToken }),
      };
      const answer = await client.send(new ListTasksCommand(page));
      return { items: answer.taskArns, next: answer.nextToken };
    }),
  );
  const tasks = await reading('ecs:DescribeTasks', service, () =>
    inChunks([...new Set([...known, ...running])], describeLimit, async (chunk) => {
      const answer = await client.send(
        new DescribeTasksCommand({ cluster, tasks: chunk, include: ['TAGS'] }),
      );
      return answer.tasks;
    }),
  );
  return tasks.map(oneOffTask);
}

const oneOffTask = (task: Task): OneOffTask => ({
  arn: arn(task.taskArn ?? ''),
  tryId: task.tags?.find(({ key }) => key === `${tagPrefix}try`)?.value ?? '',
  taskDefinition: arn(task.taskDefinitionArn ?? ''),
  container: task.overrides?.containerOverrides?.find(({ command }) => command !== undefined)?.name ?? null,
  lastStatus: task.lastStatus ?? 'UNKNOWN',
  isToRun: task.desiredStatus !== 'STOPPED',
  createdAtMs: task.createdAt?.getTime() ?? null,
  hasRun: task.startedAt !== undefined,
  // Until then, its exit codes may be missing.
  stop: task.lastStatus === 'STOPPED' ? stoppedTask(task) : null,
});
