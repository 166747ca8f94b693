// Moments as people read them.
const shortDay = (ms: number): string => new Date(ms).toISOString().slice(0, 10);

/** `12:00:41 UTC` */
export const formatTime = (ms: number): string => `${new Date(ms).toISOString().slice(11, 19)} UTC`;

/** `2026-03-01 12:15:00 UTC`, the day left out where it is the one of `nowMs`. */
export const formatMoment = (ms: number, nowMs: number): string =>
  shortDay(ms) === shortDay(nowMs) ? formatTime(ms) : `${shortDay(ms)} ${formatTime(ms)}`;
