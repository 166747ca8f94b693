// Production weights that somebody else changed.
import type { Memory } from '../model/memory.ts';
import { ruleKey } from '../model/write-key.ts';

import { weightOf } from '../../common/load-balancer/traffic.ts';
import { formatMoment } from '../../common/values/moment.ts';
import type { Scene } from '../roles/scene.ts';
import { shareOfPair } from './describe-traffic.ts';
import { isSwitched, rulesToSwitch } from './switch-state.ts';

/** The rules that this process has seen on green alone. A later change of their weights is drift. */
export function rulesSeenOnGreen({ roles, memory }: Scene): readonly string[] {
  const { pair, production, green } = roles;
  // Before the label moves there is no switch. Weight on green is then of somebody else or of a killed release.
  if (pair?.blue == null || green?.status !== 'PRIMARY') return memory.rulesOnGreen;
  const { green: greenGroup, blue: blueGroup } = pair;
  const now = production.filter((rule) => weightOf(rule, greenGroup) > 0 && weightOf(rule, blueGroup) === 0);
  return [...new Set([...memory.rulesOnGreen, ...now.map(ruleKey)])];
}

/**
 * Once a rule was seen on green, somebody else made any change (fact 27). The same applies to new rules after the switch. Before
 * it, preflight had found weights to switch: somebody else has given all of them to other target groups.
 */
export function isDrifted(scene: Scene): boolean {
  if (scene.memory.switchedAtMs !== null) return !isSwitched(scene);
  if (shareOfPair(scene.roles) === 'none' && rulesToSwitch(scene).length === 0) return true;
  return rulesToSwitch(scene).some((rule) => scene.memory.rulesOnGreen.includes(ruleKey(rule)));
}

/** What `on-drift: restore` restored, one line each. */
export const restoredNotes = ({ restored }: Pick<Memory, 'restored'>, nowMs: number): readonly string[] =>
  restored.map(
    ({ rule: name, driftMs }) =>
      `Somebody else changed the weights of ${name} (detected ${formatMoment(driftMs, nowMs)}). Production was returned ` +
      'to green. Find what writes the rules. Infrastructure code that resets weights should ignore them.',
  );
