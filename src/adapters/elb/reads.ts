// Reads listeners, rules, target groups, targets and load balancers.
import type { Listener, LoadBalancer, Rule, TargetGroup } from '@aws-sdk/client-elastic-load-balancing-v2';
import type { ListenerArn, LoadBalancerArn, TargetGroupArn } from '../../domain/common/values/arn.ts';

import { PortError } from '../../errors.ts';
import type { KnownRule } from '../../domain/task-sets/tags/rollback-tags.ts';
import type { AwsClients } from '../aws/clients.ts';
import { allPages, inChunks, reading } from '../aws/calls.ts';
import {
  balancerView,
  candidateGroup,
  defaultActionView,
  groupView,
  ruleView,
  targetView,
} from './translate.ts';
import type {
  CandidateGroup,
  LoadBalancerView,
  RuleView,
  TargetGroupView,
  TargetView,
} from '../../domain/common/load-balancer/view.ts';

export type Elb = Awaited<ReturnType<AwsClients['elb']>>;

/** The maximum that DescribeLoadBalancers accepts at once. DescribeTargetGroups has no documented limit. */
const describeLimit = 20;

export async function readRules(elb: Elb, balancer: LoadBalancerArn): Promise<RuleView[]> {
  const listeners = await describeListeners(elb, { LoadBalancerArn: balancer });
  const views = await Promise.all(listeners.map((listener) => rulesOf(elb, listener)));
  return views.flat();
}

async function rulesOf(elb: Elb, listener: Listener): Promise<RuleView[]> {
  if (listener.Protocol !== 'HTTP' && listener.Protocol !== 'HTTPS') return [defaultActionView(listener)];
  const rules = await describeRules(elb, { ListenerArn: listener.ListenerArn ?? '' });
  return rules.map((rule) => ruleView(rule, listener));
}

/** Reads their listeners too: they hold a rule's port and protocol, and all of a default action. */
export async function readKnownRules(elb: Elb, known: readonly KnownRule[]): Promise<RuleView[]> {
  const named = known.flatMap(({ ref }) => (ref.kind === 'rule' ? [ref.rule] : []));
  const [listeners, rules] = await Promise.all([
    existing([...new Set(known.map(({ listener }) => listener))], /^ListenerNotFound/, (some) =>
      describeListeners(elb, { ListenerArns: some }),
    ),
    existing(named, /^RuleNotFound/, (some) => describeRules(elb, { RuleArns: some })),
  ]);
  return known.flatMap(({ ref, listener: name }) => {
    const listener = listeners.find(({ ListenerArn }) => ListenerArn === name);
    if (listener === undefined) return [];
    if (ref.kind === 'default') return [defaultActionView(listener)];
    const rule = rules.find(({ RuleArn }) => RuleArn === ref.rule);
    return rule === undefined ? [] : [ruleView(rule, listener)];
  });
}

function describeListeners(
  { sdk, reader }: Elb,
  which: { LoadBalancerArn: string } | { ListenerArns: string[] },
): Promise<Listener[]> {
  const resource = 'LoadBalancerArn' in which ? which.LoadBalancerArn : which.ListenerArns.join(', ');
  return reading('elasticloadbalancing:DescribeListeners', resource, () =>
    allPages(async (marker) => {
      const answer = await reader.send(new sdk.DescribeListenersCommand({ ...which, ...from(marker) }));
      return { items: answer.Listeners, next: answer.NextMarker };
    }),
  );
}

/** The default action is among them: a rule with IsDefault. */
function describeRules(
  { sdk, reader }: Elb,
  which: { ListenerArn: string } | { RuleArns: string[] },
): Promise<Rule[]> {
  const resource = 'ListenerArn' in which ? which.ListenerArn : which.RuleArns.join(', ');
  return reading('elasticloadbalancing:DescribeRules', resource, () =>
    allPages(async (marker) => {
      const answer = await reader.send(new sdk.DescribeRulesCommand({ ...which, ...from(marker) }));
      return { items: answer.Rules, next: answer.NextMarker };
    }),
  );
}

export async function readGroupsBriefly(
  elb: Elb,
  groups: readonly TargetGroupArn[],
): Promise<Omit<TargetGroupView, 'targets'>[]> {
  const found = await describeGroups(elb, { TargetGroupArns: [...groups] });
  return found.map((group) => groupView(group, new Map()));
}

