// The open loop: requests leave by the clock, however slow the answers are.

interface Schedule {
  stop(): void;
}

/**
 * Calls `send(sequence, dueAt)` `rate` times a second, the first time at once. `dueAt` is on the clock of
 * `performance.now()`. If this process is held up, what it missed is sent at once and not left out.
 */
export function startSchedule(rate: number, send: (sequence: number, dueAt: number) => void): Schedule {
  const startedAt = performance.now();
  let next = 0;
  let timer: NodeJS.Timeout | null = null;
  const dueAt = (sequence: number): number => startedAt + (sequence * 1000) / rate;
  // A timer counts whole milliseconds and may be late, so each time all that have become due are sent.
  const sendDue = (): void => {
    const now = performance.now();
    for (; dueAt(next) <= now; next += 1) send(next, dueAt(next));
    timer = setTimeout(sendDue, Math.max(1, Math.ceil(dueAt(next) - performance.now())));
  };
  sendDue();
  return {
    stop() {
      if (timer !== null) clearTimeout(timer);
    },
  };
}
