// Writes the tables of inputs and outputs in README.md from action.yml; with --check it only compares them.
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { format, resolveConfig } from 'prettier';
import { parse } from 'yaml';

interface Described {
  readonly description: string;
  readonly default?: string;
  readonly required?: boolean;
}
interface ActionFile {
  readonly inputs: Readonly<Record<string, Described>>;
  readonly outputs: Readonly<Record<string, Described>>;
}

const root = path.dirname(import.meta.dirname);
const readme = path.join(root, 'README.md');

const cell = (text: string): string => text.trim().replaceAll('\n', ' ').replaceAll('|', '\\|');

function defaultCell({ default: value, required }: Described): string {
  if (required === true) return '**required**';
  return value === undefined || value === '' ? '' : `\`${value}\``;
}

function tables({ inputs, outputs }: ActionFile): Readonly<Record<string, string>> {
  const inputRows = Object.entries(inputs).map(
    ([name, input]) => `| \`${name}\` | ${cell(input.description)} | ${defaultCell(input)} |`,
  );
  const outputRows = Object.entries(outputs).map(
    ([name, output]) => `| \`${name}\` | ${cell(output.description)} |`,
  );
  return {
    inputs: ['| input | what it says | default |', '| --- | --- | --- |', ...inputRows].join('\n'),
    outputs: ['| output | what it holds |', '| --- | --- |', ...outputRows].join('\n'),
  };
}

const action = parse(readFileSync(path.join(root, 'action.yml'), 'utf8')) as ActionFile;
const before = readFileSync(readme, 'utf8');
let after = before;
for (const [name, table] of Object.entries(tables(action))) {
  const place = new RegExp(`(<!-- ${name}: made from action.yml -->\\n)[\\s\\S]*?(<!-- /${name} -->)`);
  if (!place.test(after)) throw new Error(`README.md has no place for the table of ${name}.`);
  after = after.replace(place, (_all, open: string, close: string) => `${open}\n${table}\n\n${close}`);
}
after = await format(after, { ...(await resolveConfig(readme)), parser: 'markdown' });
if (!process.argv.includes('--check')) writeFileSync(readme, after);
else if (after !== before) {
  console.error('README.md does not say what action.yml says: run `npm run readme`.');
  process.exitCode = 1;
}
