import { traitsOf } from '../../common/request/commands.ts';
import { decideNextStep } from './decide.ts';
import type { Memory } from '../model/memory.ts';
import { evolveWorld } from '../evolve/evolve.ts';
import type { Acted } from '../evolve/outcome.ts';
import type { Request } from '../../common/request/request.ts';
import { rolesOf } from '../roles/roles.ts';
import { isSameRule } from '../../common/load-balancer/traffic.ts';
import type { Step } from '../model/step.ts';
import { parseRollbackTags } from '../tags/rollback-tags.ts';
import type { World } from '../model/world.ts';

/** So old an observation may be and still be the one that a way back is decided on. */
const freshMs = 2000;

/**
 * Whether what the tags led to is enough to decide on. Only for the first writes of a way back, the label and the
 * rules: they lead to what stood before, and each is judged by blue's own targets. Whatever else the decision would
 * be (an end, a wait, a deletion, anything forward) is left to an observation that looks everywhere.
 */
export function isQuickLookEnough(request: Request, world: World, memory: Memory): boolean {
  const known = parseRollbackTags(world.service);
  const { green, blue } = rolesOf(request, world, memory);
  if (!traitsOf(request).rollsBack || known === null || green === null || blue === null) return false;
  const isPair = green.attachment?.group === known.pair.green && blue.attachment?.group === known.pair.blue;
  const isWhole = known.rules.every(({ ref }) => world.rules.some((rule) => isSameRule(ref, rule.ref)));
  if (!isPair || !isWhole) return false;
  return isRestoring(decideNextStep(request, world, evolveWorld(request, memory, world)));
}

/**
 * Whether the next step may be decided on the observation that this one was decided on: after the label, and after
 * each rule, on the way back that somebody asked for. There the deciding observation is the re-read, and what costs
 * users their answers is time. Anything that did not go through is looked at again.
 */
export const isSeenEnough = ({ request, world, step, outcome, nowMs }: Acted): boolean =>
  traitsOf(request).rollsBack &&
  isRestoring(step) &&
  outcome.kind === 'done' &&
  nowMs - world.nowMs < freshMs;

const isRestoring = ({ aim }: Step): boolean => aim === 'restore-traffic';
