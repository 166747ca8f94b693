import { AwsError } from '../error.ts';
import type { AwsState, ListenerState, LoadBalancerState, RuleState, TargetGroupState } from '../state.ts';
import { groupArnsOf } from './forward.ts';

export function existingListener(state: AwsState, arn: string): ListenerState {
  const found = state.listeners.find((one) => one.arn === arn);
  if (found === undefined) throw new AwsError('ListenerNotFound', `Listener '${arn}' not found`);
  return found;
}

export function existingRule(state: AwsState, arn: string): RuleState {
  const found = state.rules.find((one) => one.arn === arn);
  if (found === undefined) throw new AwsError('RuleNotFound', `One or more rules not found`);
  return found;
}

export function existingTargetGroup(state: AwsState, arn: string): TargetGroupState {
  const found = state.targetGroups.find((one) => one.arn === arn);
  if (found === undefined) throw new AwsError('TargetGroupNotFound', `One or more target groups not found`);
  return found;
}

export function existingLoadBalancer(state: AwsState, arn: string): LoadBalancerState {
  const found = state.loadBalancers.find((one) => one.arn === arn);
  if (found === undefined) throw new AwsError('LoadBalancerNotFound', `Load balancer '${arn}' not found`);
  return found;
}

/** In order of priority, the default rule last. */
export function rulesOf(state: AwsState, listenerArn: string): RuleState[] {
  const rank = (rule: RuleState): number => rule.priority ?? Number.POSITIVE_INFINITY;
  return state.rules.filter((one) => one.listenerArn === listenerArn).sort((a, b) => rank(a) - rank(b));
}

export function defaultRuleOf(state: AwsState, listenerArn: string): RuleState {
  const found = state.rules.find((one) => one.listenerArn === listenerArn && one.priority === null);
  if (found === undefined) throw new AwsError('RuleNotFound', 'One or more rules not found');
  return found;
}

/** The load balancers with a rule that refers to the group, whatever its weight there. */
export function loadBalancersOf(state: AwsState, groupArn: string): string[] {
  const rules = state.rules.filter((rule) => groupArnsOf(rule.actions).includes(groupArn));
  const listeners = state.listeners.filter((one) => rules.some((rule) => rule.listenerArn === one.arn));
  return [...new Set(listeners.map((one) => one.loadBalancerArn))];
}
