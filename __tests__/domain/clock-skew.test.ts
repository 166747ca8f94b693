import { describe, expect, test } from '@jest/globals';
import { skewNotes } from '../../src/domain/common/run/clock-skew.ts';

describe('a runner whose clock differs from that of AWS', () => {
  test.each([null, 0, 60_000, -60_000])('is not reported for %s ms', (skewMs) => {
    expect(skewNotes(skewMs)).toEqual([]);
  });

  test.each([
    [75_000, '1m15s ahead of'],
    [-3_600_000, '1h00m behind'],
  ])('is reported for %s ms, with what is wrong by it', (skewMs, words) => {
    expect(skewNotes(skewMs)).toEqual([expect.stringContaining(`${words} AWS's: times in tags`)]);
  });
});
