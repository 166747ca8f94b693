import type { AwsState } from '../state.ts';
import { groupArnsOf } from './forward.ts';
import { initialHealth } from './initial-health.ts';
import { enabledZones } from './zones.ts';

/**
 * Works out which target groups are in use: those that any rule refers to, at weight 0 too (fact 25). The targets
 * of a group that comes into use start as new ones.
 */
export function updateUsage(state: AwsState, now: number): void {
  const used = new Set(state.rules.flatMap((rule) => groupArnsOf(rule.actions)));
  for (const group of state.targetGroups) {
    group.zones = enabledZones(state, group.arn);
    if (!used.has(group.arn)) {
      group.usedSince = null;
    } else if (group.usedSince === null) {
      group.usedSince = now;
      for (const target of group.targets) Object.assign(target, initialHealth(now, 0));
    }
  }
}
