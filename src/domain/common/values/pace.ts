/**
 * How long to wait for the next look, in milliseconds: often near an expected change, less and less often the longer
 * it takes. One look is some ten requests, and load balancer reads share 10 a second per account (fact 19).
 */
export const paceMs = (waitingMs: number, firstMs = 1000, lastMs = 5000): number =>
  Math.min(lastMs, Math.max(firstMs, waitingMs / 15));
