// What ECS answers with, made from the state. Absent values are left out, as AWS does.
import type { Deployment, NetworkConfiguration, Service, TaskSet } from '@aws-sdk/client-ecs';
import type { AwsContext } from '../context.ts';
import type { AwsState, ServiceState, TaskSetState } from '../state.ts';
import { tagList } from '../tags.ts';
import { computedCount, taskCounts, taskSetsOf } from './find.ts';

function networkOf(set: TaskSetState): NetworkConfiguration | undefined {
  return set.network === null ? undefined : { awsvpcConfiguration: set.network };
}

export function taskSetView(
  state: AwsState,
  service: ServiceState,
  set: TaskSetState,
  withTags: boolean,
): TaskSet {
  const { running, pending } = taskCounts(state, set);
  return {
    id: set.id,
    taskSetArn: set.arn,
    serviceArn: set.serviceArn,
    clusterArn: set.clusterArn,
    externalId: set.externalId ?? undefined,
    status: set.status,
    taskDefinition: set.taskDefinitionArn,
    computedDesiredCount: computedCount(service, set),
    pendingCount: pending,
    runningCount: running,
    createdAt: new Date(set.createdAt),
    updatedAt: new Date(set.updatedAt),
    launchType: set.launchType ?? undefined,
    capacityProviderStrategy: set.launchType === null ? [...set.capacityProviderStrategy] : undefined,
    platformVersion: set.platformVersion ?? undefined,
    networkConfiguration: networkOf(set),
    loadBalancers: [...set.loadBalancers],
    serviceRegistries: [...set.serviceRegistries],
    scale: { value: set.scale, unit: 'PERCENT' },
    stabilityStatus: set.stability,
    stabilityStatusAt: new Date(set.stabilityAt),
    tags: withTags ? tagList(set.tags) : [],
  };
}

function deploymentView(state: AwsState, service: ServiceState, set: TaskSetState): Deployment {
  const { running, pending } = taskCounts(state, set);
  return {
    id: set.id,
    status: set.status,
    taskDefinition: set.taskDefinitionArn,
    desiredCount: computedCount(service, set),
    runningCount: running,
    pendingCount: pending,
    failedTasks: 0,
    createdAt: new Date(set.createdAt),
    updatedAt: new Date(set.updatedAt),
    networkConfiguration: networkOf(set),
    rolloutState: set.stability === 'STEADY_STATE' ? 'COMPLETED' : 'IN_PROGRESS',
  };
}

/**
 * The service's own members mirror its PRIMARY set and are absent while there is none (fact 11); its counts sum
 * all sets (fact 8). `deployments` is empty for every controller that works with task sets, unless the service came from
 * the controller ECS (fact 37).
 */
export function serviceView(
  { state, settings }: Pick<AwsContext, 'state' | 'settings'>,
  service: ServiceState,
  withTags: boolean,
): Service {
  const sets = taskSetsOf(state, service);
  const primary = sets.find((one) => one.status === 'PRIMARY');
  const counts = sets.map((one) => taskCounts(state, one));
  const isMoved =
    service.controllerBefore === 'ECS' && settings.unknowns.afterControllerChange === 'deployments';
  const isRolling = service.controller === 'ECS' || isMoved;
  return {
    serviceArn: service.arn,
    serviceName: service.name,
    clusterArn: service.clusterArn,
    status: service.status,
    desiredCount: service.desiredCount,
    runningCount: counts.reduce((sum, one) => sum + one.running, 0),
    pendingCount: counts.reduce((sum, one) => sum + one.pending, 0),
    deploymentController: { type: service.controller },
    deployments: isRolling ? sets.map((one) => deploymentView(state, service, one)) : [],
    taskSets: isRolling ? [] : sets.map((one) => taskSetView(state, service, one, false)),
    taskDefinition: primary?.taskDefinitionArn,
    loadBalancers: [...(primary?.loadBalancers ?? [])],
    serviceRegistries: [...(primary?.serviceRegistries ?? [])],
    launchType: primary?.launchType ?? undefined,
    capacityProviderStrategy:
      primary?.launchType === null ? [...primary.capacityProviderStrategy] : undefined,
    platformVersion: primary?.platformVersion ?? undefined,
    networkConfiguration: primary === undefined ? undefined : networkOf(primary),
    events: service.events.map((one) => ({ id: one.id, createdAt: new Date(one.at), message: one.message })),
    createdAt: new Date(service.createdAt),
    healthCheckGracePeriodSeconds: service.healthCheckGracePeriodSeconds,
    schedulingStrategy: 'REPLICA',
    availabilityZoneRebalancing: service.availabilityZoneRebalancing,
    resourceManagementType: service.resourceManagementType,
    enableExecuteCommand: service.enableExecuteCommand,
    enableECSManagedTags: service.enableECSManagedTags,
    propagateTags: service.propagateTags,
    placementConstraints: [],
    placementStrategy: [],
    tags: withTags ? tagList(service.tags) : undefined,
  };
}
