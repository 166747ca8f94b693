// What CreateTaskSet refuses, in the order in which it looks.
import type { CreateTaskSetRequest, LoadBalancer } from '@aws-sdk/client-ecs';
import type { AwsContext } from '../context.ts';
import { AwsError, clientError, invalidParameter } from '../error.ts';
import type { ServiceState, TargetGroupState, TaskDefinitionState } from '../state.ts';
import { existingTaskDefinition, taskSetsOf } from './find.ts';
import { containersOf, networkModeOf } from './task-definition-document.ts';

export function checkedTaskDefinition(context: AwsContext, name: string | undefined): TaskDefinitionState {
  if (name === undefined) throw invalidParameter('Task definition can not be blank.');
  const found = existingTaskDefinition(context.state, name);
  if (found.status === 'INACTIVE') throw clientError('TaskDefinition is inactive');
  return found;
}

type Launch = Pick<CreateTaskSetRequest, 'launchType' | 'capacityProviderStrategy' | 'networkConfiguration'>;

export function checkLaunch(input: Launch, definition: TaskDefinitionState): void {
  if (input.launchType !== undefined && (input.capacityProviderStrategy ?? []).length > 0) {
    throw invalidParameter(
      'Specifying both a launch type and capacity provider strategy is not supported. Remove one and try again.',
    );
  }
  const isAwsvpc = networkModeOf(definition.document) === 'awsvpc';
  if (isAwsvpc && input.networkConfiguration?.awsvpcConfiguration === undefined) {
    throw invalidParameter("Network Configuration must be provided when networkMode 'awsvpc' is specified.");
  }
  if (isAwsvpc && (input.networkConfiguration?.awsvpcConfiguration?.subnets ?? []).length === 0) {
    throw invalidParameter('subnets can not be empty.');
  }
  if (!isAwsvpc && input.networkConfiguration !== undefined) {
    throw invalidParameter(
      'Network Configuration is not valid for the given networkMode of this task definition.',
    );
  }
  const compatible = definition.document['compatibilities'] as readonly string[] | undefined;
  const launchType = input.launchType ?? (input.capacityProviderStrategy === undefined ? 'EC2' : undefined);
  if (launchType !== undefined && compatible !== undefined && !compatible.includes(launchType)) {
    throw invalidParameter(`Task definition does not support launch_type ${launchType}.`);
  }
}

function checkContainer(balancer: LoadBalancer, definition: TaskDefinitionState): void {
  const container = containersOf(definition.document).find((one) => one.name === balancer.containerName);
  if (container === undefined) {
    throw invalidParameter(
      `The container ${balancer.containerName ?? ''} does not exist in the task definition.`,
    );
  }
  if (!container.ports.some((one) => one.containerPort === balancer.containerPort)) {
    throw invalidParameter(
      `The container ${container.name} did not have a container port ${String(balancer.containerPort)} defined.`,
    );
  }
}

/** ECS learns of a group's load balancer some seconds after the group was attached (fact 9). */
function checkAssociated(context: AwsContext, group: TargetGroupState): void {
  if (group.usedSince !== null && context.now >= group.usedSince + context.settings.delays.association)
    return;
  throw invalidParameter(
    `The target group with targetGroupArn ${group.arn} does not have an associated load balancer.`,
  );
}

export function checkLoadBalancers(
  context: AwsContext,
  balancers: readonly LoadBalancer[],
  definition: TaskDefinitionState,
): void {
  if (balancers.length > 1) throw invalidParameter('load balancers can have at most 1 items.');
  const [balancer] = balancers;
  if (balancer === undefined) return;
  if (balancer.targetGroupArn === undefined) throw invalidParameter('targetGroupArn can not be blank.');
  const group = context.state.targetGroups.find((one) => one.arn === balancer.targetGroupArn);
  if (group === undefined) throw invalidParameter('The specified target group does not exist.');
  checkContainer(balancer, definition);
  const mode = networkModeOf(definition.document);
  if ((mode === 'awsvpc') !== (group.targetType === 'ip')) {
    throw invalidParameter(
      `The provided target group ${group.arn} has target type ${group.targetType}, which is incompatible with the ${mode} network mode specified in the task definition.`,
    );
  }
  checkAssociated(context, group);
}

export function checkedScale(scale: CreateTaskSetRequest['scale']): number {
  // ECS: without a scale a set runs nothing at all (fact 2).
  const { value = 0 } = scale ?? {};
  const unit: string = scale?.unit ?? 'PERCENT';
  if (unit !== 'PERCENT') throw invalidParameter(`Invalid scale unit: ${unit}`);
  if (value < 0 || value > 100) throw invalidParameter('Scale value must be between 0 and 100.');
  return value;
}

export function checkLimit(context: AwsContext, service: ServiceState): void {
  const { drainingCounts } = context.settings.unknowns;
  const counted = taskSetsOf(context.state, service).filter(
    (one) => drainingCounts || one.status !== 'DRAINING',
  );
  if (counted.length < 5) return;
  throw invalidParameter(
    '5 deployments exist on the service. Unable to create a new task set until one is deleted.',
  );
}

export function checkToken(token: string): void {
  if (token.length < 1 || token.length > 36) {
    throw invalidParameter('clientToken can have at most 36 characters.');
  }
}

export function tokenConflict(): AwsError {
  return invalidParameter('The clientToken was used before with different parameters.');
}
