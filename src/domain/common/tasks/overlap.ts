// How many tasks ran next to those that served, as the observations of a run showed them.
import { addHours, formatHours, hoursOf, type FleetHours } from './hours.ts';
import type { TaskSize } from './size.ts';

/** The tasks of each version that serve no production traffic. */
export type SpareTasks = Readonly<Record<'green' | 'blue', number>>;
type Sizes = Readonly<Record<'green' | 'blue', TaskSize | null>>;

export interface Overlap {
  readonly atMs: number;
  readonly spare: SpareTasks;
  /** Milliseconds of single tasks, added up. */
  readonly taskMs: SpareTasks;
  readonly sizes: Sizes;
  /** When the first observation was, if tasks without traffic ran by then: what they took before it isn't counted. */
  readonly countedFromMs: number | null;
  readonly hasLooked: boolean;
}

export const noOverlap = (nowMs: number): Overlap => ({
  atMs: nowMs,
  spare: { green: 0, blue: 0 },
  taskMs: { green: 0, blue: 0 },
  sizes: { green: null, blue: null },
  countedFromMs: null,
  hasLooked: false,
});

/** After one more observation. A change between two observations counts as in their middle. */
export function continueOverlap(
  { atMs, spare, taskMs, sizes, countedFromMs, hasLooked }: Overlap,
  now: SpareTasks,
  seen: Sizes,
  nowMs: number,
): Overlap {
  const passedMs = Math.max(0, nowMs - atMs);
  const add = (of: 'green' | 'blue'): number => taskMs[of] + (passedMs * (spare[of] + now[of])) / 2;
  const ranBefore = !hasLooked && now.green + now.blue > 0;
  return {
    atMs: Math.max(atMs, nowMs),
    spare: now,
    taskMs: { green: add('green'), blue: add('blue') },
    sizes: { green: seen.green ?? sizes.green, blue: seen.blue ?? sizes.blue },
    countedFromMs: ranBefore ? nowMs : countedFromMs,
    hasLooked: true,
  };
}

export interface OverlapHours {
  /** Green before it got production traffic, or after it was rolled back. */
  readonly green: FleetHours;
  /** Blue after production had left it. */
  readonly blue: FleetHours;
  /** Both together. */
  readonly total: FleetHours;
}

/** If the size of one version is not known, the whole counts in task-hours. */
export function overlapHours({ taskMs, sizes }: Pick<Overlap, 'taskMs' | 'sizes'>): OverlapHours {
  const green = hoursOf(taskMs.green, sizes.green);
  const blue = hoursOf(taskMs.blue, sizes.blue);
  return { green, blue, total: addHours(green, blue) };
}

/** `0.1 vCPU-hours and 0.2 GB-hours: 0.02 … of green before the switch, …`. The settings stand next to it. */
export function describeOverlap({ green, blue, total }: OverlapHours, isRolledBack: boolean): string {
  const whenBlue = isRolledBack ? 'until production returned to it' : 'after the switch';
  const parts = [
    ...(green.taskHours === 0 ? [] : [`${formatHours(green)} of green without traffic`]),
    ...(blue.taskHours === 0 ? [] : [`${formatHours(blue)} of blue ${whenBlue}`]),
  ];
  const sum = parts.length === 2 ? `${formatHours(total)} in all: ` : '';
  return `${sum}${parts.join(', ')} (${isRolledBack ? 'keep-rolled-back changes it' : overlapSettings})`;
}

export const overlapSettings = 'warm-time, warm-scale and teardown change it';
