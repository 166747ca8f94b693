import colors from 'picocolors';
import type { Stage } from './stage.ts';
import { situation, splitWords } from './situation.ts';

/** Prints what is to be seen from outside, whenever it changes and once a second while traffic moves. */
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
    // The last one is cut short by the meter's end and says nothing.
    if (second.sent === 0) return;
    const { v1 = 0, v2 = 0 } = second.versions;
    const split = `${String(v1 > 0)} ${String(v2 > 0)} ${String(second.failed > 0)}`;
    const isMoving = v1 > 0 && v2 > 0;
    if (split !== lastSplit || isMoving || second.failed > 0) console.log(`${stamp()} ${splitWords(second)}`);
    lastSplit = split;
  });
  const timer = setInterval(look, 100);
  return {
    stop: () => {
      clearInterval(timer);
    },
  };
}
