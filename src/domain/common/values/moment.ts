// Moments, as tags and outputs have them and as people read them.
export const iso = (ms: number): string => new Date(ms).toISOString();

const dayOf = (ms: number): string => new Date(ms).toISOString().slice(0, 10);

/** `14:32 UTC` */
export const formatTime = (ms: number): string => `${new Date(ms).toISOString().slice(11, 16)} UTC`;

/** `2026-03-01 14:32 UTC`, for what is read on another day. */
export const formatDay = (ms: number): string => `${dayOf(ms)} ${formatTime(ms)}`;

/** `14:32 UTC` on the day of `nowMs`, otherwise `2026-03-01 14:32 UTC`. */
export const formatMoment = (ms: number, nowMs: number): string =>
  dayOf(ms) === dayOf(nowMs) ? formatTime(ms) : formatDay(ms);

/** The same for a time in a tag. Text that is no time stays as it is. */
export function formatTagTime(text: string, nowMs: number): string {
  const ms = Date.parse(text);
  return Number.isNaN(ms) ? text : formatMoment(ms, nowMs);
}
