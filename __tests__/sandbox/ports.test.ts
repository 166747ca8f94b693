import { expect, test } from '@jest/globals';
import { freePort } from '../../sandbox/tasks/addresses.ts';

test('a port that was handed out and is not in use yet is not handed out again', async () => {
  const asked: number[] = [];
  const given = new Set<number>();
  given.has = (port) => asked.push(port) === 1;
  const port = await freePort('127.0.0.1', given);
  expect(asked).toEqual([expect.any(Number), port]);
});
