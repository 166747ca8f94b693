/** A count with its noun: `1 task`, `2 tasks`. */
export const formatCount = (count: number, one: string, many = `${one}s`): string =>
  `${String(count)} ${count === 1 ? one : many}`;

/** The first names of a list, `most` of them if it is longer: `a, b and 2 more`. */
export function formatFew(names: readonly string[], most: number): string {
  const more = names.length - most;
  return `${names.slice(0, most).join(', ')}${more > 0 ? ` and ${String(more)} more` : ''}`;
}

/** `a, b and c` */
export const formatAll = (names: readonly string[]): string =>
  names.join(', ').replace(/, ([^,]*)$/, ' and $1');
