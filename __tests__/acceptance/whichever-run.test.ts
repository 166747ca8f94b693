// GitHub shows the state of a release, whichever run changed it. The later runs are started by hand, without a pull request.
import { expect } from '@jest/globals';
import type { ActionResult } from '../../sandbox/runner/run-action.ts';
import { webService } from '../../sandbox/seeds.ts';
import { acceptance as play, chapter, type Stage } from '../support/acceptance.ts';
import type { Inputs, RunOptions } from '../support/acceptance-stage.ts';
import { endOf, released } from '../support/bad-luck.ts';
import {
  leftWarm,
  promoteInputs,
  rollbackInputs,
  stageInputs,
  sweepInputs,
  teardownInputs,
} from '../support/command-steps.ts';
import { tagOf } from '../support/rollback-steps.ts';
import { byHand, withV3 } from '../support/shown-on-github.ts';
import { trueComment, withTrueComments } from '../support/true-comment.ts';

const acceptance = withTrueComments(play);

const environment = 'production';
const quick: Inputs = {
  ...{ image: 'web:v2', environment, 'bake-time': '2s', 'probe-interval': '1s', 'smoke-passes': '1' },
};
/** Its run is over, and blue is kept. */
const deferred: Inputs = { ...quick, 'warm-time': '10m', teardown: 'defer' };
const rolledBack = { exitCode: 0, result: 'rolled-back', reason: 'requested' };
const rollback: Inputs = { ...rollbackInputs, reason: 'v2 sells nothing' };
const afterRollback = ['fence', 'rolled-back', 'quarantined'];

/** A release of pull request 2 by a later run. */
function ofPullTwo(stage: Stage): RunOptions {
  stage.sandbox.github.others.openPull({ number: 2, headSha: 'c'.repeat(40), headRef: 'two', fork: null });
  return { runId: stage.runId + 1, pull: 2 };
}

/** The comments of a pull request: one at most. */
function commentOn(stage: Stage, pull = 1): string {
  const own = stage.sandbox.github.state().comments.filter((comment) => comment.pull === pull);
  expect(own.length).toBeLessThanOrEqual(1);
  return own[0]?.body ?? '';
}

/** How often the comments of a pull request were listed. */
const lists = (stage: Stage): number =>
  stage.sandbox.github.state().calls.filter(({ operation }) => operation === 'issues/list-comments').length;

/** The state of each release's Deployment, by how many runs later it was made. */
const deploymentsOf = (stage: Stage): readonly (readonly [number, string])[] =>
  stage.sandbox.github
    .state()
    .deployments.map(({ payload, statuses }) => [
      Number.parseInt(String(payload), 10) - stage.runId,
      statuses[0]?.state ?? 'none',
    ]);

/** By whom and by which run, when, why, and from when to when users were on the bad version. */
function rolledBackBy(runId: number): RegExp {
  const [run, time] = [String(runId), '(?:\\d{4}-\\d\\d-\\d\\d )?\\d\\d:\\d\\d UTC'];
  const who = `\`ada\`, with \\[run ${run}\\]\\(https://\\S+/actions/runs/${run}/attempts/1\\) \\(rollback\\),`;
  const users = `Users were on \`web:2\` from ${time} to ${time}\\.`;
  return new RegExp(`^> ${who} rolled this release back at ${time}: v2 sells nothing\\. ${users}$`, 'm');
}

const annotations = (run: ActionResult): readonly string[] =>
  run.log.split('\n').filter((line) => /^::(warning|notice)/.test(line));

