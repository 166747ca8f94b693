// Plays the jobs of the matrix that it is sent: see ../matrix/jobs.ts.
//   prepare|record|cell <the world, release:number, or the cell as JSON>
import { prepare } from '../crash/recording.ts';
import type { LeftWorld } from '../crash/left-world.ts';
import type { Preparation } from '../crash/scenarios.ts';
import { answerJobs } from '../matrix/answer-jobs.ts';
import { storeIn } from '../matrix/store.ts';
import type { Cell, ReleaseName } from './cells.ts';
import { judgedCell } from './play-cell.ts';
import type { Undisturbed } from './play-cell.ts';
import { playRelease } from './play.ts';
import { releases } from './releases.ts';

const [folder = ''] = process.argv.slice(2);
const store = storeIn(folder);

function leftFor(name: ReleaseName): LeftWorld | null {
  const { after } = releases[name];
  return after === null ? null : (store.read(`left-${after}`) as LeftWorld);
}

answerJobs(async (job, argument) => {
  switch (job) {
    case 'prepare':
      store.write(`left-${argument}`, await prepare(argument as Preparation));
      break;
    case 'record': {
      const [name = ''] = argument.split(':');
      const run = await playRelease(name as ReleaseName, leftFor(name as ReleaseName), null);
      const isGood = run.problems.length === 0 && run.next.exitCode === 0;
      if (!isGood) throw new Error(`${argument}, undisturbed:\n${run.problems.join('\n')}\n${run.report}`);
      store.write(`recorded-${argument}`, run);
      break;
    }
    case 'cell': {
      const cell = JSON.parse(argument) as Cell;
      const undisturbed = store.read(`undisturbed-${cell.release}`) as Undisturbed;
      store.write(`cell-${cell.id}`, await judgedCell(cell, leftFor(cell.release), undisturbed));
      break;
    }
    default:
      throw new Error(`no job is called ${job}`);
  }
});
