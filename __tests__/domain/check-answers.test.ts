import { describe, expect, test } from '@jest/globals';
import type { Expected } from '../../src/domain/common/checks/check.ts';
import { judge, type CheckAnswer } from '../../src/domain/common/checks/judge.ts';
import { pathSteps, valueAt } from '../../src/domain/common/checks/json-path.ts';

const anything: Expected = {
  codes: '200-299',
  text: null,
  pattern: null,
  json: {},
  headers: {},
  withinMs: 5000,
};
const ok: CheckAnswer = {
  status: 200,
  hasConnected: true,
  ms: 12,
  error: null,
  headers: { 'content-type': 'application/json', 'x-commit': 'a1b2c3d' },
  body: '{"ok":true,"build":{"commit":"abc","number":7},"items":[{"id":"x"}],"none":null}',
  isCut: false,
  isMatch: null,
};
/** Each is one that a double rounds. */
const big = '{"id":9007199254740993,"rate":0.12345678901234567891,"far":1e400,"list":[9007199254740993]}';
const commit = 'a1b2c3d4e5f6a7b8c9d0a1b2c3d4e5f6a7b8c9d0';
const hide = (text: string): string => text.replaceAll('s3cret-value', '***');

describe('an answer', () => {
  test.each<[string, Partial<Expected>, Partial<CheckAnswer>]>([
    ['a status from 200 to 299', {}, { status: 204 }],
    ['a listed status', { codes: '201,404' }, { status: 404 }],
    ['a part of the body', { text: '"number":7' }, {}],
    ['a match', { pattern: 'ok' }, { isMatch: true }],
    ['a JSON text', { json: { 'build.commit': 'abc', 'items[0].id': 'x' } }, {}],
    [
      'a JSON number, truth and null, as they are written',
      { json: { 'build.number': '7.0', ok: 'true', none: 'null' } },
      {},
    ],
    [
      'JSON numbers that no double can hold',
      { json: { id: '9007199254740993', rate: '0.12345678901234567891', far: '1e400' } },
      { body: big },
    ],
    [
      'such a number in another form',
      { json: { id: '9.007199254740993e15', far: '+10E399' } },
      { body: big },
    ],
    ['such a number in a list', { json: { list: '[9007199254740993]' } }, { body: big }],
    ['zero in any form', { json: { zero: '-0.00' } }, { body: '{"zero":0e7}' }],
    ['a number without its first digit', { json: { half: '.5' } }, { body: '{"half":0.50}' }],
    ['a header', { headers: { 'content-type': 'application/json' } }, {}],
    ['the first digits of the commit', { headers: { 'x-commit': commit } }, {}],
    ['the latency at its limit', { withinMs: 12 }, {}],
  ])('passes with %s', (_what, expected, answer) => {
    expect(judge({ ...anything, ...expected }, { ...ok, ...answer }, hide)).toBeNull();
  });

  test.each<[string, Partial<Expected>, Partial<CheckAnswer>]>([
    ['timed out after 5 s', {}, { status: null, error: 'timed out after 5 s' }],
    ['answered 500: no database', {}, { status: 500, body: 'no\n database' }],
    ['answered 200 instead of 201: created', { codes: '201' }, { body: 'created' }],
    ['answered without the text "tea": coffee', { text: 'tea' }, { body: 'coffee' }],
    [
      'answered with a text that does not match "^tea": coffee',
      { pattern: '^tea' },
      { body: 'coffee', isMatch: false },
    ],
    [
      'answered with a text for which "(a+)+$" takes too long: write a simpler expression',
      { pattern: '(a+)+$' },
      {},
    ],
    [
      'answered JSON with id "9007199254740993" instead of "9007199254740992"',
      { json: { id: '9007199254740992' } },
      { body: big },
    ],
    [
      'answered JSON with id "9007199254740992" instead of "9007199254740993"',
      { json: { id: '9007199254740993' } },
      { body: '{"id":9007199254740992}' },
    ],
    [
      'answered JSON with rate "0.12345678901234567891" instead of "0.1234567890123456789"',
      { json: { rate: '0.1234567890123456789' } },
      { body: big },
    ],
    ['answered JSON with far "1e400" instead of "Infinity"', { json: { far: 'Infinity' } }, { body: big }],
    [
      'answered JSON with list "[9007199254740993]" instead of "[9007199254740992]"',
      { json: { list: '[9007199254740992]' } },
      { body: big },
    ],
    ['answered JSON with minus "-7" instead of "7"', { json: { minus: '7' } }, { body: '{"minus":-7}' }],
    ['answered JSON with ok "true" instead of "false"', { json: { ok: 'false' } }, {}],
    ['answered JSON with build.number "7" instead of ""', { json: { 'build.number': '' } }, {}],
    ['answered JSON without build.time, which has to be "1"', { json: { 'build.time': '1' } }, {}],
    ['did not answer with JSON: <html>', { json: { ok: 'true' } }, { body: '<html>' }],
    ['answered without the header x-a, which has to be "1"', { headers: { 'x-a': '1' } }, {}],
    ['answered with the header x-commit: "a1b2c3d" instead of "b"', { headers: { 'x-commit': 'b' } }, {}],
    [
      'answered with the header x-commit: "a1b2c3" instead of "' + commit + '"',
      { headers: { 'x-commit': commit } },
      { headers: { 'x-commit': 'a1b2c3' } },
    ],
    ['answered after 13 ms instead of within 12 ms', { withinMs: 12 }, { ms: 13 }],
  ])('fails: %s', (what, expected, answer) => {
    expect(judge({ ...anything, ...expected }, { ...ok, ...answer }, hide)).toBe(what);
  });

  test('shows no secret, and hides it before it cuts', () => {
    const body = `${'x'.repeat(70)} s3cret-value`;
    const found = judge({ ...anything, headers: { 'x-key': 's3cret-value' } }, ok, hide);
    expect(found).toBe('answered without the header x-key, which has to be "***"');
    expect(judge(anything, { ...ok, status: 500, body }, hide)).toBe(`answered 500: ${'x'.repeat(70)} ***`);
    expect(judge({ ...anything, json: { a: 'b' } }, { ...ok, body: '{"a":"s3cret-value"}' }, hide)).toBe(
      'answered JSON with a "***" instead of "b"',
    );
  });
});

describe('a JSON path', () => {
  test.each<[string, readonly (string | number)[] | null]>([
    ['commit', ['commit']],
    ['$.build.commit', ['build', 'commit']],
    ['items[0].id', ['items', 0, 'id']],
    ['[1][2]', [1, 2]],
    ['.a', null],
    ['a..b', null],
    ['a[b]', null],
    ['', null],
    ['$', null],
  ])('%j has the steps %j', (path, steps) => {
    expect(pathSteps(path)).toEqual(steps);
  });

  test('finds own members only', () => {
    expect(valueAt({ a: [{ b: 0 }] }, 'a[0].b')).toBe(0);
    expect(valueAt({ a: 'text' }, 'a.length')).toBeUndefined();
    expect(valueAt({}, 'constructor')).toBeUndefined();
    expect(valueAt([], 'length')).toBeUndefined();
  });
});
