// How often a run asks ECS for the same revision.
import { expect, test } from '@jest/globals';
import { createRevisionReader } from '../../src/engine/revision/revisions.ts';

test('a revision is asked for once, also by several at the same time', async () => {
  const asked: string[] = [];
  const read = createRevisionReader({
    readTaskDefinition: (reference) => {
      asked.push(reference);
      return Promise.resolve(null);
    },
  });
  await Promise.all([read('web:1'), read('web:1'), read('web:2')]);
  await read('web:1');
  expect(asked).toEqual(['web:1', 'web:2']);
});

test('a read that failed is repeated when the revision is asked for again', async () => {
  let tries = 0;
  const read = createRevisionReader({
    readTaskDefinition: () =>
      ++tries === 1 ? Promise.reject(new Error('throttled')) : Promise.resolve(null),
  });
  await expect(read('web:1')).rejects.toThrow('throttled');
  expect(await read('web:1')).toBeNull();
});
