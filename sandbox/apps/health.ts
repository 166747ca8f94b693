// What /ready answers: by the faults of the environment, and by what happens to the app later.
import type { Faults } from './faults.ts';

export interface Health {
  /** The status of /ready now. */
  readonly status: () => 200 | 500 | 503;
  /** From now on /ready answers 500. Everything else stays as before. For faults at a chosen moment. */
  readonly fail: () => void;
}

/** The app starts now. */
export function createHealth(faults: Faults): Health {
  const startedAt = performance.now();
  let isFailing = false;
  return {
    status: () => (isFailing ? 500 : readyStatus(faults, performance.now() - startedAt)),
    fail() {
      isFailing = true;
    },
  };
}

/** The status of /ready this many milliseconds after the start. */
export function readyStatus(faults: Faults, uptimeMs: number): 200 | 500 | 503 {
  if (faults.neverReady || uptimeMs >= faults.unhealthyAfterMs) return 500;
  return uptimeMs < faults.readyAfterMs ? 503 : 200;
}
