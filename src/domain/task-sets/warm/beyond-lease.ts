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
}

/** A switch moves the label before it writes the lease, and a release takes no longer than a job. */
const unleasedAfterMs = 6 * 3_600_000;

/** How often a sweep is meant to run. */
const sweptEveryMs = 3_600_000;

/**
 * The task sets without traffic whose time is over: a blue after its lease, a staged green after its expiry, a rolled-back
 * green after the time that it was kept, and a set older than the live one that no lease names. `live`: the sets with
 * production traffic, or the PRIMARY if the rules were not read.
 */
export function beyondLease<Set extends SetOutline>(
  { nowMs, service, taskSets }: ServiceSets<Set>,
  live: readonly SetOutline[],
): readonly Overstay<Set>[] {
  const idle = taskSets.filter(
    (set) => set.status !== 'DRAINING' && !live.some(({ arn }) => arn === set.arn),
  );
  return idle.flatMap((set): readonly Overstay<Set>[] => {
    const kept = keptUntil({ nowMs, service, taskSets }, set);
    if (kept !== null) {
      const { kind, endedMs, overMs = endedMs } = kept;
      return overMs <= nowMs ? [{ set, kind, endedMs }] : [];
    }
    const isOlder = live.some(
      ({ createdAtMs }) => set.createdAtMs < createdAtMs && createdAtMs + unleasedAfterMs <= nowMs,
    );
    return isOlder ? [{ set, kind: 'unleased', endedMs: null }] : [];
  });
}

type KeptUntil = Pick<Overstay, 'kind'> & {
  readonly endedMs: number;
  /** From when on it is overdue. Not set: from then on. */
  readonly overMs?: number;
};

/** A drain begins when the lease ends, and each sweep takes one step of it. */
function drainIsOverMs({ tags }: ServiceView, leaseMs: number): number {
  const drain = parseDrain(tags.drain);
  if (drain === null) return leaseMs;
  const stepMs = Date.parse(tags['drained-at'] ?? '');
  const fromMs = Number.isNaN(stepMs) ? leaseMs : Math.max(leaseMs, stepMs);
  return fromMs + drain.percents.length * Math.max(drain.everySeconds * 1000, sweptEveryMs);
}

/** What keeps the set, and until when. `null`: nothing, as far as tags show. */
function keptUntil({ service, taskSets }: ServiceSets, set: SetOutline): KeptUntil | null {
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
  return { kind: 'blue', endedMs, overMs: drainIsOverMs(service, endedMs) };
}

/** Why a sweep would not end this set. `null`: it would. */
export function whyNotSwept({ service, taskSets }: ServiceSets, set: SetOutline): string | null {
  const standing = taskSets.filter(({ status }) => status !== 'DRAINING');
  if (standing.every(({ attachment }) => attachment === null)) return 'its service has no load balancer';
  return isOurs(set) || isAdopted({ service, taskSets }, set) ? null : 'this action did not create it';
}

/** `blue ecs-svc/1 (web:1) still runs 2 tasks, 3 days after it was created: its lease ended at 2026-02-26 09:00 UTC` */
export function describeOverstay(nowMs: number, overstay: Overstay): string {
  const { set, kind } = overstay;
  const who = `${kind === 'blue' ? 'blue ' : ''}${formatSet(set)}`;
  const age = formatAge((nowMs - set.createdAtMs) / 1000);
  return `${who} still runs ${formatCount(set.running, 'task')}, ${age} after it was created: ${whyOver(nowMs, overstay)}`;
}

function whyOver(nowMs: number, { kind, endedMs }: Overstay): string {
  const ended = endedMs === null ? '' : formatMoment(endedMs, nowMs);
  if (kind === 'blue') return `its lease ended at ${ended}`;
  if (kind === 'staged') return `it was staged until ${ended} and never promoted`;
  if (kind === 'kept') return `it was rolled back, and kept until ${ended}`;
  return 'it is older than the live version, and no lease keeps it';
}
