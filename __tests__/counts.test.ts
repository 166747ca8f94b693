// A sentence never says "1 targets": what is counted is written by `formatCount`.
import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from '@jest/globals';
import { formatSending } from '../src/domain/common/load-balancer/traffic.ts';
import { formatCount } from '../src/domain/common/values/count.ts';
import { a, aRule } from './support/worlds.ts';

const root = path.resolve(import.meta.dirname, '..');
const nouns =
  'task set|target group|load balancer|task|target|request|probe|pass|time|tag|change|instance|rule|problem|service|write|session';
/** `${String(count)} healthy targets`, also without String. */
const counted = new RegExp(`\\$\\{(?!format|\\w+\\.map)[^{}]*\\} (?:[a-z]+ )?(?:${nouns})(?:e?s)\\b`);

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
  expect(counted.test('`${services.length} services`')).toBe(true);
  expect(counted.test('`${String(ms / 1000)} s`')).toBe(false);
});

test.each([
  [1, 'HTTP:80 default action sends'],
  [2, 'HTTP:80 default action, HTTP:80 default action send'],
])('%i rules and their verb agree', (count, text) => {
  expect(formatSending(Array.from({ length: count }, () => aRule([[a, 100]])))).toBe(text);
});

test('no sentence writes the plural of a count that may be one', () => {
  const found = globSync('src/{domain,report,engine,inputs}/**/*.ts', { cwd: root }).flatMap((file) =>
    readFileSync(path.join(root, file), 'utf8')
      .split('\n')
      .filter((line) => counted.test(line))
      .map((line) => `${file}: ${line.trim()}`),
  );
  expect(found).toEqual([]);
});
