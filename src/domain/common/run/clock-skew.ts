// A runner whose clock is wrong.
import { formatDuration } from '../values/duration.ts';

/** Up to this difference to AWS's clock, nothing is reported: leases and bakes take minutes. */
const tolerableMs = 60_000;

/** The finding about a clock that is off by more than a minute. `skewMs`: ahead of AWS's clock if positive; `null`: not known. */
export function skewNotes(skewMs: number | null): readonly string[] {
  if (skewMs === null || Math.abs(skewMs) <= tolerableMs) return [];
  const way = skewMs > 0 ? 'ahead of' : 'behind';
  return [
    `the clock of this runner is ${formatDuration(Math.abs(skewMs) / 1000)} ${way} AWS's: times in tags (end of the bake, ` +
      'end of the lease) are off by that much for other runs. Correct the clock (NTP)',
  ];
}
