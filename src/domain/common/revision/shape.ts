// What ECS wants in each place of a task definition, and where a document differs.
import { isJsonArray, isJsonObject, type Json, type JsonObject } from '../values/json.ts';

/** `any`: not checked. */
export type Shape =
  | { readonly kind: 'number' | 'boolean' | 'any' }
  /** `words`: the only values that are known. `null`: any text. */
  | { readonly kind: 'text'; readonly words: readonly string[] | null }
  | { readonly kind: 'list' | 'map'; readonly item: Shape }
  | {
      readonly kind: 'object';
      readonly members: ReadonlyMap<string, Shape>;
      readonly required: readonly string[];
    };

export type Path = readonly (string | number)[];

export type Misfit =
  | { readonly kind: 'type'; readonly path: Path; readonly value: Json; readonly wanted: Shape }
  /** A text of the right type that isn't one of the known words. */
  | { readonly kind: 'word'; readonly path: Path; readonly value: string; readonly words: readonly string[] }
  /** `path`: of the object that lacks the member. */
  | { readonly kind: 'missing'; readonly path: Path; readonly member: string }
  /** `path`: of the object that holds the member. */
  | {
      readonly kind: 'unknown';
      readonly path: Path;
      readonly member: string;
      readonly known: readonly string[];
    };

/** Every place where the document isn't as ECS wants it. `null` counts as absent, as it does for ECS. */
export function misfitsOf(shape: Shape, value: Json, path: Path = []): readonly Misfit[] {
  if (value === null || shape.kind === 'any') return [];
  if (shape.kind === 'list' && isJsonArray(value))
    return value.flatMap((item, index) => misfitsOf(shape.item, item, [...path, index]));
  if (shape.kind === 'map' && isJsonObject(value))
    return Object.entries(value).flatMap(([key, item]) => misfitsOf(shape.item, item, [...path, key]));
  if (shape.kind === 'object' && isJsonObject(value)) return memberMisfits(shape, value, path);
  if (!isOfKind(shape.kind, value)) return [{ kind: 'type', path, value, wanted: shape }];
  const words = shape.kind === 'text' ? shape.words : null;
  const isKnown = words === null || typeof value !== 'string' || words.includes(value);
  return isKnown ? [] : [{ kind: 'word', path, value, words }];
}

/** Every number of a task definition is a whole one. */
const isOfKind = (kind: Shape['kind'], value: Json): boolean =>
  kind === 'number' ? Number.isSafeInteger(value) : typeof value === simpleTypes[kind];

const simpleTypes: Readonly<Record<string, string>> = { text: 'string', boolean: 'boolean' };

function memberMisfits(
  shape: Extract<Shape, { kind: 'object' }>,
  value: JsonObject,
  path: Path,
): readonly Misfit[] {
  const lacking = shape.required.filter((member) => (value[member] ?? null) === null);
  return [
    ...lacking.map((member): Misfit => ({ kind: 'missing', path, member })),
    ...Object.entries(value).flatMap(([member, inner]): readonly Misfit[] => {
      const wanted = shape.members.get(member);
      if (wanted === undefined) return [{ kind: 'unknown', path, member, known: [...shape.members.keys()] }];
      return misfitsOf(wanted, inner, [...path, member]);
    }),
  ];
}

/** The places that have a member of this name, with `*` for any item of a list. */
export function placesOf(shape: Shape, member: string, path: Path = []): readonly Path[] {
  if (shape.kind === 'list') return placesOf(shape.item, member, [...path, '*']);
  if (shape.kind !== 'object') return [];
  const here = shape.members.has(member) ? [path] : [];
  const inside = [...shape.members].flatMap(([name, inner]) => placesOf(inner, member, [...path, name]));
  return [...here, ...inside];
}
