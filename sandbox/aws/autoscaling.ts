// Application Auto Scaling, as far as it acts on a service's desired count.
import type {
  DescribeScalableTargetsRequest,
  DescribeScalableTargetsResponse,
  DescribeScalingPoliciesRequest,
  DescribeScalingPoliciesResponse,
  DescribeScheduledActionsRequest,
  DescribeScheduledActionsResponse,
  RegisterScalableTargetRequest,
  RegisterScalableTargetResponse,
  ScalableTarget,
  ScalingPolicy,
  ScheduledAction,
} from '@aws-sdk/client-application-auto-scaling';
import { read, write } from './context.ts';
import type { AwsContext, Operations, Settings } from './context.ts';
import { AwsError } from './error.ts';
import { pageOf, pageSize } from './paging.ts';
import type { ScalableTargetState } from './scaling-state.ts';

const dimension = 'ecs:service:DesiredCount';

function arnOf(settings: Settings, target: ScalableTargetState): string {
  const id = Buffer.from(target.resourceId).toString('hex').slice(-20);
  return `arn:aws:application-autoscaling:${settings.region}:${settings.accountId}:scalable-target/${id}`;
}

function targetView(settings: Settings, target: ScalableTargetState): ScalableTarget {
  return {
    ServiceNamespace: 'ecs',
    ResourceId: target.resourceId,
    ScalableDimension: dimension,
    MinCapacity: target.min,
    MaxCapacity: target.max,
    RoleARN: `arn:aws:iam::${settings.accountId}:role/aws-service-role/ecs.application-autoscaling.amazonaws.com/AWSServiceRoleForApplicationAutoScaling_ECSService`,
    CreationTime: new Date(target.createdAt),
    SuspendedState: {
      DynamicScalingInSuspended: target.suspended.scaleIn,
      DynamicScalingOutSuspended: target.suspended.scaleOut,
      ScheduledScalingSuspended: target.suspended.scheduled,
    },
    ScalableTargetARN: arnOf(settings, target),
  };
}

function describe(
  context: AwsContext,
  input: DescribeScalableTargetsRequest,
): DescribeScalableTargetsResponse {
  const { ResourceIds: ids = [], ServiceNamespace: namespace, ScalableDimension: asked } = input;
  const matches = (one: ScalableTargetState): boolean => ids.length === 0 || ids.includes(one.resourceId);
  const isEcs = namespace === 'ecs' && (asked === undefined || asked === dimension);
  const all = isEcs ? context.state.scalableTargets.filter(matches) : [];
  const page = paged(context, all, input);
  return {
    ScalableTargets: page.items.map((one) => targetView(context.settings, one)),
    NextToken: page.next,
  };
}

function describePolicies(
  context: AwsContext,
  input: DescribeScalingPoliciesRequest,
): DescribeScalingPoliciesResponse {
  const all = targetsFor(context, input).flatMap((target) =>
    target.policies.map((policy) => ({
      ...shared(target),
      PolicyARN: `${arnOf(context.settings, target)}:policyName/${String(policy['PolicyName'])}`,
      PolicyType: 'TargetTrackingScaling',
      ...policy,
    })),
  );
  const page = paged(context, all, input);
  return { ScalingPolicies: page.items as unknown as ScalingPolicy[], NextToken: page.next };
}

function describeScheduled(
  context: AwsContext,
  input: DescribeScheduledActionsRequest,
): DescribeScheduledActionsResponse {
  const all = targetsFor(context, input).flatMap((target) =>
    target.scheduled.map((action) => ({
      ...shared(target),
      ScheduledActionName: action.name,
      ScheduledActionARN: `${arnOf(context.settings, target)}:scheduledActionName/${action.name}`,
      Schedule: action.schedule,
      ScalableTargetAction: {
        ...(action.min === null ? {} : { MinCapacity: action.min }),
        ...(action.max === null ? {} : { MaxCapacity: action.max }),
      },
      CreationTime: new Date(action.createdAt),
    })),
  );
  const page = paged(context, all, input);
  return { ScheduledActions: page.items as unknown as ScheduledAction[], NextToken: page.next };
}

