// What a commit plays of a matrix: slices that rotate, and together are all of it.

/** FNV-1a: the same text gives the same number on every machine. */
export function stableHash(text: string): number {
  let hash = 0x811c9dc5;
  for (const byte of Buffer.from(text)) hash = Math.imul(hash ^ byte, 0x01000193) >>> 0;
  return hash;
}

interface Identified {
  readonly id: string;
}

/** The same order for the same text, whatever order the cells are in. */
export const shuffledBy = <T extends Identified>(cells: readonly T[], text: string): readonly T[] =>
  cells
    .map((cell) => ({ cell, hash: stableHash(text + cell.id) }))
    .toSorted((a, b) => a.hash - b.hash || a.cell.id.localeCompare(b.cell.id))
    .map(({ cell }) => cell);

/**
 * One of so many slices: at least one cell of each group, and all slices together are all cells. Cells next to each
 * other differ little, so each group is shuffled first, always alike.
 */
export function nthSlice<T extends Identified>(
  cells: readonly T[],
  nth: number,
  slices: number,
  groupOf: (cell: T) => string,
): readonly T[] {
  return [...Map.groupBy(cells, groupOf).values()].flatMap((own) => {
    const from = Math.floor((nth * own.length) / slices);
    const to = Math.max(from + 1, Math.floor(((nth + 1) * own.length) / slices));
    return shuffledBy(own, '').slice(from, to);
  });
}
