// Inputs that the action doesn't have.
import { inputNames, settingNames, settings, type InputName } from '../settings/table.ts';
import { nearest } from '../domain/common/values/nearest.ts';

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
  const inFile = settingNames.find((known) => known === name);
  if (inFile !== undefined)
    return `: write it in the file that config names, under ${settings[inFile].inFile ?? 'top'}`;
  return nearestTo(name, inputNames);
}

/** Follows a sentence about a name that isn't known. `''`: none of the known ones is like it. */
export function nearestTo(name: string, known: readonly string[]): string {
  const meant = nearest(name, known);
  return meant === null ? '' : `: write ${meant}`;
}

/** A phrase about a key of the config file. */
export const noSuchKey = (key: string, known: readonly string[]): string =>
  `there is no such key${nearestTo(key, known)}`;
