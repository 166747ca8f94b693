import type { RuleCondition } from '@aws-sdk/client-elastic-load-balancing-v2';
import { elbArn, hexId } from '../aws/context.ts';
import { checkedActions } from '../aws/elb/actions.ts';
import type { ListenerState, LoadBalancerState } from '../aws/state.ts';
import type { ActionSpec, ListenerSpec, RuleSpec } from '../spec.ts';
import { freePort } from '../tasks/addresses.ts';
import { zoneOfSubnet } from '../tasks/zones.ts';
import { orderedActions } from './actions.ts';
import { within } from './seeding.ts';
import type { Seeding } from './seeding.ts';

function conditionsOf(rule: RuleSpec): RuleCondition[] {
  const hosts = [...rule.hosts];
  const paths = [...rule.paths];
  return [
    ...(hosts.length > 0
      ? [{ Field: 'host-header', Values: hosts, HostHeaderConfig: { Values: hosts } }]
      : []),
    ...(paths.length > 0
      ? [{ Field: 'path-pattern', Values: paths, PathPatternConfig: { Values: paths } }]
      : []),
  ];
}

function seedRules(
  { state }: Seeding,
  { spec, path }: { readonly spec: ListenerSpec; readonly path: string },
  listener: ListenerState,
  balancer: LoadBalancerState,
): void {
  const ruleBase = listener.arn.replace(':listener/', ':listener-rule/');
  const add = (
    name: string,
    priority: number | null,
    conditions: RuleCondition[],
    actions: readonly ActionSpec[],
  ): void => {
    const checked = checkedActions(state, orderedActions(state, actions), balancer, listener.protocol);
    const arn = `${ruleBase}/${hexId(8)}`;
    state.rules.push({ name, arn, listenerArn: listener.arn, priority, conditions, actions: checked });
  };
  within(`${path}.defaultActions`, () => {
    add(`${spec.name}:default`, null, [], spec.defaultActions);
  });
  spec.rules.forEach((rule, index) => {
    within(`${path}.rules[${index}]`, () => {
      add(rule.name, rule.priority, conditionsOf(rule), rule.actions);
    });
  });
}

export async function seedLoadBalancers(seeding: Seeding): Promise<void> {
  const { spec, settings, state, now, addresses } = seeding;
  const given = new Set<number>();
  for (const [index, one] of spec.loadBalancers.entries()) {
    const kind = one.type === 'network' ? 'net' : 'app';
    const id = hexId(8);
    const arn = elbArn(settings, `loadbalancer/${kind}/${one.name}/${id}`);
    const address = addresses.loadBalancer(index);
    const { name, type, scheme } = one;
    const subnets = one.subnets.map((id) => ({ id, zone: zoneOfSubnet(settings, id) }));
    const balancer = {
      ...{ name, arn, type, scheme, subnets, address, createdAt: now, tags: { ...one.tags } },
      ...{ hasZonalShift: one.hasZonalShift, shiftedAway: null },
    };
    state.loadBalancers.push(balancer);
    for (const [nth, listenerSpec] of one.listeners.entries()) {
      const port = listenerSpec.port === 0 ? await freePort(address, given) : listenerSpec.port;
      given.add(port);
      const listener: ListenerState = {
        name: listenerSpec.name,
        arn: elbArn(settings, `listener/${kind}/${one.name}/${id}/${hexId(8)}`),
        loadBalancerArn: arn,
        protocol: listenerSpec.protocol,
        port,
      };
      state.listeners.push(listener);
      const path = `spec.loadBalancers[${index}].listeners[${nth}]`;
      seedRules(seeding, { spec: listenerSpec, path }, listener, balancer);
    }
  }
}
