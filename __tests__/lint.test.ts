// The linters of pages and workflows find something: a broken one would pass everything.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from '@jest/globals';

const root = path.join(import.meta.dirname, '..');
const folder = mkdtempSync(path.join(tmpdir(), 'lint-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

test.each([
  ['evnt', 'github.evnt'],
  ['wih', "github.event }}'\n        wih: '${{ 1"],
])('the lint of workflows reports `%s`', (name, expression) => {
  const file = path.join(folder, `${name}.yml`);
  const step = `      - run: 'echo \${{ ${expression} }}'\n`;
  writeFileSync(file, `on: push\njobs:\n  a:\n    runs-on: ubuntu-latest\n    steps:\n${step}`);
  const script = path.join(root, 'scripts/lint-workflows.ts');
  const { status, stderr } = spawnSync(process.execPath, [script, file], { encoding: 'utf8' });
  expect([status, stderr]).toEqual([1, expect.stringContaining(`"${name}"`)]);
});
