// Paths in a JSON answer: `build.commit`, `items[0].id`.
import { isJsonArray, isJsonObject, type Json } from '../values/json.ts';

const step = /^(?:\.?([^.[\]]+)|\[(\d+)\])/;

/** The names and indexes of a path; `null`: it is none. A `$.` before it is left out. */
export function pathSteps(path: string): readonly (string | number)[] | null {
  const steps: (string | number)[] = [];
  let rest = path.replace(/^\$\.?/, '');
  while (rest !== '') {
    const [text, name, index] = step.exec(rest) ?? [];
    if (text === undefined || (steps.length === 0 && text.startsWith('.'))) return null;
    steps.push(name ?? Number(index));
    rest = rest.slice(text.length);
  }
  return steps.length === 0 ? null : steps;
}

/** The value at the path. `undefined`: there is none. */
export function valueAt(value: Json, path: string): Json | undefined {
  let found: Json | undefined = value;
  for (const step of pathSteps(path) ?? []) {
    if (isJsonArray(found)) found = found[Number(step)];
    else if (isJsonObject(found) && Object.hasOwn(found, String(step))) found = found[String(step)];
    else return undefined;
  }
  return found;
}
