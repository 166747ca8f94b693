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

  test.each(['status', 'sweep'] as const)(
    'is not known to %s until GitHub answers, and waits 4 s once',
    async (command) => {
      const clock = handClock(noon);
      const answers: ((isOver: boolean) => void)[] = [];
      const isOver = (): Promise<boolean> => new Promise((resolve) => answers.push(resolve));
      const read = createRunsReader({ runs: { isOver }, clock }, commandPlan(command));
      const held = { runId: 95, isOver: null, askedAtMs: noon };
      const first = read(service, []);
      await settled();
      await clock.move(4000);
      expect(await first).toEqual([held]);
      expect(await read(service, [])).toEqual([held]);
      await clock.move(60_000);
      expect(await read(service, [])).toEqual([held]);
      expect(answers).toHaveLength(1);
      answers[0]?.(true);
      await settled();
      expect(await read(service, [])).toEqual([{ runId: 95, isOver: true }]);
    },
  );

  test('is asked again of a run that was not over, and of one that GitHub does not show', async () => {
    const clock = handClock(noon);
    const replies = [null, false, true];
    const isOver = (): Promise<boolean | null> => Promise.resolve(replies.shift() ?? null);
    const read = createRunsReader({ runs: { isOver }, clock }, commandPlan('sweep'));
    const seen: unknown[] = [];
    for (let look = 0; look < 4; look += 1) {
      seen.push((await read(service, []))[0]?.isOver);
      await clock.move(15_000);
    }
    expect(seen).toEqual([null, false, true, true]);
  });
});
