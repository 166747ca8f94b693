import { formatSet } from './describe-set.ts';
import type { TaskSetView, World } from '../model/world.ts';

/** A green that was taken back and is kept for a look. */
export interface KeptGreen {
  readonly set: TaskSetView;
  /** ISO, UTC. */
  readonly until: string;
}

/** Written as the service's tag `kept-green`. */
export const formatKeptGreen = (set: TaskSetView, untilMs: number): string =>
  `${set.id}:${new Date(untilMs).toISOString()}`;

/** What the tag names, as long as the set stands; `null`: none is kept, or the tag can't be read. */
export function keptGreen({ service, taskSets }: Pick<World, 'service' | 'taskSets'>): KeptGreen | null {
  const [, id, until] = /^([^:]+):(.+)$/.exec(service.tags['kept-green'] ?? '') ?? [];
  const set = taskSets.find((candidate) => candidate.id === id && candidate.status !== 'DRAINING');
  return set === undefined || until === undefined || Number.isNaN(Date.parse(until)) ? null : { set, until };
}

export const isKeptGreen = (world: World, set: TaskSetView): boolean => keptGreen(world)?.set === set;

/** Until when, and what ends it; empty: none is kept. */
export function describeKeptGreen(world: World): string {
  const kept = keptGreen(world);
  return kept === null
    ? ''
    : `green ${formatSet(kept.set)} was taken back and is kept for a look until ${kept.until}, without traffic: the next ` +
        'deploy removes it, and after that time the command sweep does';
}
