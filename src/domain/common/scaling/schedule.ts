// When a scheduled action acts next.
import { isAt, parseCron, type CronTime } from './cron.ts';
import type { ScheduledAction } from './view.ts';

export interface Span {
  readonly fromMs: number;
  readonly untilMs: number;
}

/** The first time within the span. `null`: none. `unknown`: its schedule is not understood. */
export function nextRunMs(action: ScheduledAction, span: Span): number | null | 'unknown' {
  const within: Span = {
    fromMs: Math.max(span.fromMs, action.startMs ?? span.fromMs),
    untilMs: Math.min(span.untilMs, action.endMs ?? span.untilMs),
  };
  if (within.fromMs > within.untilMs) return null;
  const [, kind, text = ''] = /^(at|rate|cron)\((.*)\)$/.exec(action.schedule.trim()) ?? [];
  if (kind === 'at') return nextOnce(text, action, within);
  if (kind === 'rate') return nextOfRate(text, action, within);
  return kind === 'cron' ? nextOfCron(text, action, within) : 'unknown';
}

const isIn = (ms: number, { fromMs, untilMs }: Span): boolean => ms >= fromMs && ms <= untilMs;

function nextOnce(text: string, { timeZone }: ScheduledAction, span: Span): number | null | 'unknown' {
  const localMs = Date.parse(`${text}Z`);
  const zone = zoneOf(timeZone);
  if (Number.isNaN(localMs) || zone === null) return 'unknown';
  // The offset of a moment near it: two looks are enough but in the hour in which clocks change.
  const nearMs = localMs - offsetMs(localMs, zone);
  const atMs = localMs - offsetMs(nearMs, zone);
  return isIn(atMs, span) ? atMs : null;
}

const unitMs: Readonly<Record<string, number>> = { minute: 60_000, hour: 3_600_000, day: 86_400_000 };

/** It counts from its start. */
function nextOfRate(text: string, { startMs }: ScheduledAction, span: Span): number | null | 'unknown' {
  const [, count, unit = ''] = /^(\d+) (minute|hour|day)s?$/.exec(text.trim()) ?? [];
  const everyMs = Number(count) * (unitMs[unit] ?? Number.NaN);
  if (!(everyMs > 0) || startMs === null) return 'unknown';
  const atMs = startMs + Math.max(0, Math.ceil((span.fromMs - startMs) / everyMs)) * everyMs;
  return isIn(atMs, span) ? atMs : null;
}

/** No release lasts longer, so no minute after that is looked at. */
const longestMs = 7 * 86_400_000;

function nextOfCron(text: string, { timeZone }: ScheduledAction, span: Span): number | null | 'unknown' {
  const [cron, zone] = [parseCron(text), zoneOf(timeZone)];
  if (cron === null || zone === null) return 'unknown';
  const lastMs = Math.min(span.untilMs, span.fromMs + longestMs);
  let offset = offsetMs(span.fromMs, zone);
  for (let atMs = Math.ceil(span.fromMs / 60_000) * 60_000; atMs <= lastMs; atMs += 60_000) {
    // Clocks change on a quarter of an hour.
    if (atMs % 900_000 === 0) offset = offsetMs(atMs, zone);
    if (isAt(cron, timeOf(atMs + offset))) return atMs;
  }
  return null;
}

function timeOf(localMs: number): CronTime {
  const local = new Date(localMs);
  return [
    local.getUTCMinutes(),
    local.getUTCHours(),
    local.getUTCDate(),
    local.getUTCMonth() + 1,
    local.getUTCDay() + 1,
    local.getUTCFullYear(),
  ];
}

function zoneOf(timeZone: string | null): Intl.DateTimeFormat | null {
  try {
    return new Intl.DateTimeFormat('en-US', {
      timeZone: timeZone ?? 'UTC',
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
    });
  } catch {
    return null;
  }
}

/** How much local time is ahead of UTC. */
function offsetMs(ms: number, zone: Intl.DateTimeFormat): number {
  const parts = new Map(zone.formatToParts(ms).map(({ type, value }) => [type, Number(value)]));
  const part = (name: Intl.DateTimeFormatPartTypes): number => parts.get(name) ?? 0;
  const local = Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'));
  return local - Math.floor(ms / 60_000) * 60_000;
}
