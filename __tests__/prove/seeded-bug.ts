import type { Patch } from '../../scripts/seeded-copy.ts';

export interface SeededBug {
  readonly name: string;
  readonly patches: readonly Patch[];
  /** How many disturbances the shortest way to its harm needs; 1 unless it says more. */
  readonly disturbances?: number;
  /** The start that it is looked for in, when not in all: part of its name. */
  readonly start?: string;
}

export const bug = (
  name: string,
  file: string,
  find: string,
  replace: string,
  more: Partial<SeededBug> = {},
): SeededBug => ({
  name,
  patches: [{ file: `domain/${file}`, find, replace }],
  ...more,
});
