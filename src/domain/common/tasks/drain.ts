// The setting `drain`: how blue is scaled down once its warm time is over.
import { parseDuration } from '../values/duration.ts';
import { tasksAtScale } from './scale.ts';

export interface Drain {
  /** In percent of the desired count. They fall, and the last one is 0. */
  readonly percents: readonly number[];
  /** How long each step lasts at least. */
  readonly everySeconds: number;
}

/** A tag holds no more, and nobody needs finer waves. */
export const mostSteps = 10;
/** The longest time of a step. */
const longestSeconds = 24 * 3600;

/** Reads `75,50,25,0 every 6m`. A text says what is wrong with it, to follow the quoted value. */
export function readDrain(text: string): Drain | string {
  const [, list, every] = /^\s*(\d+(?:\s*,\s*\d+)*)\s+every\s+(\S+)\s*$/.exec(text) ?? [];
  if (list === undefined || every === undefined)
    return 'is not a drain: write percentages that fall to 0 and the time of a step, e.g. 75,50,25,0 every 6m';
  const percents = list.split(',').map((one) => Number(one.trim()));
  const duration = parseDuration(every);
  if (!duration.ok) return `has no valid time: ${duration.hint}`;
  if (duration.seconds < 1 || duration.seconds > longestSeconds)
    return 'has no valid time: a step lasts from 1s to 24h';
  return whyWrong(percents) ?? { percents, everySeconds: duration.seconds };
}

function whyWrong(percents: readonly number[]): string | null {
  if (percents.some((one, index) => one >= (percents[index - 1] ?? 100)))
    return 'does not fall: each percentage has to be lower than the one before, and the first one lower than 100';
  if (percents.at(-1) !== 0)
    return 'does not end with 0: blue is deleted in the end, so write 0 as the last one';
  return percents.length > mostSteps ? `has more than ${String(mostSteps)} steps` : null;
}

/** As tags hold it, which allow no comma: `75.50.25.0/360s`. */
export const formatDrain = ({ percents, everySeconds }: Drain): string =>
  `${percents.join('.')}/${String(everySeconds)}s`;

/** `null`: absent, or not readable. */
export function parseDrain(text: string | undefined): Drain | null {
  const [, list, every] = /^(\d+(?:\.\d+)*)\/(\d+s)$/.exec(text ?? '') ?? [];
  if (list === undefined || every === undefined) return null;
  const drain = readDrain(`${list.replaceAll('.', ',')} every ${every}`);
  return typeof drain === 'string' ? null : drain;
}

/** How long all of its steps last at least. */
export const drainSeconds = (drain: Drain | null): number =>
  drain === null ? 0 : drain.percents.length * drain.everySeconds;

/** The steps that are left below this scale. A step that would stop no task is left out. */
export function stepsBelow(drain: Drain, desiredCount: number, scalePercent: number): readonly number[] {
  let tasks = tasksAtScale(desiredCount, scalePercent);
  return drain.percents.filter((percent) => {
    const left = tasksAtScale(desiredCount, percent);
    if (percent >= scalePercent || left >= tasks) return false;
    tasks = left;
    return true;
  });
}

/** How many tasks each of these steps stops. */
export function wavesOf(
  steps: readonly number[],
  desiredCount: number,
  scalePercent: number,
): readonly number[] {
  const counts = [scalePercent, ...steps].map((percent) => tasksAtScale(desiredCount, percent));
  return counts.slice(1).map((count, index) => (counts[index] ?? count) - count);
}
