// Text from outside becomes neither markup nor a link, in Markdown and in what GitHub does once it is rendered.
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { masked, secretsInHeader } from '../../src/domain/common/values/secrets.ts';
import { code, codeBlock, plain } from '../../src/report/messages/markdown.ts';
import { referencesIn, rendered, textOf } from '../support/github-references.ts';

describe('text from outside', () => {
  test.each([
    ...[
      '#1',
      'see #1.',
      '(#12)',
      'acme/shop#2',
      'GH-1',
      'gh-26,',
      '@user',
      '@acme/team',
      '_@user',
      'a.@user',
    ],
    ...['https://evil.example/x?y=1', 'http://evil.example.', 'www.evil.example', '(www.evil.example)'],
    ...['ops@evil.example', 'mailto:ops@evil.example', 'xmpp:ops@evil.example', 'acme/shop@c0ffee1'],
    ...['c0ffee1234567890c0ffee1234567890c0ffee12', 'in c0ffee1:', 'C0FFEE1', 'c0ffee1...c0ffee2'],
    ...[
      '[x](https://evil.example)',
      '![x](https://evil.example)',
      '<https://evil.example>',
      '&#35;1',
      '\\#1',
    ],
    ...['`#1', '``@user', '"#1"', "'acme/shop#2'", '#1`', '|#1|', '**#1**', 'a#1b', '##1'],
  ])('%j is no link', (text) => {
    const html = rendered(plain(text));
    expect(html).not.toMatch(/<(a|img)\b/);
    expect(referencesIn(html)).toEqual([]);
    expect(textOf(html)).toBe(text);
  });

  const pieces = [
    ...[
      '#',
      '1',
      '12',
      'GH-',
      '@',
      'user',
      'acme/',
      'shop',
      'https://',
      'http:',
      '//',
      'www.',
      'evil.example',
    ],
    ...[
      'c0ffee1',
      'deadbeef',
      ' ',
      ' ',
      '.',
      ',',
      '(',
      ')',
      '"',
      '`',
      '``',
      '\\',
      '*',
      '_',
      '~',
      '|',
      '<',
      '>',
    ],
    ...[
      '&',
      ';',
      ':',
      '!',
      '[',
      ']',
      '-',
      '+',
      '=',
      '---',
      '===',
      '>',
      '\n',
      '&#35;',
      '&commat;',
      '$',
      'mailto:',
      '<!--',
      '-->',
    ],
  ];
  test('drops what turns the direction of the text after it', () => {
    expect(plain('by ada\u202e (moc.live) \u2066x\u2069')).toBe('by ada (moc.live) x');
    expect(code('by ada\u202e (moc.live)')).toBe('`by ada (moc.live)`');
    expect(codeBlock(['aws \u2066ecs\u2069'])).toBe('```sh\naws ecs\n```');
  });

  test('drops what a terminal takes for a command, and keeps the lines of a block', () => {
    for (const build of [plain, code]) expect(build('a\u001b[31mb\u0000\u0007c\nd')).toMatch(/a\\?\[31mbc d/);
    expect(codeBlock(['a\u001bb', '\tc'])).toBe('```sh\nab\n\tc\n```');
  });

  const hostile = fc
    .array(fc.oneof({ weight: 6, arbitrary: fc.constantFrom(...pieces) }, fc.string()))
    .map((parts) => parts.join(''));

  test('is no link, however it is put together, and reads as it was', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const html = rendered(`All is well. ${plain(text)}`);
        expect(html).not.toMatch(/<(?!\/?(p|code)\b)/);
        expect(referencesIn(html)).toEqual([]);
        const words = text.replaceAll('\u0000', '\ufffd').replaceAll(/\s+/g, ' ').trim();
        expect(textOf(html).replaceAll(/\s+/g, ' ')).toBe(`All is well. ${words}`.trim());
      }),
      { numRuns: 1500 },
    );
  });

  test('is no link at the start of a line, in a list, a quote and an alert', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const places: readonly (readonly [string, RegExp])[] = [
          ['', /<(?!\/?(p|code)\b)/],
          ['- ', /<(?!\/?(p|code|ul|li)\b)/],
          ['> ', /<(?!\/?(p|code|blockquote)\b)/],
          ['[!NOTE]\n', /<(?!\/?(p|code)\b)/],
        ];
        for (const [before, other] of places) {
          const html = rendered(before + plain(text));
          expect(html).not.toMatch(other);
          expect(html.match(/<(ul|blockquote)\b/g) ?? []).toHaveLength(before.length === 2 ? 1 : 0);
          expect(referencesIn(html)).toEqual([]);
        }
      }),
      { numRuns: 1500 },
    );
  });

  test('is not escaped where nothing has a meaning, so that ids can be copied', () => {
    const text =
      'All production traffic is on blue ecs-svc/9223370526765634110 (web:1), release 7001001-web_a.';
    expect(plain(text)).toBe(text);
  });
});

