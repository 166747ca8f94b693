import { describe, expect, test } from '@jest/globals';
import { explore } from './explore.ts';
import { starts } from './starts.ts';

/** `npm run prove` tries two disturbances on every path; one takes seconds. */
const explored = starts.map((start) => ({ start, found: explore(start, { disturbances: 1 }) }));

describe.each(explored)('every world that can be reached: $start.name', ({ found }) => {
  test('keeps the invariants, whatever happens once at any moment', () => {
    expect(found.violations).toEqual([]);
  });
});

test.each(starts)('nobody disturbs, and the release ends as it should: $name', (start) => {
  const { endings } = explore(start, { disturbances: 0 });
  expect(endings).toEqual({ [start.ends === 'refused' ? 'preflight-failed' : start.ends]: 1 });
});

test('the check sees worlds enough to prove something', () => {
  const worlds = explored.reduce((sum, { found }) => sum + found.worlds, 0);
  expect(worlds).toBeGreaterThan(50_000);
});
