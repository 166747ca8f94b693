// The fault matrix: every call of a release goes wrong in every way, through a proxy between the bundle and the sandbox.
//   node scripts/fault-matrix.ts                     all cells; writes the totals of docs/evidence.md, and every cell
//                                                    to .tmp/fault-matrix/BUNDLE/cells.md
//   node scripts/fault-matrix.ts --slice TEXT        about six short cells that the text (a commit's id) picks
//   node scripts/fault-matrix.ts --only hang         cells whose id contains this; several by comma
//   node scripts/fault-matrix.ts --cell ID           one cell, with its whole log
//   node scripts/fault-matrix.ts --list              the ids, and nothing is played
//   …  --at-once N (6)   --fresh (good cells of the same bundle are otherwise not played again)
import { rmSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { format, resolveConfig } from 'prettier';
import { cellsOf, releaseFor, releaseNames, sliceOf } from '../__tests__/fault-matrix/cells.ts';
import type { Cell, ReleaseName } from '../__tests__/fault-matrix/cells.ts';
import { faultKinds } from '../__tests__/fault-matrix/fault-kinds.ts';
import { losesNone, mediansOf } from '../__tests__/fault-matrix/judge-loss.ts';
import type { Undisturbed, Verdict } from '../__tests__/fault-matrix/play-cell.ts';
import type { Run } from '../__tests__/fault-matrix/play.ts';
import { releases } from '../__tests__/fault-matrix/releases.ts';
import { everyCell, withTotals } from '../__tests__/fault-matrix/table.ts';
import { playJob, sideBySide } from '../__tests__/matrix/jobs.ts';
import { bundleHash, storeIn } from '../__tests__/matrix/store.ts';
import { playCells, printTotals } from '../__tests__/matrix/verdicts.ts';

const root = path.resolve(import.meta.dirname, '..');
const { values } = parseArgs({
  options: {
    slice: { type: 'string' },
    only: { type: 'string' },
    cell: { type: 'string' },
    list: { type: 'boolean', default: false },
    'at-once': { type: 'string' },
    fresh: { type: 'boolean', default: false },
  },
});
const sliceSize = 6;
/** Most of a case is waiting. */
const atOnce = Number(values['at-once'] ?? 6);
/** A cell that is played three times, each with its own limit, ends earlier and cleans up. */
const patienceMs = 1_080_000;

const bundle = bundleHash(process.env['ACTION_BUNDLE'] ?? root);
const folder = path.join(root, '.tmp/fault-matrix', bundle);
if (values.fresh) rmSync(folder, { recursive: true, force: true });
const store = storeIn(folder);
const runner = { script: '__tests__/fault-matrix/play-one.ts', folder, patienceMs };

async function need(job: 'prepare' | 'record', name: string): Promise<void> {
  if (store.read(`${job === 'prepare' ? 'left' : 'recorded'}-${name}`) !== null) return;
  const problem = await playJob(runner, job, name);
  if (problem !== null) throw new Error(problem);
  console.log(`${job === 'prepare' ? 'prepared' : 'recorded'} ${name}`);
}

/** Where users lose requests, what counts is a median. In a slice one has to do. */
const recordings = (name: ReleaseName): readonly string[] => {
  const times = losesNone(name) || values.slice !== undefined ? 1 : 3;
  return Array.from({ length: times }, (_, index) => `${name}:${String(index + 1)}`);
};

/** Every release undisturbed; returns the calls of the first of each. */
async function recordAll(names: readonly ReleaseName[]): Promise<ReadonlyMap<ReleaseName, Run['calls']>> {
  const worlds = new Set(names.flatMap((name) => releases[name].after ?? []));
  const isLater = (name: ReleaseName): boolean => releases[name].after !== null;
  const recordOf = (some: readonly ReleaseName[]): readonly (readonly ['record', string])[] =>
    some.flatMap(recordings).map((one) => ['record', one]);
  const [first, later] = [names.filter((name) => !isLater(name)), names.filter(isLater)];
  const jobs = [...[...worlds].map((world) => ['prepare', world] as const), ...recordOf(first)];
  await sideBySide(jobs, atOnce, ([job, name]) => need(job, name));
  await sideBySide(recordOf(later), atOnce, ([job, name]) => need(job, name));
  return new Map(
    names.map((name) => {
      const runs = recordings(name).map((one) => store.read(`recorded-${one}`) as Run);
      const [run] = runs;
      if (run === undefined) throw new Error(`${name} was not recorded`);
      const undisturbed: Undisturbed = { ending: run.first, ...mediansOf(runs) };
      store.write(`undisturbed-${name}`, undisturbed);
      const { result, version } = run.first;
      console.log(
        `${name}: ${result}, ${version ?? 'split'}, ${String(run.calls.length)} calls, ${String(undisturbed.lost)} lost requests`,
      );
      return [name, run.calls];
    }),
  );
}

function chosen(cells: readonly Cell[]): readonly Cell[] {
  if (values.cell !== undefined) return cells.filter(({ id }) => id === values.cell);
  const parts = (values.only ?? '').split(',');
  const only = cells.filter(({ id }) => parts.some((part) => id.includes(part)));
  return values.slice === undefined ? only : sliceOf(only, values.slice, sliceSize);
}

/** Only the releases whose cells are asked for have to be recorded. */
function releasesAsked(): readonly ReleaseName[] {
  if (values.slice !== undefined) return [releaseFor(values.slice)];
  const asked = (values.cell ?? values.only ?? '').split(',');
  const isOf = (name: ReleaseName, part: string): boolean => part === name || part.startsWith(`${name}:`);
  const named = releaseNames.filter((name) => asked.some((part) => isOf(name, part)));
  return asked.every((part) => named.some((name) => isOf(name, part))) ? named : releaseNames;
}

/** Totals to the committed page; every cell next to the kept results. */
async function writeTotals(cells: readonly Cell[], verdicts: readonly Verdict[]): Promise<void> {
  const played = cells.flatMap((cell) => {
    const verdict = verdicts.find(({ id }) => id === cell.id);
    return verdict === undefined ? [] : [{ cell, verdict }];
  });
  const undisturbed = releaseNames.map(
    (name) => [name, store.read(`undisturbed-${name}`) as Undisturbed] as const,
  );
  const results = { played, undisturbed, bundle, date: new Date().toISOString().slice(0, 10) };
  const page = path.join(root, 'docs/evidence.md');
  const options = { ...(await resolveConfig(page)), filepath: page };
  writeFileSync(page, await format(withTotals(readFileSync(page, 'utf8'), results), options));
  const table = path.join(folder, 'cells.md');
  writeFileSync(table, await format(everyCell(results), options));
  console.log(`every cell: ${path.relative(root, table)}`);
}

const began = performance.now();
const recorded = await recordAll(releasesAsked());
const all = [...recorded].flatMap(([name, calls]) => cellsOf(name, calls));
const cells = chosen(all);
console.log(`bundle ${bundle}: ${String(cells.length)} of ${String(all.length)} cells`);
if (values.list) {
  for (const { id } of cells) console.log(id);
  process.exit();
}
const unplayed = {
  isGood: false,
  ending: '–',
  seconds: 0,
  sent: 0,
  failed: 0,
  lost: 0,
  bound: '–',
  report: '',
};
const verdicts = await playCells<Cell, Verdict>(cells, {
  ...{ runner, store, atOnce, isContinued: values.cell === undefined },
  wordsOf: ({ fault }) => faultKinds[fault].words,
  lostOf: ({ id }, problem) => ({ ...unplayed, id, problems: [problem] }),
});
if (values.slice === undefined && values.only === undefined && values.cell === undefined)
  await writeTotals(cells, verdicts);
process.exitCode = printTotals('fault-matrix', verdicts, began) ? 0 : 1;
