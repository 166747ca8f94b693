// The state of a staged green.
import { wasLastRolledBack } from '../tags/rolled-back.ts';
import { isKeptGreen } from './kept-green.ts';
import type { ServiceView, SetOutline } from '../model/world.ts';

/** A service with its task sets. */
interface Service {
  readonly service: ServiceView;
  readonly taskSets: readonly SetOutline[];
}

/**
 * Waits for its promotion. A task set that was promoted keeps its tag `expires`, so other tags have to show that: it may be the
 * blue of a newer release, or kept for inspection. Promoting it then would be an accidental rollback.
 */
export const isStaged = (world: Service, set: SetOutline): boolean =>
  set.tags.expires !== undefined && !wasPromoted(world, set) && !isBeingRolledBack(world, set);

export const wasPromoted = (world: Service, set: SetOutline): boolean =>
  world.service.tags.blue === set.arn ||
  world.taskSets.some(({ tags }) => tags.blue === set.id) ||
  wasLastRolledBack(world, set) ||
  isKeptGreen(world, set);

/** A promotion moves the label before it writes the tag `green`. If the tag names it and it has no label, it lost it again. */
export const isBeingRolledBack = ({ service }: Service, set: SetOutline): boolean =>
  service.tags.green === set.arn && set.status !== 'PRIMARY';

/** Whether the time for its promotion is over. */
export const isExpired = ({ tags }: SetOutline, nowMs: number): boolean =>
  tags.expires !== undefined && Date.parse(tags.expires) <= nowMs;
