// Infrastructure code that puts rules back between two releases, and a person who pastes commands.
import {
  ElasticLoadBalancingV2Client,
  ModifyListenerCommand,
  ModifyRuleCommand,
  type Action,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import type { Stage } from './acceptance-stage.ts';
import { pasting } from './acceptance-witness.ts';
import { productionRules } from './serving.ts';

/** Weights back to 100/0. */
export function resetWeights(stage: Stage, rules: readonly string[] = productionRules): void {
  for (const rule of rules) stage.sandbox.control.setWeights({ rule, weights: { 'web-a': 100, 'web-b': 0 } });
}

/** The weights of a release that was rolled back since. */
export function writeGreenAgain(stage: Stage): void {
  for (const rule of productionRules)
    stage.sandbox.control.setWeights({ rule, weights: { 'web-a': 0, 'web-b': 100 } });
}

/** One group left in the rule, as CDK writes it. */
export function resetToOneGroup(stage: Stage, rules: readonly string[] = productionRules): void {
  for (const rule of rules) {
    const forward = { type: 'forward', groups: { 'web-a': 1 } } as const;
    const actions = rule === 'login' ? [{ type: 'authenticate-oidc' } as const, forward] : [forward];
    stage.sandbox.control.setActions({ rule, actions });
  }
}

/**
 * A person pastes the commands of a message: `aws elbv2 modify-rule … --actions '[…]'`. A plain client sends them as they are,
 * and fails if ELB refuses one. Returns how many there were.
 */
export async function paste(stage: Stage, text: string): Promise<number> {
  const commands = new Map(
    [
      ...text.matchAll(/aws elbv2 modify-(rule --rule-arn|listener --listener-arn) (\S+) .*?'(\[.*?\])'/g),
    ].map(([, kind = '', arn = '', json = '']) => [
      arn,
      { kind, arn, actions: JSON.parse(json) as Action[] },
    ]),
  );
  const client = new ElasticLoadBalancingV2Client({
    endpoint: stage.sandbox.awsUrl,
    region: 'eu-west-1',
    credentials: { accessKeyId: 'AKIAPASTED', secretAccessKey: 'pasted' },
    maxAttempts: 1,
    customUserAgent: pasting,
  });
  try {
    for (const { kind, arn, actions } of commands.values())
      await (kind.startsWith('rule')
        ? client.send(new ModifyRuleCommand({ RuleArn: arn, Actions: actions }))
        : client.send(new ModifyListenerCommand({ ListenerArn: arn, DefaultActions: actions })));
  } finally {
    client.destroy();
  }
  return commands.size;
}
