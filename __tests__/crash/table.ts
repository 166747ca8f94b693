// The matrix as a page for people.
import type { Cell } from './cells.ts';
import type { Verdict } from './play-cell.ts';
import type { Recording } from './recording.ts';
import { nexts, scenarios } from './scenarios.ts';
import type { Group, Next } from './scenarios.ts';

export interface Played {
  readonly cell: Cell;
  readonly verdict: Verdict;
}

const heads: Readonly<Record<Next, string>> = {
  again: 'the same command again',
  rollback: 'rollback',
  sweep: 'sweep after the lease',
};

const shownIn = (played: readonly Played[]): readonly Next[] =>
  nexts.filter((next) => played.some(({ cell }) => cell.next === next));

/** In `docs`. */
export const pages: Readonly<Record<Group, string>> = {
  common: 'crash-matrix.md',
  rare: 'crash-matrix-rare.md',
};

/** One of `pages`, but for its formatting. `bundle`: the hash of what was run. */
export function page(
  group: Group,
  recordings: readonly Recording[],
  played: readonly Played[],
  bundle: string,
): string {
  const shown = recordings.filter(({ name }) => played.some(({ cell }) => cell.scenario === name));
  return [
    ...heading[group],
    '',
    `Made by \`npm run crash-matrix -- --group ${group}\` with the bundle ${bundle}; don't edit it.`,
    '',
    group === 'common' ? intro : rareIntro,
    '',
    totals(played),
    '',
    ...shown.flatMap((recording) => [
      ...section(
        recording,
        played.filter(({ cell }) => cell.scenario === recording.name),
      ),
      '',
    ]),
  ].join('\n');
}

const heading: Readonly<Record<Group, readonly string[]>> = {
  common: ['# Crash matrix'],
  rare: ['# Crash matrix: rare cases'],
};

const rareIntro =
  'What a command does only when it is asked to, or finds only after somebody else had a bad day; played and judged as ' +
  'in the [crash matrix](crash-matrix.md), which has every command as it usually runs.';

const intro = [
  'A runner may vanish at any moment. Each command is run here against the sandbox with users on it, and its process is',
  'killed (SIGKILL, no post step) at each write to AWS that an undisturbed run makes: **before** the write is carried',
  'out (it has arrived, and never lands), and **after** it (it has landed, and the answer never comes). Then another',
  'command runs: the same one as the next attempt of its run, a rollback of another run, or a sweep of another run once',
  'every lease and expiry is over.',
  '',
  'A cell tells how that command ended, which version then has all of production, and the seconds from its start to that',
  'end. Short times are set (a bake of 2 s), but every wait for load balancer nodes and for tasks is a real one. A cell',
  'counts as good when all of this held: the ending is the one that is owed; the [invariants](invariants.md), at every',
  'write that reached the sandbox; no user request failed from the first second to the last; at the end one task set',
  'that is PRIMARY and has all of production (and the staged one beside it where a stage is not to be undone); no task',
  'set, tag, process or port besides.',
  '',
  '`refused` means: there was nothing to take back, since the dead run had made nothing that users could have come to',
  'see. It writes nothing. What the dead run then leaves for the next deploy, promote or sweep is told behind it.',
  '',
  'Worlds that take a release to make (a staged green, warm blue) are set up from what a real release left, and are',
  'compared with it before each case. Before a sweep the times in the tags are set back until every lease and expiry is',
  'over, as if it came that much later.',
].join('\n');

function totals(played: readonly Played[]): string {
  const sum = (of: (verdict: Verdict) => number): number =>
    played.reduce((total, { verdict }) => total + of(verdict), 0);
  const good = played.filter(({ verdict }) => verdict.isGood).length;
  const slowest = Math.max(0, ...played.map(({ verdict }) => verdict.seconds));
  return (
    `**${String(good)} of ${String(played.length)} cells are good.** Users sent ` +
    `${sum(({ sent }) => sent).toLocaleString('en')} requests, of which ${String(sum(({ failed }) => failed))} failed. ` +
    `The longest way to a good end took ${String(Math.round(slowest))} s.`
  );
}

function section(recording: Recording, played: readonly Played[]): readonly string[] {
  const { words } = scenarios[recording.name];
  const columns = shownIn(played);
  const head = ['#', 'write', 'what', 'killed', ...columns.map((next) => heads[next])];
  const rows = recording.writes.flatMap(({ operation, what }, index) =>
    (['before', 'after'] as const).flatMap((moment) => {
      const own = played.filter(({ cell }) => cell.number === index + 1 && cell.moment === moment);
      if (own.length === 0) return [];
      const cells = columns.map((next) => cellWords(own.find(({ cell }) => cell.next === next)?.verdict));
      return [[String(index + 1), operation, what, moment, ...cells]];
    }),
  );
  const { result, version } = recording.rest;
  return [
    `## ${words}`,
    '',
    `Undisturbed: ${String(recording.writes.length)} writes, ends \`${result}\` with ${version ?? 'nobody'} serving.`,
    '',
    line(head),
    line(head.map(() => '---')),
    ...rows.map(line),
  ];
}

const line = (cells: readonly string[]): string =>
  `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;

function cellWords(verdict: Verdict | undefined): string {
  if (verdict === undefined) return '–';
  const left = verdict.remains.length === 0 ? '' : `; left: ${verdict.remains.join(', ')}`;
  const told = `${verdict.ending}, ${String(Math.round(verdict.seconds))} s${left}`;
  return verdict.isGood ? told : `**RED** ${told}`;
}
