import type {
  Container,
  DescribeContainerInstancesRequest,
  DescribeContainerInstancesResponse,
  DescribeTasksRequest,
  DescribeTasksResponse,
  ListTasksRequest,
  ListTasksResponse,
  Task,
} from '@aws-sdk/client-ecs';
import { longIpv6 } from '../../tasks/ipv6.ts';
import { shownAddress } from '../../tasks/shown-address.ts';
import { lastPart, read } from '../context.ts';
import type { AwsContext, Operations } from '../context.ts';
import { invalidParameter } from '../error.ts';
import { pageOf, pageSize } from '../paging.ts';
import { tagList } from '../tags.ts';
import type { ContainerState, TaskState } from '../state.ts';
import { activeService, clusterOf, findTaskDefinition } from './find.ts';
import { zoneName } from '../../tasks/zones.ts';

function containerView(task: TaskState, container: ContainerState, address: string): Container {
  const isUp = container.status !== 'PENDING';
  return {
    containerArn: `${task.arn.replace(':task/', ':container/')}/${container.name}`,
    taskArn: task.arn,
    name: container.name,
    image: container.image,
    imageDigest: container.imageDigest ?? undefined,
    runtimeId: `${task.id}-${container.name}`,
    lastStatus: container.status,
    exitCode: container.exitCode ?? undefined,
    reason: container.reason ?? undefined,
    networkBindings:
      task.awsvpc || !isUp
        ? []
        : container.bindings.map((one) => ({ bindIP: '0.0.0.0', protocol: 'tcp' as const, ...one })),
    networkInterfaces:
      task.awsvpc && isUp
        ? [{ attachmentId: task.id, privateIpv4Address: address, ipv6Address: longIpv6(address) }]
        : [],
    healthStatus: 'UNKNOWN',
  };
}

function date(at: number | null): Date | undefined {
  return at === null ? undefined : new Date(at);
}

export function taskView(context: AwsContext, task: TaskState, withTags: boolean): Task {
  const address = shownAddress(context.settings, task.address);
  const network = [
    { name: 'privateIPv4Address', value: address },
    { name: 'privateIPv6Address', value: longIpv6(address) },
  ];
  return {
    taskArn: task.arn,
    clusterArn: task.clusterArn,
    taskDefinitionArn: task.taskDefinitionArn,
    containerInstanceArn: task.containerInstanceArn ?? undefined,
    group: task.oneOff?.group ?? `service:${task.serviceName ?? ''}`,
    startedBy: startedByOf(task) ?? undefined,
    launchType: task.launchType,
    capacityProviderName: task.oneOff?.capacityProvider ?? undefined,
    platformVersion: task.oneOff?.platformVersion ?? undefined,
    overrides: task.oneOff?.overrides,
    lastStatus: task.status,
    desiredStatus: task.desiredStatus,
    healthStatus: 'UNKNOWN',
    connectivity: task.status === 'RUNNING' ? 'CONNECTED' : 'DISCONNECTED',
    availabilityZone: zoneName(context.settings, task.zone),
    createdAt: new Date(task.createdAt),
    startedAt: date(task.startedAt),
    stoppingAt: date(task.stoppingAt),
    stoppedAt: date(task.stoppedAt),
    executionStoppedAt: date(task.stoppedAt),
    stopCode: task.stopCode ?? undefined,
    stoppedReason: task.stoppedReason ?? undefined,
    attachments: task.awsvpc
      ? [{ id: task.id, type: 'ElasticNetworkInterface', status: attachmentStatus(task), details: network }]
      : [],
    containers: task.containers.map((one) => containerView(task, one, address)),
    tags: withTags ? tagList(task.oneOff?.tags ?? {}) : [],
  };
}

/** The id of its task set, or what RunTask was given. */
const startedByOf = ({ oneOff, taskSetId }: TaskState): string | null => oneOff?.startedBy ?? taskSetId;

function attachmentStatus(task: TaskState): string {
  if (task.status === 'STOPPED') return 'DELETED';
  return task.status === 'PROVISIONING' ? 'PRECREATED' : 'ATTACHED';
}

