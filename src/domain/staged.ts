import { isKeptGreen } from './kept-green.ts';
import type { TaskSetView, World } from './world.ts';

/**
 * Made to wait for its promotion, and never promoted as far as tags tell. One that was promoted keeps its tag: a newer
 * release calls it its blue then, or a rollback keeps it for a look, and promoting it would be going back by accident.
 */
export const isStaged = (world: World, set: TaskSetView): boolean =>
  set.tags.expires !== undefined && !wasPromoted(world, set);

export const wasPromoted = (world: World, set: TaskSetView): boolean =>
  world.service.tags.blue === set.arn ||
  world.taskSets.some(({ tags }) => tags.blue === set.id) ||
  isKeptGreen(world, set);

/** Whether a staged green has waited for its promotion for as long as it was to. */
export const isExpired = ({ tags }: TaskSetView, nowMs: number): boolean =>
  tags.expires !== undefined && Date.parse(tags.expires) <= nowMs;
