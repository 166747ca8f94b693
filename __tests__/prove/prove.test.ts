import { describe, expect, test } from '@jest/globals';
import { explore } from './explore.ts';
import type { Start } from './start-parts.ts';
import { scaledStarts, starts } from './starts.ts';

/** A check that stopped looking would pass: a release has thousands of worlds, a command that refuses a few dozen. */
function leastWorlds({
  plan: request,
  ends,
  isPair,
  isScaledOnly,
  isWipedOnly,
  isAlarmedOnly,
}: Start): number {
  if (isScaledOnly || isWipedOnly || isAlarmedOnly) return 100;
  if (
    ends === 'refused' ||
    ends === 'repaired' ||
    request.command === 'teardown' ||
    request.command === 'sweep'
  )
    return 25;
  if (isPair) return 200;
  return request.command === 'deploy' ? 2500 : 1500;
}

/** `npm run prove` tries two disturbances on every path, in minutes; one takes seconds. */
// Covers: every-world
describe('every reachable world keeps the invariants after any single disturbance at any moment', () => {
  test.each(starts)('$name', (start) => {
    const { violations, worlds } = explore(start, { disturbances: 1 });
    expect(violations).toEqual([]);
    expect(worlds).toBeGreaterThan(leastWorlds(start));
  });
});

// Covers: scaling-in-switch
describe('whenever scaling changes the count, twice at any two moments, the release ends as without it', () => {
  test.each(scaledStarts)('$name', (start) => {
    const { endings, violations, worlds } = explore(start, { disturbances: 2 });
    expect(violations).toEqual([]);
    expect(Object.keys(endings)).toEqual([start.ends]);
    expect(worlds).toBeGreaterThan(leastWorlds(start));
  });
});

describe('without a disturbance, the release ends as it should', () => {
  test.each(starts)('$name', (start) => {
    const { endings } = explore(start, { disturbances: 0 });
    expect(endings).toEqual({ [start.ends]: 1 });
  });
});
