// The cells of the matrix, made from what undisturbed runs wrote.
import type { Recording, RecordedWrite } from './recording.ts';
import type { Moment } from '../support/vanish.ts';
import { commonNames, rareNames } from './scenarios.ts';
import type { Next, ScenarioName } from './scenarios.ts';

export interface Cell {
  /** `<scenario>:<number of the write>-<operation>:<before|after>:<next>`. */
  readonly id: string;
  readonly scenario: ScenarioName;
  /** From 1. */
  readonly number: number;
  readonly write: RecordedWrite;
  readonly moment: Moment;
  readonly next: Next;
}

const moments = ['before', 'after'] as const;

export const cellsOf = (recordings: readonly Recording[], nexts: readonly Next[]): readonly Cell[] =>
  recordings.flatMap(({ name, writes }) =>
    writes.flatMap((write, index) =>
      moments.flatMap((moment) =>
        nexts.map((next): Cell => {
          const number = index + 1;
          const id = `${name}:${String(number)}-${write.operation}:${moment}:${next}`;
          return { id, scenario: name, number, write, moment, next };
        }),
      ),
    ),
  );

/** FNV-1a: the same text gives the same number on every machine. */
export function stableHash(text: string): number {
  let hash = 0x811c9dc5;
  for (const byte of Buffer.from(text)) hash = Math.imul(hash ^ byte, 0x01000193) >>> 0;
  return hash;
}

/** What a commit plays: every command, and one of the rare cases. */
export const namesFor = (text: string): readonly ScenarioName[] => [
  ...commonNames,
  ...rareNames.filter((_name, index) => index === stableHash(text) % rareNames.length),
];

const isRare = ({ scenario }: Cell): boolean => rareNames.some((name) => name === scenario);
const rareCells = 2;

/**
 * About `size` cells that the text (a commit's id) picks: at least one of each scenario, and all slices together are
 * the whole matrix. Cells next to each other differ in a write, so each scenario's are shuffled first, always alike.
 * Of rare cases two are added.
 */
export function sliceOf(cells: readonly Cell[], text: string, size: number): readonly Cell[] {
  const common = cells.filter((cell) => !isRare(cell));
  const slices = Math.max(1, Math.ceil(common.length / size));
  const rare = cells
    .filter(isRare)
    .toSorted((a, b) => stableHash(text + a.id) - stableHash(text + b.id) || a.id.localeCompare(b.id));
  return [...nthSlice(common, stableHash(text) % slices, slices), ...rare.slice(0, rareCells)];
}

export function nthSlice(cells: readonly Cell[], nth: number, slices: number): readonly Cell[] {
  const ofScenario = Map.groupBy(cells, ({ scenario }) => scenario);
  return [...ofScenario.values()].flatMap((own) => {
    const shuffled = own.toSorted((a, b) => stableHash(a.id) - stableHash(b.id) || a.id.localeCompare(b.id));
    const from = Math.floor((nth * own.length) / slices);
    const to = Math.max(from + 1, Math.floor(((nth + 1) * own.length) / slices));
    return shuffled.slice(from, to);
  });
}
