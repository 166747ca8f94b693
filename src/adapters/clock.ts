// The clock of a run: the machine's time at its start, plus the time since. A jump of the machine's clock does not reach it.
import type { Clock } from '../ports.ts';

/** Sleeps up to a tenth longer than asked, so that releases that start together don't send their reads at the same time. */
export const realClock: Clock = {
  now: () => Math.floor(performance.timeOrigin + performance.now()),
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
