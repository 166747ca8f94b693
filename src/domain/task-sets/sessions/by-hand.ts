// The AWS CLI commands that move traffic by hand.
import { handCommand } from '../../common/load-balancer/by-hand.ts';
import { leave } from '../../common/load-balancer/leave.ts';
import { isSticky, stickySeconds } from '../../common/load-balancer/sessions.ts';
import { formatRule } from '../../common/load-balancer/traffic.ts';
import type { RuleView } from '../../common/load-balancer/view.ts';
import type { TargetGroupArn } from '../../common/values/arn.ts';
import type { Scene } from '../roles/scene.ts';
import { knownGroups } from './cut.ts';
import { cookiesUntilMs } from './known.ts';

/** One command for each rule: it moves the weight from one group of the pair to the other, and holders of cookies with it. */
export function handCommands(
  scene: Scene,
  rules: readonly RuleView[],
  from: TargetGroupArn | null | undefined,
  to: TargetGroupArn | null | undefined,
): readonly string[] {
  if (from == null || to == null) return [];
  const leaving = {
    ...{ from, to },
    hasCookies: cookiesUntilMs(scene, from) !== null,
    isKept: isRollbackTarget(scene, from),
  };
  const groups = knownGroups(scene);
  return rules
    .map((rule) => handCommand(rule, leave(rule, leaving, groups)))
    .filter((command) => command !== '');
}

const isRollbackTarget = ({ roles: { green, blue, pair } }: Scene, group: TargetGroupArn): boolean =>
  green !== null && blue !== null && blue.status !== 'DRAINING' && pair?.blue === group;

/**
 * For what offers the commands: how to restore what they take from the rules, since nothing shows that it wasn't the owner
 * who took it. Only after the PRIMARY label has moved, too, the next command does it. `''`: none is sticky.
 */
export function describeHandCut(rules: readonly RuleView[]): string {
  const off = rules
    .filter(isSticky)
    .map((rule) => `${formatRule(rule)} (${String(stickySeconds(rule))} s)`)
    .join(', ');
  return off === ''
    ? ''
    : ` The commands turn off the stickiness of ${off}, since cookies would keep users on the group that they leave. If it is still ` +
        'off once the next release is over, turn it on again by hand, with the same seconds.';
}
