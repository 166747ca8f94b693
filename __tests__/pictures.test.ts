// The pictures that the pages show, and how they are made.
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { crc32, deflateSync } from 'node:zlib';
import { describe, expect, test } from '@jest/globals';
import { findChromium } from '../scripts/pictures/browser.ts';
import { articleOf } from '../scripts/pictures/page.ts';
import { readPng, shrink } from '../scripts/pictures/png.ts';
import { shownInDocs } from '../scripts/pictures/shown.ts';
import { laterComments, states } from '../scripts/pictures/states.ts';
import { stampedComment } from '../src/report/stamp.ts';

const root = path.join(import.meta.dirname, '..');
const images = path.join(root, 'docs/images');
const schemes = ['light', 'dark'];

describe('docs/images', () => {
  const expected = Object.values(shownInDocs).flatMap((name) =>
    schemes.map((scheme) => `${name}-${scheme}.png`),
  );

  test('has the pictures that npm run pictures writes, and no others', () => {
    expect(readdirSync(images).toSorted()).toEqual(expected.toSorted());
    const taken = Object.keys({ ...states, ...laterComments }).flatMap((name) => [
      `${name}-desktop`,
      `${name}-phone`,
    ]);
    expect(taken).toEqual(expect.arrayContaining(Object.keys(shownInDocs)));
  });

  test.each(expected)('%s is small, and a page shows it as wide as it is', (file) => {
    const pages = execFileSync('git', ['ls-files', '*.md'], { cwd: root }).toString().trim().split('\n');
    const text = pages.map((page) => readFileSync(path.join(root, page), 'utf8')).join('\n');
    expect(statSync(path.join(images, file)).size).toBeLessThan(60_000);
    const [, width] =
      new RegExp(`images/${file.replace('-dark', '-light')}" width="(\\d+)"`).exec(text) ?? [];
    expect(text).toContain(`images/${file}"`);
    expect(readPng(readFileSync(path.join(images, file))).width).toBe(Number(width));
  });
});

describe('a picture of a comment', () => {
  const texts = [
    ...Object.entries(states).map(([name, report]) => [name, stampedComment(report())] as const),
    ...Object.entries(laterComments).map(([name, text]) => [name, text()] as const),
  ];

  test.each(texts)('%s: says below its title where production traffic is', (_, text) => {
    expect(text).toMatch(/^### .+\n\n\*\*(All production|Production) traffic is /m);
  });

  test.each(texts.filter(([name]) => name in states))('%s: is in the region of README', (_, text) => {
    expect(text).not.toContain('eu-central-1, account');
  });
});

describe('a page for a picture', () => {
  test.each([
    ['> [!CAUTION]\n> It failed.', '<blockquote class="caution"><p><b>Caution</b></p><p>It failed.</p>'],
    ['one\ntwo', '<p>one<br />\ntwo</p>'],
    ['```mermaid\ngantt\n```', '<pre class="mermaid">gantt\n</pre>'],
    ['| a |\n| - |\n| b |', '<td>b</td>'],
    [
      '<details><summary>more</summary>\n\n*x*\n\n</details>',
      '<details><summary>more</summary>\n<p><em>x</em></p>',
    ],
  ])('shows %j as GitHub does', (markdown, html) => {
    expect(articleOf(markdown)).toContain(html);
  });

  test('of the repository joins lines, as GitHub does in files', () => {
    expect(articleOf('one\ntwo', 'file')).toContain('<p>one\ntwo</p>');
  });
});

test('a browser that does not run is named, with what to do', () => {
  expect(() => findChromium('/no/such/browser')).toThrow(
    /CHROMIUM names \/no\/such\/browser, which doesn't run\. Name/,
  );
});

/** Each row by another filter. */
function pngOf(width: number, rows: readonly (readonly number[])[]): Buffer {
  const raw = rows.flatMap((row, y) => {
    const filter = y % 5;
    const at = (line: readonly number[] | undefined, x: number): number => (x < 0 ? 0 : (line?.[x] ?? 0));
    return [
      filter,
      ...row.map(
        (byte, x) => byte - guess(filter, at(row, x - 3), at(rows[y - 1], x), at(rows[y - 1], x - 3)),
      ),
    ];
  });
  const header = Buffer.from([0, 0, 0, width, 0, 0, 0, rows.length, 8, 2, 0, 0, 0]);
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    ...[
      ['IHDR', header],
      ['IDAT', deflateSync(Uint8Array.from(raw))],
    ].map(([type, data]) => {
      const body = Buffer.concat([Buffer.from(type as string), data as Buffer]);
      const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
      length.writeUInt32BE((data as Buffer).length);
      sum.writeUInt32BE(crc32(body));
      return Buffer.concat([length, body, sum]);
    }),
  ]);
}

/** As the PNG specification has it. */
function guess(filter: number, left: number, above: number, corner: number): number {
  const near = [left, above, corner].toSorted(
    (one, other) => Math.abs(left + above - corner - one) - Math.abs(left + above - corner - other),
  );
  return [0, left, above, Math.floor((left + above) / 2), near[0] ?? 0][filter] ?? 0;
}

describe('a PNG', () => {
  const colours = (rows: readonly (readonly number[])[]): readonly number[] =>
    rows.flatMap((row) =>
      Array.from({ length: row.length / 3 }, (_, x) => Buffer.from(row).readUIntBE(x * 3, 3)),
    );

  test('is read by all filters, and keeps its colours when it is shrunk', () => {
    const rows = Array.from({ length: 10 }, (_, y) =>
      Array.from({ length: 36 }, (_each, x) => (x * 37 + y * 91) % 251),
    );
    const png = pngOf(12, rows);
    expect([...readPng(png).colours]).toEqual(colours(rows));
    expect([...readPng(shrink(png)).colours]).toEqual(colours(rows));
  });

  test('of more than 256 colours gets the nearest of those that occur most often', () => {
    const often = Array.from({ length: 255 }, (_, x) => [x, x, x]).flat();
    const rows = [often, often, Array.from({ length: 255 }, (_, x) => [x, x, Math.min(255, x + 1)]).flat()];
    const shrunk = readPng(shrink(pngOf(255, rows))).colours;
    expect([...shrunk.slice(0, 510)]).toEqual(colours(rows.slice(0, 2)));
    expect(new Set(shrunk).size).toBeLessThanOrEqual(256);
  });
});
