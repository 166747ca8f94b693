// The attributes of target groups and load balancers.
import type {
  DescribeLoadBalancerAttributesInput,
  DescribeLoadBalancerAttributesOutput,
  DescribeTargetGroupAttributesInput,
  DescribeTargetGroupAttributesOutput,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { read } from '../context.ts';
import type { AwsContext, Operations } from '../context.ts';
import { existingLoadBalancer, existingTargetGroup } from './find.ts';

const listed = (values: Readonly<Record<string, string>>): { Key: string; Value: string }[] =>
  Object.entries(values).map(([Key, Value]) => ({ Key, Value }));

function describeGroup(
  { state, settings }: AwsContext,
  input: DescribeTargetGroupAttributesInput,
): DescribeTargetGroupAttributesOutput {
  const group = existingTargetGroup(state, input.TargetGroupArn ?? '');
  const { stickinessSeconds } = group;
  const delayMs = group.deregistrationDelayMs ?? settings.delays.draining;
  return {
    Attributes: listed({
      'deregistration_delay.timeout_seconds': String(Math.ceil(delayMs / 1000)),
      'stickiness.enabled': String(stickinessSeconds > 0),
      'stickiness.type': 'lb_cookie',
      'stickiness.lb_cookie.duration_seconds': String(stickinessSeconds > 0 ? stickinessSeconds : 86400),
      'slow_start.duration_seconds': String(group.slowStartSeconds),
      'load_balancing.algorithm.type': 'round_robin',
      'load_balancing.cross_zone.enabled': group.crossZone,
    }),
  };
}

/** An Application Load Balancer always balances across zones; its target groups may not. */
function describeBalancer(
  { state }: AwsContext,
  input: DescribeLoadBalancerAttributesInput,
): DescribeLoadBalancerAttributesOutput {
  const balancer = existingLoadBalancer(state, input.LoadBalancerArn ?? '');
  return {
    Attributes: listed({
      'deletion_protection.enabled': 'false',
      'load_balancing.cross_zone.enabled': String(balancer.type === 'application'),
      'zonal_shift.config.enabled': String(balancer.hasZonalShift),
    }),
  };
}

export const attributeOperations: Operations = {
  DescribeTargetGroupAttributes: read(describeGroup),
  DescribeLoadBalancerAttributes: read(describeBalancer),
};