describe('a secret', () => {
  /** Any printable ASCII, as headers hold it. */
  const printable = fc.string({
    unit: fc.integer({ min: 0x20, max: 0x7e }).map((code) => String.fromCharCode(code)),
  });
  const secrets = printable
    .map((text) => text.trim())
    .filter((text) => text.length >= 6 && !/^[*\s]+$/.test(text));

  test('is not in plain text, a code span, a block or JSON, wherever it stands', () => {
    fc.assert(
      fc.property(secrets, printable, printable, (secret, before, after) => {
        const text = `${before}${secret}${after}`;
        for (const build of [String, plain, code, (one: string) => codeBlock([one]), JSON.stringify]) {
          const whole = masked(build(text), [secret]);
          expect(whole).toContain('***');
          expect(whole).not.toContain(secret);
        }
      }),
      { numRuns: 1500 },
    );
  });

  test('that overlaps another or itself leaves no part', () => {
    expect(masked('xabcdefghix', ['abcdef', 'defghi'])).toBe('x***x');
    expect(masked('xababababx', ['ababab'])).toBe('x***x');
  });

  test('is removed with the words of its header', () => {
    const found = secretsInHeader('Bearer 0123456789abcdef');
    expect(masked('you sent 0123456789abcdef; "Bearer 0123456789abcdef"', found)).toBe('you sent ***; "***"');
    const cookie = secretsInHeader('session=0123456789; theme="darkest"');
    expect(masked('{"session":"0123456789","theme":"darkest"}', cookie)).toBe('{"***":"***","theme":"***"}');
  });

  const number = (character: string, base: number): string => character.charCodeAt(0).toString(base);
  test.each<[who: string, encode: (character: string) => string]>([
    ['JSON of .NET', (one) => `\\u${number(one, 16).toUpperCase().padStart(4, '0')}`],
    ['JSON of Go', (one) => (/[<>&]/.test(one) ? `\\u00${number(one, 16)}` : one)],
    ['HTML of .NET', (one) => `&#x${number(one, 16).toUpperCase()};`],
    ['HTML of Python', (one) => `&#${number(one, 10)};`],
    ['HTML with three digits', (one) => `&#${number(one, 10).padStart(3, '0')};`],
    ['a URL in lower case', (one) => encodeURIComponent(one).toLowerCase()],
    ['a URL that encodes everything', (one) => `%${number(one, 16).toUpperCase()}`],
  ])('is removed as %s writes it', (_, encode) => {
    const secret = `a+b/c=d<e>f&g"h'i~j_k(l)`;
    const written = secret.replaceAll(/[^a-z]/g, encode);
    expect(masked(`you sent ${written}.`, [secret])).toBe('you sent ***.');
  });

  test.each([
    ['fences', (end: string) => `k${'` '.repeat(20_000)}${end}`],
    ['spaces', (end: string) => `k ${' `'.repeat(20_000)}${end}`],
    ['itself', (end: string) => `${'k7Qz1Xw9 Lm'.repeat(20_000)}${end}`],
  ])('is searched for in text of %s that was made to keep the search busy', (_, text) => {
    const secret = 'k7Qz1Xw9 Lm3Np5';
    expect(masked(text(`x ${secret}`), [secret]).endsWith('x ***')).toBe(true);
  });

  test('of which only the beginning was read is removed, too', () => {
    expect(masked('it is 01234567', ['0123456789'], true)).toBe('it is ***');
    expect(masked('it is 01234567', ['0123456789'])).toBe('it is 01234567');
  });
});