export async function readGroups(
  elb: Elb,
  groups: readonly TargetGroupArn[],
): Promise<Omit<TargetGroupView, 'targets'>[]> {
  const found = await existingGroups(elb, groups);
  return Promise.all(found.map(async (group) => groupView(group, await attributesOf(elb, group))));
}

export async function readListedGroups(
  elb: Elb,
  groups: readonly TargetGroupArn[],
): Promise<CandidateGroup[]> {
  return (await existingGroups(elb, groups)).map(candidateGroup);
}

const existingGroups = (elb: Elb, groups: readonly TargetGroupArn[]): Promise<TargetGroup[]> =>
  existing(groups, /^TargetGroupNotFound/, (some) => describeGroups(elb, { TargetGroupArns: some }));

/** Target groups of this load balancer or of none, for the text of an error. */
export async function readCandidateGroups(elb: Elb, balancer: LoadBalancerArn): Promise<CandidateGroup[]> {
  const groups = (await describeGroups(elb, {})).map(candidateGroup);
  return groups.filter(({ loadBalancers: on }) => on.length === 0 || on.includes(balancer));
}

function describeGroups({ sdk, reader }: Elb, which: { TargetGroupArns?: string[] }): Promise<TargetGroup[]> {
  const resource = which.TargetGroupArns?.join(', ') ?? '*';
  return reading('elasticloadbalancing:DescribeTargetGroups', resource, () =>
    allPages(async (marker) => {
      const answer = await reader.send(new sdk.DescribeTargetGroupsCommand({ ...which, ...from(marker) }));
      return { items: answer.TargetGroups, next: answer.NextMarker };
    }),
  );
}

async function attributesOf({ sdk, reader }: Elb, group: TargetGroup): Promise<Map<string, string>> {
  const TargetGroupArn = group.TargetGroupArn ?? '';
  const command = new sdk.DescribeTargetGroupAttributesCommand({ TargetGroupArn });
  const action = 'elasticloadbalancing:DescribeTargetGroupAttributes';
  const { Attributes = [] } = await reading(action, TargetGroupArn, () => reader.send(command));
  return new Map(Attributes.map(({ Key = '', Value = '' }) => [Key, Value]));
}

export async function readTargets({ sdk, reader }: Elb, group: TargetGroupArn): Promise<TargetView[]> {
  const command = new sdk.DescribeTargetHealthCommand({ TargetGroupArn: group });
  const action = 'elasticloadbalancing:DescribeTargetHealth';
  const answer = await reading(action, group, () => reader.send(command));
  return (answer.TargetHealthDescriptions ?? []).map(targetView);
}

export async function readBalancers(
  { sdk, reader }: Elb,
  balancers: readonly LoadBalancerArn[],
): Promise<LoadBalancerView[]> {
  const found = await existing(balancers, /^LoadBalancerNotFound/, (some) =>
    reading('elasticloadbalancing:DescribeLoadBalancers', some.join(', '), async () => {
      const answer = await reader.send(new sdk.DescribeLoadBalancersCommand({ LoadBalancerArns: some }));
      return answer.LoadBalancers ?? ([] as LoadBalancer[]);
    }),
  );
  return found.map(balancerView);
}

export async function balancerOf(elb: Elb, listener: ListenerArn): Promise<LoadBalancerArn | null> {
  const [found] = await existing([listener], /^ListenerNotFound/, (some) =>
    describeListeners(elb, { ListenerArns: some }),
  );
  return (found?.LoadBalancerArn ?? null) as LoadBalancerArn | null;
}

const from = (marker: string | undefined): { Marker?: string } =>
  marker === undefined ? {} : { Marker: marker };

/** One unknown ARN fails the call for all. Each ARN is then read in a call of its own. */
async function existing<T>(
  arns: readonly string[],
  notFound: RegExp,
  describe: (some: string[]) => Promise<T[]>,
): Promise<T[]> {
  try {
    return await inChunks(arns, describeLimit, describe);
  } catch (error) {
    if (!isNotFound(error, notFound)) throw error;
    if (arns.length === 1) return [];
    const found = await Promise.all(arns.map((one) => existing([one], notFound, describe)));
    return found.flat();
  }
}

const isNotFound = (error: unknown, notFound: RegExp): boolean =>
  error instanceof PortError && notFound.test(error.trouble.code);
