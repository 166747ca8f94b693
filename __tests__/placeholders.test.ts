// What somebody who copies an example has to replace is recognisable, and the same file or page says so.
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from '@jest/globals';

const root = path.join(import.meta.dirname, '..');
const listed = (pattern: string): readonly string[] =>
  execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', pattern], { cwd: root })
    .toString()
    .split('\n')
    .filter((file) => file !== '' && existsSync(path.join(root, file)));
const read = (file: string): string => readFileSync(path.join(root, file), 'utf8');

const found = (text: string, pattern: RegExp): readonly string[] =>
  [...text.matchAll(pattern)].map(([, name = '']) => name);

/** In capitals, where it can't be a word of AWS, of a shell or of GitHub. */
const capitals =
  /(?<![\w$.{])((?:[A-Z]+_)*(?:ACCOUNT|REGION|CLUSTER|SERVICE|FAMILY|REPOSITORY|LOAD_BALANCER|LOG_GROUP|ROLE|SHA|ARN|ACTIONS))(?![\w-])/g;
const services = /(?:service|container-name): ([a-z][\w-]*)$/gm;
const hosts = /\b([\w-]+\.example\.com)\b/g;

/** The comment at the top: what it is, and what to replace. */
const headOf = (text: string): string => /^(?:# .*\n)+/.exec(text)?.[0].replaceAll(/\n# /g, ' ').trim() ?? '';

const isIn = (text: string, name: string): boolean =>
  new RegExp(`(?<![\\w-])${name.replaceAll('.', String.raw`\.`)}(?![\\w-])`).test(text);

const examples = listed('examples/*.yml');

// Covers: examples-placeholders
test.each(examples)('%s says at its top what to replace', (file) => {
  const text = read(file);
  const what = /Replace with yours: (.*)\.$/.exec(headOf(text))?.[1] ?? '';
  const body = text.slice(/^(?:# .*\n)+/.exec(text)?.[0].length ?? 0);
  const names = [...new Set([...found(body, services), ...found(body, hosts)])];
  expect(names.filter((name) => !isIn(what, name))).toEqual([]);
  expect([found(body, capitals).length > 0, what.includes('what is in capitals')]).toEqual([true, true]);
  expect(what).toContain('your-org (the owner of your copy of this action)');
  expect(body).not.toMatch(/\b\d{12}\b/);
});

const blocks = (text: string): string =>
  [...text.matchAll(/^( *)(```|~~~)[\s\S]*?^\1\2/gm)].map(([block]) => block).join('\n');
const prose = (text: string): string => text.replaceAll(/^( *)(```|~~~)[\s\S]*?^\1\2/gm, '');

const usedIn = (file: string): readonly string[] => {
  const text = blocks(read(file));
  return [...found(text, capitals), ...found(text, /(?<![\w-])(your-[\w-]+(?:\/your-[\w-]+)?)/g)];
};

const pages = listed('*.md').filter((file) => usedIn(file).length > 0);

// Covers: examples-placeholders
test.each(pages)('%s explains each placeholder of its blocks', (file) => {
  const text = prose(read(file));
  expect([...new Set(usedIn(file))].filter((name) => !text.includes(`\`${name}\``))).toEqual([]);
});
