// The crash matrix: every command is killed before and after each of its writes, and the next command completes it.
//   node scripts/crash-matrix.ts                     all cells; writes the totals of docs/crash-matrix.md, and every cell
//                                                    to .tmp/crash-matrix/BUNDLE/cells-GROUP.md
//   node scripts/crash-matrix.ts --group rare        the cells and the totals of one group: common, rare, configured, contracts
//   node scripts/crash-matrix.ts --scenario NAME     the cells of one command, or of several by comma
//   node scripts/crash-matrix.ts --slice TEXT        about eleven cells that the text (a commit's id) picks
//   node scripts/crash-matrix.ts --only rollback     cells whose id contains this
//   node scripts/crash-matrix.ts --cell ID           one cell, with its whole log
//   …  --at-once N (4)   --fresh (good cells of the same bundle are otherwise not played again)
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { format, resolveConfig } from 'prettier';
import { cellsOf, namesFor, sliceOf } from '../__tests__/crash/cells.ts';
import type { Cell } from '../__tests__/crash/cells.ts';
import type { Verdict } from '../__tests__/crash/play-cell.ts';
import type { Recording } from '../__tests__/crash/recording.ts';
import { groups, scenarioNames, type Group, type ScenarioName } from '../__tests__/crash/groups.ts';
import { nexts, preparations, scenarios } from '../__tests__/crash/scenarios.ts';
import { everyCell, withTotals } from '../__tests__/crash/table.ts';
import type { Played } from '../__tests__/crash/table.ts';
import { playJob, sideBySide } from '../__tests__/matrix/jobs.ts';
import { bundleHash, storeIn } from '../__tests__/matrix/store.ts';
import { playCells, printTotals } from '../__tests__/matrix/verdicts.ts';

const root = path.resolve(import.meta.dirname, '..');
const { values } = parseArgs({
  options: {
    slice: { type: 'string' },
    only: { type: 'string' },
    group: { type: 'string' },
    scenario: { type: 'string' },
    cell: { type: 'string' },
    'at-once': { type: 'string', default: '4' },
    fresh: { type: 'boolean', default: false },
  },
});
const sliceSize = 9;
/** A case normally ends earlier and cleans up. This limit is for a case that hangs. */
const patienceMs = 360_000;

const bundle = bundleHash(process.env['ACTION_BUNDLE'] ?? root);
const folder = path.join(root, '.tmp/crash-matrix', bundle);
if (values.fresh) rmSync(folder, { recursive: true, force: true });
const store = storeIn(folder);
const runner = { script: '__tests__/crash/play-one.ts', folder, patienceMs };
const atOnce = Number(values['at-once']);

const has = (name: string): boolean => existsSync(path.join(folder, `${name}.json`));

async function need(job: 'prepare' | 'record', name: string): Promise<void> {
  if (has(`${job === 'prepare' ? 'left' : 'recorded'}-${name}`)) return;
  const problem = await playJob(runner, job, name);
  if (problem !== null) throw new Error(problem);
  console.log(`${job === 'prepare' ? 'prepared' : 'recorded'} ${name}`);
}

/** Every command once, undisturbed: first those that need no world made by another. */
async function recordAll(names: readonly ScenarioName[]): Promise<readonly Recording[]> {
  const first = names.filter((name) => scenarios[name].after === null);
  const needed = preparations.filter((one) => names.some((name) => scenarios[name].after === one));
  const jobs = [
    ...needed.map((name) => ['prepare', name] as const),
    ...first.map((name) => ['record', name] as const),
  ];
  await sideBySide(jobs, atOnce, ([job, name]) => need(job, name));
  const second = names.filter((name) => !first.includes(name));
  await sideBySide(second, atOnce, (name) => need('record', name));
  return names.flatMap((name) => (store.read(`recorded-${name}`) as Recording | null) ?? []);
}

function chosen(cells: readonly Cell[]): readonly Cell[] {
  if (values.cell !== undefined) return cells.filter(({ id }) => id === values.cell);
  const own = cells.filter(({ scenario }) => asked.includes(scenario));
  const only = own.filter(({ id }) => id.includes(values.only ?? ''));
  return values.slice === undefined ? only : sliceOf(only, values.slice, sliceSize);
}

/** Totals to the committed page; every cell next to the kept results. */
async function writeTotals(
  group: Group,
  recordings: readonly Recording[],
  all: readonly Played[],
): Promise<void> {
  const page = path.join(root, 'docs/crash-matrix.md');
  const played = all.filter(({ cell }) => groups[group].includes(cell.scenario));
  const results = { group, recordings, played, bundle, date: new Date().toISOString().slice(0, 10) };
  const options = { ...(await resolveConfig(page)), filepath: page };
  writeFileSync(page, await format(withTotals(readFileSync(page, 'utf8'), results), options));
  const table = path.join(folder, `cells-${group}.md`);
  writeFileSync(table, await format(everyCell(results), options));
  console.log(`every cell: ${path.relative(root, table)}`);
}

const named = (values.scenario ?? values.cell?.split(':')[0])?.split(',');
const unknown = (named ?? []).filter((name) => !scenarioNames.some((one) => one === name));
if (unknown.length > 0)
  throw new Error(`no scenario is called ${unknown.join(', ')}: ${scenarioNames.join(', ')}`);
if (values.group !== undefined && !(values.group in groups))
  throw new Error(`--group is one of ${Object.keys(groups).join(', ')}`);
const groupsAsked = (Object.keys(groups) as Group[]).filter(
  (group) => values.group === undefined || values.group === group,
);
/** What is played: of a slice the commands that the commit picks, else those that are named, a group or all of them. */
const asked: readonly string[] =
  values.slice === undefined
    ? (named ?? groupsAsked.flatMap((group) => groups[group]))
    : namesFor(values.slice);
/** Their undisturbed runs show which tags may outlive a release. */
const showing: readonly ScenarioName[] = ['rollback', 'rollback-re-release', 'sweep'];
const isRecorded = (name: ScenarioName): boolean => asked.includes(name) || showing.includes(name);
const began = performance.now();
const recordings = await recordAll(scenarioNames.filter(isRecorded));
const all = cellsOf(recordings, nexts);
const cells = chosen(all);
console.log(`bundle ${bundle}: ${String(cells.length)} of ${String(all.length)} cells`);
const unplayed = { isGood: false, ending: '–', seconds: 0, sent: 0, failed: 0, remains: [], report: '' };
const verdicts = await playCells<Cell, Verdict>(cells, {
  ...{ runner, store, atOnce, isContinued: values.cell === undefined },
  wordsOf: ({ write }) => write.what,
  lostOf: ({ id }, problem) => ({ ...unplayed, id, problems: [problem] }),
});
const isGood = printTotals('crash-matrix', verdicts, began);
if (values.slice === undefined && values.only === undefined && named === undefined) {
  const played = cells.flatMap((cell) => {
    const verdict = verdicts.find(({ id }) => id === cell.id);
    return verdict === undefined ? [] : [{ cell, verdict }];
  });
  for (const group of groupsAsked) await writeTotals(group, recordings, played);
}
process.exitCode = isGood ? 0 : 1;
