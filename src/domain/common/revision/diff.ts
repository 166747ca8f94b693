// What changes between two revisions.
import { canonicalRevision } from './canonical.ts';
import { isJsonArray, isJsonObject, type Json, type JsonObject } from '../values/json.ts';
import { isName, isShown, nameOfItem } from './shown-values.ts';

/**
 * The changes from one revision to the next, one line per value, sorted by path:
 * `containerDefinitions.web.image: "web:v1" → "web:v2"`. Only values that can't hold a secret are shown
 * (`shown-values.ts`); of all others, only that they changed.
 */
export const revisionDiff = (before: JsonObject, after: JsonObject): readonly string[] =>
  changesBetween(before, after).map(({ place, from, to }) => `${place}: ${changeText(from, to)}`);

interface Change {
  readonly place: string;
  readonly from: Leaf | undefined;
  readonly to: Leaf | undefined;
}

function changesBetween(before: JsonObject, after: JsonObject): readonly Change[] {
  const old = valuesOf(canonicalRevision(before));
  const fresh = valuesOf(canonicalRevision(after));
  const places = [...new Set([...old.keys(), ...fresh.keys()])].sort();
  return places.flatMap((place) => {
    const [from, to] = [old.get(place), fresh.get(place)];
    return from?.text === to?.text ? [] : [{ place, from, to }];
  });
}

/** Whether the registered content has nothing else than what was sent, and no more of it is different than left out. */
export const isLeftOutOnly = (sent: JsonObject, registered: JsonObject): boolean =>
  changesBetween(registered, sent).every(({ from }) => from === undefined);

/** The outermost members that were sent and that the registered content doesn't have. */
export function leftOutOf(sent: JsonObject, registered: JsonObject): readonly string[] {
  const there = [...valuesOf(canonicalRevision(registered)).keys()];
  const isThere = (place: string): boolean =>
    there.some((one) => one === place || one.startsWith(`${place}.`));
  const outermost = changesBetween(registered, sent).flatMap(({ place, from }) => {
    if (from !== undefined) return [];
    const names = place.split('.');
    const prefixes = names.map((_name, index) => names.slice(0, index + 1).join('.'));
    const missing = prefixes.find((prefix) => !isThere(prefix));
    return missing === undefined ? [] : [missing];
  });
  return [...new Set(outermost)];
}

interface Leaf {
  readonly text: string;
  readonly isHidden: boolean;
}

function changeText(from: Leaf | undefined, to: Leaf | undefined): string {
  if (from === undefined) return to?.isHidden === true ? 'added' : `added ${to?.text ?? ''}`;
  if (to === undefined) return from.isHidden ? 'removed' : `removed ${from.text}`;
  return from.isHidden || to.isHidden ? 'changed' : `${from.text} → ${to.text}`;
}

function valuesOf(content: JsonObject): ReadonlyMap<string, Leaf> {
  const leaves = new Map<string, Leaf>();
  const walk = (value: Json, { shown, members }: Path): void => {
    const inner = membersOf(value, members);
    if (inner.length === 0)
      leaves.set(shown.join('.'), { text: JSON.stringify(value), isHidden: !isShown(members, value) });
    for (const { name, member, isItem } of inner)
      walk(member, { shown: [...shown, name], members: [...members, isItem ? '*' : memberOf(name)] });
  };
  walk(content, { shown: [], members: [] });
  return leaves;
}

/** A name that reads as a path leads to nothing that is shown. */
const memberOf = (name: string): string => (/[.*]/.test(name) ? '?' : name);

/** As it is shown, and as `shown-values.ts` lists it. */
interface Path {
  readonly shown: readonly string[];
  readonly members: readonly string[];
}

interface Member {
  readonly name: string;
  readonly member: Json;
  readonly isItem: boolean;
}

/** A list of plain values, for example a command, counts as one value. `path`: where it is. */
function membersOf(value: Json, path: readonly string[]): readonly Member[] {
  if (isJsonObject(value))
    return Object.entries(value).map(([name, member], index) => ({
      name: isName(name) ? name : `[${index}]`,
      member,
      isItem: false,
    }));
  if (!isJsonArray(value) || !value.some(isJsonObject)) return [];
  const names = value.map((item) => (isJsonObject(item) ? nameOfItem(path, item) : null));
  // Two items of the same name, for example a port under tcp and udp, need their index.
  const isClear = new Set(names).size === names.length;
  return value.map((member, index) => ({
    name: (isClear ? names[index] : null) ?? String(index),
    member,
    isItem: true,
  }));
}
