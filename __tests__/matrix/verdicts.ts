// Plays the cells of a matrix, keeps their verdicts, and prints them: a good cell of the same bundle isn't played again.
import { endIdle, playJob, sideBySide } from './jobs.ts';
import type { JobRunner } from './jobs.ts';
import { stableHash } from './slices.ts';
import type { Store } from './store.ts';

/** Plain data: it is kept in a file. */
export interface CellVerdict {
  readonly id: string;
  readonly isGood: boolean;
  readonly ending: string;
  /** Of the command that the cell is about. */
  readonly seconds: number;
  readonly sent: number;
  readonly failed: number;
  readonly problems: readonly string[];
  /** The bundles' logs, the calls and the events; empty for a good one. */
  readonly report: string;
}

interface Plays<C extends { readonly id: string }, V extends CellVerdict> {
  readonly runner: JobRunner;
  readonly store: Store;
  readonly atOnce: number;
  /** Whether kept results count. */
  readonly isContinued: boolean;
  readonly wordsOf: (cell: C) => string;
  /** The verdict on a cell whose process failed. */
  readonly lostOf: (cell: C, problem: string) => V;
}

export async function playCells<C extends { readonly id: string }, V extends CellVerdict>(
  cells: readonly C[],
  plays: Plays<C, V>,
): Promise<readonly V[]> {
  const { runner, store, atOnce, isContinued, wordsOf, lostOf } = plays;
  const verdicts: V[] = [];
  const print = (cell: C, { isGood, ending, seconds, problems }: V, allSeconds: number): void => {
    const place = `${isGood ? 'good' : 'RED '} ${String(verdicts.length)}/${String(cells.length)}`;
    const times = `${seconds.toFixed(1)} s [${String(Math.round(allSeconds))} s in all]`;
    console.log(`${place} ${cell.id} (${wordsOf(cell)}): ${ending}, ${times}`);
    if (!isGood) console.log(`  ${problems.join('\n  ')}`);
  };
  // Mixed, so that an interrupted run has played some cells of every kind.
  const mixed = cells.toSorted((a, b) => stableHash(a.id) - stableHash(b.id));
  await sideBySide(mixed, atOnce, async (cell) => {
    const kept = isContinued ? (store.read(`cell-${cell.id}`) as V | null) : null;
    if (kept?.isGood === true) {
      verdicts.push(kept);
      return;
    }
    const began = performance.now();
    const problem = await playJob(runner, 'cell', JSON.stringify(cell));
    const verdict = problem === null ? (store.read(`cell-${cell.id}`) as V | null) : null;
    const last = verdict ?? lostOf(cell, problem ?? 'no verdict');
    verdicts.push(last);
    print(cell, last, (performance.now() - began) / 1000);
  });
  endIdle();
  return verdicts;
}

/** The reports of the red cells, and the last line. True: there were cells, and none is red. */
export function printTotals(script: string, verdicts: readonly CellVerdict[], beganMs: number): boolean {
  const red = verdicts.filter(({ isGood }) => !isGood);
  for (const { id, problems, report } of red) {
    console.log(`\n━━━ ${id}\n${problems.map((problem) => `  ${problem}`).join('\n')}\n${report}`);
    console.log(`To play it alone: npm run ${script} -- --cell '${id}'`);
  }
  const failed = verdicts.reduce((sum, one) => sum + one.failed, 0);
  console.log(
    `\n${String(verdicts.length - red.length)} of ${String(verdicts.length)} cells are good, ${String(red.length)} red, ` +
      `${String(failed)} failed requests, ${String(Math.round((performance.now() - beganMs) / 1000))} s.`,
  );
  return verdicts.length > 0 && red.length === 0;
}
