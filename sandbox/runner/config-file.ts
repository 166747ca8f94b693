// Lets tests and tools give every setting in one map: what is no input is written into a config file.
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { stringify } from 'yaml';
import { actionRoot, readAction } from './action.ts';

interface Schema {
  readonly properties: Readonly<Record<string, Partial<Schema>>>;
}
type Settings = Readonly<Record<string, string>>;

let schema: Schema | null = null;
const readSchema = (): Schema =>
  (schema ??= JSON.parse(readFileSync(path.join(actionRoot, 'docs/config.schema.json'), 'utf8')) as Schema);

/** A file that the settings name is the whole file. Empty settings are absent. */
export function withConfigFile(given: Settings, folder: string): Settings {
  const { inputs } = readAction();
  const isInput = ([name]: readonly [string, string]): boolean => name in inputs || placeOf(name) === null;
  const own = Object.entries(given).filter(isInput);
  const inFile = Object.entries(given).filter((entry) => !isInput(entry) && entry[1] !== '');
  if (inFile.length === 0 || given['config'] !== undefined) return Object.fromEntries(own);
  const keys: Record<string, unknown> = {};
  for (const [name, value] of inFile) {
    const place = placeOf(name) ?? '';
    if (place === name) keys[name] = valueOf(value);
    else keys[place] = { ...(keys[place] as object | undefined), [name]: valueOf(value) };
  }
  const config = path.join(folder, 'settings.yml');
  writeFileSync(config, stringify(keys));
  return { ...Object.fromEntries(own), config };
}

/** A mapping, and a list of them, is given as JSON. */
const valueOf = (text: string): unknown => (/^\[?\{/.test(text) ? (JSON.parse(text) as unknown) : text);

/** The group of a key, or its own name at the top. `null`: there is no such key. */
const placeOf = (name: string): string | null =>
  Object.entries(readSchema().properties).find(
    ([key, { properties = {} }]) => key === name || name in properties,
  )?.[0] ?? null;
