// Infrastructure code that puts rules back between two releases, and a person who pastes commands.
import type { Stage } from './acceptance-stage.ts';
import { productionRules } from './serving.ts';

/** Weights back to 100/0. */
export function resetWeights(stage: Stage, rules: readonly string[] = productionRules): void {
  for (const rule of rules) stage.sandbox.control.setWeights({ rule, weights: { 'web-a': 100, 'web-b': 0 } });
}

/** One group left in the rule, as CDK writes it. */
export function resetToOneGroup(stage: Stage, rules: readonly string[] = productionRules): void {
  for (const rule of rules) {
    const forward = { type: 'forward', groups: { 'web-a': 1 } } as const;
    const actions = rule === 'login' ? [{ type: 'authenticate-oidc' } as const, forward] : [forward];
    stage.sandbox.control.setActions({ rule, actions });
  }
}

/** A person pastes the commands of a message: `aws elbv2 modify-rule … --actions '[…]'`. Returns how many there were. */
export function paste(stage: Stage, text: string): number {
  const commands = [
    ...text.matchAll(/aws elbv2 modify-(?:rule --rule-arn|listener --listener-arn) (\S+) .*?'(\[.*?\])'/g),
  ];
  const names = new Map(stage.world().targetGroups.map(({ arn, name }) => [arn, name]));
  const changes = new Map<string, Record<string, number>>();
  for (const [, arn = '', json = '[]'] of commands) {
    const listener = stage.world().listeners.find((one) => one.arn === arn);
    const rule = listener === undefined ? arn : `${listener.name}:default`;
    const actions = JSON.parse(json) as readonly {
      readonly ForwardConfig?: {
        readonly TargetGroups: readonly { readonly TargetGroupArn: string; readonly Weight: number }[];
      };
    }[];
    const groups = actions.flatMap(({ ForwardConfig }) => ForwardConfig?.TargetGroups ?? []);
    changes.set(
      rule,
      Object.fromEntries(groups.map((one) => [names.get(one.TargetGroupArn) ?? '?', one.Weight])),
    );
  }
  for (const [rule, weights] of changes) stage.sandbox.control.setWeights({ rule, weights });
  return changes.size;
}
