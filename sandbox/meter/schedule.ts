// The open loop: requests leave by the clock, however slow the answers are.

export interface Schedule {
  stop(): void;
}

/** A tick of the timer is too coarse for one request each, so every tick sends all that have become due. */
const tickMs = 5;

/**
 * Calls `send(sequence, dueAt)` `rate` times a second, the first time at once. `dueAt` is on the clock of
 * `performance.now()`. If this process is held up, what it missed is sent at once and not left out.
 */
export function startSchedule(rate: number, send: (sequence: number, dueAt: number) => void): Schedule {
  const startedAt = performance.now();
  let next = 0;
  const sendDue = (): void => {
    const now = performance.now();
    for (;;) {
      const dueAt = startedAt + (next * 1000) / rate;
      if (dueAt > now) return;
      send(next, dueAt);
      next += 1;
    }
  };
  sendDue();
  const timer = setInterval(sendDue, tickMs);
  return {
    stop() {
      clearInterval(timer);
    },
  };
}
