// Green falls ill after its bake, while blue is still warm: the one way back is kept, and whoever would end it is told.
import { describe, expect } from '@jest/globals';
import type { ActionResult } from '../../sandbox/runner/run-action.ts';
import { webService } from '../../sandbox/seeds.ts';
import { acceptance, type Stage } from '../support/acceptance.ts';
import { endOf, greenOf, isAllOn } from '../support/bad-luck.ts';
import {
  expectServing,
  jsonOf,
  leftWarm,
  nextRun,
  rollbackInputs,
  teardownInputs,
  warmRelease,
} from '../support/command-steps.ts';

/** ECS leaves unhealthy tasks alone for so long, and the load balancer sends requests to unhealthy targets alone (31). */
const world = webService({ graceSeconds: 600 });
const tagsLeft = ['fence', 'rolled-back', 'quarantined'];

/** Every target of green fails its health checks from now on; requests are answered as before, so users lose none. */
async function fallIll(stage: Stage): Promise<void> {
  const ofGreen = stage
    .world()
    .tasks.filter((one) => one.taskSetId === greenOf(stage)?.id && one.lastStatus === 'RUNNING');
  for (const { id } of ofGreen) stage.sandbox.control.killTask({ task: id, signal: 'SIGUSR2' });
  await stage.until('no target of green is healthy', () => {
    const { targets } = stage.group('web-b');
    return targets.length === 2 && targets.every(({ state }) => state === 'unhealthy');
  });
}

/** What the run says at its end, and nothing that it said on the way. */
const endWords = (run: ActionResult): string =>
  JSON.stringify([jsonOf(run)['message'], jsonOf(run)['details']]);

/** Both sets stand, users are on green, nothing was deleted; and the command that was named ends it. */
async function expectWayBack(stage: Stage): Promise<void> {
  expect(stage.calls('DeleteTaskSet')).toEqual([]);
  expect(stage.service().taskSets.map(({ status, runningCount }) => [status, runningCount])).toEqual([
    ['ACTIVE', 2],
    ['PRIMARY', 2],
  ]);
  expect(isAllOn(stage, 'web-b')).toBe(true);
  const back = await stage.release(rollbackInputs, { runId: stage.runId + 2 });
  expect(endOf(back)).toEqual({ exitCode: 0, result: 'rolled-back', reason: 'asked-for' });
  await expectServing(stage, 'web-a', 'v1');
}

describe('a green without a healthy target while blue is warm', () => {
  acceptance('makes teardown refuse, and name the rollback', { world, tagsLeft }, async (stage) => {
    await leftWarm(stage);
    await fallIll(stage);
    const run = await stage.release(teardownInputs, nextRun(stage));
    expect(run.exitCode).toBe(1);
    expect(['refused', 'failed']).toContain(run.outputs['result']);
    expect(endWords(run)).toMatch(/\brollback\b/);
    await expectWayBack(stage);
  });

  acceptance(
    'makes the deploy end red at the end of the lease, and keep blue',
    { world, tagsLeft },
    async (stage) => {
      const running = await warmRelease(stage, { 'warm-time': '25s' });
      await fallIll(stage);
      const run = await running.result;
      expect([run.exitCode, run.outputs['result']]).toEqual([1, 'failed']);
      expect(endWords(run)).toMatch(/\brollback\b/);
      await expectWayBack(stage);
    },
  );
});
