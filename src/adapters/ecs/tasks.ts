// Reads the tasks of a service, running and stopped, with the address at which the load balancer reaches them.
import {
  DescribeContainerInstancesCommand,
  DescribeTasksCommand,
  ListTasksCommand,
} from '@aws-sdk/client-ecs';
import type { ECSClient, ListTasksCommandInput, Task } from '@aws-sdk/client-ecs';
import type { Attachment, TaskSetView } from '../../domain/task-sets/model/world.ts';
import { canonicalAddress } from '../aws/address.ts';
import { allPages, inChunks, reading } from '../aws/calls.ts';
import { describeLimit } from './limits.ts';
import type { ServiceName } from './service.ts';
import { stoppedTask } from './translate.ts';
import type { Endpoint } from '../../domain/common/load-balancer/view.ts';
import type { ServiceTask, StoppedTask, TaskView } from '../../domain/common/tasks/view.ts';

interface TaskReader {
  readTasks(set: Pick<TaskSetView, 'id' | 'attachment'>, targetType: string): Promise<readonly TaskView[]>;
  readStoppedTasks(): Promise<readonly StoppedTask[]>;
  readServiceTasks(): Promise<readonly ServiceTask[]>;
  /** The tasks that should run, of all sets of the service. */
  listRunning(): Promise<readonly string[]>;
  /** These tasks by the id of their set (fact 18), in one request, or two if they run on instances. */
  readListed(
    sets: readonly Pick<TaskSetView, 'id' | 'attachment'>[],
    tasks: readonly string[],
  ): Promise<ReadonlyMap<string, readonly TaskView[]>>;
}

/** Remembers what no longer changes: stopped tasks, and the EC2 instance of each container instance. */
export function taskReader(client: ECSClient, name: ServiceName): TaskReader {
  const stopped = new Map<string, StoppedTask>();
  const instanceIds = new Map<string, string>();
  return {
    readServiceTasks: () => readServiceTasks(client, name),
    listRunning: () => listTasks(client, name, { serviceName: name.service, desiredStatus: 'RUNNING' }),
    async readListed(sets, listed) {
      const tasks = await describeTasks(client, name, listed);
      const alive = tasks.filter((task) => task.desiredStatus !== 'STOPPED');
      // A task without a network interface of its own is reached through its instance (fact 11).
      const onInstances = alive.filter((task) => addressOf(task, 4) === null && addressOf(task, 6) === null);
      await learnInstances(client, name, onInstances, instanceIds);
      return new Map(
        sets.map((set) => [
          set.id,
          alive
            .filter(({ startedBy }) => startedBy === set.id)
            .map((task) => taskView(task, set, onInstances.includes(task) ? 'instance' : 'ip', instanceIds)),
        ]),
      );
    },
    async readTasks(set, targetType) {
      // startedBy must be the only filter (fact 18).
      const tasks = await describeTasks(client, name, await listTasks(client, name, { startedBy: set.id }));
      const alive = tasks.filter((task) => task.desiredStatus !== 'STOPPED');
      if (targetType === 'instance') await learnInstances(client, name, alive, instanceIds);
      return alive.map((task) => taskView(task, set, targetType, instanceIds));
    },
    async readStoppedTasks() {
      const filter = { serviceName: name.service, desiredStatus: 'STOPPED' } as const;
      const listed = await listTasks(client, name, filter);
      const unknown = listed.filter((taskArn) => !stopped.has(taskArn));
      const described = await describeTasks(client, name, unknown);
      const now = new Map(described.map((task) => [task.taskArn ?? '', stoppedTask(task)]));
      for (const task of described) remember(stopped, task);
      return listed.flatMap((taskArn) => now.get(taskArn) ?? stopped.get(taskArn) ?? []);
    },
  };
}

/** Those that ECS wants to stop run on until they have: through the deregistration delay, and then their stop time-out (fact 17). */
async function readServiceTasks(client: ECSClient, name: ServiceName): Promise<readonly ServiceTask[]> {
  const { service: serviceName } = name;
  // In this order, one that ECS begins to stop in between is in one of the lists.
  const running = await listTasks(client, name, { serviceName, desiredStatus: 'RUNNING' });
  const stopping = await listTasks(client, name, { serviceName, desiredStatus: 'STOPPED' });
  const tasks = await describeTasks(client, name, [...new Set([...running, ...stopping])]);
  return tasks.flatMap(({ taskArn, startedBy, lastStatus }) =>
    lastStatus === 'STOPPED'
      ? []
      : [{ arn: taskArn ?? '', startedBy: startedBy ?? '', lastStatus: lastStatus ?? 'UNKNOWN' }],
  );
}

