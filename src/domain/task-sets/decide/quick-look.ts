// Whether a rollback may decide on a partial observation, since seconds count.
import { traitsOf } from '../../common/request/commands.ts';
import { decideReleasing } from './releasing.ts';
import type { Memory } from '../model/memory.ts';
import { evolveWorld } from '../evolve/evolve.ts';
import type { Request } from '../../common/request/request.ts';
import { rolesOf } from '../roles/roles.ts';
import { isSameRule } from '../../common/load-balancer/traffic.ts';
import type { Step } from '../model/step.ts';
import { isNew } from '../model/look.ts';
import { healthyOwn } from '../health/readiness.ts';
import { parseRollbackTags } from '../tags/rollback-tags.ts';
import type { World } from '../model/world.ts';

/**
 * Whether reading only what the tags name is enough to decide. That holds only for the first writes of a rollback, the label
 * and the rules: they restore what was, and blue's own targets decide each of them. Any other decision (an end, a wait, a
 * deletion, anything forward) needs an observation of everything.
 */
export function isQuickLookEnough(request: Request, world: World, memory: Memory): boolean {
  const known = parseRollbackTags(world.service);
  const { green, blue } = rolesOf(request, world, memory);
  if (!traitsOf(request).rollsBack || known === null || green === null || blue === null) return false;
  const isPair = green.attachment?.group === known.pair.green && blue.attachment?.group === known.pair.blue;
  const isWhole = known.rules.every(({ ref }) => world.rules.some((rule) => isSameRule(ref, rule.ref)));
  // Without the stopped tasks, nothing shows whether blue's targets stay. If green is down, it doesn't matter.
  const areStopsNeeded = healthyOwn(world, green).length > 0 && !isNew(world, 'stopped-tasks');
  if (!isPair || !isWhole || areStopsNeeded) return false;
  return isRestoring(decideReleasing(request, world, evolveWorld(request, memory, world)));
}

const isRestoring = ({ aim }: Step): boolean => aim === 'restore-traffic';
