// The cells of the matrix, made from what undisturbed runs wrote.
import { nthSlice, shuffledBy, stableHash } from '../matrix/slices.ts';
import type { Recording, RecordedWrite } from './recording.ts';
import type { Moment } from '../support/vanish.ts';
import { commonNames, rareNames, type ScenarioName } from './groups.ts';
import type { Next } from './scenarios.ts';

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

/** What a commit plays: every command, and one of the rare cases. */
export const namesFor = (text: string): readonly ScenarioName[] => [
  ...commonNames,
  ...rareNames.filter((_name, index) => index === stableHash(text) % rareNames.length),
];

const isRare = ({ scenario }: Cell): boolean => rareNames.some((name) => name === scenario);
const rareCells = 2;

/**
 * About `size` cells that the text (a commit's id) picks: at least one of each scenario, and all slices together are
 * the whole matrix. Of rare cases two are added.
 */
export function sliceOf(cells: readonly Cell[], text: string, size: number): readonly Cell[] {
  const common = cells.filter((cell) => !isRare(cell));
  const slices = Math.max(1, Math.ceil(common.length / size));
  const rare = shuffledBy(cells.filter(isRare), text);
  return [...nthSlice(common, stableHash(text) % slices, slices, scenarioOf), ...rare.slice(0, rareCells)];
}

export const scenarioOf = ({ scenario }: Cell): string => scenario;
