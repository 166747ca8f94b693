// What a usual run plays of the acceptance cases: a core that is fixed, and a slice that rotates.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { core } from './support/core.ts';
import { escaped } from './support/pattern.ts';
import { isInSlice, isUsual, slices } from './support/usual-run.ts';

const literals = /(['"`])((?:(?!\1)[^\\\n]|\\.)*)\1/g;

/** The texts of a file, as patterns: what a template fills in may be anything. */
function textsIn(file: string): readonly RegExp[] {
  const text = readFileSync(path.join(import.meta.dirname, 'acceptance', `${file}.test.ts`), 'utf8');
  return [...text.matchAll(literals)].flatMap(([, , content = '']) => {
    const fixed = content.replaceAll(/\\(.)/g, '$1').split(/\$\{[^}]*\}/);
    return fixed.join('').length < 5 ? [] : [new RegExp(`^${fixed.map(escaped).join('.+')}$`)];
  });
}

describe('the core', () => {
  test.each(Object.entries(core))('has a case for %s, which is in its file', (_what, { file, title }) => {
    const texts = textsIn(file);
    expect(title.split(' › ').filter((part) => !texts.some((text) => text.test(part)))).toEqual([]);
  });
});

describe('the slices', () => {
  const commits = Array.from({ length: 200 }, (_, index) => `commit ${String(index)}`);
  const cases = Array.from({ length: 2 * slices }, (_, index) => index + 1);

  test('rotate: two hundred commits play every case', () => {
    const played = cases.filter((number) => commits.some((commit) => isInSlice('warm', number, commit)));
    expect(played).toEqual(cases);
  });

  test('share no case', () => {
    for (const commit of commits)
      expect(cases.filter((number) => isInSlice('warm', number, commit))).toHaveLength(2);
  });
});

describe('a run', () => {
  const asked = (patterns: readonly string[], testNamePattern?: string): boolean =>
    isUsual({
      testPathPatterns: { patterns },
      ...(testNamePattern === undefined ? {} : { testNamePattern }),
    });

  test('plays the core and a slice if it names nothing', () => {
    expect(asked([])).toBe(true);
  });

  test('plays all that it names, by file or by name', () => {
    expect([asked(['warm.test.ts']), asked([], 'in the bake')]).toEqual([false, false]);
  });
});