interface Asking {
  readonly ServiceNamespace?: string | undefined;
  readonly ResourceId?: string | undefined;
  readonly ScalableDimension?: string | undefined;
  readonly MaxResults?: number | undefined;
  readonly NextToken?: string | undefined;
}

const targetsFor = ({ state }: AwsContext, asked: Asking): readonly ScalableTargetState[] =>
  asked.ServiceNamespace !== 'ecs' || (asked.ScalableDimension ?? dimension) !== dimension
    ? []
    : state.scalableTargets.filter(
        ({ resourceId }) => asked.ResourceId === undefined || asked.ResourceId === resourceId,
      );

const shared = ({ resourceId, createdAt }: ScalableTargetState) => ({
  ServiceNamespace: 'ecs',
  ResourceId: resourceId,
  ScalableDimension: dimension,
  CreationTime: new Date(createdAt),
});

function paged<T>(context: AwsContext, all: readonly T[], { NextToken, MaxResults }: Asking) {
  const page = pageOf(all, NextToken, pageSize(MaxResults, context.settings.pageSize, 50));
  if (page === null) throw new AwsError('InvalidNextTokenException', 'The next token supplied was invalid.');
  return page;
}

function checkTarget(context: AwsContext, input: RegisterScalableTargetRequest): void {
  const validation = (message: string): AwsError => new AwsError('ValidationException', message);
  if (input.ServiceNamespace !== 'ecs' || input.ScalableDimension !== dimension) {
    throw validation('Unsupported service namespace, resource type or scalable dimension');
  }
  const [kind, cluster, name] = (input.ResourceId ?? '').split('/');
  const exists = context.state.services.some(
    (one) => one.clusterName === cluster && one.name === name && one.status === 'ACTIVE',
  );
  if (kind !== 'service' || !exists) throw validation(`ECS service doesn't exist: ${input.ResourceId ?? ''}`);
}

function newTarget(context: AwsContext, input: RegisterScalableTargetRequest): ScalableTargetState {
  if (input.MinCapacity === undefined || input.MaxCapacity === undefined) {
    throw new AwsError(
      'ValidationException',
      'MinCapacity and MaxCapacity are required to register a scalable target',
    );
  }
  const made: ScalableTargetState = {
    resourceId: input.ResourceId ?? '',
    createdAt: context.now,
    min: input.MinCapacity,
    max: input.MaxCapacity,
    suspended: { scaleIn: false, scaleOut: false, scheduled: false },
    policies: [],
    scheduled: [],
  };
  context.state.scalableTargets.push(made);
  return made;
}

/** Registers, or updates just what is given; a suspension that isn't given stays. */
function register(context: AwsContext, input: RegisterScalableTargetRequest): RegisterScalableTargetResponse {
  checkTarget(context, input);
  const known = context.state.scalableTargets.find((one) => one.resourceId === input.ResourceId);
  const min = input.MinCapacity ?? known?.min ?? 0;
  const max = input.MaxCapacity ?? known?.max ?? min;
  if (min > max)
    throw new AwsError('ValidationException', 'Maximum capacity cannot be less than minimum capacity');
  const target = known ?? newTarget(context, input);
  const suspended = input.SuspendedState;
  target.min = min;
  target.max = max;
  target.suspended = {
    scaleIn: suspended?.DynamicScalingInSuspended ?? target.suspended.scaleIn,
    scaleOut: suspended?.DynamicScalingOutSuspended ?? target.suspended.scaleOut,
    scheduled: suspended?.ScheduledScalingSuspended ?? target.suspended.scheduled,
  };
  return { ScalableTargetARN: arnOf(context.settings, target) };
}

export const autoScalingOperations: Operations = {
  DescribeScalableTargets: read(describe),
  DescribeScalingPolicies: read(describePolicies),
  DescribeScheduledActions: read(describeScheduled),
  RegisterScalableTarget: write(register),
};
