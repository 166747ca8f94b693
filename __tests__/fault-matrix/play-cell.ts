// A cell: the release with its fault, as often as the cell says, and the verdict on all of its plays.
import type { LeftWorld } from '../crash/left-world.ts';
import type { CellVerdict } from '../matrix/verdicts.ts';
import { watchDelays } from '../support/delays.ts';
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

/** How often a play is repeated that ended badly while this process was short of processors: it proves nothing. */
const mostPlays = 3;
/** The median of so many plays counts where one would be over the bound: a probe more or less is chance. */
const measuredPlays = 3;

export async function judgedCell(
  cell: Cell,
  left: LeftWorld | null,
  undisturbed: Undisturbed,
): Promise<Verdict> {
  const runs: Run[] = [];
  const playUntil = async (plays: number): Promise<void> => {
    while (runs.length < plays) runs.push(await playFairly(cell, left, undisturbed));
  };
  const lost = (): number => medianOf(runs.map((run) => run.lost));
  await playUntil(cell.plays);
  if (lost() > boundOf(cell, undisturbed.lost) && cell.release !== 'good') await playUntil(measuredPlays);
  return verdictOn(cell, runs, { undisturbed, lost: lost() });
}

async function playFairly(cell: Cell, left: LeftWorld | null, undisturbed: Undisturbed): Promise<Run> {
  const { ending } = undisturbed;
  for (let play = 1; ; play += 1) {
    const delays = watchDelays();
    const run = await playRelease(cell.release, left, { cell, undisturbed: ending });
    const wasStarved = delays.wasStarved();
    delays.end();
    const isBad = problemsOf(cell, run, ending).length > 0 || run.lost > boundOf(cell, undisturbed.lost);
    if (!isBad || !wasStarved || play === mostPlays) return run;
  }
}

interface Measured {
  readonly undisturbed: Undisturbed;
  readonly lost: number;
}

function verdictOn(cell: Cell, runs: readonly Run[], { undisturbed, lost }: Measured): Verdict {
  const sum = (of: (run: Run) => number): number => runs.reduce((total, run) => total + of(run), 0);
  const problems = [
    ...new Set(runs.flatMap((run) => problemsOf(cell, run, undisturbed.ending))),
    ...lossProblem(cell, lost, undisturbed.lost),
  ];
  const isGood = problems.length === 0;
  return {
    ...{ id: cell.id, isGood, lost, bound: boundOf(cell, undisturbed.lost), problems },
    ending: runs.map(({ first, next }) => `${wordsOf(first)}; ${next.command}: ${wordsOf(next)}`).join(' | '),
    seconds: Math.max(...runs.map(({ seconds }) => seconds)),
    sent: sum(({ sent }) => sent),
    failed: sum((run) => run.lost),
    report: isGood ? '' : runs.map(({ report }) => report).join('\n'),
  };
}

const wordsOf = ({ result, reason, version }: Ending): string =>
  `${result === '' ? 'no result' : result} (${reason}), ${version ?? 'split'}`;
