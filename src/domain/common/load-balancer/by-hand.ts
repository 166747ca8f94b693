// The AWS CLI command that moves a rule by hand.
import type { Json, JsonObject } from '../values/json.ts';
import { awsCommand } from '../values/shell.ts';

import { forwardOf, moveWeight } from './traffic.ts';
import { cut, isSticky } from './sessions.ts';
import type { RuleAction, RuleView, TargetGroupView } from './view.ts';
import type { Pair } from './pair.ts';

/** The command that moves the weight from green to blue. It keeps the rule's other actions. */
export const handCommand = (rule: RuleView, pair: Pair | null): string =>
  pair?.blue == null ? '' : commandFor(rule, moveWeight(rule, pair.green, pair.blue));

/** One command for each rule that holds the pair. */
export const handCommands = (rules: readonly RuleView[], pair: Pair | null): readonly string[] =>
  rules.map((rule) => handCommand(rule, pair)).filter((command) => command !== '');

/** The same for a rollback: no cookie keeps users on green. The next command that writes makes the rules sticky again. */
export const rollbackCommands = (
  rules: readonly RuleView[],
  pair: Pair | null,
  groups: readonly TargetGroupView[],
): readonly string[] => {
  if (pair?.blue == null) return [];
  const { green, blue } = pair;
  return rules
    .map((rule) => {
      const moved = moveWeight(rule, green, blue);
      return commandFor(rule, isSticky(rule) ? cut(moved, green, groups) : moved);
    })
    .filter((command) => command !== '');
};

function commandFor(rule: RuleView, moved: readonly RuleAction[]): string {
  if (forwardOf(rule) === null) return '';
  const actions = JSON.stringify(moved.map(asAws));
  return rule.ref.kind === 'rule'
    ? awsCommand('elbv2', 'modify-rule', '--rule-arn', rule.ref.rule, '--actions', actions)
    : awsCommand(
        ...['elbv2', 'modify-listener', '--listener-arn', rule.ref.listener],
        ...['--default-actions', actions],
      );
}

function asAws(action: RuleAction): unknown {
  if (action.type === 'other') return otherAsAws(action.raw);
  const { stickiness } = action;
  return {
    Type: 'forward',
    ...(action.order === null ? {} : { Order: action.order }),
    ForwardConfig: {
      TargetGroups: action.groups.map(({ group, weight }) => ({ TargetGroupArn: group, Weight: weight })),
      ...(stickiness === null ? {} : { TargetGroupStickinessConfig: stickinessAsAws(stickiness) }),
    },
  };
}

/** ELB never returns the client secret, and accepts the action only with this member in its place (fact 24). */
function otherAsAws(raw: Json): Json {
  const config = isObject(raw) ? raw['AuthenticateOidcConfig'] : undefined;
  if (!isObject(raw) || !isObject(config)) return raw;
  return { ...raw, AuthenticateOidcConfig: { ...config, UseExistingClientSecret: true } };
}

const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const stickinessAsAws = ({
  enabled,
  durationSeconds,
}: {
  enabled: boolean;
  durationSeconds: number | null;
}): unknown => ({
  Enabled: enabled,
  ...(durationSeconds === null ? {} : { DurationSeconds: durationSeconds }),
});
