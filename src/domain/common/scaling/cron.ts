// Cron expressions of scheduled actions, as far as they name times without counting days from the end of a month.
export interface Cron {
  readonly fields: readonly (ReadonlySet<number> | null)[];
}

/** Of a moment, in the time zone of the schedule: minute, hour, day of the month, month, day of the week (1: Sunday), year. */
export type CronTime = readonly [number, number, number, number, number, number];

const days = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'];
const months = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'];
const ranges = [
  [0, 59],
  [0, 23],
  [1, 31],
  [1, 12],
  [1, 7],
  [1970, 2199],
] as const;

/** `null`: it is not understood. A missing year is every year. */
export function parseCron(text: string): Cron | null {
  const words = text.trim().toUpperCase().split(/\s+/);
  if (words.length < 5 || words.length > 6) return null;
  const fields = ranges.map((range, index) => parseField(words[index] ?? '*', range));
  return fields.includes(undefined) ? null : { fields: fields.map((field) => field ?? null) };
}

export const isAt = ({ fields }: Cron, time: CronTime): boolean =>
  fields.every((field, index) => field === null || field.has(time[index] ?? -1));

/** `null`: any value. `undefined`: not understood. */
function parseField(text: string, range: readonly [number, number]): ReadonlySet<number> | null | undefined {
  if (text === '*' || text === '?') return null;
  const parts = text.split(',').map((part) => parsePart(part, range));
  return parts.includes(null) ? undefined : new Set(parts.flatMap((part) => part ?? []));
}

function parsePart(text: string, [least, most]: readonly [number, number]): readonly number[] | null {
  const [span = '', by, ...rest] = text.split('/');
  const step = by === undefined ? 1 : Number(by);
  if (rest.length > 0 || !Number.isInteger(step) || step < 1) return null;
  const [from = '', to, ...more] = span.split('-');
  const first = span === '*' ? least : valueOf(from);
  const last = to !== undefined ? valueOf(to) : by === undefined && span !== '*' ? first : most;
  if (more.length > 0 || first === null || last === null) return null;
  if (first < least || last > most || last < first) return null;
  return Array.from({ length: Math.floor((last - first) / step) + 1 }, (_, index) => first + index * step);
}

function valueOf(text: string): number | null {
  const named = [days, months].map((names) => names.indexOf(text)).find((index) => index >= 0);
  if (named !== undefined) return named + 1;
  return /^\d+$/.test(text) ? Number(text) : null;
}
