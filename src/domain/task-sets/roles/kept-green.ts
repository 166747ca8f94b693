// The green that is kept for inspection.
import { formatTagTime } from '../../common/values/moment.ts';
import { iso } from '../../common/values/time.ts';
import { formatSet } from './describe-set.ts';
import type { TaskSetView, World } from '../model/world.ts';

/** A green that was rolled back and is kept for inspection. */
interface KeptGreen {
  readonly set: TaskSetView;
  /** ISO, UTC. */
  readonly until: string;
}

/** The service's tag `kept-green`. */
export const formatKeptGreen = (set: TaskSetView, untilMs: number): string => `${set.id}:${iso(untilMs)}`;

/** The task set that the tag names, if it exists; `null`: none is kept, or the tag is unreadable. */
export function keptGreen({ service, taskSets }: Pick<World, 'service' | 'taskSets'>): KeptGreen | null {
  const [, id, until] = /^([^:]+):(.+)$/.exec(service.tags['kept-green'] ?? '') ?? [];
  const set = taskSets.find((candidate) => candidate.id === id && candidate.status !== 'DRAINING');
  return set === undefined || until === undefined || Number.isNaN(Date.parse(until)) ? null : { set, until };
}

export const isKeptGreen = (world: World, set: TaskSetView): boolean => keptGreen(world)?.set === set;

/** Until when it is kept, and what deletes it; empty: none is kept. */
export function describeKeptGreen(world: World): string {
  const kept = keptGreen(world);
  return kept === null
    ? ''
    : `green ${formatSet(kept.set)} was rolled back and is kept for inspection until ${formatTagTime(kept.until, world.nowMs)}, without traffic. The next ` +
        'deploy deletes it, or the command sweep after that time';
}
