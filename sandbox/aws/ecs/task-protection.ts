// Protection of tasks against scale-in.
import type {
  Failure,
  GetTaskProtectionRequest,
  GetTaskProtectionResponse,
  ProtectedTask,
  UpdateTaskProtectionRequest,
  UpdateTaskProtectionResponse,
} from '@aws-sdk/client-ecs';
import { lastPart, read, write } from '../context.ts';
import type { AwsContext, Operations } from '../context.ts';
import { invalidParameter } from '../error.ts';
import type { TaskState } from '../state.ts';
import { clusterOf } from './find.ts';

const usualMinutes = 120;
const mostMinutes = 2880;
const mostTasks = 10;

interface Found {
  readonly tasks: readonly TaskState[];
  readonly failures: Failure[];
}

function tasksIn(context: AwsContext, cluster: string | undefined, names: readonly string[]): Found {
  const { arn } = clusterOf(context.state, cluster);
  const found = names.map((name) => ({
    name,
    task: context.state.tasks.find((one) => one.clusterArn === arn && one.id === lastPart(name)),
  }));
  return {
    tasks: found.flatMap(({ task }) => task ?? []),
    failures: found.flatMap(({ name, task }) =>
      task === undefined ? [{ arn: name, reason: 'MISSING' }] : [],
    ),
  };
}

function protectionView({ now }: AwsContext, { arn, protectedUntil }: TaskState): ProtectedTask {
  return protectedUntil === null || protectedUntil <= now
    ? { taskArn: arn, protectionEnabled: false }
    : { taskArn: arn, protectionEnabled: true, expirationDate: new Date(protectedUntil) };
}

/** Only tasks of a service can be protected. */
function updateTaskProtection(
  context: AwsContext,
  input: UpdateTaskProtectionRequest,
): UpdateTaskProtectionResponse {
  const names = input.tasks ?? [];
  const minutes = input.expiresInMinutes ?? usualMinutes;
  if (names.length === 0 || names.length > mostTasks)
    throw invalidParameter(`Tasks must have 1 to ${mostTasks} items.`);
  if (minutes < 1 || minutes > mostMinutes)
    throw invalidParameter(`expiresInMinutes must be from 1 to ${mostMinutes}.`);
  const { tasks, failures } = tasksIn(context, input.cluster, names);
  const own = tasks.filter(
    ({ serviceName, desiredStatus }) => serviceName !== null && desiredStatus === 'RUNNING',
  );
  for (const task of own)
    task.protectedUntil = input.protectionEnabled === true ? context.now + minutes * 60_000 : null;
  const refused = tasks.filter((task) => !own.includes(task));
  return {
    protectedTasks: own.map((task) => protectionView(context, task)),
    failures: [...failures, ...refused.map(({ arn }) => ({ arn, reason: 'TASK_NOT_VALID' }))],
  };
}

function getTaskProtection(context: AwsContext, input: GetTaskProtectionRequest): GetTaskProtectionResponse {
  const { tasks, failures } = tasksIn(context, input.cluster, input.tasks ?? []);
  return { protectedTasks: tasks.map((task) => protectionView(context, task)), failures };
}

export const protectionOperations: Operations = {
  UpdateTaskProtection: write(updateTaskProtection),
  GetTaskProtection: read(getTaskProtection),
};
