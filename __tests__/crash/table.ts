// What the matrix found, for people: totals for the committed page, and every cell for an ignored file.
import { sums, tableLine } from '../matrix/markdown.ts';
import type { Cell } from './cells.ts';
import type { Verdict } from './play-cell.ts';
import type { Recording } from './recording.ts';
import type { Group } from './groups.ts';
import { nexts, scenarios } from './scenarios.ts';
import type { Next } from './scenarios.ts';

export interface Played {
  readonly cell: Cell;
  readonly verdict: Verdict;
}

/** One run of the matrix over the commands of a group. */
interface Results {
  readonly group: Group;
  readonly recordings: readonly Recording[];
  readonly played: readonly Played[];
  /** The hash of what was run. */
  readonly bundle: string;
  /** `2026-11-26`. */
  readonly date: string;
}

const titles: Readonly<Record<Group, string>> = {
  common: 'Every command as it usually runs',
  rare: 'Rare cases',
  configured: 'Checks, migrations and draining',
  contracts: 'Contracts',
};

const heads: Readonly<Record<Next, string>> = {
  again: 'the same command again',
  rollback: 'rollback',
  sweep: 'sweep after the lease',
};

/** The commands of the results, each with its own cells. */
const byCommand = ({ recordings, played }: Results): readonly (readonly [Recording, readonly Played[]])[] =>
  recordings
    .map((recording) => [recording, played.filter(({ cell }) => cell.scenario === recording.name)] as const)
    .filter(([, own]) => own.length > 0);

/** The page with the totals of these results in place of the ones of their group; the formatting is prettier's. */
export function withTotals(page: string, results: Results): string {
  const parts = page.split(/^(?=## )/m);
  return parts
    .map((part) => (part.startsWith(`## ${titles[results.group]}`) ? totals(results) : part))
    .join('');
}

function totals(results: Results): string {
  const { group, bundle, date, played } = results;
  const rows = byCommand(results).map(([{ name, writes }, own]) => [
    scenarios[name].words,
    writes.length,
    ...sums(own.map(({ verdict }) => verdict)),
  ]);
  const head = ['Command', 'Writes', 'Cells', 'Good', 'Requests', 'Failed', 'Longest'];
  return [
    `## ${titles[group]}`,
    '',
    `Bundle \`${bundle}\`, ${date}, \`npm run crash-matrix -- --group ${group}\`.`,
    '',
    tableLine(head),
    tableLine(['---', ...head.slice(1).map(() => '---:')]),
    ...rows.map(tableLine),
    tableLine(['**All**', '', ...sums(played.map(({ verdict }) => verdict))]),
    '',
    '',
  ].join('\n');
}

/** Every cell: how the next command ended, which version has all of production, and after how many seconds. */
export function everyCell(results: Results): string {
  return [
    `# Crash matrix, bundle ${results.bundle}, ${results.date}: ${titles[results.group].toLowerCase()}`,
    '',
    'Each cell shows how the next command ended, which version then has all of production, and the seconds to that',
    'end. `refused`: there was nothing to roll back, because the killed run had made nothing that users could see.',
    'What it left for the next deploy, promote or sweep follows.',
    '',
    ...byCommand(results).flatMap(([recording, own]) => [...section(recording, own), '']),
  ].join('\n');
}

function section(recording: Recording, played: readonly Played[]): readonly string[] {
  const columns = nexts.filter((next) => played.some(({ cell }) => cell.next === next));
  const head = ['#', 'write', 'what', 'killed', ...columns.map((next) => heads[next])];
  const rows = recording.writes.flatMap(({ operation, what }, index) =>
    (['before', 'after'] as const).flatMap((moment) => {
      const own = played.filter(({ cell }) => cell.number === index + 1 && cell.moment === moment);
      if (own.length === 0) return [];
      const cells = columns.map((next) => describeCell(own.find(({ cell }) => cell.next === next)?.verdict));
      return [[String(index + 1), operation, what, moment, ...cells]];
    }),
  );
  const { result, version } = recording.rest;
  return [
    `## ${scenarios[recording.name].words}`,
    '',
    `Undisturbed: ${String(recording.writes.length)} writes, ends \`${result}\` with ${version ?? 'no version'} serving.`,
    '',
    tableLine(head),
    tableLine(head.map(() => '---')),
    ...rows.map(tableLine),
  ];
}

function describeCell(verdict: Verdict | undefined): string {
  if (verdict === undefined) return '–';
  const left = verdict.remains.length === 0 ? '' : `; left: ${verdict.remains.join(', ')}`;
  const ending = `${verdict.ending}, ${String(Math.round(verdict.seconds))} s${left}`;
  return verdict.isGood ? ending : `**RED** ${ending}`;
}
