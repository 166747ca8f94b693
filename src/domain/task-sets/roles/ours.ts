// Which task sets are ours.
import type { TaskSetView, World } from '../model/world.ts';

/** Created by this action. Its tag names the release. */
export const isOurs = (set: TaskSetView): boolean => set.tags.release !== undefined;

/** A task set without tags that an earlier release found live and used as its blue. The service or that green names it. */
export const isAdopted = (world: World, set: TaskSetView): boolean =>
  world.service.tags.blue === set.arn || world.taskSets.some(({ tags }) => tags.blue === set.id);
