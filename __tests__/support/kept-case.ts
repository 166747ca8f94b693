// With `KEEP_CASES=1`, what there is to know about a case goes to `.tmp/cases/`, whether it passed or not.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Stage } from './acceptance-stage.ts';

const root = path.resolve(import.meta.dirname, '../../.tmp/cases');

const json = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;

export function keepCase(name: string, stage: Stage): void {
  if (process.env['KEEP_CASES'] === undefined) return;
  const folder = path.join(root, name.replaceAll(/[^\w]+/g, '-').slice(0, 100));
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const calls = stage.calls().map((call) => JSON.stringify(call));
  const files = {
    'report.txt': stage.report(),
    'calls.jsonl': `${calls.join('\n')}\n`,
    'world.json': json(stage.world()),
    'github.json': json(stage.sandbox.github.state()),
    'users.json': json(stage.traffic?.snapshot() ?? null),
  };
  for (const [file, text] of Object.entries(files)) writeFileSync(path.join(folder, file), text);
  process.stderr.write(`kept: ${path.relative(process.cwd(), folder)}\n`);
}
