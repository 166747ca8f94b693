// Prints the course of a release as it is seen from outside.
import colors from 'picocolors';
import type { Stage } from './stage.ts';
import { situation, formatSplit } from './situation.ts';

/** Prints the task sets whenever they change, and the traffic once a second while it moves. */
export function watch({ sandbox, traffic }: Stage, label = ''): { stop(): void } {
  const started = performance.now();
  let last = '';
  const stamp = (): string =>
    colors.dim(`${((performance.now() - started) / 1000).toFixed(0).padStart(3)}s ${label}`);
  const look = (): void => {
    const now = situation(sandbox.world());
    if (now === last) return;
    last = now;
    console.log(`${stamp()} ${now}`);
  };
  let lastSplit = '';
  traffic.onSecond((second) => {
    // The last second is incomplete, because the meter stops within it.
    if (second.sent === 0) return;
    const { v1 = 0, v2 = 0 } = second.versions;
    const split = `${String(v1 > 0)} ${String(v2 > 0)} ${String(second.failed > 0)}`;
    const isMoving = v1 > 0 && v2 > 0;
    if (split !== lastSplit || isMoving || second.failed > 0)
      console.log(`${stamp()} ${formatSplit(second)}`);
    lastSplit = split;
  });
  const timer = setInterval(look, 100);
  return {
    stop: () => {
      clearInterval(timer);
    },
  };
}
