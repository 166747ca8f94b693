import type { LoadBalancerPort } from '../../ports.ts';
import type { AwsClients } from '../aws/clients.ts';
import { writing } from '../aws/calls.ts';
import {
  balancerOf,
  readBalancers,
  readCandidateGroups,
  readGroups,
  readGroupsBriefly,
  readKnownRules,
  readRules,
  readTargets,
} from './reads.ts';
import type { Elb } from './reads.ts';
import { actionInput } from './translate.ts';
import type { RuleAction, RuleRef } from '../../domain/common/load-balancer/view.ts';

/** Elastic Load Balancing. Its part of the SDK is loaded with the first call. */
export function loadBalancerPort(clients: Pick<AwsClients, 'elb'>): LoadBalancerPort {
  const withElb =
    <A extends unknown[], R>(work: (elb: Elb, ...args: A) => Promise<R>) =>
    async (...args: A): Promise<R> =>
      work(await clients.elb(), ...args);
  return {
    readRules: withElb(readRules),
    readGroups: withElb(readGroups),
    readGroupsBriefly: withElb(readGroupsBriefly),
    readKnownRules: withElb(readKnownRules),
    readCandidateGroups: withElb(readCandidateGroups),
    readTargets: withElb(readTargets),
    readBalancers: withElb(readBalancers),
    balancerOf: withElb(balancerOf),
    writeActions: withElb(writeActions),
  };
}

/** The default action can't be changed with ModifyRule, nor a rule with ModifyListener (fact 23). */
async function writeActions(
  { sdk, writer }: Elb,
  ref: RuleRef,
  actions: readonly RuleAction[],
): Promise<void> {
  const written = actions.map(actionInput);
  if (ref.kind === 'default') {
    const command = new sdk.ModifyListenerCommand({ ListenerArn: ref.listener, DefaultActions: written });
    const action = 'elasticloadbalancing:ModifyListener';
    await writing(action, ref.listener, (options) => writer.send(command, options));
    return;
  }
  const command = new sdk.ModifyRuleCommand({ RuleArn: ref.rule, Actions: written });
  await writing('elasticloadbalancing:ModifyRule', ref.rule, (options) => writer.send(command, options));
}
