// Targets outside this service in the group that green would get: of an earlier service, or of somebody else.
import { traitsOf } from '../../common/request/commands.ts';
import { formatCount } from '../../common/values/count.ts';
import { shortName } from '../../common/values/arn.ts';
import { weightOf } from '../../common/load-balancer/traffic.ts';
import type { TargetView } from '../../common/load-balancer/view.ts';
import { targetsOf } from '../health/readiness.ts';
import type { World } from '../model/world.ts';
import { isHealable, type Roles } from '../roles/roles.ts';
import type { Scene } from '../roles/scene.ts';
import { byHand } from '../sessions/by-hand.ts';

export function strayTargets(world: World, roles: Roles): readonly TargetView[] {
  const { pair, green } = roles;
  if (green !== null || pair === null || isHealable(world, roles)) return [];
  if (world.taskSets.some(({ attachment }) => attachment?.group === pair.green)) return [];
  return targetsOf(world, pair.green).filter(({ state }) => state !== 'draining');
}

interface ToOldTargets {
  readonly sentence: string;
  readonly commands: readonly string[];
}

/** For a rollback that is refused: it returns only to task sets. `null`: there are no such targets. */
export function byHandToOldTargets(scene: Scene): ToOldTargets | null {
  const { request, world, roles } = scene;
  const { pair, production } = roles;
  const healthy = strayTargets(world, roles).filter(({ state }) => state === 'healthy');
  if (!traitsOf(request).rollsBack || pair === null || healthy.length === 0) return null;
  const from = pair.blue;
  const rules = from === null ? [] : production.filter((rule) => weightOf(rule, from) > 0);
  const { commands, note } = byHand(scene, rules, from, pair.green);
  if (commands.length === 0) return null;
  const targets = `${formatCount(healthy.length, 'healthy target')} outside this service in target group ${shortName(pair.green)}`;
  return {
    sentence:
      ` If the ${targets} served before it, the commands below return traffic to them within seconds.` + note,
    commands,
  };
}
