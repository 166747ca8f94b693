import type { TaskSetView, World } from '../model/world.ts';

/** Made by this action: its tag says by which release. */
export const isOurs = (set: TaskSetView): boolean => set.tags.release !== undefined;

/** An untagged set that an earlier release found live and took for its blue: the service or that release's green says so. */
export const isAdopted = (world: World, set: TaskSetView): boolean =>
  world.service.tags.blue === set.arn || world.taskSets.some(({ tags }) => tags.blue === set.id);
