// Task sets that still run although what kept them is over.
import { parseDrain } from '../../common/tasks/drain.ts';
import { formatCount } from '../../common/values/count.ts';
import { formatAge } from '../../common/values/duration.ts';
import { formatMoment } from '../../common/values/moment.ts';
import type { ServiceView, SetOutline } from '../model/world.ts';
import { formatSet } from '../roles/describe-set.ts';
import { keptGreen } from '../roles/kept-green.ts';
import { isAdopted, isOurs } from '../roles/ours.ts';
import { isStaged } from '../roles/staged.ts';

/** A service as a list of services shows it, with the tags of its task sets. */
export interface ServiceSets<Set extends SetOutline = SetOutline> {
  readonly nowMs: number;
  readonly service: ServiceView;
  readonly taskSets: readonly Set[];
}

export interface Overstay<Set extends SetOutline = SetOutline> {
  readonly set: Set;
  readonly kind: 'blue' | 'staged' | 'kept' | 'unleased';
  /** When what kept it was over. `null`: no tag says that anything keeps it. */
  readonly endedMs: number | null;
  /** Since when a sweep has had something to do for it, by its tags: to delete it, or the next step of its drain. */
  readonly dueMs: number | null;
  /** From then on it is beyond its lease. */
  readonly overMs: number;
}

/** A switch moves the label before it writes the lease, and a release takes no longer than a job. */
const unleasedAfterMs = 6 * 3_600_000;

/** How often a sweep is meant to run. */
const sweptEveryMs = 3_600_000;

/**
 * The task sets without traffic whose time is over: a blue after its lease and its drain, a staged green after its expiry, a
 * rolled-back green after the time that it was kept, and a set older than the live one that no lease names. `live`: the sets
 * with production traffic, or the PRIMARY if the rules were not read.
 */
export const beyondLease = <Set extends SetOutline>(
  service: ServiceSets<Set>,
  live: readonly SetOutline[],
): readonly Overstay<Set>[] => idleSets(service, live).filter(({ overMs }) => overMs <= service.nowMs);

/** Those that have been due for a sweep for this long, without one. `sweptMs`: when the last one ran. */
export const leftBySweeps = <Set extends SetOutline>(
  service: ServiceSets<Set>,
  live: readonly SetOutline[],
  { agoMs, sweptMs }: { readonly agoMs: number; readonly sweptMs: number },
): readonly Overstay<Set>[] =>
  idleSets(service, live).filter(
    ({ dueMs }) => dueMs !== null && sweptMs < dueMs && dueMs + agoMs <= service.nowMs,
  );

function idleSets<Set extends SetOutline>(
  { service, taskSets }: ServiceSets<Set>,
  live: readonly SetOutline[],
): readonly Overstay<Set>[] {
  const idle = taskSets.filter(
    (set) => set.status !== 'DRAINING' && !live.some(({ arn }) => arn === set.arn),
  );
  return idle.flatMap((set): readonly Overstay<Set>[] => {
    const kept = keptUntil({ service, taskSets }, set);
    if (kept !== null) return [{ dueMs: kept.endedMs, overMs: kept.endedMs, ...kept, set }];
    const newer = live.filter(({ createdAtMs }) => set.createdAtMs < createdAtMs);
    const overMs = Math.min(...newer.map(({ createdAtMs }) => createdAtMs + unleasedAfterMs));
    return [{ set, kind: 'unleased', endedMs: null, dueMs: null, overMs }];
  });
}

type Kept = Pick<Overstay, 'kind'> & { readonly endedMs: number } & Partial<
    Pick<Overstay, 'dueMs' | 'overMs'>
  >;

/** A drain begins when the lease ends, and each sweep takes one step of it. */
function timesOfDrain({ tags }: ServiceView, leaseMs: number): Partial<Pick<Overstay, 'dueMs' | 'overMs'>> {
  const drain = parseDrain(tags.drain);
  if (drain === null) return {};
  const stepMs = Math.max(drain.everySeconds * 1000, sweptEveryMs);
  const takenMs = Date.parse(tags['drained-at'] ?? '');
  const isBegun = !Number.isNaN(takenMs);
  const fromMs = isBegun ? Math.max(leaseMs, takenMs) : leaseMs;
  return {
    dueMs: isBegun ? fromMs + stepMs : leaseMs,
    overMs: fromMs + drain.percents.length * stepMs,
  };
}

/** What keeps the set, and until when. `null`: nothing, as far as tags show. */
function keptUntil({ service, taskSets }: Omit<ServiceSets, 'nowMs'>, set: SetOutline): Kept | null {
  const { tags } = service;
  const kept = keptGreen({ service, taskSets });
  if (kept?.set === set) return { kind: 'kept', endedMs: Date.parse(kept.until) };
  if (isStaged({ service, taskSets }, set))
    return { kind: 'staged', endedMs: Date.parse(set.tags.expires ?? '') };
  const lease = [tags['lease-until'], tags['bake-until']].flatMap((at) =>
    at === undefined ? [] : Date.parse(at),
  );
  if (tags.blue !== set.arn || lease.length === 0) return null;
  const endedMs = Math.max(...lease);
  return { kind: 'blue', endedMs, ...timesOfDrain(service, endedMs) };
}

/** Why a sweep would not end this set. `null`: it would. */
export function whyNotSwept({ service, taskSets }: ServiceSets, set: SetOutline): string | null {
  const standing = taskSets.filter(({ status }) => status !== 'DRAINING');
  if (standing.every(({ attachment }) => attachment === null)) return 'its service has no load balancer';
  return isOurs(set) || isAdopted({ service, taskSets }, set) ? null : 'this action did not create it';
}

/** `blue ecs-svc/1 (web:1) still runs 2 tasks, 3 days after it was created: its lease ended at 2026-02-26 09:00 UTC` */
export function describeOverstay(nowMs: number, overstay: Omit<Overstay, 'dueMs' | 'overMs'>): string {
  const { set, kind } = overstay;
  const who = `${kind === 'blue' ? 'blue ' : ''}${formatSet(set)}`;
  const age = formatAge((nowMs - set.createdAtMs) / 1000);
  return `${who} still runs ${formatCount(set.running, 'task')}, ${age} after it was created: ${whyOver(nowMs, overstay)}`;
}

function whyOver(nowMs: number, { kind, endedMs }: Pick<Overstay, 'kind' | 'endedMs'>): string {
  const ended = endedMs === null ? '' : formatMoment(endedMs, nowMs);
  if (kind === 'blue') return `its lease ended at ${ended}`;
  if (kind === 'staged') return `it was staged until ${ended} and never promoted`;
  if (kind === 'kept') return `it was rolled back, and kept until ${ended}`;
  return 'it is older than the live version, and no lease keeps it';
}
