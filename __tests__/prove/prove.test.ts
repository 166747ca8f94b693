import { describe, expect, test } from '@jest/globals';
import { explore } from './explore.ts';
import { starts } from './starts.ts';

/** `npm run prove` tries two disturbances on every path, in minutes; one takes seconds. */
describe('every world that can be reached keeps the invariants, whatever happens once at any moment', () => {
  test.each(starts)('$name', (start) => {
    const { violations, worlds } = explore(start, { disturbances: 1 });
    expect(violations).toEqual([]);
    expect(worlds).toBeGreaterThan(start.ends === 'refused' ? 50 : 2500);
  });
});

describe('nobody disturbs, and the release ends as it should', () => {
  test.each(starts)('$name', (start) => {
    const { endings } = explore(start, { disturbances: 0 });
    expect(endings).toEqual({ [start.ends]: 1 });
  });
});
