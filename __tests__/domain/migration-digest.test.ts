// The vectors are those of FNV-1a's own description, in base 36.
import { expect, test } from '@jest/globals';
import { digestOf } from '../../src/domain/common/migrations/digest.ts';

test.each([
  ['', 0xcbf29ce484222325n],
  ['a', 0xaf63dc4c8601ec8cn],
  ['foobar', 0x85944171f73967e8n],
])('the digest of "%s" is that of FNV-1a', (text, hash) => {
  expect(digestOf(text)).toBe(hash.toString(36));
});
