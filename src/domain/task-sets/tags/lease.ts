import type { ServiceTags, TaskSetView } from '../model/world.ts';

/** What the tag `lease-scale` promises of warm blue, in percent. */
export interface LeaseScale {
  /** It is kept at this at least. */
  readonly kept: number;
  /** What it needs to carry all of the traffic: what it served with. */
  readonly full: number;
}

/** `100`, or of a blue that is lowered `25/100`: kept at 25 %, served with 100 %. Nonsense counts as absent. */
export function parseLeaseScale(text: string | undefined): LeaseScale | null {
  const match = /^(\d{1,3})(?:\/(\d{1,3}))?$/.exec(text ?? '');
  if (match === null) return null;
  const [kept, full] = [Number(match[1]), Number(match[2] ?? match[1])];
  return full <= 100 && kept <= full ? { kept, full } : null;
}

export const formatLeaseScale = ({ kept, full }: LeaseScale): string =>
  kept === full ? String(full) : `${String(kept)}/${String(full)}`;

/** The lease of this very set; `null`: none is written, or it is another set's. */
export const leaseScaleOf = (tags: ServiceTags, set: TaskSetView): LeaseScale | null =>
  tags.blue === set.arn ? parseLeaseScale(tags['lease-scale']) : null;

/** At what scale the set carries everybody. Without a lease that tells, all of it. */
export const fullScale = (tags: ServiceTags, set: TaskSetView): number =>
  leaseScaleOf(tags, set)?.full ?? 100;

/** Whether its lease says that it served with more than it stands at now. */
export const isLowered = (tags: ServiceTags, set: TaskSetView): boolean =>
  set.scalePercent < (leaseScaleOf(tags, set)?.full ?? 0);

/**
 * How much of the lease is written after the switch, when the tags had been wiped. A set below 100 % may have been
 * lowered, which nobody can know any more: the way back then raises it rather than trust in it.
 */
export const leaseScaleAfterWipe = ({ scalePercent }: TaskSetView): LeaseScale => ({
  kept: scalePercent,
  full: 100,
});
