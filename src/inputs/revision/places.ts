// Where a value stands in its file, and how it is written there.
import type { Node, ParseError } from 'jsonc-parser';
import type { Document, Node as YamlNode, YAMLMap } from 'yaml';
import type { Path } from '../../domain/common/revision/shape.ts';

/** `source`: as the file writes it, quotes included. */
export interface Place {
  readonly line: number;
  readonly source: string;
}

/** `null`: the value isn't in the file itself, for example where an alias gives it. */
export type PlaceOf = (path: Path) => Place | null;

const placeIn = (text: string, start: number, end: number): Place => ({
  line: text.slice(0, start).split('\n').length,
  source: text.slice(start, end),
});

export async function jsonPlaces(text: string): Promise<PlaceOf> {
  const { findNodeAtLocation, parseTree } = await import('jsonc-parser');
  const errors: ParseError[] = [];
  const root: Node | undefined = parseTree(text, errors);
  return (path) => {
    const node = root === undefined ? undefined : findNodeAtLocation(root, [...path]);
    return node === undefined ? null : placeIn(text, node.offset, node.offset + node.length);
  };
}

export async function yamlPlaces(text: string, document: Document): Promise<PlaceOf> {
  const { isAlias, isMap, isNode, isScalar, isSeq } = await import('./yaml.ts');

  const resolved = (node: unknown): YamlNode | null => {
    if (isAlias(node)) return node.resolve(document) ?? null;
    return isNode(node) ? node : null;
  };
  /** The key that merges is a symbol. */
  const nameOf = (key: unknown): string => {
    const value: unknown = isScalar(key) ? key.value : key;
    return typeof value === 'symbol' ? (value.description ?? '') : String(value);
  };
  /** A member of the map, or of a map that `<<` merges into it. */
  const memberOf = (map: YAMLMap, name: string | number): YamlNode | null => {
    const pair = map.items.find(({ key }) => nameOf(key) === String(name));
    if (pair !== undefined) return resolved(pair.value);
    const merged = map.items.filter(({ key }) => nameOf(key) === '<<').map(({ value }) => resolved(value));
    const maps = merged.flatMap((node) => (isSeq(node) ? node.items.map(resolved) : [node]));
    const found = maps.map((node) => (isMap(node) ? memberOf(node, name) : null));
    return found.find((node) => node !== null) ?? null;
  };
  return (path) => {
    let node = resolved(document.contents);
    for (const name of path) {
      if (isMap(node)) node = memberOf(node, name);
      else node = isSeq(node) ? resolved(node.items[Number(name)]) : null;
    }
    if (node?.range === undefined || node.range === null) return null;
    return placeIn(text, node.range[0], node.range[1]);
  };
}
