// A release that spans jobs: staged, promoted, rolled back, torn down, and shown by status.
import { expect } from '@jest/globals';
import { webService } from '../../sandbox/seeds.ts';
import { acceptance as play, chapter, type Stage } from '../support/acceptance.ts';
import {
  endOf,
  expectNeverSawV2,
  greenOf,
  isAllOn,
  killAfter,
  productionRules,
} from '../support/bad-luck.ts';
import type { LastWrite } from '../support/bad-luck.ts';
import {
  expectServing,
  jsonOf,
  leaseTags,
  leftWarm,
  nextRun,
  overRelease,
  promoteInputs,
  quickGreen,
  rollbackInputs,
  stageInputs,
  statusInputs,
  teardownInputs,
  looksBeforeRules,
  timeToRules,
  warmRelease,
} from '../support/command-steps.ts';
import { factsOn } from '../support/tag-facts.ts';
import { withTrueComments } from '../support/true-comment.ts';

const acceptance = withTrueComments(play);

const isDone = (result: string, reason: string): Record<string, unknown> => ({ exitCode: 0, result, reason });
const rolledBackAsAsked = isDone('rolled-back', 'requested');
/** The tags that a rollback leaves in addition to the fence: which set its run rolled back, and the quarantine of its content. */
const tagsAfterRollback = ['fence', 'rolled-back', 'quarantined'];
const lastSeq = (stage: Stage): number => stage.calls().at(-1)?.seq ?? 0;

chapter('stage and promote', () => {
  // Covers: stage, promote
  acceptance(
    'in two runs: the first ends with green next to live blue, the second switches',
    { world: webService({ hasTestListener: true }), testRules: ['test:default'] },
    async (stage) => {
      const test = {
        'test-rule': stage.world().listeners.find(({ name }) => name === 'test')?.arn ?? '',
      };
      const first = await stage.release({ ...stageInputs, ...test });
      expect(endOf(first)).toEqual(isDone('staged', 'staged'));
      expect(isAllOn(stage, 'web-a')).toBe(true);
      expectNeverSawV2(stage);
      const green = greenOf(stage);
      expect([green?.status, green?.runningCount]).toEqual(['ACTIVE', 2]);
      expect(green?.tags['ecs-blue-green:expires']).toBe(first.outputs['expires-at']);
      const preview = await fetch(`${first.outputs['preview-url'] ?? ''}/`);
      expect(await preview.text()).toContain('v2');

      const second = await stage.release({ ...promoteInputs, ...test }, nextRun(stage));
      expect(endOf(second)).toEqual(isDone('released', 'released'));
      expect(stage.calls('CreateTaskSet')).toHaveLength(1);
      await expectServing(stage, 'web-b', 'v2');
    },
  );

  // Covers: expected-sha
  acceptance(
    'of another commit than the approved one is refused without a write',
    { world: webService(), setsLeft: 2 },
    async (stage) => {
      await stage.release(stageInputs);
      const before = stage.writes().length;
      const inputs = { ...promoteInputs, 'expected-sha': 'a'.repeat(40) };
      const run = await stage.release(inputs, nextRun(stage));
      expect(endOf(run)).toEqual({ exitCode: 1, result: 'refused', reason: 'preflight-failed' });
      expect(run.log).toContain(`was staged for commit ${'b'.repeat(40)}`);
      expect(stage.writes()).toHaveLength(before);
      expect(isAllOn(stage, 'web-a')).toBe(true);
    },
  );

  // Covers: nothing-staged
  acceptance(
    'of nothing staged, or of a release that is not staged, is refused without a write',
    { world: webService(), tagsLeft: [] },
    async (stage) => {
      const refused = { exitCode: 1, result: 'refused', reason: 'preflight-failed' };
      const nothing = await stage.release(promoteInputs);
      expect(endOf(nothing)).toEqual(refused);
      expect(nothing.log).toContain('nothing is staged for service web. Run the command stage first');
      const other = await stage.release({ ...promoteInputs, 'release-id': '6000-web' }, nextRun(stage));
      expect(endOf(other)).toEqual(refused);
      expect(other.log).toContain('release "6000-web" is not staged for service web');
      expect(stage.writes()).toEqual([]);
    },
  );
});

