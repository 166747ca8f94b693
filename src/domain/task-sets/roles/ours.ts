// Which task sets are ours.
import type { ServiceView, SetOutline } from '../model/world.ts';

/** Created by this action. Its tag names the release. */
export const isOurs = (set: Pick<SetOutline, 'tags'>): boolean => set.tags.release !== undefined;

/** A task set without tags that an earlier release found live and used as its blue. The service or that green names it. */
export const isAdopted = (
  {
    service,
    taskSets,
  }: { readonly service: ServiceView; readonly taskSets: readonly Pick<SetOutline, 'tags'>[] },
  { arn, id }: Pick<SetOutline, 'arn' | 'id'>,
): boolean => service.tags.blue === arn || taskSets.some(({ tags }) => tags.blue === id);
