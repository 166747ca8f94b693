import { isKeptGreen } from './kept-green.ts';
import type { TaskSetView, World } from '../model/world.ts';

/**
 * Made to wait for its promotion, and never promoted as far as tags tell. One that was promoted keeps its tag: a newer
 * release calls it its blue then, or a rollback keeps it for a look, and promoting it would be going back by accident.
 */
export const isStaged = (world: World, set: TaskSetView): boolean =>
  set.tags.expires !== undefined && !wasPromoted(world, set) && !isBeingRolledBack(world, set);

export const wasPromoted = (world: World, set: TaskSetView): boolean =>
  world.service.tags.blue === set.arn ||
  world.taskSets.some(({ tags }) => tags.blue === set.id) ||
  world.service.tags['rolled-back']?.endsWith(`:${set.id}`) === true ||
  isKeptGreen(world, set);

/** The label comes before the tag `green` when it is promoted: one that the tag names and that has none has lost it again. */
export const isBeingRolledBack = ({ service }: World, set: TaskSetView): boolean =>
  service.tags.green === set.arn && set.status !== 'PRIMARY';

/** Whether a staged green has waited for its promotion for as long as it was to. */
export const isExpired = ({ tags }: TaskSetView, nowMs: number): boolean =>
  tags.expires !== undefined && Date.parse(tags.expires) <= nowMs;
