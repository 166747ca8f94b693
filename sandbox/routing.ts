// What the load balancer's nodes read of the control plane.
import type { Action, RuleCondition } from '@aws-sdk/client-elastic-load-balancing-v2';
import { forwardOf } from './aws/elb/forward.ts';
import { rulesOf } from './aws/elb/find.ts';
import { shownState } from './aws/elb/target-groups.ts';
import { zonesOf } from './aws/elb/zones.ts';
import type { AwsState, ListenerState, RuleState, TargetGroupState, TargetState } from './aws/state.ts';
import type { ProxyListener, ProxyRule, RoutingSource } from './proxy/data-plane.ts';

function valuesOf(conditions: readonly RuleCondition[], field: string): readonly string[] {
  const found = conditions.filter((one) => one.Field === field);
  return found.flatMap((one) => [
    ...(one.HostHeaderConfig?.Values ?? one.PathPatternConfig?.Values ?? one.Values ?? []),
  ]);
}

function fixedResponseOf(action: Action | undefined): ProxyRule['fixedResponse'] {
  if (action?.Type === 'fixed-response') {
    const { StatusCode: status, MessageBody: body } = action.FixedResponseConfig ?? {};
    return { status: Number(status ?? 404), body: body ?? '' };
  }
  return action?.Type === 'redirect' ? { status: 302, body: '' } : null;
}

/** Authentication is skipped: users can't sign in to a sandbox. The last action answers. */
function proxyRule(rule: RuleState): ProxyRule {
  const last = rule.actions.at(-1);
  const forward = last === undefined ? null : forwardOf(last);
  const { Enabled: enabled = false, DurationSeconds: durationSeconds = 0 } =
    forward?.TargetGroupStickinessConfig ?? {};
  return {
    ruleArn: rule.arn,
    priority: rule.priority ?? Number.POSITIVE_INFINITY,
    hosts: valuesOf(rule.conditions, 'host-header'),
    paths: valuesOf(rule.conditions, 'path-pattern'),
    groups: (forward?.TargetGroups ?? []).map((one) => ({
      groupArn: one.TargetGroupArn ?? '',
      weight: one.Weight ?? 1,
    })),
    stickiness: { enabled, durationSeconds },
    fixedResponse: fixedResponseOf(last),
  };
}

/** Network load balancers have no data plane here: no test needs one, and version 1 refuses them. */
function isServed(state: AwsState, listener: ListenerState): boolean {
  const balancer = state.loadBalancers.find((one) => one.arn === listener.loadBalancerArn);
  return balancer?.type === 'application';
}

/** It grows with the time (fact 31). */
function shareOf({ slowStartSeconds }: TargetGroupState, { slowStartAt }: TargetState): number {
  if (slowStartAt === null || slowStartSeconds === 0) return 1;
  return Math.min(1, (Date.now() - slowStartAt) / (slowStartSeconds * 1000));
}

export function routingSource(state: AwsState): RoutingSource {
  const groupOf = (arn: string): AwsState['targetGroups'][number] | null =>
    state.targetGroups.find((one) => one.arn === arn) ?? null;
  return {
    listeners: () =>
      state.listeners
        .filter((one) => isServed(state, one))
        .map((listener): ProxyListener => {
          const balancer = state.loadBalancers.find((one) => one.arn === listener.loadBalancerArn);
          return {
            listenerArn: listener.arn,
            address: balancer?.address ?? '127.0.0.1',
            port: listener.port,
            zones: balancer === undefined ? [] : zonesOf(balancer),
            shiftedAway: balancer?.shiftedAway ?? null,
            rules: rulesOf(state, listener.arn).map(proxyRule),
          };
        }),
    targets: (arn) => {
      const group = groupOf(arn);
      if (group === null) return [];
      return group.targets.map((one) => ({
        ...{ id: one.address, port: one.port, zone: one.zone },
        state: shownState(group, one),
        share: shareOf(group, one),
      }));
    },
    isCrossZone: (arn) => groupOf(arn)?.crossZone !== 'false',
    groupStickiness: (arn) => {
      const seconds = groupOf(arn)?.stickinessSeconds ?? 0;
      return { enabled: seconds > 0, durationSeconds: seconds };
    },
  };
}
