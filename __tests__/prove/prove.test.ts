import { describe, expect, test } from '@jest/globals';
import { explore } from './explore.ts';
import type { Start } from './start-parts.ts';
import { starts } from './starts.ts';

/** A check that stopped looking would pass: a release has thousands of worlds, a command that refuses a few dozen. */
function leastWorlds({ plan: request, ends, isPair }: Start): number {
  if (ends === 'refused' || request.command === 'teardown' || request.command === 'sweep') return 25;
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

describe('without a disturbance, the release ends as it should', () => {
  test.each(starts)('$name', (start) => {
    const { endings } = explore(start, { disturbances: 0 });
    expect(endings).toEqual({ [start.ends]: 1 });
  });
});
