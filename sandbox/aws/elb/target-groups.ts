import type {
  DescribeLoadBalancersInput,
  DescribeLoadBalancersOutput,
  DescribeTagsInput,
  DescribeTagsOutput,
  DescribeTargetGroupsInput,
  DescribeTargetGroupsOutput,
  DescribeTargetHealthInput,
  DescribeTargetHealthOutput,
  LoadBalancer,
  TargetGroup,
  TargetHealth,
  TargetHealthReasonEnum,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { read } from '../context.ts';
import type { AwsContext, Operations } from '../context.ts';
import { AwsError } from '../error.ts';
import type { AwsState, LoadBalancerState, Tags, TargetGroupState, TargetState } from '../state.ts';
import { existingLoadBalancer, existingTargetGroup, loadBalancersOf } from './find.ts';
import { paged } from './paged.ts';
import { shownBalancer } from '../../tasks/shown-address.ts';
import { zoneName } from '../../tasks/zones.ts';
import { overrideOf } from './zones.ts';

const vpc = 'vpc-0123456789abcdef0';
/** The API counts in whole seconds; the sandbox may be faster. */
const wholeSeconds = (ms: number): number => Math.max(1, Math.ceil(ms / 1000));

function groupView(state: AwsState, group: TargetGroupState): TargetGroup {
  const { healthCheck } = group;
  return {
    TargetGroupArn: group.arn,
    TargetGroupName: group.name,
    Protocol: group.protocol,
    ProtocolVersion: group.protocol === 'TCP' ? undefined : group.protocolVersion,
    Port: group.port,
    VpcId: vpc,
    HealthCheckProtocol: group.protocol === 'TCP' ? 'TCP' : healthCheck.protocol,
    HealthCheckPort: healthCheck.port === null ? 'traffic-port' : String(healthCheck.port),
    HealthCheckEnabled: true,
    HealthCheckIntervalSeconds: wholeSeconds(healthCheck.intervalMs),
    HealthCheckTimeoutSeconds: wholeSeconds(healthCheck.timeoutMs),
    HealthyThresholdCount: healthCheck.healthyThreshold,
    UnhealthyThresholdCount: healthCheck.unhealthyThreshold,
    HealthCheckPath: healthCheck.path,
    Matcher: group.protocolVersion === 'GRPC' ? { GrpcCode: '12' } : { HttpCode: healthCheck.matcher },
    LoadBalancerArns: loadBalancersOf(state, group.arn),
    TargetType: group.targetType,
    IpAddressType: group.ipAddressType,
  };
}

function groupsAsked(state: AwsState, input: DescribeTargetGroupsInput): TargetGroupState[] {
  const { TargetGroupArns: arns = [], Names: names = [], LoadBalancerArn: balancer } = input;
  const asked = [arns.length > 0, names.length > 0, balancer !== undefined].filter(Boolean).length;
  if (asked > 1) {
    throw new AwsError(
      'ValidationError',
      'Target group ARNs, names and a load balancer ARN exclude each other',
    );
  }
  if (arns.length > 0) return arns.map((one) => existingTargetGroup(state, one));
  if (balancer !== undefined) {
    existingLoadBalancer(state, balancer);
    return state.targetGroups.filter((one) => loadBalancersOf(state, one.arn).includes(balancer));
  }
  const missing = names.find((name) => !state.targetGroups.some((one) => one.name === name));
  if (missing !== undefined) throw new AwsError('TargetGroupNotFound', 'One or more target groups not found');
  return names.length === 0
    ? state.targetGroups
    : state.targetGroups.filter((one) => names.includes(one.name));
}

function describeTargetGroups(
  context: AwsContext,
  input: DescribeTargetGroupsInput,
): DescribeTargetGroupsOutput {
  const { items, next } = paged(context, groupsAsked(context.state, input), input);
  return { TargetGroups: items.map((one) => groupView(context.state, one)), NextMarker: next };
}

function balancerView(context: AwsContext, balancer: LoadBalancerState): LoadBalancer {
  return {
    LoadBalancerArn: balancer.arn,
    LoadBalancerName: balancer.name,
    DNSName: shownBalancer(context.settings, balancer),
    Scheme: balancer.scheme,
    Type: balancer.type,
    State: { Code: 'active' },
    VpcId: vpc,
    IpAddressType: 'ipv4',
    CreatedTime: new Date(balancer.createdAt),
    AvailabilityZones: balancer.subnets.map(({ id, zone }) => ({
      ZoneName: zoneName(context.settings, zone),
      SubnetId: id,
    })),
    SecurityGroups: balancer.type === 'application' ? ['sg-0123456789abcdef0'] : [],
  };
}

function describeLoadBalancers(
  context: AwsContext,
  input: DescribeLoadBalancersInput,
): DescribeLoadBalancersOutput {
  const { state } = context;
  const { LoadBalancerArns: arns = [], Names: names = [] } = input;
  if (arns.length > 0 && names.length > 0) {
    throw new AwsError('ValidationError', 'Load balancer names and ARNs exclude each other');
  }
  const byArn = arns.map((one) => existingLoadBalancer(state, one));
  const byName = state.loadBalancers.filter((one) => names.length === 0 || names.includes(one.name));
  if (arns.length === 0 && byName.length < names.length) {
    throw new AwsError('LoadBalancerNotFound', `Load balancers '[${names.join(', ')}]' not found`);
  }
  const { items, next } = paged(context, arns.length > 0 ? byArn : byName, input);
  return { LoadBalancers: items.map((one) => balancerView(context, one)), NextMarker: next };
}

type ShownState = 'initial' | 'healthy' | 'unhealthy' | 'unused' | 'draining';

/** The state as ELB shows it (fact 33). */
export function shownState(group: TargetGroupState, target: TargetState): ShownState {
  if (target.drainedAt !== null) return 'draining';
  return group.usedSince === null || !isInEnabledZone(group, target) ? 'unused' : target.health;
}

/** Others are never checked, and get no request (fact 44). */
export const isInEnabledZone = ({ zones }: TargetGroupState, { zone }: TargetState): boolean =>
  zones.includes(zone);

const describeUnused = (group: TargetGroupState): string =>
  group.usedSince === null
    ? 'Target group is not configured to receive traffic from the load balancer'
    : 'Target is in an Availability Zone that is not enabled for the load balancer';

export function targetHealth(group: TargetGroupState, target: TargetState): TargetHealth {
  const state = shownState(group, target);
  const reasons: Readonly<Record<ShownState, readonly [string | null, string | null]>> = {
    draining: ['Target.DeregistrationInProgress', 'Target deregistration is in progress'],
    unused: ['Target.NotInUse', describeUnused(group)],
    initial: [target.reason, target.description],
    unhealthy: [target.reason, target.description],
    healthy: [null, null],
  };
  const [reason, description] = reasons[state];
  return {
    State: state,
    Reason: (reason ?? undefined) as TargetHealthReasonEnum | undefined,
    Description: description ?? undefined,
  };
}

function describeTargetHealth(
  context: AwsContext,
  input: DescribeTargetHealthInput,
): DescribeTargetHealthOutput {
  const group = existingTargetGroup(context.state, input.TargetGroupArn ?? '');
  const asked = input.Targets ?? [];
  const isAsked = (target: TargetState): boolean =>
    asked.some((one) => one.Id === target.id && (one.Port ?? group.port) === target.port);
  const known = asked.length === 0 ? group.targets : group.targets.filter(isAsked);
  const unknown = asked.filter(
    (one) =>
      !group.targets.some((target) => one.Id === target.id && (one.Port ?? group.port) === target.port),
  );
  return {
    TargetHealthDescriptions: [
      ...known.map((target) => ({
        Target: {
          Id: target.id,
          Port: target.port,
          AvailabilityZone: zoneName(context.settings, target.zone),
        },
        HealthCheckPort: String(group.healthCheck.port ?? target.port),
        TargetHealth: targetHealth(group, target),
        AdministrativeOverride: overrideOf(context.state, group, target),
      })),
      ...unknown.map((one) => ({
        Target: one,
        TargetHealth: {
          State: 'unused' as const,
          Reason: 'Target.NotRegistered' as const,
          Description: 'Target is not registered to the target group',
        },
      })),
    ],
  };
}

function describeTags(context: AwsContext, input: DescribeTagsInput): DescribeTagsOutput {
  const { state } = context;
  const known: readonly { arn: string; tags?: Tags }[] = [
    ...state.loadBalancers,
    ...state.targetGroups,
    ...state.listeners.map(({ arn }) => ({ arn })),
    ...state.rules.map(({ arn }) => ({ arn })),
  ];
  const arns = input.ResourceArns ?? [];
  if (arns.length === 0 || arns.length > 20) {
    throw new AwsError('ValidationError', 'You must specify between 1 and 20 resource ARNs');
  }
  return {
    TagDescriptions: arns.map((arn) => {
      const found = known.find((one) => one.arn === arn);
      if (found === undefined) throw new AwsError('TargetGroupNotFound', `Resource '${arn}' not found`);
      const tags = Object.entries(found.tags ?? {}).map(([key, value]) => ({ Key: key, Value: value }));
      return { ResourceArn: arn, Tags: tags };
    }),
  };
}

export const targetGroupOperations: Operations = {
  DescribeTargetGroups: read(describeTargetGroups),
  DescribeTargetHealth: read(describeTargetHealth),
  DescribeLoadBalancers: read(describeLoadBalancers),
  DescribeTags: read(describeTags),
};
