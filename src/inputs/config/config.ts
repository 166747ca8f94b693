// The settings of the config file, as a run takes them: variables filled in, and what has to be hidden.
import { settingNames, settings, type RawSettings, type SettingName } from '../../settings/table.ts';
import { commandIn } from '../command.ts';
import { formatPlace } from '../position.ts';
import { problemsOfMigration } from './code.ts';
import type { ConfigFile } from './file.ts';
import {
  problemsWith,
  valuesIn,
  variablesIn,
  withValues,
  type Environment,
  type Values,
} from './variables.ts';

/** What a run takes from the config file. */
export interface Config {
  readonly file: ConfigFile;
  /** With the values of variables. Those of `checks` are put in where its entries are read. */
  readonly texts: Partial<RawSettings>;
  /** The variables of `checks`. `null`: a plan, which reads none. */
  readonly variables: Values | null;
  /** Whatever is wrong with the file itself. Wrong values are found by the readers of the settings. */
  readonly problems: readonly string[];
  /** What is wrong with a value before it is read, of all settings, also those that the run doesn't use. */
  readonly wrong: Readonly<Partial<Record<SettingName, readonly string[]>>>;
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
  return place === undefined ? placeIn({ path, lines }, name) : `${path}, ${formatPlace(place)}: ${name}`;
}

/** Whether the run takes the setting from the file: the command reads it, and no input gives it. */
export const isUsed = (name: SettingName, raw: Partial<RawSettings>): boolean =>
  (raw[name] ?? null) === null && settings[name].commands.includes(commandIn(raw));

/**
 * Fills in the variables. A plan is often made of a pull request, whose text must not choose what is read from the
 * environment: it names the variables, and plans as if their settings were absent.
 */
export function configFor(file: ConfigFile, raw: Partial<RawSettings>, env: Environment): Config {
  const texts: Partial<Record<SettingName, string>> = {};
  const wrong: Partial<Record<SettingName, readonly string[]>> = {};
  const secrets: string[] = [];
  const notes: string[] = [];
  const isPlan = commandIn(raw) === 'plan';
  for (const name of settingNames) {
    const text = file.texts[name] ?? null;
    const words = wordsOf(name);
    const known = isUsed(name, raw) && !isPlan ? env : null;
    const filled = text === null || known === null ? null : filledIn(text, known, words);
    const found = wrongBeforeRead(file, name, { env: known, filled: filled?.text ?? null });
    secrets.push(...(filled?.values ?? []));
    if (found.length > 0) wrong[name] = found;
    else if (text !== null && isUsed(name, raw)) {
      const names = variablesIn(text, words);
      if (isChecks(name)) texts[name] = text;
      else if (filled !== null || names.length === 0) texts[name] = filled?.text ?? text;
      if (filled === null && names.length > 0)
        notes.push(
          `${placeIn(file, name)} takes ${shown(names)}, which a plan does not read: ${insteadOf(name)}`,
        );
    }
  }
  const stopping = settingNames.flatMap((name) => (isUsed(name, raw) ? (wrong[name] ?? []) : []));
  const readable = isUsed('checks', raw) ? (file.texts.checks ?? '') : '';
  const variables = isPlan ? null : valuesIn(readable, env, wordsOf('checks'));
  return { file, texts, variables, problems: [...file.problems, ...stopping], wrong, secrets, notes };
}

/** `null`: something is wrong with its variables. */
const filledIn = (
  text: string,
  env: Environment,
  words: readonly string[],
): ReturnType<typeof withValues> | null =>
  problemsWith(text, env, words).length > 0 ? null : withValues(text, env, words);

interface Known {
  /** `null`: no variable is read. */
  readonly env: Environment | null;
  readonly filled: string | null;
}

function wrongBeforeRead(file: ConfigFile, name: SettingName, { env, filled }: Known): readonly string[] {
  const [shape, text] = [file.wrong[name], file.texts[name] ?? null];
  if (shape !== undefined) return [shape];
  if (text === null) return [];
  const isOut = [text, filled ?? text].some((one) => isOutside(name, one));
  const wrong = [
    ...(isOut ? [describeOutside(text)] : []),
    ...problemsWith(text, env, wordsOf(name)),
    ...(name === 'migration' ? problemsOfMigration(text, filled) : []),
  ];
  return wrong.map((one) => `${placeIn(file, name)}: ${one}`);
}

/** Names that are no variables there: what they stand for shows only in the run. */
export const wordsOf = (name: SettingName): readonly string[] => (isChecks(name) ? ['commit'] : []);

const isChecks = (name: SettingName): boolean => settings[name].value.kind === 'checks';

const insteadOf = (name: SettingName): string =>
  isChecks(name)
    ? 'checks that can be read without a value are planned, and the others are left out'
    : 'it is planned as if this key were absent';
const shown = (variables: readonly string[]): string => variables.map((one) => `\${${one}}`).join(' and ');

/** A file in the repository names others in it, and nothing else on the runner, also by a variable. */
const isOutside = (name: SettingName, text: string): boolean =>
  name === 'task-definition' && /^([/\\~]|[A-Za-z]:[/\\])|(^|[/\\])\.\.([/\\]|$)/.test(text);

const describeOutside = (text: string): string => `"${text}" is outside the workspace: write a path in it`;
