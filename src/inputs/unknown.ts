// Inputs that the action doesn't have.
import { inputNames } from '../action-io.ts';
import { nearestName } from './nearest.ts';

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

function adviceFor(name: string): string {
  const meant = nearestName(name, inputNames);
  return meant === null ? '' : `: write ${meant}`;
}
