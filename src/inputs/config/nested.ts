// A setting that is a list of mappings: its values as JSON, and the place of each. Loaded only for a config file.
import { isAlias, isMap, isScalar, isSeq, type Document } from 'yaml';
import type { Place } from '../position.ts';

export interface Nested {
  /** Lists, objects, and every other value as a text, as it is written. */
  readonly value: unknown;
  /** By the path of a value, such as `0/json/ok`. */
  readonly places: Readonly<Record<string, Place>>;
  readonly wrong: string | null;
}

/** Aliases may repeat each other, so a short file can stand for very many values. */
const mostValues = 2000;
const deepest = 4;

export function nestedIn(
  document: Document,
  root: unknown,
  { textOf, placeAt }: { textOf: (node: unknown) => string | null; placeAt: (offset: number) => Place },
): Nested {
  const places: Record<string, Place> = {};
  let left = mostValues;
  const walk = (given: unknown, path: readonly string[], place: number | null): unknown => {
    left -= 1;
    const node = isAlias(given) ? given.resolve(document) : given;
    if (place !== null) places[path.join('/')] = placeAt(place);
    if (left < 0 || path.length > deepest) return null;
    if (isSeq(node))
      return node.items.map((item, index) => walk(item, [...path, String(index)], startOf(item)));
    if (!isMap(node)) return textOf(node)?.trim() ?? null;
    const members = node.items.map(({ key, value }) => {
      const name = textOf(key) ?? '?';
      return [name, walk(value, [...path, name], startOf(key))] as const;
    });
    return Object.fromEntries(members);
  };
  const value = walk(root, [], startOf(root));
  return { value, places, wrong: left < 0 ? `holds more than ${String(mostValues)} values` : null };
}

function startOf(node: unknown): number | null {
  const isPlaced = isScalar(node) || isMap(node) || isSeq(node) || isAlias(node);
  return isPlaced ? (node.range?.[0] ?? null) : null;
}
