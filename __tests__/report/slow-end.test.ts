// What the end of a run asks of a GitHub that may be slow.
import { expect, test } from '@jest/globals';
import type { Frame } from './stories.ts';
import { goodFrames } from './stories.ts';
import { aDesk, anEnd, finish } from './report-desk.ts';

/** The last look, with this fence. */
function seeing(fence: string): Pick<Frame, 'world' | 'memory'> {
  const { world, memory } = goodFrames.at(-1)!;
  return {
    world: { ...world, service: { ...world.service, tags: { ...world.service.tags, fence } } },
    memory,
  };
}

/** How long the read of the comment may take at the end, `laterMs` after the last look. */
async function readMsAtEnd(fence: string, step = anEnd(), laterMs = 0): Promise<number | undefined> {
  const { clock, github, aReporter, show } = aDesk();
  const given: (number | undefined)[] = [];
  const reporter = aReporter({
    environment: null,
    github: {
      ...github,
      updateComment: (pull, markers, textFor, readMs) => {
        given.push(readMs);
        return github.updateComment(pull, markers, textFor);
      },
    },
  });
  await show(reporter, goodFrames.slice(0, -1));
  expect(new Set(given)).toEqual(new Set([undefined]));
  await clock.move(goodFrames.at(-1)!.world.nowMs - clock.now() + laterMs);
  await finish(reporter, step, seeing(fence));
  return given.at(-1);
}

test('the end waits briefly for what the comment shows, if this run has just been seen to hold the service', async () => {
  expect(await readMsAtEnd('4:100.1')).toBe(500);
});

test.each<[string, Parameters<typeof readMsAtEnd>]>([
  ['another run holds the service', ['5:300.1']],
  ['it stood down', ['4:100.1', anEnd({ result: 'stood-down', reason: 'fence-lost' })]],
  ['it has not seen the service for a while', ['4:100.1', anEnd(), 20_000]],
])('the end reads the comment if %s', async (_what, given) => {
  expect(await readMsAtEnd(...given)).toBeUndefined();
});
