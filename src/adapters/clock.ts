// The machine's clock.
import type { Clock } from '../ports.ts';

/** Sleeps up to a tenth longer than asked, so that releases that start together don't send their reads at the same time. */
export const realClock: Clock = {
  now: () => Date.now(),
  sleep: (ms, signal) =>
    new Promise((resolve) => {
      if (signal?.aborted === true) {
        resolve();
        return;
      }
      const finish = (): void => {
        clearTimeout(timer);
        signal?.removeEventListener('abort', finish);
        resolve();
      };
      const timer = setTimeout(finish, ms * (1 + Math.random() / 10));
      signal?.addEventListener('abort', finish);
    }),
};
