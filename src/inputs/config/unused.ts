// Wrong values in the config file that this run doesn't use. Another command, or a run without the input, will refuse them.
import {
  settingNames,
  settings,
  type NameOf,
  type RawSettings,
  type SettingName,
} from '../../settings/table.ts';
import { commandIn } from '../command.ts';
import { choice, count, createReader, listOf, seconds } from '../reader.ts';
import { isUsed, type Config } from './config.ts';
import type { ConfigFile } from './file.ts';
import { variablesIn } from './variables.ts';

/** A sentence for each, for the log and the plan: it stops nothing. */
export function unusedProblems({ file, wrong }: Config, raw: Partial<RawSettings>): readonly string[] {
  const unused = settingNames.filter((name) => !isUsed(name, raw));
  const command = commandIn(raw);
  return unused.flatMap((name) => {
    const given = raw[name] ?? null;
    const why = given === null ? `${command} does not read it` : `the input ${name} wins`;
    const problems = wrong[name] ?? valueProblems(file, name);
    return problems.map((problem) => `${problem} (${why})`);
  });
}

/** The value of a variable isn't read for a setting that isn't. */
function valueProblems(file: ConfigFile, name: SettingName): readonly string[] {
  const text = file.texts[name] ?? null;
  if (text === null || variablesIn(text).length > 0) return [];
  const [command = 'deploy'] = settings[name].commands;
  const alone = {
    file,
    texts: { [name]: text },
    variables: {},
    problems: [],
    wrong: {},
    secrets: [],
    notes: [],
  };
  const reader = createReader({ command }, alone);
  const { kind } = settings[name].value;
  if (kind === 'duration') seconds(reader, name as NameOf<'duration'>);
  else if (kind === 'count') count(reader, name as NameOf<'count'>);
  else if (kind === 'choice') choice(reader, name as NameOf<'choice'>);
  else if (kind === 'list') listOf(reader, name);
  return reader.problems;
}
