import type { TaskSetView, World } from './world.ts';

/**
 * Made to wait for its promotion, and never promoted as far as tags tell. One that was promoted keeps its tag: a newer
 * release calls it its blue then, or a rollback keeps it for a look, and promoting it would be going back by accident.
 */
export const isStaged = (world: World, set: TaskSetView): boolean =>
  set.tags.expires !== undefined && !wasPromoted(world, set);

export const wasPromoted = ({ service, taskSets }: World, { arn, id }: TaskSetView): boolean =>
  service.tags.blue === arn ||
  taskSets.some(({ tags }) => tags.blue === id) ||
  service.tags['kept-green']?.startsWith(`${id}:`) === true;

/** Whether a staged green has waited for its promotion for as long as it was to. */
export const isExpired = ({ tags }: TaskSetView, nowMs: number): boolean =>
  tags.expires !== undefined && Date.parse(tags.expires) <= nowMs;
