// What changes between two revisions.
import { canonicalRevision } from './canonical.ts';
import type { Json, JsonObject } from '../values/json.ts';
import { isJsonArray, isJsonObject } from './revision.ts';

/** Members that identify an item of a list, so that a container added in first place doesn't change all others. */
const identities = ['name', 'key', 'containerPort', 'sourceVolume', 'containerPath'];
/** Values under these names are never shown. They may hold passwords. */
const hiddenLists = new Set(['environment', 'secrets', 'secretOptions', 'options', 'dockerLabels']);
const hiddenName = /token|secret|passw|credential|api.?key/i;

/**
 * The changes from one revision to the next, one line per value, sorted by path:
 * `containerDefinitions.web.image: "web:v1" → "web:v2"`. Values of environment variables, secrets and log options
 * are not shown.
 */
export function revisionDiff(before: JsonObject, after: JsonObject): readonly string[] {
  const old = valuesOf(canonicalRevision(before));
  const fresh = valuesOf(canonicalRevision(after));
  const places = [...new Set([...old.keys(), ...fresh.keys()])].sort();
  return places.flatMap((place) => {
    const [from, to] = [old.get(place), fresh.get(place)];
    return from?.text === to?.text ? [] : [`${place}: ${changeText(from, to)}`];
  });
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
  const walk = (value: Json, path: readonly string[], isHidden: boolean): void => {
    const members = membersOf(value);
    if (members.length === 0) leaves.set(path.join('.'), { text: JSON.stringify(value), isHidden });
    for (const [name, member] of members) {
      walk(member, [...path, name], isHidden || hiddenLists.has(name) || hiddenName.test(name));
    }
  };
  walk(content, [], false);
  return leaves;
}

/** A list of plain values, for example a command, is shown as one value. */
function membersOf(value: Json): readonly (readonly [string, Json])[] {
  if (isJsonObject(value)) return Object.entries(value);
  if (!isJsonArray(value) || !value.some(isJsonObject)) return [];
  const names = value.map(identityOf);
  // Two items of the same name, for example a port under tcp and udp, need their index.
  const isClear = new Set(names).size === names.length;
  return value.map((item, index) => [(isClear ? names[index] : undefined) ?? String(index), item]);
}

function identityOf(item: Json): string | undefined {
  if (!isJsonObject(item)) return undefined;
  const identity = identities
    .map((name) => item[name])
    .find((value) => typeof value === 'string' || typeof value === 'number');
  return identity === undefined ? undefined : String(identity);
}
