// ECS's types ↔ the domain's: absent is `null`, dates are milliseconds, and our tags have no prefix.
import type {
  CapacityProviderStrategyItem,
  CreateTaskSetCommandInput,
  Deployment,
  LaunchType,
  Service,
  ServiceRegistry,
  Tag,
  Task,
  TaskSet,
} from '@aws-sdk/client-ecs';
import { arn, lastPart } from '../../domain/common/values/arn.ts';
import type { ServiceArn } from '../../domain/common/values/arn.ts';
import type { Json, JsonObject } from '../../domain/common/values/json.ts';
import { isReservedTag, tagPrefix } from '../../domain/common/values/tag-prefix.ts';
import type { AwsTags } from '../../domain/task-sets/tags/long-value.ts';
import { parseServiceTags } from '../../domain/task-sets/tags/service-tags.ts';
import { parseSetTags } from '../../domain/task-sets/tags/set-tags.ts';
import type {
  Attachment,
  GreenSettings,
  OtherwiseServed,
  OutsideTasks,
  ServiceView,
  SetOutline,
  TaskSetView,
} from '../../domain/task-sets/model/world.ts';
import type { TaskPlacement } from '../../domain/common/one-off-tasks/task.ts';
import type { CapacityProvider, Network, StoppedTask } from '../../domain/common/tasks/view.ts';

export function serviceView(service: Service): ServiceView {
  const own: ServiceArn = arn(service.serviceArn ?? '');
  return {
    arn: own,
    name: service.serviceName ?? '',
    cluster: lastPart(service.clusterArn ?? ''),
    status: service.status ?? 'UNKNOWN',
    // A service that was created without a controller has the type ECS.
    controller: service.deploymentController?.type ?? 'ECS',
    desiredCount: service.desiredCount ?? 0,
    graceSeconds: service.healthCheckGracePeriodSeconds ?? 0,
    isRebalanced: service.availabilityZoneRebalancing === 'ENABLED',
    isManagedByEcs: service.resourceManagementType === 'ECS',
    outside: outsideOf(service),
    otherwise: otherwiseServed(service),
    tags: parseServiceTags(own, ownTags(service.tags)),
    otherTags: (service.tags ?? []).filter(isOthers).length,
    events: (service.events ?? [])
      .map((event) => ({ atMs: event.createdAt?.getTime() ?? 0, message: event.message ?? '' }))
      .sort((a, b) => b.atMs - a.atMs),
  };
}

/** Fact 37. A service without any task set has neither deployments nor tasks. */
function outsideOf({ taskSets = [], deployments = [], runningCount = 0 }: Service): OutsideTasks | null {
  if (taskSets.length > 0 || deployments.length + runningCount === 0) return null;
  return { deployments: deployments.map(({ id = '' }) => id), running: runningCount };
}

function otherwiseServed(service: Service): OtherwiseServed | null {
  const { deploymentController, taskSets = [], deployments = [], taskDefinition } = service;
  if (deploymentController?.type === 'EXTERNAL') return null;
  // CodeDeploy works with task sets, too.
  const primary = taskSets.find(({ status }) => status === 'PRIMARY');
  const isUsed = (name: keyof Deployment): boolean => deployments.some((one) => isFilled(one[name]));
  const unsupported: readonly (readonly [string, boolean])[] = [
    ['Service Connect', isUsed('serviceConnectConfiguration')],
    ['VPC Lattice', isUsed('vpcLatticeConfigurations')],
    ['EBS volumes', isUsed('volumeConfigurations')],
    ['the scheduling strategy DAEMON', service.schedulingStrategy === 'DAEMON'],
  ];
  return {
    revision: taskDefinition === undefined ? null : arn(taskDefinition),
    attachments: attachmentsOf(primary?.loadBalancers ?? service.loadBalancers ?? []),
    settings: settingsOf(primary ?? service),
    unsupported: unsupported.flatMap(([name, isThere]) => (isThere ? name : [])),
  };
}

const isFilled = (value: unknown): boolean =>
  Array.isArray(value) ? value.length > 0 : ((value ?? {}) as { enabled?: boolean }).enabled === true;

export function taskSetView(set: TaskSet): SetOutline {
  const balancers = set.loadBalancers ?? [];
  return {
    arn: arn(set.taskSetArn ?? ''),
    id: set.id ?? '',
    status: statusOf(set.status),
    isSteady: set.stabilityStatus === 'STEADY_STATE',
    taskDefinition: arn(set.taskDefinition ?? ''),
    computedDesired: set.computedDesiredCount ?? 0,
    running: set.runningCount ?? 0,
    pending: set.pendingCount ?? 0,
    scalePercent: set.scale?.value ?? 0,
    createdAtMs: set.createdAt?.getTime() ?? 0,
    updatedAtMs: set.updatedAt?.getTime() ?? null,
    tags: parseSetTags(set.taskSetArn ?? '', ownTags(set.tags)),
    attachment: attachmentOf(balancers),
    attachmentCount: balancers.length,
    settings: settingsOf(set),
  };
}

function statusOf(status: string | undefined): TaskSetView['status'] {
  return status === 'PRIMARY' || status === 'DRAINING' ? status : 'ACTIVE';
}

function attachmentOf(balancers: NonNullable<TaskSet['loadBalancers']>): Attachment | null {
  return attachmentsOf(balancers)[0] ?? null;
}

