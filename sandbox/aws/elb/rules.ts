import type {
  DescribeListenersInput,
  DescribeListenersOutput,
  DescribeRulesInput,
  DescribeRulesOutput,
  Listener,
  ModifyListenerInput,
  ModifyListenerOutput,
  ModifyRuleInput,
  ModifyRuleOutput,
  Rule,
  RuleCondition,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { read, write } from '../context.ts';
import type { AwsContext, Operations } from '../context.ts';
import { AwsError } from '../error.ts';
import type { AwsState, ListenerState, RuleState } from '../state.ts';
import { checkedActions } from './actions.ts';
import { defaultRuleOf, existingListener, existingLoadBalancer, existingRule, rulesOf } from './find.ts';
import { paged } from './paged.ts';

export function ruleView(rule: RuleState): Rule {
  return {
    RuleArn: rule.arn,
    Priority: rule.priority === null ? 'default' : String(rule.priority),
    Conditions: [...rule.conditions],
    Actions: [...rule.actions],
    IsDefault: rule.priority === null,
  };
}

function listenerView(state: AwsState, listener: ListenerState): Listener {
  return {
    ListenerArn: listener.arn,
    LoadBalancerArn: listener.loadBalancerArn,
    Port: listener.port,
    Protocol: listener.protocol,
    Certificates:
      listener.protocol === 'HTTPS'
        ? [{ CertificateArn: 'arn:aws:acm:eu-west-1:123456789012:certificate/sandbox' }]
        : undefined,
    SslPolicy: listener.protocol === 'HTTPS' ? 'ELBSecurityPolicy-TLS13-1-2-2021-06' : undefined,
    DefaultActions: [...defaultRuleOf(state, listener.arn).actions],
  };
}

function describeListeners(context: AwsContext, input: DescribeListenersInput): DescribeListenersOutput {
  const { state } = context;
  const arns = input.ListenerArns ?? [];
  if (arns.length > 0 === (input.LoadBalancerArn !== undefined)) {
    throw new AwsError('ValidationError', 'You must specify either listener ARNs or a load balancer ARN');
  }
  if (input.LoadBalancerArn !== undefined) existingLoadBalancer(state, input.LoadBalancerArn);
  const found =
    arns.length > 0
      ? arns.map((one) => existingListener(state, one))
      : state.listeners.filter((one) => one.loadBalancerArn === input.LoadBalancerArn);
  const { items, next } = paged(context, found, input);
  return { Listeners: items.map((one) => listenerView(state, one)), NextMarker: next };
}

function describeRules(context: AwsContext, input: DescribeRulesInput): DescribeRulesOutput {
  const { state } = context;
  const arns = input.RuleArns ?? [];
  if (arns.length > 0 === (input.ListenerArn !== undefined)) {
    throw new AwsError('ValidationError', 'You must specify either listener rule ARNs or a listener ARN');
  }
  const found =
    arns.length > 0
      ? arns.map((one) => existingRule(state, one))
      : rulesOf(state, existingListener(state, input.ListenerArn ?? '').arn);
  const { items, next } = paged(context, found, input);
  return { Rules: items.map(ruleView), NextMarker: next };
}

function checkedConditions(conditions: readonly RuleCondition[]): readonly RuleCondition[] {
  if (conditions.length === 0) throw new AwsError('ValidationError', 'A condition must be specified');
  return conditions;
}

/** The given lists replace the old ones whole; what isn't given stays (fact 23). */
function modifyRule(context: AwsContext, input: ModifyRuleInput): ModifyRuleOutput {
  const { state } = context;
  const rule = existingRule(state, input.RuleArn ?? '');
  if (rule.priority === null) {
    throw new AwsError('OperationNotPermitted', `Default rule '${rule.arn}' cannot be modified`);
  }
  const listener = existingListener(state, rule.listenerArn);
  const balancer = existingLoadBalancer(state, listener.loadBalancerArn);
  const conditions = input.Conditions === undefined ? rule.conditions : checkedConditions(input.Conditions);
  const actions =
    input.Actions === undefined
      ? rule.actions
      : checkedActions(state, input.Actions, balancer, listener.protocol);
  Object.assign(rule, { conditions, actions });
  context.rulesChanged();
  return { Rules: [ruleView(rule)] };
}

function modifyListener(context: AwsContext, input: ModifyListenerInput): ModifyListenerOutput {
  const { state } = context;
  const listener = existingListener(state, input.ListenerArn ?? '');
  const balancer = existingLoadBalancer(state, listener.loadBalancerArn);
  if (input.Port !== undefined && input.Port !== listener.port) {
    throw new AwsError('InvalidConfigurationRequest', 'The sandbox does not move listeners to another port');
  }
  if (input.DefaultActions !== undefined) {
    const rule = defaultRuleOf(state, listener.arn);
    rule.actions = checkedActions(state, input.DefaultActions, balancer, listener.protocol);
    context.rulesChanged();
  }
  return { Listeners: [listenerView(state, listener)] };
}

export const ruleOperations: Operations = {
  DescribeListeners: read(describeListeners),
  DescribeRules: read(describeRules),
  ModifyRule: write(modifyRule),
  ModifyListener: write(modifyListener),
};
