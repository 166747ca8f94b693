// ELB's types → the domain's, and actions back to ELB's. Members of an action that the SDK's model doesn't know are lost
// in a write, so the SDK has to be kept up to date.
import type {
  Action,
  Listener,
  LoadBalancer,
  Rule,
  RuleCondition,
  TargetGroup,
  TargetHealthDescription,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { arn } from '../../domain/common/values/arn.ts';
import type { ListenerArn, LoadBalancerArn } from '../../domain/common/values/arn.ts';
import type { Json } from '../../domain/common/values/json.ts';

import { canonicalAddress } from '../aws/address.ts';
import type {
  CandidateGroup,
  ForwardAction,
  HealthCheck,
  LoadBalancerView,
  RuleAction,
  RuleView,
  Stickiness,
  TargetGroupView,
  TargetView,
  WeightedGroup,
} from '../../domain/common/load-balancer/view.ts';

export function ruleView(rule: Rule, listener: Listener): RuleView {
  const conditions = rule.Conditions ?? [];
  return {
    ...listenerPart(listener),
    ref:
      rule.IsDefault === true
        ? { kind: 'default', listener: listenerArnOf(listener) }
        : { kind: 'rule', rule: arn(rule.RuleArn ?? '') },
    priority: rule.IsDefault === true ? null : Number(rule.Priority),
    hosts: conditions.flatMap(hostsOf),
    paths: conditions.flatMap(pathsOf),
    otherConditions: conditions.flatMap(otherOf),
    actions: (rule.Actions ?? []).map(ruleAction),
  };
}

/** Only HTTP and HTTPS listeners have rules. Others have only default actions (fact 32). */
export function defaultActionView(listener: Listener): RuleView {
  return {
    ...listenerPart(listener),
    ref: { kind: 'default', listener: listenerArnOf(listener) },
    priority: null,
    hosts: [],
    paths: [],
    otherConditions: [],
    actions: (listener.DefaultActions ?? []).map(ruleAction),
  };
}

const listenerArnOf = (listener: Listener): ListenerArn => arn(listener.ListenerArn ?? '');

const listenerPart = (listener: Listener) => ({
  listener: listenerArnOf(listener),
  loadBalancer: arn<LoadBalancerArn>(listener.LoadBalancerArn ?? ''),
  listenerPort: listener.Port ?? 0,
  listenerProtocol: listener.Protocol ?? '',
});

const hostsOf = (condition: RuleCondition): readonly string[] =>
  condition.Field === 'host-header' ? (condition.HostHeaderConfig?.Values ?? condition.Values ?? []) : [];

const pathsOf = (condition: RuleCondition): readonly string[] =>
  condition.Field === 'path-pattern' ? (condition.PathPatternConfig?.Values ?? condition.Values ?? []) : [];

/** Includes regular expressions, because no address to probe can be derived from them. */
function otherOf(condition: RuleCondition): string[] {
  const field = condition.Field ?? 'unknown';
  if (field !== 'host-header' && field !== 'path-pattern') return [field];
  const config = field === 'host-header' ? condition.HostHeaderConfig : condition.PathPatternConfig;
  return (config?.RegexValues ?? []).length > 0 ? [`${field} by regular expression`] : [];
}

function ruleAction(action: Action): RuleAction {
  if (action.Type !== 'forward') {
    return { type: 'other', kind: action.Type ?? '', raw: plainJson(action) };
  }
  return {
    type: 'forward',
    order: action.Order ?? null,
    groups: weightedGroups(action),
    stickiness: stickinessOf(action),
  };
}

/** AWS returns both `TargetGroupArn` and `ForwardConfig` (fact 24). Rules created long ago may have only the first. */
function weightedGroups(action: Action): WeightedGroup[] {
  const configured = action.ForwardConfig?.TargetGroups ?? [];
  if (configured.length === 0 && action.TargetGroupArn !== undefined) {
    return [{ group: arn(action.TargetGroupArn), weight: 1 }];
  }
  return configured.map(({ TargetGroupArn, Weight }) => ({
    group: arn(TargetGroupArn ?? ''),
    weight: Weight ?? 1,
  }));
}

function stickinessOf(action: Action): Stickiness | null {
  const config = action.ForwardConfig?.TargetGroupStickinessConfig;
  if (config === undefined) return null;
  return { enabled: config.Enabled ?? false, durationSeconds: config.DurationSeconds ?? null };
}

/** An action as input of ModifyRule and ModifyListener. */
export function actionInput(action: RuleAction): Action {
  return action.type === 'forward' ? forwardInput(action) : otherInput(action.raw as unknown as Action);
}

/** Without `TargetGroupArn`: ELB accepts it only together with a ForwardConfig of that one group (fact 24). */
function forwardInput({ order, groups, stickiness }: ForwardAction): Action {
  return {
    Type: 'forward',
    ...(order === null ? {} : { Order: order }),
    ForwardConfig: {
      TargetGroups: groups.map(({ group, weight }) => ({ TargetGroupArn: group, Weight: weight })),
      ...(stickiness === null ? {} : { TargetGroupStickinessConfig: stickinessInput(stickiness) }),
    },
  };
}

const stickinessInput = ({ enabled, durationSeconds }: Stickiness) => ({
  Enabled: enabled,
  ...(durationSeconds === null ? {} : { DurationSeconds: durationSeconds }),
});

/** AWS never returns the client secret, so the write asks it to keep the existing one (fact 24). */
function otherInput(raw: Action): Action {
  if (raw.AuthenticateOidcConfig === undefined) return raw;
  const config = { ...raw.AuthenticateOidcConfig, UseExistingClientSecret: true };
  delete config.ClientSecret;
  return { ...raw, AuthenticateOidcConfig: config };
}

const plainJson = (value: unknown): Json => JSON.parse(JSON.stringify(value)) as Json;

export function candidateGroup(group: TargetGroup): CandidateGroup {
  return {
    arn: arn(group.TargetGroupArn ?? ''),
    name: group.TargetGroupName ?? '',
    targetType: group.TargetType ?? '',
    protocol: group.Protocol ?? '',
    port: group.Port ?? 0,
    loadBalancers: (group.LoadBalancerArns ?? []).map((balancer) => arn(balancer)),
  };
}

export function groupView(
  group: TargetGroup,
  attributes: ReadonlyMap<string, string>,
): Omit<TargetGroupView, 'targets'> {
  return {
    ...candidateGroup(group),
    protocolVersion: group.ProtocolVersion ?? 'HTTP1',
    healthCheck: healthCheckOf(group),
    healthIntervalSeconds: group.HealthCheckIntervalSeconds ?? 30,
    attributes: Object.fromEntries(attributes),
    isSticky: isKnownSticky(attributes.get('stickiness.enabled')),
    deregistrationDelaySeconds: Number(attributes.get('deregistration_delay.timeout_seconds') ?? 300),
  };
}

function healthCheckOf(group: TargetGroup): HealthCheck {
  const protocol = group.HealthCheckProtocol ?? '';
  const port = Number(group.HealthCheckPort ?? NaN);
  return {
    protocol,
    // Otherwise `traffic-port`.
    port: Number.isNaN(port) ? null : port,
    path: protocol === 'HTTP' || protocol === 'HTTPS' ? (group.HealthCheckPath ?? null) : null,
    codes: group.Matcher?.HttpCode ?? '200',
    timeoutSeconds: group.HealthCheckTimeoutSeconds ?? 5,
    healthyThreshold: group.HealthyThresholdCount ?? 5,
    unhealthyThreshold: group.UnhealthyThresholdCount ?? 2,
  };
}

const isKnownSticky = (enabled: string | undefined): boolean | null =>
  enabled === undefined ? null : enabled === 'true';

export function targetView({
  Target,
  TargetHealth,
  AdministrativeOverride,
}: TargetHealthDescription): TargetView {
  return {
    id: canonicalAddress(Target?.Id ?? ''),
    port: Target?.Port ?? 0,
    state: stateOf(TargetHealth?.State),
    reason: TargetHealth?.Reason ?? null,
    description: TargetHealth?.Description ?? null,
    isShiftedAway: AdministrativeOverride?.State === 'zonal_shift_active',
  };
}

const targetStates = ['initial', 'healthy', 'unhealthy', 'unused', 'draining', 'unavailable'] as const;

function stateOf(state: string | undefined): TargetView['state'] {
  if (state === 'unhealthy.draining') return 'draining';
  return targetStates.find((known) => known === state) ?? 'unavailable';
}

export const balancerView = (balancer: LoadBalancer): LoadBalancerView => ({
  arn: arn(balancer.LoadBalancerArn ?? ''),
  type: balancer.Type ?? '',
  dnsName: balancer.DNSName ?? '',
  isInternal: balancer.Scheme === 'internal',
  zones: (balancer.AvailabilityZones ?? []).flatMap(({ ZoneName, SubnetId }) =>
    ZoneName === undefined ? [] : [{ name: ZoneName, subnets: SubnetId === undefined ? [] : [SubnetId] }],
  ),
});
