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
