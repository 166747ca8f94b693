import { describe, expect, test } from '@jest/globals';
import { createCookieJar } from '../../sandbox/meter/cookie-jar.ts';
import { createTally } from '../../sandbox/meter/tally.ts';

describe('the tally', () => {
  const answered = (version: string): { ok: true; version: string } => ({ ok: true, version });

  test('counts what was sent in one second and what ended in it, each where it belongs', () => {
    const tally = createTally(() => 0);
    tally.sent(0);
    tally.sent(0);
    tally.ended(answered('v1'), 10);
    expect(tally.nextSecond()).toMatchObject({ t: 0, sent: 2, answered: 1, failed: 0, versions: { v1: 1 } });
    expect(tally.inFlight()).toBe(1);
    tally.ended({ ok: false, reason: 'status 503' }, 1500);
    expect(tally.nextSecond()).toMatchObject({ t: 1, sent: 0, answered: 0, failed: 1, slowestMs: 1500 });
    expect(tally.totals()).toMatchObject({
      sent: 2,
      answered: 1,
      failed: 1,
      failuresByReason: { 'status 503': 1 },
    });
  });

  test('knows the slowest, the median and the 99th percentile', () => {
    const tally = createTally(() => 0);
    for (let ms = 100; ms >= 1; ms -= 1) tally.ended(answered('v1'), ms);
    expect(tally.totals()).toMatchObject({ p50Ms: 50, p99Ms: 99, slowestMs: 100 });
  });

  test('remembers when each version was seen first and last', () => {
    let now = 0;
    const tally = createTally(() => now);
    for (const [at, version] of [
      [10, 'v1'],
      [20, 'v2'],
      [30, 'v1'],
      [40, 'v2'],
    ] as const) {
      now = at;
      tally.ended(answered(version), 1);
    }
    expect(tally.totals().versions).toEqual({
      v1: { answers: 2, firstSeenAt: 10, lastSeenAt: 30 },
      v2: { answers: 2, firstSeenAt: 20, lastSeenAt: 40 },
    });
  });

  test('reports requests that it sent late', () => {
    const tally = createTally(() => 0);
    for (const lateMs of [0, 100, 101, 250]) tally.sent(lateMs);
    expect(tally.totals().lateSends).toEqual({ count: 2, worstMs: 250 });
  });
});

describe('a client that keeps cookies', () => {
  test('sends each until its time is over', () => {
    let now = Date.UTC(2026, 0, 1);
    const jar = createCookieJar(() => now);
    expect(jar.header()).toBeNull();
    jar.take(['stay=1; Path=/', 'brief=a=b; Max-Age=5', 'dated=3; Expires=Thu, 01 Jan 2026 00:00:10 GMT']);
    expect(jar.header()).toBe('stay=1; brief=a=b; dated=3');
    // Using a cookie does not prolong it.
    now += 4000;
    expect(jar.header()).toBe('stay=1; brief=a=b; dated=3');
    now += 1000;
    expect(jar.header()).toBe('stay=1; dated=3');
    now += 5000;
    jar.take(['stay=2']);
    expect(jar.header()).toBe('stay=2');
  });
});
