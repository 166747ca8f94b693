import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { formatDurationInput, parseDuration } from '../../src/domain/common/values/duration.ts';

describe('a duration', () => {
  test.each([
    ['0', 0],
    ['30s', 30],
    ['15m', 900],
    ['90m', 5400],
    ['24h', 86_400],
    ['1h30m', 5400],
    ['1h0m5s', 3605],
    ['2m30s', 150],
    ['0s', 0],
  ])('reads %s as %d seconds', (text, seconds) => {
    expect(parseDuration(text)).toEqual({ ok: true, seconds });
  });

  test.each([
    ['15', 'write 15m or 15s'],
    ['00', 'write 0'],
    ['500ms', 'whole seconds only, write 1s'],
    ['30000ms', 'whole seconds only, write 30s'],
    ['1.5m', 'write 1m30s'],
    ['0.5h', 'write 30m'],
    ['15 m', 'write 15m'],
    ['10M', 'write 10m'],
    ['10min', 'write 10m'],
    ['2 hours', 'write 2h'],
    ['1d', 'write 24h'],
  ])('refuses %s and says: %s', (text, hint) => {
    expect(parseDuration(text)).toEqual({ ok: false, hint });
  });

  test.each(['', 'soon', '5s10m', '-5m', '1h 30m', '1month', 'PT5M', '5mm', 'm'])(
    'refuses "%s" and shows the form',
    (text) => {
      expect(parseDuration(text)).toEqual({
        ok: false,
        hint: 'write hours, minutes and seconds in this order, e.g. 1h30m, 15m or 30s',
      });
    },
  );

  test('is written in the words it is read from', () => {
    expect([0, 45, 900, 5400, 86_400, 3605].map(formatDurationInput)).toEqual([
      '0',
      '45s',
      '15m',
      '1h30m',
      '24h',
      '1h5s',
    ]);
    fc.assert(
      fc.property(fc.nat(1_000_000), (seconds) => {
        expect(parseDuration(formatDurationInput(seconds))).toEqual({ ok: true, seconds });
      }),
    );
  });
});
