// What the next run finds: a staged green that became unhealthy, a deferred teardown, the release of a killed run.
import { factsLeft, factsOn } from '../support/tag-facts.ts';
import { describe, expect } from '@jest/globals';
import { webService } from '../../sandbox/seeds.ts';
import { acceptance as play } from '../support/acceptance.ts';
import { endOf, expectNeverSawV2, isAllOn, killAfter, servedOnlyBy } from '../support/bad-luck.ts';
import {
  expectServing,
  nextRun,
  promoteInputs,
  rollbackInputs,
  stageInputs,
  statusInputs,
} from '../support/command-steps.ts';
import { withTrueComments } from '../support/true-comment.ts';
import { fallIll } from '../support/unhealthy.ts';

const acceptance = withTrueComments(play);

const ended = (exitCode: number, result: string, reason: string): Record<string, unknown> => ({
  exitCode,
  result,
  reason,
});

describe('a promote', () => {
  // Covers: promote-unhealthy
  acceptance(
    'of a green that became unhealthy after it was staged sends no users to it',
    { world: webService({ graceSeconds: 600 }) },
    async (stage) => {
      expect(endOf(await stage.release(stageInputs))).toEqual(ended(0, 'staged', 'staged'));
      await fallIll(stage);
      const run = await stage.release({ ...promoteInputs, 'ready-timeout': '8s' }, nextRun(stage));
      expect(endOf(run)).toEqual(ended(1, 'rolled-back', 'not-ready-in-time'));
      expect(run.log).toMatch(/2 of 2 running, 0 healthy/);
      expectNeverSawV2(stage);
      await expectServing(stage, 'web-a', 'v1');
    },
  );

  // Covers: promote-newest
  acceptance(
    'takes the last staged release, and not the earlier live release that had deferred its teardown',
    { world: webService(), registrations: 2, greens: 2 },
    async (stage) => {
      await stage.release(stageInputs);
      const first = await stage.release(
        { ...promoteInputs, 'warm-time': '10m', teardown: 'defer' },
        nextRun(stage),
      );
      expect(endOf(first)).toEqual(ended(0, 'released', 'released'));
      await servedOnlyBy(stage, 'v2');

      const staged = await stage.release({ ...stageInputs, image: 'web:v1' }, { runId: stage.runId + 2 });
      expect(endOf(staged)).toEqual(ended(0, 'staged', 'staged'));
      expect(factsLeft(factsOn(stage.service()))).toEqual(['fence']);

      const second = await stage.release(promoteInputs, { runId: stage.runId + 3 });
      expect(endOf(second)).toEqual(ended(0, 'released', 'released'));
      expect(second.outputs['green-task-set-arn']).toBe(staged.outputs['green-task-set-arn']);
      await expectServing(stage, 'web-a', 'v1');
    },
  );
});

// Covers: rollback-unfinished
acceptance(
  'a rollback removes a green that a killed run never switched to, and reports what it did not do',
  { world: webService(), tagsLeft: ['fence', 'rolled-back'] },
  async (stage) => {
    const own = { ...stageInputs, command: 'deploy' };
    const create = { operation: 'CreateTaskSet', nth: 1 };
    await killAfter(stage, create, () => stage.start(own, { isPostSkipped: true }));

    const seen = await stage.release(statusInputs, nextRun(stage));
    expect(seen.log).toMatch(
      /rollback ready: yes: it ends the release in progress \(ecs-svc\/\d+ \(web:2\)\)/,
    );
    const run = await stage.release(rollbackInputs, nextRun(stage));
    expect(endOf(run)).toEqual(ended(0, 'rolled-back', 'requested'));
    expect(run.log).toMatch(
      /rollback: ends the release in progress \(ecs-svc\/\d+ \(web:2\)\), which has no traffic/,
    );
    expect(run.log).toContain('This run found no traffic on it, and moved none.');
    expect(isAllOn(stage, 'web-a')).toBe(true);
    expectNeverSawV2(stage);
    await expectServing(stage, 'web-a', 'v1');
  },
);
