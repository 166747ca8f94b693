import type { CreateTaskSetRequest } from '@aws-sdk/client-ecs';
import { ecsArn } from '../aws/context.ts';
import type { AwsContext } from '../aws/context.ts';
import { checkedTaskDefinition, checkLaunch, checkLoadBalancers } from '../aws/ecs/task-set-checks.ts';
import { containersOf, networkModeOf } from '../aws/ecs/task-definition-document.ts';
import { newTaskSet } from '../aws/ecs/task-sets.ts';
import type { ServiceState, TaskDefinitionState } from '../aws/state.ts';
import { tagList } from '../aws/tags.ts';
import { within } from './seeding.ts';
import type { Seeding } from './seeding.ts';
import type { ServiceSpec, TaskSetSpec } from '../spec.ts';

function loadBalancersOf(
  context: AwsContext,
  set: TaskSetSpec,
  definition: TaskDefinitionState,
): CreateTaskSetRequest['loadBalancers'] {
  if (set.targetGroup === null) return [];
  const group = context.state.targetGroups.find((one) => one.name === set.targetGroup);
  if (group === undefined) throw new Error(`there is no target group ${set.targetGroup}`);
  const containers = containersOf(definition.document);
  const container =
    containers.find((one) => one.name === set.containerName) ??
    containers.find((one) => one.ports.length > 0);
  const containerPort = set.containerPort ?? container?.ports[0]?.containerPort;
  return [{ targetGroupArn: group.arn, containerName: container?.name, containerPort }];
}

/** A seeded set as the CreateTaskSet request that would have made it. */
function requestOf(
  context: AwsContext,
  set: TaskSetSpec,
  definition: TaskDefinitionState,
): Omit<CreateTaskSetRequest, 'service' | 'cluster' | 'taskDefinition'> {
  const isAwsvpc = networkModeOf(definition.document) === 'awsvpc';
  const { subnets, securityGroups, assignPublicIp } = set.network;
  const network = { subnets: [...subnets], securityGroups: [...securityGroups], assignPublicIp };
  const strategy = set.capacityProviders.map(({ name, weight, base }) => ({
    capacityProvider: name,
    weight,
    base,
  }));
  return {
    externalId: set.externalId ?? undefined,
    launchType: strategy.length > 0 ? undefined : (set.launchType ?? (isAwsvpc ? 'FARGATE' : 'EC2')),
    capacityProviderStrategy: strategy.length > 0 ? strategy : undefined,
    platformVersion: set.platformVersion ?? undefined,
    networkConfiguration: isAwsvpc ? { awsvpcConfiguration: network } : undefined,
    loadBalancers: loadBalancersOf(context, set, definition),
    serviceRegistries: set.serviceRegistries.map((registryArn) => ({ registryArn })),
    scale: { value: set.scale, unit: 'PERCENT' },
    tags: tagList(set.tags),
  };
}

/** Adds a task set as another tool would, without going through the API. */
export function addTaskSet(context: AwsContext, service: ServiceState, set: TaskSetSpec): string {
  const definition = checkedTaskDefinition(context, set.taskDefinition);
  const request = requestOf(context, set, definition);
  checkLaunch(request, definition);
  checkLoadBalancers(context, request.loadBalancers ?? [], definition);
  const created = newTaskSet(context, service, definition, {
    ...request,
    ...(set.id == null ? {} : { id: set.id }),
  });
  const made = { ...created, createdAt: context.now - set.ageSeconds * 1000 };
  if (set.primary) made.status = 'PRIMARY';
  context.state.taskSets.push(made);
  return made.id;
}

function newService({ settings, now }: Seeding, spec: ServiceSpec, clusterName: string): ServiceState {
  return {
    name: spec.name,
    arn: ecsArn(settings, `service/${clusterName}/${spec.name}`),
    clusterArn: ecsArn(settings, `cluster/${clusterName}`),
    clusterName,
    controller: spec.controller,
    controllerBefore: spec.controllerBefore,
    createdAt: now,
    status: spec.status,
    desiredCount: spec.desiredCount,
    healthCheckGracePeriodSeconds: spec.healthCheckGracePeriodSeconds,
    enableExecuteCommand: false,
    enableECSManagedTags: false,
    propagateTags: 'NONE',
    availabilityZoneRebalancing: spec.availabilityZoneRebalancing,
    resourceManagementType: spec.resourceManagementType,
    tags: { ...spec.tags },
    events: [],
  };
}

export function seedServices(seeding: Seeding, context: AwsContext): void {
  const { spec, state, now } = seeding;
  const fallback = spec.clusters[0]?.name ?? 'default';
  spec.services.forEach((one, index) => {
    const service = newService(seeding, one, one.cluster ?? fallback);
    state.services.push(service);
    one.taskSets.forEach((set, nth) => {
      within(`spec.services[${index}].taskSets[${nth}]`, () => addTaskSet(context, service, set));
    });
  });
  for (const { service, cluster, min, max, suspended, policies, scheduled } of spec.autoScaling) {
    const resourceId = `service/${cluster ?? fallback}/${service}`;
    const actions = scheduled.map((action) => ({ ...action, createdAt: now, done: null }));
    const bounds = { min, max, suspended: { ...suspended } };
    state.scalableTargets.push({ resourceId, createdAt: now, ...bounds, policies, scheduled: actions });
  }
}
