// Plays the jobs of the matrix that it is sent: see ../matrix/jobs.ts.
//   prepare|record|cell <name, or the cell as JSON>
import type { Cell } from './cells.ts';
import type { LeftWorld } from './left-world.ts';
import { playCell } from './play-cell.ts';
import type { Rests } from './owed.ts';
import { prepare, record } from './recording.ts';
import type { Recording } from './recording.ts';
import { scenarioNames, type ScenarioName } from './groups.ts';
import { scenarios } from './scenarios.ts';
import type { Preparation } from './scenarios.ts';
import { answerJobs } from '../matrix/answer-jobs.ts';
import { storeIn } from '../matrix/store.ts';

const [folder = ''] = process.argv.slice(2);
const store = storeIn(folder);

function leftFor(name: ScenarioName): LeftWorld | null {
  const { after } = scenarios[name];
  if (after === null) return null;
  const left = store.read(`left-${after}`) as LeftWorld | null;
  if (left === null) throw new Error(`${after} was not prepared`);
  return left;
}

const restsKept = (): Rests =>
  Object.fromEntries(
    scenarioNames.flatMap((name) => {
      const kept = store.read(`recorded-${name}`) as Recording | null;
      return kept === null ? [] : [[name, kept.rest]];
    }),
  );

answerJobs(async (job, argument) => {
  switch (job) {
    case 'prepare':
      store.write(`left-${argument}`, await prepare(argument as Preparation));
      break;
    case 'record':
      store.write(
        `recorded-${argument}`,
        await record(argument as ScenarioName, leftFor(argument as ScenarioName)),
      );
      break;
    case 'cell': {
      const cell = JSON.parse(argument) as Cell;
      store.write(`cell-${cell.id}`, await playCell(cell, leftFor(cell.scenario), restsKept()));
      break;
    }
    default:
      throw new Error(`no job is called ${job}`);
  }
});
