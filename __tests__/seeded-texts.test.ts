import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from '@jest/globals';
import { seededFaults } from '../scripts/seeded-faults-list.ts';
import { seededBugs } from './prove/seeded-bugs.ts';
import { starts } from './prove/starts.ts';

const source = path.resolve(import.meta.dirname, '../src');

/** A patch whose text is gone would only be noticed by whoever plays that very one. */
test.each([
  ['fault', seededFaults],
  ['bug of the exhaustive check', seededBugs],
] as const)('every seeded %s finds the text that it changes, once', (_what, all) => {
  const stale = all.flatMap(({ name, patches }) =>
    patches
      .filter(({ file, find }) => readFileSync(path.join(source, file), 'utf8').split(find).length !== 2)
      .map(({ file }) => `${name}: ${file}`),
  );
  expect(stale).toEqual([]);
});

/** In no start at all, nothing is found, as if the check had missed it. */
test('every seeded bug of the exhaustive check names a start', () => {
  const lost = seededBugs.filter(({ start = '' }) => starts.every(({ name }) => !name.includes(start)));
  expect(lost.map(({ name }) => name)).toEqual([]);
});

/** Nothing would fail for it. Two tests of one name: the first one that ran would be judged. */
test('every seeded fault names one test', () => {
  const script = path.resolve(import.meta.dirname, '../scripts/names-of-tests.ts');
  const files = new Set(seededFaults.map(({ testFile }) => testFile));
  const printed = execFileSync(process.execPath, ['--no-warnings', script, ...files], {
    cwd: path.resolve(import.meta.dirname, '..'),
    encoding: 'utf8',
    maxBuffer: 16_000_000,
  });
  const names = JSON.parse(printed) as Readonly<Record<string, readonly string[]>>;
  const lost = seededFaults.filter(
    (fault) => names[fault.testFile]?.filter((name) => name.endsWith(fault.test)).length !== 1,
  );
  expect(lost.map(({ name, testFile, test: wanted }) => `${name}: ${testFile}: ${wanted}`)).toEqual([]);
});
