// The green that was rolled back and is kept for a while.
import { formatTagTime } from '../../common/values/moment.ts';
import { iso } from '../../common/values/time.ts';
import type { TaskSetView, World } from '../model/world.ts';

/** inspection: a person asked for it. fallback: until blue has served well (ADR 29). */
type KeptReason = 'inspection' | 'fallback';

interface KeptGreen {
  readonly set: TaskSetView;
  /** ISO, UTC. */
  readonly until: string;
  readonly reason: KeptReason;
}

/** The service's tag `kept-green`. Without a reason it is kept for inspection. */
export const formatKeptGreen = (set: TaskSetView, untilMs: number, reason: KeptReason): string =>
  `${set.id}:${iso(untilMs)}${reason === 'fallback' ? ' fallback' : ''}`;

/** The task set that the tag names, if it exists; `null`: none is kept, or the tag is unreadable. */
export function keptGreen({ service, taskSets }: Pick<World, 'service' | 'taskSets'>): KeptGreen | null {
  const [, id, until, why] = /^([^:]+):(\S+)( fallback)?$/.exec(service.tags['kept-green'] ?? '') ?? [];
  const set = taskSets.find((candidate) => candidate.id === id && candidate.status !== 'DRAINING');
  if (set === undefined || until === undefined || Number.isNaN(Date.parse(until))) return null;
  return { set, until, reason: why === undefined ? 'inspection' : 'fallback' };
}

export const isKeptGreen = (world: World, set: TaskSetView): boolean => keptGreen(world)?.set === set;

/** The same, unless it has production traffic: then it is a fleet that serves. */
export function idleKeptGreen(world: World, live: readonly TaskSetView[]): KeptGreen | null {
  const kept = keptGreen(world);
  return kept === null || live.includes(kept.set) ? null : kept;
}

/** `was rolled back and is kept … until 14:32 UTC` */
export function describeKept(
  { nowMs }: Pick<World, 'nowMs'>,
  { until, reason }: Omit<KeptGreen, 'set'>,
): string {
  const what =
    reason === 'inspection' ? 'is kept for inspection' : 'is kept in case the version before fails,';
  return `was rolled back and ${what} until ${formatTagTime(until, nowMs)}`;
}
