import { expect, test } from '@jest/globals';
import { claimAddresses, claimFreeNetwork, freePort } from '../../sandbox/tasks/addresses.ts';

test('a port that was handed out and is not in use yet is not handed out again', async () => {
  const asked: number[] = [];
  const given = new Set<number>();
  given.has = (port) => asked.push(port) === 1;
  const port = await freePort('127.0.0.1', given);
  expect(asked).toEqual([expect.any(Number), port]);
});

test('a network that another sandbox has is passed over, and is free again once that sandbox is closed', async () => {
  const other = await claimAddresses('auto');
  if (!other.areMany) return;
  const taken = other.api.replace(/\.1$/, '');
  const own = await claimFreeNetwork([taken, '127.200.200']);
  expect(own.api).toBe('127.200.200.1');
  await expect(claimFreeNetwork([taken])).rejects.toThrow('no free 127.a.b.0/24');
  await other.close();
  const again = await claimFreeNetwork([taken]);
  expect(again.api).toBe(other.api);
  await Promise.all([own.close(), again.close()]);
});
