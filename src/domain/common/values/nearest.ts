// The word that was probably meant.

/** `null`: none is near. A short word may differ by one letter only: `region` is no `reason`. */
export function nearest(word: string, known: readonly string[]): string | null {
  const ranked = known.map((one) => ({ one, distance: distance(one, word) }));
  const [first] = ranked.sort((a, b) => a.distance - b.distance);
  return first !== undefined && first.distance <= Math.max(1, Math.floor(word.length / 4)) ? first.one : null;
}

/** How many letters have to be added, removed, changed or swapped with the next to turn one text into the other. */
function distance(a: string, b: string): number {
  let before: readonly number[] = [];
  let row: readonly number[] = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (const [i, letter] of Array.from(a).entries()) {
    const next = [i + 1];
    for (const [j, other] of Array.from(b).entries()) {
      const changed = (row[j] ?? 0) + (letter === other ? 0 : 1);
      const isSwapped = i > 0 && j > 0 && letter === b[j - 1] && other === a[i - 1];
      const swapped = isSwapped ? (before[j - 1] ?? 0) + 1 : Infinity;
      next.push(Math.min(changed, swapped, (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1));
    }
    [before, row] = [row, next];
  }
  return row.at(-1) ?? 0;
}
