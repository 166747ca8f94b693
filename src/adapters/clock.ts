import type { Clock } from '../ports.ts';

/** The machine's clock. Sleeps up to a tenth longer than asked, so that releases that began together don't read in step. */
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
