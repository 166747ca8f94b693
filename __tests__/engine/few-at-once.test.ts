import { expect, test } from '@jest/globals';
import { fewAtOnce } from '../../src/few-at-once.ts';

test('three are worked on at once, and results come in the order of the items', async () => {
  const ends: (() => void)[] = [];
  const begun: number[] = [];
  const all = fewAtOnce([1, 2, 3, 4], async (item) => {
    begun.push(item);
    if (item <= 3) await new Promise<void>((resolve) => ends.push(resolve));
    return item * 10;
  });
  expect(begun).toEqual([1, 2, 3]);
  for (const end of ends.toReversed()) end();
  expect(await all).toEqual([10, 20, 30, 40]);
  expect(begun).toEqual([1, 2, 3, 4]);
});

test('the first failure is that of all', async () => {
  await expect(fewAtOnce([1, 2], (item) => Promise.reject(new Error(`no ${String(item)}`)))).rejects.toThrow(
    'no 1',
  );
});
