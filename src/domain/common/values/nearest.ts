// The word that was probably meant.

/** `null`: none is near. */
export function nearest(word: string, known: readonly string[]): string | null {
  const ranked = known.map((one) => ({ one, distance: distance(one, word) }));
  const [first] = ranked.sort((a, b) => a.distance - b.distance);
  return first !== undefined && first.distance <= Math.max(2, Math.floor(word.length / 3)) ? first.one : null;
}

/** How many letters have to be added, removed or changed to turn one text into the other (Levenshtein). */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (const [i, letter] of Array.from(a).entries()) {
    const next = [i + 1];
    for (const [j, other] of Array.from(b).entries()) {
      const changed = (row[j] ?? 0) + (letter === other ? 0 : 1);
      next.push(Math.min(changed, (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}
