// What the matrix found, for people: totals for the committed page, and every cell for an ignored file.
import { sums, tableLine } from '../matrix/markdown.ts';
import type { Cell, ReleaseName } from './cells.ts';
import { bakeFaults, faultKinds, faultNames } from './fault-kinds.ts';
import type { Undisturbed, Verdict } from './play-cell.ts';

export interface Played {
  readonly cell: Cell;
  readonly verdict: Verdict;
}

interface Results {
  readonly played: readonly Played[];
  readonly undisturbed: readonly (readonly [ReleaseName, Undisturbed])[];
  /** The hash of what was run. */
  readonly bundle: string;
  /** `2026-11-26`. */
  readonly date: string;
}

const begin = '<!-- fault-matrix: begin -->';
const end = '<!-- fault-matrix: end -->';

/** The page with these totals between its markers. Throws if it has none. */
export function withTotals(page: string, results: Results): string {
  const [from, to] = [page.indexOf(begin), page.indexOf(end)];
  if (from < 0 || to < from) throw new Error(`the page has no ${begin} and ${end}`);
  return `${page.slice(0, from)}${begin}\n\n${totals(results)}\n\n${page.slice(to)}`;
}

const releaseWords: Readonly<Record<ReleaseName, string>> = {
  good: 'a good release',
  bad: 'a bad release',
  hand: 'a rollback by hand',
  'rollback-returning': 'a rollback to a kept green',
  tested: 'a release whose test never ends',
  migrating: 'a release that migrates',
  contracting: 'a teardown with a contract',
  draining: 'a release that drains its blue',
  'failing-test': 'a release whose test fails',
};

const head = ['Cells', 'Good', 'Requests', 'Lost', 'Longest'];

function table(title: string, rows: readonly (readonly [string, readonly Played[]])[]): readonly string[] {
  return [
    tableLine([title, ...head]),
    tableLine(['---', ...head.map(() => '---:')]),
    ...rows.map(([name, own]) => tableLine([name, ...sums(own.map(({ verdict }) => verdict))])),
  ];
}

function totals(results: Results): string {
  const { bundle, date, played, undisturbed } = results;
  const byCall = Map.groupBy(played, ({ cell }) => cell.call);
  const losses = undisturbed.map(([name, { lost }]) => `${releaseWords[name]} ${String(lost)}`);
  return [
    `Bundle \`${bundle}\`, ${date}. Undisturbed, users lose: ${losses.join(', ')} requests.`,
    '',
    ...table('Call', [
      ...[...byCall]
        .toSorted(([a], [b]) => a.localeCompare(b))
        .map(([call, own]) => [`\`${call}\``, own] as const),
      ['**All**', played],
    ]),
    '',
    ...table(
      'Fault',
      faultNames.map((name) => [faultKinds[name].words, played.filter(({ cell }) => cell.fault === name)]),
    ),
    '',
    ...bakeTable(played),
  ].join('\n');
}

/** Reads of a bake that fail for 40 s, in numbers. */
function bakeTable(played: readonly Played[]): readonly string[] {
  const measured = played.filter(({ cell }) => cell.plays > 1);
  const calls = [...new Set(measured.map(({ cell }) => cell.call))].toSorted();
  const numberOf = (call: string, fault: string): string => {
    const found = measured.find(({ cell }) => cell.call === call && cell.fault === fault);
    if (found === undefined) return '–';
    const { bound, isGood } = found.verdict;
    return `${isGood ? '' : '**RED** '}${bound.replace(' requests', '')}`;
  };
  const columns = ['Read of a bake that probes judge', ...bakeFaults.map((name) => faultKinds[name].words)];
  return [
    'Lost requests, median of three, and the bound:',
    '',
    tableLine(columns),
    tableLine(columns.map((_, index) => (index === 0 ? '---' : '---:'))),
    ...calls.map((call) => tableLine([`\`${call}\``, ...bakeFaults.map((fault) => numberOf(call, fault))])),
  ];
}

/** Every cell: how the disturbed command and the next one ended, what users lost, and what is wrong. */
export function everyCell({ played, bundle, date }: Results): string {
  const columns = ['cell', 'fault', 'lost', 'measured', 'seconds', 'ended', 'problems'];
  const rows = played
    .toSorted((a, b) => a.cell.id.localeCompare(b.cell.id))
    .map(({ cell, verdict }) => [
      `${verdict.isGood ? '' : '**RED** '}${cell.id}`,
      faultKinds[cell.fault].words,
      verdict.lost,
      verdict.bound,
      verdict.seconds.toFixed(1),
      verdict.ending,
      verdict.problems.join('; ').replaceAll('\n', ' '),
    ]);
  return [
    `# Fault matrix, bundle ${bundle}, ${date}`,
    '',
    tableLine(columns),
    tableLine(columns.map(() => '---')),
    ...rows.map(tableLine),
    '',
  ].join('\n');
}
