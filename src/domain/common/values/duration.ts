// Durations, read from inputs and written for people.
/** A duration from an input, in whole seconds, or what is wrong with it. */
type DurationReading =
  | { readonly ok: true; readonly seconds: number }
  /** `hint` completes the sentence `"15" is not a duration: …`. */
  | { readonly ok: false; readonly hint: string };

const grammar = /^(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s)?$/;
const generalHint = 'write hours, minutes and seconds in this order, e.g. 1h30m, 15m or 30s';
const secondsPerDay = 86_400;
const secondsPerUnit: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: secondsPerDay };

/** Reads `1h30m`, `15m`, `30s` or `0`. Anything else is refused with a hint. */
export function parseDuration(text: string): DurationReading {
  if (text === '0') return { ok: true, seconds: 0 };
  const parts = grammar.exec(text);
  if (parts === null || text === '') return { ok: false, hint: hintFor(text) };
  const [hours = 0, minutes = 0, seconds = 0] = parts
    .slice(1)
    .map((part: string | undefined) => Number(part ?? 0));
  return { ok: true, seconds: hours * 3600 + minutes * 60 + seconds };
}

/** The duration as `parseDuration` reads it: `1h30m`, `15m`, `45s`, `0`. */
export function formatDurationInput(seconds: number): string {
  const parts: readonly (readonly [number, string])[] = [
    [Math.floor(seconds / 3600), 'h'],
    [Math.floor(seconds / 60) % 60, 'm'],
    [seconds % 60, 's'],
  ];
  const text = parts.map(([count, unit]) => (count === 0 ? '' : `${count}${unit}`)).join('');
  return text === '' ? '0' : text;
}

function hintFor(text: string): string {
  if (/^\d+$/.test(text)) {
    const count = Number(text);
    return count === 0 ? 'write 0' : `write ${count}m or ${count}s`;
  }
  const milliseconds = /^(\d+(?:\.\d+)?)\s*(?:ms|millis\w*)$/i.exec(text)?.[1];
  if (milliseconds !== undefined) {
    return `whole seconds only, write ${formatDurationInput(Math.ceil(Number(milliseconds) / 1000))}`;
  }
  // One number and a word: `15 m`, `1.5h`, `10min`, `2 days`.
  const [, count, unit = ''] =
    /^(\d+(?:\.\d+)?)\s*(s|secs?|seconds?|m|mins?|minutes?|h|hrs?|hours?|d|days?)$/i.exec(text) ?? [];
  const unitSeconds = secondsPerUnit[unit.charAt(0).toLowerCase()];
  if (unitSeconds === undefined) return generalHint;
  return `write ${formatDurationInput(Math.round(Number(count) * unitSeconds))}`;
}

/** For people: `10m00s`, `45s`, `1h05m`. */
export function formatDuration(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  const [hours, minutes, rest] = [Math.floor(whole / 3600), Math.floor((whole % 3600) / 60), whole % 60];
  const two = (value: number): string => String(value).padStart(2, '0');
  if (hours > 0) return `${String(hours)}h${two(minutes)}m`;
  return minutes > 0 ? `${String(minutes)}m${two(rest)}s` : `${String(rest)}s`;
}

/** For people, how old something is: `3 days` from two days on, otherwise as `formatDuration`. */
export function formatAge(seconds: number): string {
  const days = Math.floor(seconds / secondsPerDay);
  return days < 2 ? formatDuration(seconds) : `${String(days)} days`;
}

/** For people, where less than a second counts: `0.8 s`, and `45s` from ten seconds on. */
export const formatElapsed = (ms: number): string =>
  ms < 9950 ? `${(Math.max(0, ms) / 1000).toFixed(1)} s` : formatDuration(ms / 1000);
