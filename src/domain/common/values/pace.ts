// How often to observe during a wait.
/**
 * How long to wait before the next observation: short at first, longer the longer the wait lasts. An observation makes
 * about ten requests, and load balancer reads share a limit of 10 per second and account (fact 19).
 */
export const paceMs = (waitingMs: number, firstMs = 1000, lastMs = 5000): number =>
  Math.min(lastMs, Math.max(firstMs, waitingMs / 15));
