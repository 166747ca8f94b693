// The settings of the config file, as a run takes them: variables filled in, and what has to be hidden.
import { settingNames, settings, type RawSettings, type SettingName } from '../../settings/table.ts';
import { commandIn } from '../command.ts';
import type { ConfigFile } from './file.ts';
import { problemsWith, variablesIn, withValues, type Environment } from './variables.ts';

/** What a run takes from the config file. */
export interface Config {
  readonly file: ConfigFile;
  /** With the values of variables. */
  readonly texts: Partial<RawSettings>;
  /** Whatever is wrong with the file itself. Wrong values are found by the readers of the settings. */
  readonly problems: readonly string[];
  /** Values of variables. They are masked, and never quoted. */
  readonly secrets: readonly string[];
  /** What a plan can't know. */
  readonly notes: readonly string[];
}

/** Where a setting was written. */
export const placeIn = ({ path, lines }: Pick<ConfigFile, 'path' | 'lines'>, name: SettingName): string =>
  `${path}, line ${String(lines[name] ?? 1)}: ${name}`;

/** Where a value inside a setting was written, by its path; the setting itself, if that isn't known. */
export function placeInside({ path, lines, places }: ConfigFile, name: SettingName, at: string): string {
  const place = places?.[name]?.[at];
  return place === undefined
    ? placeIn({ path, lines }, name)
    : `${path}, line ${String(place.line)}, column ${String(place.column)}: ${name}`;
}

/**
 * Fills in the variables. A plan is often made of a pull request, whose text must not choose what is read from the
 * environment: it names the variables, and plans as if their settings were absent.
 */
export function configFor(file: ConfigFile, raw: Partial<RawSettings>, env: Environment): Config {
  const isPlan = commandIn(raw) === 'plan';
  const texts: Partial<Record<SettingName, string>> = {};
  const problems: string[] = [...file.problems];
  const secrets: string[] = [];
  const notes: string[] = [];
  for (const name of settingNames) {
    const text = file.texts[name] ?? null;
    if (text === null || (raw[name] ?? null) !== null) continue;
    const place = placeIn(file, name);
    const words = wordsOf(name);
    const wrong = [
      ...(isOutside(name, text) ? [describeOutside(text)] : []),
      ...problemsWith(text, isPlan ? null : env, words),
    ];
    const variables = variablesIn(text, words);
    if (wrong.length > 0) problems.push(...wrong.map((one) => `${place}: ${one}`));
    else if (variables.length === 0) texts[name] = text;
    else if (isPlan) notes.push(`${place} takes ${shown(variables)}, which a plan does not read: ${instead}`);
    else {
      const filled = withValues(text, env, words);
      secrets.push(...filled.values);
      if (isOutside(name, filled.text)) problems.push(`${place}: ${describeOutside(text)}`);
      else texts[name] = filled.text;
    }
  }
  return { file, texts, problems, secrets, notes };
}

/** Names that are no variables there: what they stand for shows only in the run. */
export const wordsOf = (name: SettingName): readonly string[] =>
  settings[name].value.kind === 'checks' ? ['commit'] : [];

const instead = 'it is planned as if this key were absent';
const shown = (variables: readonly string[]): string => variables.map((one) => `\${${one}}`).join(' and ');

/** A file in the repository names others in it, and nothing else on the runner, also by a variable. */
const isOutside = (name: SettingName, text: string): boolean =>
  name === 'task-definition' && /^([/\\~]|[A-Za-z]:[/\\])|(^|[/\\])\.\.([/\\]|$)/.test(text);

const describeOutside = (text: string): string => `"${text}" is outside the workspace: write a path in it`;