chapter('after a release of pull request 1', () => {
  // Covers: shown-rollback
  acceptance(
    'a rollback by an event of that pull request is shown in the comment of the release, and a refused one changes nothing',
    { world: webService(), tagsLeft: afterRollback },
    async (stage) => {
      expect(endOf(await stage.release(deferred))).toEqual(released);
      const event = {
        action: 'created',
        issue: { number: 1, pull_request: {} },
        comment: { body: '/rollback' },
      };
      const byComment = (later: number): RunOptions => ({
        ...{ runId: stage.runId + later, pull: 1, trigger: { eventName: 'issue_comment', event } },
      });
      expect(endOf(await stage.release(rollback, byComment(1)))).toEqual(rolledBack);
      const comment = commentOn(stage);
      expect(comment).toContain('### ⏪ `web` in `demo`: rolled back');
      expect(comment).toMatch(rolledBackBy(stage.runId + 1));
      expect(comment).toMatch(/^\*\*Version\*\*: .*`web:2`/m);
      expect(comment).toContain('<details><summary>Phases, as its run reported them');
      expect(endOf(await stage.release(rollback, byComment(2)))).toMatchObject({ result: 'refused' });
      expect(commentOn(stage)).toBe(comment);
    },
  );

  // Covers: shown-rollback
  acceptance(
    'a rollback that is started by hand is shown in its comment and its Deployment',
    { world: webService(), tagsLeft: afterRollback },
    async (stage) => {
      expect(endOf(await stage.release(deferred))).toEqual(released);
      expect(deploymentsOf(stage)).toEqual([[0, 'success']]);
      // As in a job that ada runs again.
      const startedAgain = { GITHUB_ACTOR: 'grace', GITHUB_TRIGGERING_ACTOR: 'ada' };
      const run = await stage.release(rollback, byHand(stage, 1, { environment: startedAgain }));
      expect(endOf(run)).toEqual(rolledBack);
      const comment = commentOn(stage);
      expect(comment).toContain('### ⏪ `web` in `demo`: rolled back');
      expect(comment).toMatch(
        /\*\*All production traffic is on ecs-svc\/\d+ \(web:1\) since \S+ UTC\.\*\* \(as of /,
      );
      expect(comment).toMatch(rolledBackBy(stage.runId + 1));
      expect(comment).not.toContain('aws elbv2');
      expect(deploymentsOf(stage)).toEqual([[0, 'failure']]);
      expect(annotations(run)).toEqual([]);
    },
  );

  // Covers: shown-rollback, claims-true
  acceptance(
    'a rollback shows what is live again, with the Deployment of its release',
    { world: withV3(), tagsLeft: afterRollback, registrations: 2 },
    async (stage) => {
      expect(endOf(await stage.release({ ...quick, 'warm-time': '0' }))).toEqual(released);
      const second = await stage.release({ ...deferred, image: 'web:v3' }, ofPullTwo(stage));
      expect(endOf(second)).toEqual(released);
      expect(trueComment(stage, 1)).toContain('### ⏭️ `web` in `demo`: replaced by #2');
      expect(deploymentsOf(stage)).toEqual([
        [0, 'inactive'],
        [1, 'success'],
      ]);
      expect(endOf(await stage.release(rollback, byHand(stage, 2)))).toEqual(rolledBack);
      expect(commentOn(stage, 1)).toContain('### ✅ `web` in `demo`: live again');
      expect(commentOn(stage, 2)).toContain('### ⏪ `web` in `demo`: rolled back');
      expect(deploymentsOf(stage)).toEqual([
        [0, 'success'],
        [1, 'failure'],
      ]);
      // What the comment then promises.
      expect(trueComment(stage, 1)).toContain('run the command rollback with `rollback-to` set to `web:1`');
      const again = await stage.release({ ...rollback, 'rollback-to': 'web:1' }, byHand(stage, 3));
      expect(endOf(again)).toMatchObject({ exitCode: 0, result: 'released' });
      expect(commentOn(stage, 1)).toContain('### ⏪ `web` in `demo`: rolled back');
    },
  );

  // Covers: shown-teardown, claims-true
  acceptance(
    'a teardown that is started by hand takes the rollback within seconds out of its comment',
    { world: webService() },
    async (stage) => {
      expect(endOf(await stage.release(deferred))).toEqual(released);
      expect(commentOn(stage)).toContain('aws elbv2');
      const run = await stage.release(teardownInputs, byHand(stage));
      expect(endOf(run)).toMatchObject({ result: 'torn-down' });
      const comment = commentOn(stage);
      expect(comment).toMatch(
        /blue is gone since .* \(teardown\) deleted it\. The command rollback releases `web:1` again/,
      );
      expect(comment).not.toContain('aws ');
      expect(comment).toMatch(
        /\*\*All production traffic is on ecs-svc\/\d+ \(web:2\) since \S+ UTC\.\*\*$/m,
      );
      expect(deploymentsOf(stage)).toEqual([[0, 'success']]);
    },
  );

  // Covers: shown-sweep, claims-true
  acceptance(
    'a sweep that ends its lease does the same',
    { world: webService(), tagsLeft: ['fence', 'swept-at'] },
    async (stage) => {
      const short = { ...deferred, 'warm-time': '3s' };
      expect(endOf(await stage.release(short))).toEqual(released);
      const leaseMs = (): number => Date.parse(tagOf(stage, 'lease-until') ?? '');
      await stage.until('the end of the lease', () => leaseMs() < Date.now());
      const before = lists(stage);
      expect(endOf(await stage.release(sweepInputs, byHand(stage)))).toMatchObject({ result: 'swept' });
      expect(commentOn(stage)).toMatch(/blue is gone since .* \(sweep\) deleted it/);
      expect(lists(stage) - before).toBe(1);
      // A sweep does not wait for what it deletes.
      await stage.until('blue is gone', () => stage.service().taskSets.length === 1);
      expect(commentOn(stage)).not.toContain('aws ');
    },
  );

  // Covers: shown-promote, claims-true
  acceptance(
    'a promotion that is started by hand is shown where the stage was, with one Deployment',
    { world: webService() },
    async (stage) => {
      await stage.release({ ...stageInputs, environment });
      expect(deploymentsOf(stage)).toEqual([[0, 'inactive']]);
      const run = await stage.release({ ...promoteInputs, environment }, byHand(stage));
      expect(endOf(run)).toEqual(released);
      expect(commentOn(stage)).toContain('### ✅ `web` in `demo`: released');
      expect(deploymentsOf(stage)).toEqual([[0, 'success']]);
    },
  );
});

chapter('two runs at once', () => {
  // Covers: shown-two-runs, claims-true
  acceptance(
    'end with one comment and one Deployment each, of which only the live one is a success',
    { world: webService(), registrations: 2 },
    async (stage) => {
      const first = stage.start({ ...quick, 'bake-time': '20s', 'warm-time': '10m' });
      await stage.until('green bakes', () => commentOn(stage).includes(': green serves and is monitored'));
      const second = await stage.release({ ...quick, image: 'web:v1', 'warm-time': '0' }, ofPullTwo(stage));
      expect(endOf(second)).toEqual(released);
      await first.result;
      expect(commentOn(stage, 1)).toContain('### ⏭️ `web` in `demo`: replaced by #2');
      expect(commentOn(stage, 2)).toContain('### ✅ `web` in `demo`: released');
      for (const text of [commentOn(stage, 1), commentOn(stage, 2)]) {
        expect(text).toContain('**All production traffic is on');
        expect(text).not.toContain('<!-- in progress');
      }
      expect(deploymentsOf(stage)).toEqual([
        [0, 'inactive'],
        [1, 'success'],
      ]);
    },
  );
});

chapter('a rollback that is started by hand', () => {
  // Covers: shown-killed
  acceptance(
    'is shown also if its process is killed once traffic is back',
    { world: webService(), tagsLeft: afterRollback },
    async (stage) => {
      await leftWarm(stage);
      const running = stage.start(rollback, byHand(stage));
      await stage.until('traffic is back', () => running.log().includes('Production is back on blue'));
      running.kill('SIGKILL');
      await running.result;
      expect(commentOn(stage)).toContain('### ⏪ `web` in `demo`: rolled back');
    },
  );

  // Covers: shown-elsewhere
  acceptance(
    'of a release of another repository costs one notice',
    { world: webService(), tagsLeft: afterRollback },
    async (stage) => {
      await stage.release(deferred, { environment: { GITHUB_REPOSITORY: 'acme/other' } });
      const run = await stage.release(rollback, byHand(stage));
      expect(endOf(run)).toEqual(rolledBack);
      expect(annotations(run)).toEqual([
        expect.stringMatching(/^::notice .*belongs to repository acme\/other\. This job can't update/),
      ]);
    },
  );

  // Covers: shown-refused
  play(
    'costs a warning each where the job may write neither comments nor Deployments',
    { world: webService(), tagsLeft: afterRollback },
    async (stage) => {
      await stage.release(deferred);
      stage.sandbox.github.faults.add({ kind: 'forbidden', on: 'writes' });
      const run = await stage.release(rollback, byHand(stage));
      expect(endOf(run)).toEqual(rolledBack);
      const [comment, deployment, ...more] = annotations(run).toSorted();
      expect(more).toEqual([]);
      expect(comment).toContain('pull-requests: write');
      expect(deployment).toContain('deployments: write');
    },
  );

  // Covers: shown-unanswered
  play(
    'ends soon after its last call to AWS if GitHub does not answer',
    { world: webService(), tagsLeft: afterRollback },
    async (stage) => {
      await stage.release(deferred);
      stage.sandbox.github.faults.add({ kind: 'slow', on: 'all', delayMs: 600_000 });
      const run = await stage.release(rollback, byHand(stage));
      expect(endOf(run)).toEqual(rolledBack);
      expect(annotations(run).at(-1)).toContain('GitHub did not answer within 4 s');
    },
  );
});
