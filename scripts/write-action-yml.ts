// Writes the inputs and outputs of action.yml, and the schemas in docs/, from src/action-io.ts, the table of settings and
// src/report/result-json.ts, their only sources.
import { readFileSync, writeFileSync } from 'node:fs';
import { format, resolveConfig } from 'prettier';
import { describeInput, outputs, presetOf } from '../src/action-io.ts';
import { inputNames, settings } from '../src/settings/table.ts';
import { configSchema } from './config-schema.ts';
import { resultSchema } from './result-schema.ts';

const file = new URL('../action.yml', import.meta.url);
const width = 110;

function folded(text: string): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + word.length + 1 > width - 6) {
      lines.push(line);
      line = '';
    }
    line = line === '' ? word : `${line} ${word}`;
  }
  return [...lines, line].map((one) => `      ${one}`);
}

const described = (name: string, description: string): readonly string[] => [
  `  ${name}:`,
  '    description: >-',
  ...folded(description),
];

const quoted = (value: string): string => (value.startsWith('${{') ? value : `'${value}'`);

const inputLines = inputNames.flatMap((name) => {
  const { isRequired = false } = settings[name];
  const preset = presetOf(name);
  return [
    ...described(name, describeInput(name)),
    `    required: ${String(isRequired)}`,
    ...(preset === null ? [] : [`    default: ${quoted(preset)}`]),
  ];
});
const outputLines = Object.entries(outputs).flatMap(([name, description]) => described(name, description));

const now = readFileSync(file, 'utf8');
const [head, foot] = [now.slice(0, now.indexOf('inputs:\n')), now.slice(now.indexOf('\nruns:\n'))];
writeFileSync(file, [head + 'inputs:', ...inputLines, '', 'outputs:', ...outputLines, foot].join('\n'));

async function writeSchema(name: string, content: unknown): Promise<void> {
  const schema = new URL(`../docs/${name}`, import.meta.url);
  const options = { ...(await resolveConfig(schema)), parser: 'json' };
  writeFileSync(schema, await format(JSON.stringify(content), options));
}

await writeSchema('config.schema.json', configSchema());
await writeSchema('result.schema.json', resultSchema());
