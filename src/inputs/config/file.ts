// Reads the config file: which settings it gives, and on which line.
import { settingNames, settings, type RawSettings, type SettingName } from '../../settings/table.ts';
import { groups } from '../../settings/setting.ts';
import { notInWorkspace, type Files } from '../revision/files.ts';
import type { Place } from '../position.ts';
import { noSuchKey } from '../unknown.ts';
import type { Entry } from './yaml-entries.ts';

/** The settings that a config file gives, as written. */
export interface ConfigFile {
  readonly path: string;
  readonly texts: Partial<RawSettings>;
  readonly lines: Readonly<Partial<Record<SettingName, number>>>;
  /** Of a setting with values of several lines: where each stands, by its path. */
  readonly places?: Readonly<Partial<Record<SettingName, Readonly<Record<string, Place>>>>>;
  /** Of the file and its keys. */
  readonly problems: readonly string[];
  /** Settings whose value has a wrong shape, with what is wrong. They have no text. */
  readonly wrong: Readonly<Partial<Record<SettingName, string>>>;
}

/** Its settings are kept for the post step, as an environment variable. */
const mostCharacters = 64 * 1024;

/** Never throws: what is wrong is in `problems`. */
export async function readConfigFile(path: string, files: Files): Promise<ConfigFile> {
  const refused = (wrong: string): ConfigFile => ({
    path,
    texts: {},
    lines: {},
    problems: [`config: "${path}" ${wrong}`],
    wrong: {},
  });
  const file = files.read(path);
  if (file.kind === 'missing') return refused(notInWorkspace);
  if (file.kind === 'unreadable') return refused(`can't be read: ${file.because}`);
  if (file.text.length > mostCharacters)
    return refused('is larger than 64 KiB: a config file holds settings only');
  const { entriesOf } = await import('./yaml-entries.ts');
  return configOf(path, entriesOf(file.text.replace(/^\uFEFF/, ''), isNested));
}

const isNested = (key: string): boolean =>
  settingNames.some((name) => name === key && ['checks', 'migration'].includes(settings[name].value.kind));

function configOf(
  path: string,
  { entries, problems }: { readonly entries: readonly Entry[]; readonly problems: readonly string[] },
): ConfigFile {
  const texts: Partial<Record<SettingName, string>> = {};
  const lines: Partial<Record<SettingName, number>> = {};
  const places: Partial<Record<SettingName, NonNullable<Entry['places']>>> = {};
  const wrong: Partial<Record<SettingName, string>> = {};
  const all = problems.map((problem) => `${path}, ${problem}`);
  for (const entry of entries) {
    const name = settingNames.find((known) => known === entry.key);
    const place = `${path}, line ${String(entry.line)}: ${entry.key}`;
    const ofKey = wrongKey(entry, name);
    if (ofKey !== null) all.push(`${place}: ${ofKey}`);
    // A value in the wrong place is checked too, so that all is reported at once.
    if (name === undefined || settings[name].inFile === undefined) continue;
    const ofValue = wrongShape(entry, name) ?? entry.wrong;
    lines[name] = entry.line;
    if (entry.places !== undefined) places[name] = entry.places;
    if (ofValue !== null) wrong[name] = `${place}: ${ofValue}`;
    else if (entry.text !== null) texts[name] = entry.text;
  }
  return { path, texts, lines, places, problems: all, wrong };
}

/** Headers are written as a mapping, other settings with several entries as a list. */
function wrongShape({ shape }: Entry, name: SettingName): string | null {
  const { kind } = settings[name].value;
  const isList = kind === 'list' || kind === 'lines';
  if (shape === 'mapping' && kind !== 'headers')
    return `is a mapping: write ${isList ? 'a list' : 'a value'}`;
  const isSeveral = isList || kind === 'headers';
  return shape === 'list' && !isSeveral ? 'is a list: write one value' : null;
}

/** Why there is no such key in this place; `null`: there is. */
function wrongKey({ key, group }: Entry, name: SettingName | undefined): string | null {
  const place = name === undefined ? undefined : settings[name].inFile;
  if (name !== undefined && place === undefined) return 'is only an input: set it in the workflow';
  if (place !== undefined) {
    if (place === (group ?? 'top')) return null;
    return place === 'top' ? 'belongs at the top level' : `belongs under ${place}`;
  }
  if (group === null && groups.some((one) => one === key)) return 'is a group of keys: write them below it';
  if (key === '<<') return 'merges a mapping, which a config file does not support: write its keys here';
  return noSuchKey(key, keysIn(group));
}

const keysIn = (group: string | null): readonly string[] =>
  settingNames
    .filter((name) => (group === null ? settings[name].inFile === 'top' : settings[name].inFile === group))
    .concat(group === null ? (groups as readonly string[] as readonly SettingName[]) : []);
