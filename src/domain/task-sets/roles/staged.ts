// The state of a staged green.
import { wasLastRolledBack } from '../tags/rolled-back.ts';
import { isKeptGreen } from './kept-green.ts';
import type { TaskSetView, World } from '../model/world.ts';

/**
 * Waits for its promotion. A task set that was promoted keeps its tag `expires`, so other tags have to show that: it may be the
 * blue of a newer release, or kept for inspection. Promoting it then would be an accidental rollback.
 */
export const isStaged = (world: World, set: TaskSetView): boolean =>
  set.tags.expires !== undefined && !wasPromoted(world, set) && !isBeingRolledBack(world, set);

export const wasPromoted = (world: World, set: TaskSetView): boolean =>
  world.service.tags.blue === set.arn ||
  world.taskSets.some(({ tags }) => tags.blue === set.id) ||
  wasLastRolledBack(world, set) ||
  isKeptGreen(world, set);

/** A promotion moves the label before it writes the tag `green`. If the tag names it and it has no label, it lost it again. */
export const isBeingRolledBack = ({ service }: World, set: TaskSetView): boolean =>
  service.tags.green === set.arn && set.status !== 'PRIMARY';

/** Whether the time for its promotion is over. */
export const isExpired = ({ tags }: TaskSetView, nowMs: number): boolean =>
  tags.expires !== undefined && Date.parse(tags.expires) <= nowMs;