chapter('rollback', () => {
  // Covers: rollback-order, rollback-redeployed
  acceptance(
    'of a warm release writes the rules within seconds and creates no task set',
    { world: webService(), tagsLeft: tagsAfterRollback },
    async (stage) => {
      await leftWarm(stage);
      const since = lastSeq(stage);
      const run = await stage.release(rollbackInputs, nextRun(stage));
      expect(endOf(run)).toEqual(rolledBackAsAsked);
      const { first, last } = timeToRules(stage, since);
      process.stderr.write(`rollback: first rule after ${first} ms, last after ${last} ms\n`);
      expect(looksBeforeRules(stage, since)).toBe(1);
      expect(stage.calls('CreateTaskSet')).toHaveLength(1);
      expect(run.log).toMatch(/rollback: from ecs-svc\/\d+ \(web:2\) to warm blue ecs-svc\/\d+ \(web:1\)/);
      const writes = stage.writes().flatMap(({ call }) => (call.seq > since ? [call.operation] : []));
      expect(writes.slice(0, 2)).toEqual([
        'UpdateServicePrimaryTaskSet',
        expect.stringMatching(/^Modify(Rule|Listener)$/),
      ]);
      await expectServing(stage, 'web-a', 'v1');
    },
  );

  // Covers: re-release, re-release-default-test
  acceptance(
    'of a release whose blue is gone releases the previous revision again',
    { world: webService(), registrations: 1, tagsLeft: ['fence', 'quarantined'] },
    async (stage) => {
      await overRelease(stage);
      const run = await stage.release(rollbackInputs, nextRun(stage));
      expect(endOf(run)).toEqual(isDone('released', 'released'));
      expect(run.log).toContain('with a new task set through all gates');
      const test =
        /smoke test is the default one, as the target group's health check asks, since neither \S{0,2}health-paths\S{0,2} nor \S{0,2}config\S{0,2} names another/;
      for (const text of [run.log, run.summary]) expect(text).toMatch(test);
      expect(stage.service().taskSets[0]?.taskDefinition).toMatch(/web:1$/);
      await expectServing(stage, 'web-a', 'v1');
    },
  );

  // Covers: rollback-in-bake
  acceptance(
    'while the first run bakes rolls back at once, and the first run stands down',
    { world: webService(), tagsLeft: tagsAfterRollback },
    async (stage) => {
      const first = stage.start({ image: 'web:v2', 'bake-time': '5m', 'warm-time': '10m' });
      await stage.until('the bake', () => isAllOn(stage, 'web-b') && first.log().includes('bake:'));
      const run = await stage.release(rollbackInputs, nextRun(stage));
      expect(endOf(run)).toEqual(rolledBackAsAsked);
      const stood = await first.result;
      expect(endOf(stood)).toEqual({ exitCode: 1, result: 'stood-down', reason: 'fence-lost' });
      expect(stood.log).toContain(`run ${stage.runId + 1}.1 took service web over from this run`);
      await expectServing(stage, 'web-a', 'v1');
    },
  );

  // Covers: rollback-in-warm
  acceptance(
    'while the first run keeps blue warm rolls back at once, and the first run stands down',
    { world: webService(), tagsLeft: tagsAfterRollback },
    async (stage) => {
      const first = await warmRelease(stage);
      const run = await stage.release(rollbackInputs, nextRun(stage));
      expect(endOf(run)).toEqual(rolledBackAsAsked);
      expect(endOf(await first.result)).toEqual({ exitCode: 1, result: 'stood-down', reason: 'fence-lost' });
      await expectServing(stage, 'web-a', 'v1');
    },
  );
});

chapter('teardown', () => {
  // Covers: teardown
  acceptance(
    'ends the warm time now, and the run that kept it ends as released',
    { world: webService() },
    async (stage) => {
      const first = await warmRelease(stage);
      const run = await stage.release(teardownInputs, nextRun(stage));
      expect(endOf(run)).toEqual(isDone('torn-down', 'torn-down'));
      expect(endOf(await first.result)).toEqual(isDone('released', 'released'));
      await expectServing(stage, 'web-b', 'v2');
    },
  );
});

