import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { expect, test } from '@jest/globals';

const ROOT = join(import.meta.dirname, '..');

const pages = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', '*.md'], {
  cwd: ROOT,
})
  .toString()
  .split('\n')
  .filter((page) => page !== '' && existsSync(join(ROOT, page)));

// Code shows examples, and its brackets are no links.
const withoutBlocks = (text: string): string => text.replace(/^( *)(```|~~~)[\s\S]*?^\1\2/gm, '');
const prose = (text: string): string => withoutBlocks(text).replace(/(`+)[^`][\s\S]*?\1/g, '');

const linksOf = (text: string): readonly string[] =>
  [...prose(text).matchAll(/\]\(<?([^)\s>]+)>?(?:\s+"[^"]*")?\)|(?:src|href|srcset)="([^"]+)"/g)]
    .map((match) => match[1] ?? match[2] ?? '')
    .filter((link) => !/^[a-z][a-z0-9+.-]*:/i.test(link));

// As GitHub names the anchor of a heading: lower case, no punctuation, a hyphen per space, a number if it repeats.
const slugOf = (heading: string): string =>
  heading
    .replace(/!?\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/<[^>]+>/g, '')
    .trim()
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\p{M}\s_-]/gu, '')
    .replace(/\s/g, '-');

const anchorsOf = (text: string): ReadonlySet<string> => {
  const seen = new Map<string, number>();
  const anchors = new Set([...text.matchAll(/<a (?:id|name)="([^"]+)"/g)].map((match) => match[1] ?? ''));
  for (const match of withoutBlocks(text).matchAll(/^#{1,6} +(.+?)(?: +#+)?$/gm)) {
    const slug = slugOf(match[1] ?? '');
    const times = seen.get(slug) ?? 0;
    seen.set(slug, times + 1);
    anchors.add(times === 0 ? slug : `${slug}-${String(times)}`);
  }
  return anchors;
};

const read = (page: string): string => readFileSync(join(ROOT, page), 'utf8');

const whyBroken = (page: string, link: string): string | null => {
  const [path = '', anchor] = decodeURIComponent(link).split('#');
  const target = path === '' ? page : normalize(join(dirname(page), path));
  if (target.startsWith('..')) return `${page}: ${link} leaves the repository`;
  if (!existsSync(join(ROOT, target))) return `${page}: ${link} names no file`;
  const broken = anchor !== undefined && target.endsWith('.md') && !anchorsOf(read(target)).has(anchor);
  return broken ? `${page}: ${link} names no heading` : null;
};

test('every relative link and anchor of every page resolves', () => {
  const links = pages.flatMap((page) => linksOf(read(page)).map((link) => ({ page, link })));
  expect(links.length).toBeGreaterThan(100);
  expect(links.map(({ page, link }) => whyBroken(page, link)).filter((reason) => reason !== null)).toEqual(
    [],
  );
});

test.each([
  ['Warm time, and what it costs', 'warm-time-and-what-it-costs'],
  ['`result-json` [schema](x.json)', 'result-json-schema'],
  ['Users who stay — by a cookie', 'users-who-stay--by-a-cookie'],
])('the heading "%s" has the anchor that GitHub gives it', (heading, anchor) => {
  expect(slugOf(heading)).toBe(anchor);
});

test.each([
  ['docs/no-such-page.md', 'names no file'],
  ['README.md#no-such-heading', 'names no heading'],
  ['../outside.md', 'leaves the repository'],
])('a link to %s is reported', (link, reason) => {
  expect(whyBroken('README.md', link)).toContain(reason);
});

test('README has at most 250 lines', () => {
  expect(read('README.md').trimEnd().split('\n').length).toBeLessThanOrEqual(250);
});
