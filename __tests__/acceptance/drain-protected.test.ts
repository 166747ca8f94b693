// Tasks of blue that are protected from scale-in, for longer than a step of a drain and than blue itself.
import { expect } from '@jest/globals';
import { acceptance, chapter, type Stage } from '../support/acceptance.ts';
import { endOf, released } from '../support/bad-luck.ts';
import {
  expectServing,
  nextRun,
  statusInputs,
  sweepInputs,
  teardownInputs,
} from '../support/command-steps.ts';
import { atOnce, blueOf, fourTasks, killedInDrain, stepsOf } from '../support/draining.ts';

/** The id of a blue at half of its scale, of whose tasks so many are protected. */
async function drainedWith(stage: Stage, tasks: number, running: number): Promise<string> {
  stage.sandbox.control.protectTasks({ taskSet: blueOf(stage)?.id ?? '', tasks });
  await killedInDrain(stage, running);
  return blueOf(stage)?.id ?? '';
}

const tasksOf = (stage: Stage, set: string): number =>
  stage.world().tasks.filter(({ taskSetId, lastStatus }) => taskSetId === set && lastStatus !== 'STOPPED')
    .length;

/** Its protection ends. */
async function freed(stage: Stage, set: string): Promise<void> {
  stage.sandbox.control.protectTasks({ taskSet: set, tasks: 0 });
  await stage.until('its last task stops', () => tasksOf(stage, set) === 0);
}

const stillDeleting =
  /the deletion of ecs-svc\/\d+ \(web:1\) began at \d\d:\d\d UTC or earlier, and 3 tasks of it still run, as a protected task may for up to 48 hours\. ECS removes the task set once its last task has stopped/;

chapter('protected tasks that outlive a step of the drain', () => {
  // Covers: drain-protected, drain-named, status-cluster
  acceptance(
    'and the deletion: a teardown waits for a bounded time, and leaves them to a sweep',
    { world: fourTasks({ protectedAtScaleIn: 'kept', protectedAtDelete: 'kept' }), freeTags: ['swept-at'] },
    async (stage) => {
      const blue = await drainedWith(stage, 3, 3);
      const run = await stage.release(teardownInputs, nextRun(stage));
      expect(endOf(run)).toEqual({ exitCode: 0, result: 'torn-down', reason: 'torn-down' });
      expect(run.log).toMatch(
        /is being deleted, and 3 tasks of it still run, as a protected task may for up to 48 hours/,
      );
      expect([stepsOf(stage.calls()), tasksOf(stage, blue)]).toEqual([['50', 'delete'], 3]);
      // Half an hour later, which is longer than any stop timeout.
      stage.sandbox.control.deleteTaskSet({ taskSet: blue, agoMs: 1_800_000 });
      const held = await stage.release(sweepInputs, nextRun(stage, { runId: stage.runId + 2 }));
      expect(endOf(held)).toEqual({ exitCode: 0, result: 'swept', reason: 'swept' });
      const status = await stage.release(statusInputs, nextRun(stage));
      for (const shown of [held.log, held.summary, status.log, status.summary])
        expect(shown.replaceAll('\\', '')).toMatch(stillDeleting);
      const ofCluster = await stage.release({ ...statusInputs, service: '' }, nextRun(stage));
      expect(endOf(ofCluster)).toEqual({ exitCode: 0, result: 'status', reason: 'status' });
      expect(ofCluster.log).toMatch(
        /service web in cluster demo: the deletion of ecs-svc\/\d+ \(web:1\) began at \d\d:\d\d UTC or earlier/,
      );
      expect(tasksOf(stage, blue)).toBe(3);
      await freed(stage, blue);
      const last = await stage.release(sweepInputs, nextRun(stage, { runId: stage.runId + 3 }));
      expect(endOf(last)).toEqual({ exitCode: 0, result: 'swept', reason: 'swept' });
      const over = await stage.release(statusInputs, nextRun(stage));
      expect(over.log).not.toContain('the deletion of');
      await expectServing(stage, 'web-b', 'v2');
    },
  );

  // Covers: drain-protected
  acceptance(
    'and are stopped by the deletion hold nothing up',
    { world: fourTasks({ protectedAtScaleIn: 'kept', protectedAtDelete: 'stopped' }) },
    async (stage) => {
      const blue = await drainedWith(stage, 3, 3);
      const run = await stage.release(teardownInputs, nextRun(stage));
      expect(endOf(run)).toEqual({ exitCode: 0, result: 'torn-down', reason: 'torn-down' });
      expect(run.log).not.toContain('48 hours');
      expect(tasksOf(stage, blue)).toBe(0);
      await expectServing(stage, 'web-b', 'v2');
    },
  );

  // Covers: drain-protected
  acceptance(
    'and the deletion keep the next green from their target group, and its users from them',
    {
      world: fourTasks({ protectedAtScaleIn: 'kept', protectedAtDelete: 'kept' }),
      registrations: 2,
      greens: 2,
      freeTags: ['swept-at'],
    },
    async (stage) => {
      const blue = await drainedWith(stage, 3, 3);
      const inputs = { ...atOnce, 'ready-timeout': '5m', 'smoke-timeout': '10s' };
      const run = stage.start(inputs, nextRun(stage));
      await stage.until('green waits', () => /with 3 targets still in its group/.test(run.log()));
      expect(run.log()).toContain(`green is ready; ${blue} with 3 targets still in its group`);
      expect(tasksOf(stage, blue)).toBe(3);
      await freed(stage, blue);
      expect(endOf(await run.result)).toEqual(released);
      await expectServing(stage, 'web-a', 'v3');
    },
  );
});
