// Writes the lists of common inputs in README.md, of all inputs in docs/inputs.md and of all settings in docs/settings.md, and
// the tables of outputs in docs/outputs.md and of the keys of a check in docs/checks.md, from the table of settings; with
// --check it only compares them.
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { format, resolveConfig } from 'prettier';
import { outputs } from '../src/action-io.ts';
import { checkKeyNames, checkKeys } from '../src/settings/checks.ts';
import { migrationKeyNames, migrationKeys } from '../src/settings/migration.ts';
import { groups } from '../src/settings/setting.ts';
import { inputGroups } from './input-groups.ts';
import { settingNames, settings, type SettingName } from '../src/settings/table.ts';

const root = path.dirname(import.meta.dirname);

const cell = (text: string): string => text.replaceAll('|', '\\|');

const nameOf = (name: SettingName): string =>
  settings[name].isInput === false ? `**\`${name}\`** (file only)` : `**\`${name}\`**`;

const wholeText = (text: string): string => text;
/** What it is, and what holds without it. */
const inShort = (text: string): string =>
  text
    .split(/(?<=(?<!e\.g)\.) (?=[A-Z`])/)
    .filter((sentence, at) => at === 0 || /^(Default|Required)\b/.test(sentence))
    .join(' ');

function itemOf(name: SettingName, shorten: (text: string) => string): string {
  const { isRequired, default: preset, description } = settings[name];
  const before = isRequired === true ? 'Required. ' : '';
  return `- ${nameOf(name)}: ${before}${shorten(description)}${preset === undefined ? '' : ` Default: \`${preset}\`.`}`;
}

/** A list, because a phone cuts off a table whose names and examples are this long. */
const list = (names: readonly SettingName[], shorten = wholeText): readonly string[] =>
  names.map((name) => itemOf(name, shorten));

const inFile = (place: string | undefined): readonly SettingName[] =>
  settingNames.filter((name) => settings[name].inFile === place);

/** The text of each list and table, by the file that holds it. */
const tables: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  'README.md': {
    inputs: list(
      settingNames.filter((name) => settings[name].isCommon === true),
      inShort,
    ),
  },
  'docs/inputs.md': Object.fromEntries(
    Object.entries(inputGroups).map(([group, names]) => [group, list(names)]),
  ),
  'docs/outputs.md': {
    outputs: [
      '| output | what it holds |',
      '| --- | --- |',
      ...Object.entries(outputs).map(([name, text]) => `| \`${name}\` | ${cell(text)} |`),
    ],
  },
  'docs/settings.md': {
    'of a run': list(inFile(undefined)),
    top: list(inFile('top')),
    ...Object.fromEntries(groups.map((group) => [group, list(inFile(group))])),
  },
  'docs/checks.md': {
    keys: [
      '| key | what it says |',
      '| --- | --- |',
      ...checkKeyNames.map((name) => `| \`${name}\` | ${cell(checkKeys[name].description)} |`),
    ],
  },
  'docs/migrations.md': {
    keys: [
      '| key | what it says |',
      '| --- | --- |',
      ...migrationKeyNames.map((name) => `| \`${name}\` | ${cell(migrationKeys[name])} |`),
    ],
  },
};

async function write(name: string, parts: Readonly<Record<string, readonly string[]>>): Promise<void> {
  const file = path.join(root, name);
  const before = readFileSync(file, 'utf8');
  let after = before;
  for (const [part, lines] of Object.entries(parts)) {
    const place = new RegExp(`(<!-- ${part}: made from src/settings -->\\n)[\\s\\S]*?(<!-- /${part} -->)`);
    if (!place.test(after)) throw new Error(`${name} has no place for ${part}.`);
    const text = lines.join('\n');
    after = after.replace(place, (_all, open: string, close: string) => `${open}\n${text}\n\n${close}`);
  }
  after = await format(after, { ...(await resolveConfig(file)), parser: 'markdown' });
  if (!process.argv.includes('--check')) writeFileSync(file, after);
  else if (after !== before) {
    console.error(`${name} does not say what src/settings says: run \`npm run readme\`.`);
    process.exitCode = 1;
  }
}

for (const [name, parts] of Object.entries(tables)) await write(name, parts);
