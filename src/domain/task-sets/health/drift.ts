import type { Memory } from '../model/memory.ts';

import { weightOf } from '../../common/load-balancer/traffic.ts';
import type { RuleView } from '../../common/load-balancer/view.ts';
import type { Scene } from '../roles/scene.ts';
import { isSwitched, rulesToSwitch } from './switch-state.ts';

/** A rule by name, as the memory keeps it: a default action belongs to its listener. */
export const ruleKey = ({ ref }: RuleView): string => (ref.kind === 'rule' ? ref.rule : ref.listener);

/** The rules that this process has seen on green alone: what somebody else changes of those is drift. */
export function seenOnGreen({ roles, memory }: Scene): readonly string[] {
  const { pair, production, green } = roles;
  // Before the label there is no switch, and what stands on the other side is somebody else's or a dead release's.
  if (pair?.blue == null || green?.status !== 'PRIMARY') return memory.rulesOnGreen;
  const { green: greenGroup, blue: blueGroup } = pair;
  const now = production.filter((rule) => weightOf(rule, greenGroup) > 0 && weightOf(rule, blueGroup) === 0);
  return [...new Set([...memory.rulesOnGreen, ...now.map(ruleKey)])];
}

/** Once a rule was seen on green, any other weights are somebody else's doing (fact 27); so are new rules after the switch. */
export function isDrifted(scene: Scene): boolean {
  if (scene.memory.switchedAtMs !== null) return !isSwitched(scene);
  return rulesToSwitch(scene).some((rule) => scene.memory.rulesOnGreen.includes(ruleKey(rule)));
}

/** What was put back by `on-drift: restore`, a line for each time. */
export const restoredNotes = ({ restored }: Pick<Memory, 'restored'>): readonly string[] =>
  restored.map(
    ({ rule: words, driftMs }) =>
      `Somebody else changed the weights of ${words} (seen ${new Date(driftMs).toISOString()}); production was put back ` +
      'on green. Find what writes the rules: infrastructure code that resets weights should ignore them.',
  );
