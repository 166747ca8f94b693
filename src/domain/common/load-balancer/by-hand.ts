// The AWS CLI command that writes a rule by hand.
import type { Json, JsonObject } from '../values/json.ts';
import { awsCommand } from '../values/shell.ts';

import { forwardOf } from './traffic.ts';
import type { RuleAction, RuleView } from './view.ts';

/** The command that writes these actions, with the rule's other actions as they are; `''`: the rule forwards nowhere. */
export function handCommand(rule: RuleView, written: readonly RuleAction[]): string {
  if (forwardOf(rule) === null) return '';
  const actions = JSON.stringify(written.map(asAws));
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
