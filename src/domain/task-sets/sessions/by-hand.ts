// The AWS CLI commands that move traffic by hand.
import { handCommand } from '../../common/load-balancer/by-hand.ts';
import { leave } from '../../common/load-balancer/leave.ts';
import { isSticky, stickySeconds } from '../../common/load-balancer/sessions.ts';
import { formatRule } from '../../common/load-balancer/traffic.ts';
import type { RuleAction, RuleView } from '../../common/load-balancer/view.ts';
import type { TargetGroupArn } from '../../common/values/arn.ts';
import type { Scene } from '../roles/scene.ts';
import { knownGroups } from './cut.ts';
import { cookiesUntilMs } from './known.ts';

type Group = TargetGroupArn | null | undefined;

/** What a person needs to move traffic by hand. Who shows the commands shows the note with them. */
export interface ByHand {
  /** One for each rule: it moves the weight from one group of the pair to the other, and holders of cookies with it. */
  readonly commands: readonly string[];
  /**
   * How to restore what they take from the rules, since nothing shows that it wasn't the owner who took it. Only after the
   * PRIMARY label has moved, too, the next command does it. `''`: stickiness stays as it is. It begins with a space.
   */
  readonly note: string;
}

export function byHand(scene: Scene, rules: readonly RuleView[], from: Group, to: Group): ByHand {
  const writes = writesByHand(scene, rules, from, to);
  const commands = writes.map(({ rule, actions }) => handCommand(rule, actions));
  return { commands: commands.filter((command) => command !== ''), note: describeCut(writes) };
}

interface HandWrite {
  readonly rule: RuleView;
  readonly actions: readonly RuleAction[];
}

function writesByHand(
  scene: Scene,
  rules: readonly RuleView[],
  from: Group,
  to: Group,
): readonly HandWrite[] {
  if (from == null || to == null) return [];
  const leaving = {
    ...{ from, to },
    hasCookies: cookiesUntilMs(scene, from) !== null,
    isKept: isRollbackTarget(scene, from),
  };
  const groups = knownGroups(scene);
  return rules.map((rule) => ({ rule, actions: leave(rule, leaving, groups) }));
}

const isRollbackTarget = ({ roles: { green, blue, pair } }: Scene, group: TargetGroupArn): boolean =>
  green !== null && blue !== null && blue.status !== 'DRAINING' && pair?.blue === group;

function describeCut(writes: readonly HandWrite[]): string {
  const off = writes
    .filter(({ rule, actions }) => isSticky(rule) && !isSticky({ ...rule, actions }))
    .map(({ rule }) => `${formatRule(rule)} (${String(stickySeconds(rule))} s)`);
  const on = writes
    .filter(({ rule, actions }) => !isSticky(rule) && isSticky({ ...rule, actions }))
    .map(({ rule, actions }) => `${formatRule(rule)} (${String(stickySeconds({ ...rule, actions }))} s)`);
  const cut =
    off.length === 0
      ? ''
      : ` The commands turn off the stickiness of ${off.join(', ')}, since cookies would keep users on the group that they leave. If it ` +
        'is still off once the next release is over, turn it on again by hand, with the same seconds.';
  const begun =
    on.length === 0
      ? ''
      : ` The commands turn on the stickiness of ${on.join(', ')}: ELB accepts the groups that stay there only with it.`;
  return `${cut}${begun}`;
}
