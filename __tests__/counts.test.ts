// A sentence never says "1 targets": what is counted is written by `formatCount`.
import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from '@jest/globals';
import { formatCount } from '../src/domain/common/values/count.ts';

const root = path.resolve(import.meta.dirname, '..');
const nouns = 'task set|task|target|request|probe|pass|time|tag|change|instance|rule|problem';
/** `${String(count)} healthy targets` */
const counted = new RegExp(`\\$\\{String\\([^{}]*\\)\\} (?:[a-z]+ )?(?:${nouns})(?:e?s)\\b`);

/** More than one, whenever the sentence is written. */
const alwaysMany: readonly string[] = [
  'rollback/repair.ts', // five attempts
  'preflight/preflight.ts', // five task sets
  'preflight/tags.ts', // fifty tags
  'evolve/reverted.ts', // five writes
  'forward/gate.ts', // `1 of 2 times`
  'dry-run/plan.ts',
  'forward/guards.ts',
  'report/refusal.ts',
  'report/messages/plan-comment.ts',
];

test.each([
  [0, '0 healthy targets'],
  [1, '1 healthy target'],
  [2, '2 healthy targets'],
] as const)('%i is written with its noun', (count, text) => {
  expect(formatCount(count, 'healthy target')).toBe(text);
});

test('a count without formatCount is found', () => {
  expect(counted.test('`${String(healthy)} healthy targets and`')).toBe(true);
  expect(counted.test('`${String(a.length)} passes`')).toBe(true);
  expect(counted.test('`${String(ms / 1000)} s`')).toBe(false);
});

test('no sentence writes the plural of a count that may be one', () => {
  const found = globSync('src/{domain,report,engine,inputs}/**/*.ts', { cwd: root })
    .filter((file) => !alwaysMany.some((end) => file.endsWith(end)))
    .flatMap((file) =>
      readFileSync(path.join(root, file), 'utf8')
        .split('\n')
        .filter((line) => counted.test(line))
        .map((line) => `${file}: ${line.trim()}`),
    );
  expect(found).toEqual([]);
});
