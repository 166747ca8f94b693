// What an application wrote, on each way to people: the log of a container, the last lines of a command, and its output as
// it comes.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import {
  foreignLines,
  foreignStream,
  foreignText,
  lastForeign,
} from '../../src/domain/common/foreign/lines.ts';

const secrets = ['s3cr3t-value!', 'first-line-of-it\nsecond-line-of-it', 'pass"word of & mine'];
const key = ['-----BEGIN RSA PRIVATE KEY-----', 'MIIE', 'abcd', '-----END RSA PRIVATE KEY-----'];

const atOnce = (lines: readonly string[]): readonly string[] => lastForeign(foreignLines(lines, secrets));
function asTheyCome(lines: readonly string[]): readonly string[] {
  const shown = foreignStream(secrets);
  return lines.flatMap((line) => shown(line));
}

describe.each([
  ['that is read at once', atOnce],
  ['that is shown as it comes', asTheyCome],
])('an output %s', (_way, shownOf) => {
  test.each([
    ['words', ['one', '', '  ', 'two  '], ['one', 'two']],
    ['a known secret', ['key s3cr3t-value!'], ['key ***']],
    ['a secret that colors interrupt', ['key s3cr3t\u001b[0m-value!'], ['key ***']],
    ['a secret that a sequence of one byte interrupts', ['key s3cr3t\u009b31m-value!'], ['key ***']],
    ['a secret that a title interrupts', ['key s3cr3t\u001b]0;title\u0007-value!'], ['key ***']],
    ['a secret that an unseen character interrupts', ['key s3cr3t\u200b-value!'], ['key ***']],
    ['a secret as a URL has it', ['at ?x=pass%22word%20of%20%26%20mine&y'], ['at ?x=***&y']],
    ['a secret as a form has it', ['x=pass%22word+of+%26+mine&y=1'], ['x=***&y=1']],
    ['a secret of several lines', ['first-line-of-it', 'second-line-of-it', 'x'], ['***', '***', 'x']],
    ['a password', ['connecting with password=abc123 now'], ['connecting with password=*** now']],
    ['a password in the next line', ['password:', '  abc123'], ['password:', '  ***']],
    ['a bearer token', ['authorization: Bearer abc.def123'], ['authorization: Bearer ***']],
    ['a key of AWS', ['using AKIAIOSFODNN7EXAMPLE'], ['using ***']],
    ...[
      `glpat-${'a1'.repeat(10)}`,
      `npm_${'a1'.repeat(18)}`,
      `whsec_${'a1'.repeat(12)}`,
      `AIza${'a1'.repeat(17)}`,
    ].map((token): [string, string[], string[]] => [`a token ${token}`, [`using ${token}`], ['using ***']]),
    [
      'a webhook',
      ['to https://hooks.slack.com/services/T0/B0/abc'],
      ['to https://hooks.slack.com/services/***'],
    ],
    ['a signed address', ['at /x?X-Amz-Signature=0a1b&y=1'], ['at /x?X-Amz-Signature=***&y=1']],
    ['a private key', ['x', ...key, 'done'], ['x', '***', 'done']],
    ['two private keys', [...key, ...key, 'done'], ['***', '***', 'done']],
    ['a private key that does not end', ['x', ...key.slice(0, -1)], ['x', '***']],
    [
      'a link',
      ['\u001b]8;;https://x\u001b\\\\report\u001b]8;;\u001b\\\\'.replaceAll('\\\\', '\\')],
      ['report'],
    ],
    ['a tab and lines in lines', ['a\tb\rc\u2028d'], ['a b', 'c', 'd']],
  ])('shows %s', (_name, lines, shown) => {
    expect(shownOf(lines)).toEqual(shown);
  });

  test('shows no part of a secret where a long line is cut', () => {
    const shown = shownOf([`${'x'.repeat(7_990)}s3cr3t-value!`]).join();
    expect(shown).toMatch(/x.* … \(cut\)$/);
    expect(shown).not.toContain('s3c');
  });

  test('shows what comes after a private key', () => {
    expect(shownOf([...key.slice(0, -1), `${key.at(-1)!}", and more`]).join('')).toBe('***", and more');
  });
});

test('a report shows the last 20 lines, each of at most 300 characters', () => {
  const lines = Array.from({ length: 40 }, (_, n) => `line ${String(n)} ${'x'.repeat(400)}`);
  const shown = lastForeign(foreignLines(lines, []));
  expect(shown).toHaveLength(20);
  expect(shown.at(-1)).toMatch(/^line 39 x+ … \(cut\)$/);
  expect(shown.at(-1)!.length).toBeLessThan(320);
});

test('a part of an answer shows no secret either', () => {
  expect(foreignText('{"token": "abc123", "user": "\u001b[1ms3cr3t-value!"}', secrets, false)).toBe(
    '{"token": "***", "user": "***"}',
  );
  expect(foreignText('at its end s3cr3t-va', secrets, true)).toBe('at its end ***');
});

/** The types let no other text through: a ForeignLine is made in one place. */
test('lines of others are made fit to be shown in one place', () => {
  const source = path.resolve(import.meta.dirname, '../../src');
  const files = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.ts'),
  );
  const holding = (part: RegExp): readonly string[] =>
    files.filter((name) => part.test(readFileSync(path.join(source, name), 'utf8')));
  const place = path.join('domain', 'common', 'foreign', 'lines.ts');
  expect(holding(/as (?:readonly )?ForeignLine/)).toEqual([place]);
  expect(holding(/\bwithoutLikelySecrets\(/)).toEqual([place]);
  expect(holding(/\\u001b|\\x1b/i)).toEqual([place]);
});
