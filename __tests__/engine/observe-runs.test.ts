import { describe, expect, test } from '@jest/globals';
import { createRunsReader } from '../../src/engine/observe-runs.ts';
import { commandPlan } from '../support/commands.ts';
import { handClock, settled } from '../support/reporting.ts';
import { aService, aSet, noon } from '../support/worlds.ts';

const service = aService({ tags: { fence: '4:95.1' } });
const sets = [aSet(1, { tags: { run: '91.1' } })];

/** What is read, and which runs GitHub was asked about. */
async function readBy(command: 'status' | 'sweep' | 'deploy') {
  const asked: number[] = [];
  const isOver = (id: number): Promise<boolean> => {
    asked.push(id);
    return Promise.resolve(true);
  };
  const read = createRunsReader({ runs: { isOver }, clock: handClock(noon) }, commandPlan(command));
  await read(service, sets);
  return asked;
}

describe('which runs have ended', () => {
  test('is asked for all that a sweep may finish, for the holder by status, and by no other command', async () => {
    expect(await readBy('sweep')).toEqual([95, 91]);
    expect(await readBy('status')).toEqual([95]);
    expect(await readBy('deploy')).toEqual([]);
  });

  test('is not known to status if GitHub does not answer within 4 s', async () => {
    const clock = handClock(noon);
    const isOver = (): Promise<boolean> => new Promise(() => undefined);
    const answer = createRunsReader({ runs: { isOver }, clock }, commandPlan('status'))(service, sets);
    await settled();
    await clock.move(4000);
    expect(await answer).toEqual([{ runId: 95, isOver: null }]);
  });
});