/** Only tasks that have stopped: while a task is stopping, its exit codes may be missing. */
function remember(stopped: Map<string, StoppedTask>, task: Task): void {
  if (task.lastStatus === 'STOPPED') stopped.set(task.taskArn ?? '', stoppedTask(task));
}

function listTasks(
  client: ECSClient,
  { cluster, service }: ServiceName,
  filter: ListTasksCommandInput,
): Promise<string[]> {
  return reading('ecs:ListTasks', service, () =>
    allPages(async (nextToken) => {
      const page = { ...filter, cluster, ...(nextToken === undefined ? {} : { nextToken }) };
      const answer = await client.send(new ListTasksCommand(page));
      return { items: answer.taskArns, next: answer.nextToken };
    }),
  );
}

/** Leaves out tasks that are gone since they were listed: ECS returns them in `failures`. */
function describeTasks(
  client: ECSClient,
  { cluster, service }: ServiceName,
  arns: readonly string[],
): Promise<Task[]> {
  return reading('ecs:DescribeTasks', service, () =>
    inChunks(arns, describeLimit, async (tasks) => {
      const answer = await client.send(new DescribeTasksCommand({ cluster, tasks }));
      return answer.tasks;
    }),
  );
}

async function learnInstances(
  client: ECSClient,
  { cluster, service }: ServiceName,
  tasks: readonly Task[],
  known: Map<string, string>,
): Promise<void> {
  const hosts = new Set(tasks.flatMap((task) => task.containerInstanceArn ?? []));
  const unknown = [...hosts].filter((host) => !known.has(host));
  const found = await reading('ecs:DescribeContainerInstances', service, () =>
    inChunks(unknown, describeLimit, async (containerInstances) => {
      const answer = await client.send(
        new DescribeContainerInstancesCommand({ cluster, containerInstances }),
      );
      return answer.containerInstances;
    }),
  );
  for (const { containerInstanceArn, ec2InstanceId } of found) {
    if (containerInstanceArn !== undefined && ec2InstanceId !== undefined)
      known.set(containerInstanceArn, ec2InstanceId);
  }
}

const taskView = (
  task: Task,
  { attachment }: Pick<TaskSetView, 'attachment'>,
  targetType: string,
  instanceIds: ReadonlyMap<string, string>,
): TaskView => ({
  arn: task.taskArn ?? '',
  lastStatus: task.lastStatus ?? 'UNKNOWN',
  createdAtMs: task.createdAt?.getTime() ?? null,
  endpoint: attachment === null ? null : endpointOf(task, attachment, targetType, instanceIds),
  ipv6Endpoint: attachment === null || targetType === 'instance' ? null : endpointAt(task, attachment, 6),
  zone: task.availabilityZone ?? null,
  images: (task.containers ?? []).flatMap(({ name, image, imageDigest }) =>
    name === undefined || imageDigest === undefined
      ? []
      : [{ name, digest: imageDigest, isPinned: image?.includes('@') ?? false }],
  ),
});

function endpointAt(task: Task, { containerPort }: Attachment, version: IpVersion): Endpoint | null {
  const id = addressOf(task, version);
  return id === null ? null : { id, port: containerPort };
}

function endpointOf(
  task: Task,
  attachment: Attachment,
  targetType: string,
  instanceIds: ReadonlyMap<string, string>,
): Endpoint | null {
  if (targetType !== 'instance') return endpointAt(task, attachment, 4);
  const id = instanceIds.get(task.containerInstanceArn ?? '');
  const port = hostPortOf(task, attachment);
  return id === undefined || port === null ? null : { id, port };
}

type IpVersion = 4 | 6;

/** The members that hold an address: of the task's network interface, and of its containers. */
const addressMembers = {
  4: ['privateIPv4Address', 'privateIpv4Address'],
  6: ['privateIPv6Address', 'ipv6Address'],
} as const;

function addressOf(task: Task, version: IpVersion): string | null {
  const [ofInterface, ofContainer] = addressMembers[version];
  const details = (task.attachments ?? [])
    .filter((attached) => attached.type === 'ElasticNetworkInterface')
    .flatMap((attached) => attached.details ?? []);
  const attached = details.find((detail) => detail.name === ofInterface)?.value;
  const faces = (task.containers ?? []).flatMap((container) => container.networkInterfaces ?? []);
  const address = attached ?? faces.flatMap((face) => face[ofContainer] ?? [])[0];
  return address === undefined ? null : canonicalAddress(address);
}

function hostPortOf(task: Task, { containerName, containerPort }: Attachment): number | null {
  const container = (task.containers ?? []).find((candidate) => candidate.name === containerName);
  const binding = (container?.networkBindings ?? []).find((bound) => bound.containerPort === containerPort);
  return binding?.hostPort ?? null;
}