function taskFilter(context: AwsContext, input: ListTasksRequest): (task: TaskState) => boolean {
  const { startedBy, serviceName, family, containerInstance, desiredStatus, launchType } = input;
  const others = [serviceName, family, containerInstance, desiredStatus, launchType];
  if (startedBy !== undefined && others.some((one) => one !== undefined)) {
    // ECS: startedBy must be the only filter (fact 18).
    throw invalidParameter('If startedBy is specified, it must be the only filter used.');
  }
  const cluster = clusterOf(context.state, input.cluster);
  const service = serviceName === undefined ? null : activeService(context.state, cluster, serviceName);
  const familyOf = (task: TaskState): string | undefined =>
    findTaskDefinition(context.state, task.taskDefinitionArn)?.family;
  return (task) =>
    task.clusterArn === cluster.arn &&
    task.desiredStatus === (desiredStatus ?? 'RUNNING') &&
    (startedBy === undefined || startedByOf(task) === startedBy) &&
    (service === null || task.serviceName === service.name) &&
    (family === undefined || familyOf(task) === family) &&
    (launchType === undefined || task.launchType === launchType) &&
    (containerInstance === undefined ||
      task.containerInstanceArn?.endsWith(lastPart(containerInstance)) === true);
}

function listTasks(context: AwsContext, input: ListTasksRequest): ListTasksResponse {
  if (input.desiredStatus === 'PENDING')
    throw invalidParameter('Invalid desired status: PENDING is never one.');
  const all = context.state.tasks.filter(taskFilter(context, input)).map((one) => one.arn);
  const page = pageOf(all, input.nextToken, pageSize(input.maxResults, context.settings.pageSize, 100));
  if (page === null) throw invalidParameter('Invalid token.');
  return { taskArns: [...page.items], nextToken: page.next };
}

function describeTasks(context: AwsContext, input: DescribeTasksRequest): DescribeTasksResponse {
  const cluster = clusterOf(context.state, input.cluster);
  const wanted = input.tasks ?? [];
  if (wanted.length === 0) throw invalidParameter('Tasks cannot be empty.');
  if (wanted.length > 100) throw invalidParameter('Tasks can have at most 100 items.');
  const withTags = input.include?.includes('TAGS') ?? false;
  const inCluster = context.state.tasks.filter((one) => one.clusterArn === cluster.arn);
  const found = wanted.map((one) => ({ one, task: inCluster.find((task) => task.id === lastPart(one)) }));
  return {
    tasks: found.flatMap(({ task }) => (task === undefined ? [] : [taskView(context, task, withTags)])),
    failures: found
      .filter(({ task }) => task === undefined)
      .map(({ one }) => ({ arn: one, reason: 'MISSING' })),
  };
}

function describeContainerInstances(
  context: AwsContext,
  input: DescribeContainerInstancesRequest,
): DescribeContainerInstancesResponse {
  const cluster = clusterOf(context.state, input.cluster);
  const wanted = input.containerInstances ?? [];
  if (wanted.length === 0) throw invalidParameter('Container instance cannot be empty.');
  const known = context.state.containerInstances.filter((one) => one.clusterArn === cluster.arn);
  const found = wanted.map((one) => ({
    one,
    instance: known.find(({ arn }) => lastPart(arn) === lastPart(one)),
  }));
  return {
    containerInstances: found.flatMap(({ instance }) =>
      instance === undefined
        ? []
        : [
            {
              containerInstanceArn: instance.arn,
              ec2InstanceId: instance.ec2InstanceId,
              status: 'ACTIVE',
              agentConnected: true,
            },
          ],
    ),
    failures: found
      .filter(({ instance }) => instance === undefined)
      .map(({ one }) => ({ arn: one, reason: 'MISSING' })),
  };
}

export const taskOperations: Operations = {
  ListTasks: read(listTasks),
  DescribeTasks: read(describeTasks),
  DescribeContainerInstances: read(describeContainerInstances),
};
