// A run that is cancelled while it starts: its post step never starts the release that main hadn't begun.
import { setTimeout as delay } from 'node:timers/promises';
import { expect } from '@jest/globals';
import type { ActionResult } from '../../sandbox/runner/run-action.ts';
import { webService } from '../../sandbox/seeds.ts';
import { acceptance, chapter, type Running, type Stage } from '../support/acceptance.ts';
import { endOf, expectNeverSawV2, expectUntouched, v2 } from '../support/bad-luck.ts';

/** From the start of Node to the first writes: closer together where main loads its code and saves its first state. */
const afterMs = [
  0, 5, 10, 15, 20, 25, 30, 40, 50, 60, 70, 80, 90, 100, 120, 140, 160, 180, 200, 220, 250, 300,
];
const laterMs = [350, 400, 500, 600, 800, 1000, 1500, 2000, 3000];

const writesOf = (stage: Stage): number => stage.calls().filter(({ isWrite }) => isWrite).length;

/** Nothing was written, or main ended by itself and left nothing. */
function expectCleanEnd(run: ActionResult, writes: number, when: string): void {
  expect({ when, post: run.postExitCode }).toEqual({ when, post: 0 });
  if (writes === 0) {
    expect({ when, exitCode: run.exitCode === 0 }).toEqual({ when, exitCode: false });
    return;
  }
  const { exitCode, result, reason } = endOf(run);
  expect({ when, exitCode, reason }).toEqual({ when, exitCode: 1, reason: 'cancelled' });
  expect(['failed', 'rolled-back']).toContain(result);
}

async function cancelledAfter(stage: Stage, ms: number, at: number): Promise<void> {
  const before = writesOf(stage);
  const running = stage.start(v2, { runId: stage.runId + at });
  if (ms > 0) await delay(ms);
  running.kill('SIGINT');
  expectCleanEnd(await running.result, writesOf(stage) - before, `cancelled after ${String(ms)} ms`);
}

/** A run without a write may have no fence. What was registered stays, and later runs find it. */
const left = { freeTags: ['fence'], tagsLeft: [] } as const;

chapter('a deploy that is cancelled', () => {
  for (const [title, spread] of [
    ['in the first 300 ms', afterMs],
    ['in the first seconds', laterMs],
  ] as const)
    // Covers: cancel-at-start
    acceptance(
      `${title} ends with nothing written, or cleanly`,
      { world: webService(), ...left },
      async (stage) => {
        for (const [at, ms] of spread.entries()) await cancelledAfter(stage, ms, at);
        await expectUntouched(stage);
        expectNeverSawV2(stage);
      },
    );

  const moments: readonly (readonly [string, (stage: Stage, running: Running) => boolean])[] = [
    ['its first line', (_stage, running) => running.log() !== ''],
    ['its first call to AWS', (stage) => stage.calls().length > 0],
    ['its first comment', ({ sandbox }) => sandbox.github.state().comments.length > 0],
  ];
  for (const [title, isReached] of moments)
    acceptance(`at ${title} creates nothing`, { world: webService(), ...left }, async (stage) => {
      const running = stage.start(v2);
      await stage.until(title, () => isReached(stage, running));
      running.kill('SIGINT');
      const run = await running.result;
      expectCleanEnd(run, writesOf(stage), title);
      expect(stage.calls('CreateTaskSet', 'ModifyRule', 'ModifyListener')).toEqual([]);
      await expectUntouched(stage);
    });
});

chapter('a deploy whose process is killed', () => {
  // Covers: killed-at-start
  acceptance(
    'as soon as it starts is not released by its post step',
    { world: webService(), ...left },
    async (stage) => {
      const running = stage.start(v2);
      running.kill('SIGKILL');
      const run = await running.result;
      expect([run.exitCode, run.postExitCode]).toEqual([null, 0]);
      expect(stage.calls()).toEqual([]);
      await expectUntouched(stage);
    },
  );
});