const attachmentsOf = (balancers: NonNullable<TaskSet['loadBalancers']>): readonly Attachment[] =>
  balancers.flatMap(({ targetGroupArn, containerName = '', containerPort = 0 }) =>
    targetGroupArn === undefined ? [] : [{ group: arn(targetGroupArn), containerName, containerPort }],
  );

function settingsOf(set: TaskSet | Service): GreenSettings {
  const providers = set.capacityProviderStrategy ?? [];
  return {
    launchType: set.launchType ?? null,
    capacityProviders: providers.length === 0 ? null : providers.map(capacityProviderOf),
    platformVersion: set.platformVersion === '' ? null : (set.platformVersion ?? null),
    network: networkOf(set),
    serviceRegistries: (set.serviceRegistries ?? []).map((registry) => registry as JsonObject),
    otherTags: othersTags(set.tags),
  };
}

const capacityProviderOf = (item: CapacityProviderStrategyItem): CapacityProvider => ({
  name: item.capacityProvider ?? '',
  weight: item.weight ?? null,
  base: item.base ?? null,
});

function networkOf(set: TaskSet | Service): Network | null {
  const vpc = set.networkConfiguration?.awsvpcConfiguration;
  if (vpc === undefined) return null;
  return {
    subnets: vpc.subnets ?? [],
    securityGroups: vpc.securityGroups ?? [],
    assignPublicIp: vpc.assignPublicIp ?? null,
  };
}

/** The settings as input of CreateTaskSet. What blue doesn't have is left out. */
export function settingsInput(settings: GreenSettings): Partial<CreateTaskSetCommandInput> {
  const { serviceRegistries } = settings;
  return {
    ...taskPlacementInput(settings),
    ...(serviceRegistries.length === 0 ? {} : { serviceRegistries: serviceRegistries.map(registryInput) }),
  };
}

/** Where the tasks of a task set run, or a single task. */
export function taskPlacementInput(placement: TaskPlacement): PlacementInput {
  const { network, platformVersion } = placement;
  return {
    ...placementInput(placement),
    ...(network === null ? {} : { networkConfiguration: { awsvpcConfiguration: networkInput(network) } }),
    ...(platformVersion === null ? {} : { platformVersion }),
  };
}

/** A launch type and a strategy exclude each other. The strategy wins (fact 11). */
function placementInput({ capacityProviders, launchType }: TaskPlacement): PlacementInput {
  if (capacityProviders !== null) {
    return { capacityProviderStrategy: capacityProviders.map(capacityProviderInput) };
  }
  return launchType === null ? {} : { launchType: launchType as LaunchType };
}

type PlacementInput = Pick<
  CreateTaskSetCommandInput,
  'launchType' | 'capacityProviderStrategy' | 'platformVersion' | 'networkConfiguration'
>;

const registryInput = (registry: Json): ServiceRegistry => registry as unknown as ServiceRegistry;

function networkInput(network: Network) {
  const { assignPublicIp } = network;
  return {
    subnets: [...network.subnets],
    securityGroups: [...network.securityGroups],
    ...(assignPublicIp === null ? {} : { assignPublicIp: assignPublicIp as 'ENABLED' | 'DISABLED' }),
  };
}

function capacityProviderInput(provider: CapacityProvider): CapacityProviderStrategyItem {
  return {
    capacityProvider: provider.name,
    ...(provider.weight === null ? {} : { weight: provider.weight }),
    ...(provider.base === null ? {} : { base: provider.base }),
  };
}

export function stoppedTask(task: Task): StoppedTask {
  // A task is listed as soon as it is stopping.
  const stoppedAt = task.stoppedAt ?? task.executionStoppedAt ?? task.stoppingAt;
  const times = [task.stoppingAt, task.executionStoppedAt, stoppedAt].flatMap((at) => at?.getTime() ?? []);
  return {
    arn: task.taskArn ?? '',
    startedBy: task.startedBy ?? '',
    stopCode: task.stopCode ?? null,
    stoppedReason: task.stoppedReason ?? '',
    createdAtMs: task.createdAt?.getTime() ?? null,
    endingAtMs: times.length === 0 ? 0 : Math.min(...times),
    stoppedAtMs: stoppedAt?.getTime() ?? 0,
    containers: (task.containers ?? []).map((container) => ({
      name: container.name ?? '',
      exitCode: container.exitCode ?? null,
      reason: container.reason ?? null,
      isUnhealthy: container.healthStatus === 'UNHEALTHY',
      digest: container.imageDigest ?? null,
    })),
  };
}

/** Our tags, without their prefix. */
function ownTags(tags: readonly Tag[] | undefined): AwsTags {
  const own = (tags ?? []).flatMap(({ key, value }) =>
    key?.startsWith(tagPrefix) === true ? [[key.slice(tagPrefix.length), value ?? '']] : [],
  );
  return Object.fromEntries(own) as Record<string, string>;
}

/** Tags that AWS sets itself don't count toward its limit (fact 14). */
const isOthers = ({ key = '' }: Tag): boolean => !isReservedTag(key);

/** Tags that people and other tools gave. Only AWS may write those of `aws:`. */
function othersTags(tags: readonly Tag[] | undefined): Readonly<Record<string, string>> {
  return Object.fromEntries((tags ?? []).filter(isOthers).map(({ key = '', value = '' }) => [key, value]));
}

/** Our tags as input of ECS, with their prefix. */
export const tagList = (tags: AwsTags): Tag[] =>
  Object.entries(tags).map(([name, value]) => ({ key: tagPrefix + name, value }));
