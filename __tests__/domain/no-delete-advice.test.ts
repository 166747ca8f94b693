// No message advises people to delete a task set that runs tasks.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';

const root = join(import.meta.dirname, '../../src');
const sources = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((name) =>
  name.endsWith('.ts'),
);

/** String literals of a file, comments left out. */
function literalsIn(text: string): readonly string[] {
  const code = text.replaceAll(/^\s*(?:\/\/|\/?\*).*$/gm, '');
  return [...code.matchAll(/'(?:[^'\\\n]|\\.)*'|`(?:[^`\\]|\\.)*`/g)].map(([literal]) => literal);
}

/**
 * An instruction: at the start of a sentence, or after "or", "and", "then". "ECS deletes" and "to delete" are none. Whoever
 * is to leave only one, or to make room, has to delete the others.
 */
const advice =
  /(?:^|[.:;,] |\b(?:or|and|then|please|before you) )(?:(?:delete|remove) (?:it|one|the|that|them|task|blue|green|or)|leave (?:only one|room)|make room)\b/i;

/** What may say so: that no task runs, in the same sentence. And what a cancelled run does is no advice. */
const allowed = /which runs no task|What a cancelled run does\./;

const pages = ['README.md', ...readdirSync(join(root, '../docs')).map((name) => `docs/${name}`)].filter(
  (name) => name.endsWith('.md'),
);

test.each(pages)('%s', (name) => {
  const cells = readFileSync(join(root, '..', name), 'utf8').split(/\||\n/);
  expect(cells.filter((cell) => advice.test(cell.trim()) && !allowed.test(cell))).toEqual([]);
});

// Covers: no-delete-advice
test.each(sources)('%s', (name) => {
  const literals = literalsIn(readFileSync(join(root, name), 'utf8'));
  const found = literals
    .map((literal) => literal.slice(1, -1))
    .filter((literal) => advice.test(literal) && !allowed.test(literal));
  expect(found).toEqual([]);
});

test.each([
  'Delete the one that should not serve.',
  'Find out what deploys it, or delete the task set if nothing needs it.',
  'this action did not make it, so it stays. Delete it before the next release',
  'Find out what created them, and leave only one in that group.',
  'Find out who before you delete it.',
])('such advice is recognised: %s', (text) => {
  expect(advice.test(text)).toBe(true);
});
