// Writes the inputs and outputs of action.yml from src/action-io.ts and the table of settings, their only sources.
import { readFileSync, writeFileSync } from 'node:fs';
import { inputNames, outputs } from '../src/action-io.ts';
import { settings } from '../src/settings/table.ts';

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
  const { description, isRequired = false, default: preset } = settings[name];
  return [
    ...described(name, description),
    `    required: ${String(isRequired)}`,
    ...(preset === undefined ? [] : [`    default: ${quoted(preset)}`]),
  ];
});
const outputLines = Object.entries(outputs).flatMap(([name, description]) => described(name, description));

const now = readFileSync(file, 'utf8');
const [head, foot] = [now.slice(0, now.indexOf('inputs:\n')), now.slice(now.indexOf('\nruns:\n'))];
writeFileSync(file, [head + 'inputs:', ...inputLines, '', 'outputs:', ...outputLines, foot].join('\n'));
