// Inputs that the action doesn't have.
import { inputNames, type InputName } from '../action-io.ts';

/**
 * A sentence for each unknown input, with the name that was probably meant. Otherwise a misspelled `warm-time` would
 * silently be the default. The runner passes inputs as `INPUT_<NAME>`.
 */
export function unknownInputs(env: Readonly<Record<string, string | undefined>>): readonly string[] {
  const given = Object.keys(env).filter((name) => name.startsWith('INPUT_') && env[name] !== '');
  const names = given.map((name) => name.slice('INPUT_'.length).toLowerCase());
  const unknown = names.filter((name) => !inputNames.some((known) => known === name));
  return unknown.map((name) => `${name}: there is no such input${adviceFor(name)}`);
}

/** Inputs of earlier commits of this action. */
const successors: Readonly<Record<string, InputName>> = {
  'production-listener-arns': 'production-rules',
  'production-rule-arns': 'production-rules',
  'test-listener-arn': 'test-rule',
  'test-rule-arn': 'test-rule',
};

function adviceFor(name: string): string {
  const successor = successors[name];
  if (successor !== undefined) return `: write ${successor}`;
  const ranked = inputNames.map((known) => ({ known, distance: distance(known, name) }));
  const [nearest] = ranked.sort((a, b) => a.distance - b.distance);
  const isNear = nearest !== undefined && nearest.distance <= Math.max(2, Math.floor(name.length / 3));
  return isNear ? `: write ${nearest.known}` : '';
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
