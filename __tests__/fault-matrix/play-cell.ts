// A cell: the release with its fault, as often as the cell says, and the verdict on all of its plays.
import type { LeftWorld } from '../crash/left-world.ts';
import type { CellVerdict } from '../matrix/verdicts.ts';
import { watchDelays } from '../support/delays.ts';
import type { Cell } from './cells.ts';
import { boundWords, lossProblems, mediansOf } from './judge-loss.ts';
import type { Measured } from './judge-loss.ts';
import { problemsOf } from './judge.ts';
import type { Ending } from './judge.ts';
import { playRelease } from './play.ts';
import type { Run } from './play.ts';

/** Of one release without a fault: how it ends, and the medians of what was measured. */
export interface Undisturbed extends Measured {
  readonly ending: Ending;
}

export interface Verdict extends CellVerdict {
  /** The median of what users lost. */
  readonly lost: number;
  /** What was measured, and how much it may be. */
  readonly bound: string;
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
  await playUntil(cell.plays);
  const isOver = lossProblems(cell, mediansOf(runs), undisturbed).length > 0;
  if (isOver && cell.release !== 'good') await playUntil(measuredPlays);
  return verdictOn(cell, runs, undisturbed);
}

async function playFairly(cell: Cell, left: LeftWorld | null, undisturbed: Undisturbed): Promise<Run> {
  const { ending } = undisturbed;
  for (let play = 1; ; play += 1) {
    const delays = watchDelays();
    const run = await playRelease(cell.release, left, { cell, undisturbed: ending });
    const wasStarved = delays.wasStarved();
    delays.end();
    const problems = [...problemsOf(cell, run, ending), ...lossProblems(cell, run, undisturbed)];
    const isBad = problems.length > 0;
    if (!isBad || !wasStarved || play === mostPlays) return run;
  }
}

function verdictOn(cell: Cell, runs: readonly Run[], undisturbed: Undisturbed): Verdict {
  const measured = mediansOf(runs);
  const sum = (of: (run: Run) => number): number => runs.reduce((total, run) => total + of(run), 0);
  const problems = [
    ...new Set(runs.flatMap((run) => problemsOf(cell, run, undisturbed.ending))),
    ...lossProblems(cell, measured, undisturbed),
  ];
  const isGood = problems.length === 0;
  return {
    ...{ id: cell.id, isGood, lost: measured.lost, problems },
    bound: boundWords(cell, measured, undisturbed),
    ending: runs.map(({ first, next }) => `${wordsOf(first)}; ${next.command}: ${wordsOf(next)}`).join(' | '),
    seconds: Math.max(...runs.map(({ seconds }) => seconds)),
    sent: sum(({ sent }) => sent),
    failed: sum((run) => run.lost),
    report: isGood ? '' : runs.map(({ report }) => report).join('\n'),
  };
}

const wordsOf = ({ result, reason, version }: Ending): string =>
  `${result === '' ? 'no result' : result} (${reason}), ${version ?? 'split'}`;
