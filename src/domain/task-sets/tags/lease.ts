// The tag `lease-scale`.
import { leaseFacts } from '../model/aws-tags.ts';
import type { ServiceTags, TaskSetView } from '../model/world.ts';

/** What the tag `lease-scale` promises of warm blue, in percent. */
export interface LeaseScale {
  /** Blue is kept at this scale or more. */
  readonly kept: number;
  /** The scale at which it served all of the traffic. */
  readonly full: number;
}

/** `100`, or `25/100` for a lowered blue: kept at 25 %, served at 100 %. An unreadable value counts as absent. */
export function parseLeaseScale(text: string | undefined): LeaseScale | null {
  const match = /^(\d{1,3})(?:\/(\d{1,3}))?$/.exec(text ?? '');
  if (match === null) return null;
  const [kept, full] = [Number(match[1]), Number(match[2] ?? match[1])];
  return full <= 100 && kept <= full ? { kept, full } : null;
}

export const formatLeaseScale = ({ kept, full }: LeaseScale): string =>
  kept === full ? String(full) : `${String(kept)}/${String(full)}`;

/** The lease of the set; `null`: there is none, or it is for another set. */
export const leaseScaleOf = (tags: ServiceTags, set: TaskSetView): LeaseScale | null =>
  tags.blue === set.arn ? parseLeaseScale(tags['lease-scale']) : null;

/** The lease with a change. Its facts share a tag, so all of them are written. */
export const leaseWith = (tags: ServiceTags, change: ServiceTags): ServiceTags => ({
  ...Object.fromEntries(leaseFacts.flatMap((name) => (tags[name] === undefined ? [] : [[name, tags[name]]]))),
  ...change,
});

/** The scale at which the set serves all of the traffic. 100 without a lease. */
export const fullScale = (tags: ServiceTags, set: TaskSetView): number =>
  leaseScaleOf(tags, set)?.full ?? 100;

/** Whether the set is scaled lower than when it served all of the traffic. */
export const isLowered = (tags: ServiceTags, set: TaskSetView): boolean =>
  set.scalePercent < (leaseScaleOf(tags, set)?.full ?? 0);

/**
 * The scale of a lease that is written again after its tags were wiped. A set below 100 % may have been lowered, so a
 * rollback scales it up first.
 */
export const leaseScaleAfterWipe = ({ scalePercent }: TaskSetView): LeaseScale => ({
  kept: scalePercent,
  full: 100,
});
