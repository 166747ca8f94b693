// How late the timers of this process are, which is how late its answers are.

const tickMs = 50;
/** A process that is held up for longer at a time, or for more than this part of all time, has been short of processors. */
const longMs = 2000;
const muchOfTime = 0.2;

interface DelayWatch {
  /** The longest delay since this was asked last. */
  readonly worstMs: () => number;
  /** Whether what happened since the watch began tells more of the machine than of the program. */
  readonly wasStarved: () => boolean;
  readonly end: () => void;
}

export function watchDelays(): DelayWatch {
  const beganAt = performance.now();
  let dueAt = beganAt + tickMs;
  let [worstMs, longestMs, allMs] = [0, 0, 0];
  const timer = setInterval(() => {
    const now = performance.now();
    const lateMs = Math.max(0, now - dueAt);
    [worstMs, longestMs, allMs] = [Math.max(worstMs, lateMs), Math.max(longestMs, lateMs), allMs + lateMs];
    dueAt = now + tickMs;
  }, tickMs);
  return {
    worstMs() {
      const worst = worstMs;
      worstMs = 0;
      return worst;
    },
    wasStarved: () => longestMs > longMs || allMs > muchOfTime * (performance.now() - beganAt),
    end: () => {
      clearInterval(timer);
    },
  };
}
