// Elastic Load Balancing: all reads, and the one write.
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
  readListedGroups,
  readRules,
  readTargets,
} from './reads.ts';
import type { Elb } from './reads.ts';
import { actionInput } from './translate.ts';
import type { RuleAction, RuleRef } from '../../domain/common/load-balancer/view.ts';

/** The first call loads this part of the SDK. */
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
    readListedGroups: withElb(readListedGroups),
    readCandidateGroups: withElb(readCandidateGroups),
    readTargets: withElb(readTargets),
    readBalancers: withElb(readBalancers),
    balancerOf: withElb(balancerOf),
    writeActions: withElb(writeActions),
  };
}

/** ModifyRule can't change a default action, and ModifyListener can't change a rule (fact 23). */
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
