// A cell: the release with its fault, as often as the cell says, and the verdict on all of its plays.
import type { LeftWorld } from '../crash/left-world.ts';
import type { CellVerdict } from '../matrix/verdicts.ts';
import type { Cell } from './cells.ts';
import { boundOf, lossProblem, medianOf, problemsOf } from './judge.ts';
import type { Ending } from './judge.ts';
import { playRelease } from './play.ts';
import type { Run } from './play.ts';

/** Of one release without a fault: how it ends, and the median of what users lost. */
export interface Undisturbed {
  readonly ending: Ending;
  readonly lost: number;
}

export interface Verdict extends CellVerdict {
  /** The median of what users lost, and how much they may lose. */
  readonly lost: number;
  readonly bound: number;
}

export async function judgedCell(
  cell: Cell,
  left: LeftWorld | null,
  { ending, lost: undisturbedLoss }: Undisturbed,
): Promise<Verdict> {
  const runs: Run[] = [];
  for (let play = 0; play < cell.plays; play += 1)
    runs.push(await playRelease(cell.release, left, { cell, undisturbed: ending }));
  const lost = medianOf(runs.map((run) => run.lost));
  const sum = (of: (run: Run) => number): number => runs.reduce((total, run) => total + of(run), 0);
  const problems = [
    ...new Set(runs.flatMap((run) => problemsOf(cell, run, ending))),
    ...lossProblem(cell, lost, undisturbedLoss),
  ];
  const isGood = problems.length === 0;
  return {
    ...{ id: cell.id, isGood, lost, bound: boundOf(cell, undisturbedLoss), problems },
    ending: runs.map(({ first, next }) => `${wordsOf(first)}; ${next.command}: ${wordsOf(next)}`).join(' | '),
    seconds: Math.max(...runs.map(({ seconds }) => seconds)),
    sent: sum(({ sent }) => sent),
    failed: sum((run) => run.lost),
    report: isGood ? '' : runs.map(({ report }) => report).join('\n'),
  };
}

const wordsOf = ({ result, reason, version }: Ending): string =>
  `${result === '' ? 'no result' : result} (${reason}), ${version ?? 'split'}`;
