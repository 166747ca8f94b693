/** A count with its noun: `1 task`, `2 tasks`. */
export const formatCount = (count: number, one: string, many = `${one}s`): string =>
  `${String(count)} ${count === 1 ? one : many}`;