chapter('status', () => {
  // Covers: status
  acceptance(
    'shows a warm release in the summary and in JSON, and writes nothing',
    {
      world: webService(),
      setsLeft: 2,
      tagsLeft: leaseTags,
    },
    async (stage) => {
      await leftWarm(stage);
      const since = lastSeq(stage);
      const run = await stage.release(statusInputs, nextRun(stage));
      expect(endOf(run)).toEqual(isDone('status', 'status'));
      expect(stage.calls().filter(({ seq, isWrite }) => seq > since && isWrite)).toEqual([]);
      expect(jsonOf(run)['status']).toMatchObject({
        rules: productionRules.map(() => ({ isTest: false, weights: { 'web-a': 0, 'web-b': 100 } })),
        switchedAt: factsOn(stage.service())['switched-at'],
        bakeUntil: null,
        lease: { until: factsOn(stage.service())['lease-until'], scalePercent: 100 },
        fence: stage.service().tags['ecs-blue-green:fence'],
        forwardOnly: null,
        rollbackReady: 'yes, about 2 s',
        taskSets: [
          { role: 'blue', isLive: false, revision: 'web:1', healthy: 2 },
          { role: 'green', isLive: true, revision: 'web:2', healthy: 2, commit: 'b'.repeat(40) },
        ],
      });
      expect(run.log).toContain('rollback ready: yes, about 2 s');
    },
  );
});

chapter('status during a bake', () => {
  // Covers: status-unwatched
  acceptance(
    'says that no run watches it once GitHub says that its run has ended',
    { world: webService(), setsLeft: 2, tagsLeft: leaseTags },
    async (stage) => {
      const running = stage.start({ ...quickGreen, 'bake-time': '10m' }, { isPostSkipped: true });
      await stage.until('green bakes', () => isAllOn(stage, 'web-b'));
      const watched = await stage.release(statusInputs, nextRun(stage));
      expect(watched.log).toMatch(/bake: in progress until \S+ UTC$/m);
      running.kill('SIGKILL');
      await running.result;
      const left = await stage.release(statusInputs, nextRun(stage));
      const run = `run ${String(stage.runId)}`;
      expect(left.log).toContain(`but ${run} has ended, so no run watches green. Run its job again`);
    },
  );
});

/** The writes of a command at which its runner vanishes; the same command of the next attempt then ends it. */
const lastFailure: readonly (readonly [string, LastWrite])[] = [
  ['rollback', { operation: 'UpdateServicePrimaryTaskSet', nth: 1 }],
  ['rollback', { operation: 'ModifyListener', nth: 1 }],
  ['rollback', { operation: 'UntagResource', nth: 1 }],
  ['teardown', { operation: 'DeleteTaskSet', nth: 1 }],
  ['promote', { operation: 'ModifyRule', nth: 1 }],
  ['stage', { operation: 'CreateTaskSet', nth: 1 }],
];

chapter('what a vanished runner left is completed by the same command', () => {
  for (const [command, last] of lastFailure) {
    const isBack = command === 'rollback';
    // Covers: vanished
    acceptance(
      `${command}, killed after ${last.operation} number ${last.nth}`,
      {
        world: webService(),
        setsLeft: command === 'stage' ? 2 : 1,
        tagsLeft: isBack ? tagsAfterRollback : ['fence'],
      },
      async (stage) => {
        if (isBack || command === 'teardown') await leftWarm(stage);
        if (command === 'promote') await stage.release(stageInputs);
        const inputs = {
          stage: stageInputs,
          promote: promoteInputs,
          rollback: rollbackInputs,
          teardown: teardownInputs,
        }[command];
        if (inputs === undefined) throw new Error(`no inputs for ${command}`);
        await killAfter(stage, last, () => stage.start(inputs, nextRun(stage, { isPostSkipped: true })));
        const run = await stage.release(inputs, nextRun(stage, { attempt: 2 }));
        expect(run.exitCode).toBe(0);
        if (command === 'stage') expect(isAllOn(stage, 'web-a')).toBe(true);
        else await expectServing(stage, isBack ? 'web-a' : 'web-b', isBack ? 'v1' : 'v2');
      },
    );
  }
});
