import { expect, test } from '@jest/globals';
import { getEventListeners } from 'node:events';
import { realClock } from '../../src/adapters/clock.ts';

test('sleeps for the time asked', async () => {
  const before = realClock.now();
  await realClock.sleep(30);
  // Timers and the wall clock round apart by a millisecond.
  expect(realClock.now() - before).toBeGreaterThanOrEqual(29);
});

test('wakes without an error when the signal fires', async () => {
  const abort = new AbortController();
  const sleeping = realClock.sleep(600_000, abort.signal);
  abort.abort();
  await expect(sleeping).resolves.toBeUndefined();
});

test('does not fall asleep when the signal has fired', async () => {
  await expect(realClock.sleep(600_000, AbortSignal.abort())).resolves.toBeUndefined();
});

test('leaves no listener on a signal that outlives many sleeps', async () => {
  const { signal } = new AbortController();
  for (let turn = 0; turn < 3; turn++) await realClock.sleep(1, signal);
  expect(getEventListeners(signal, 'abort')).toHaveLength(0);
});

test('does not follow a jump of the clock of the machine, in either direction', () => {
  const real = Date.now;
  const before = realClock.now();
  try {
    for (const jumpMs of [3_600_000, -3_600_000]) {
      Date.now = () => real() + jumpMs;
      expect(Math.abs(realClock.now() - before)).toBeLessThan(60_000);
    }
  } finally {
    Date.now = real;
  }
});
