// Answers of an AWS that leaves out empty lists.
export function withoutEmptyLists<T>(value: T): T {
  return withoutLists(value) as T;
}

function withoutLists(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutLists);
  if (typeof value !== 'object' || value === null || value instanceof Date) return value;
  const kept = Object.entries(value).filter(([, one]) => !(Array.isArray(one) && one.length === 0));
  return Object.fromEntries(kept.map(([name, one]) => [name, withoutLists(one)]));
}
