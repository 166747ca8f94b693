import { expect, test } from '@jest/globals';
import type { Stamp } from '../../src/domain/common/shown/order.ts';
import { stampIn, stampLine } from '../../src/report/stamp.ts';

const own: Stamp = {
  ...{ releaseId: '101-web', attempt: 1, begunMs: 1000, runId: 101 },
  ...{ state: 'being-replaced', seen: { fence: 7, atMs: 2000 } },
};

test.each<[string, Stamp]>([
  ['in full', own],
  ['without a state, by an earlier version', { ...own, state: null, seen: null }],
])('a stamp is read as it was written: %s', (_what, stamp) => {
  expect(stampIn(`<!-- marker -->\n${stampLine(stamp)}\n### Text`)).toEqual(stamp);
});

test('a state that this version does not know counts as none', () => {
  const line = stampLine(own).replace('being-replaced', 'half-live');
  expect(stampIn(line)).toEqual({ ...own, state: null });
});

test.each([['### Text'], [`Quoted: ${stampLine(own)}`]])('%j has no stamp', (text) => {
  expect(stampIn(text)).toBeNull();
});
