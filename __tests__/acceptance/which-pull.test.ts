// A release that no event of a pull request started is shown on the pull request that brought its commit.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect } from '@jest/globals';
import type { ActionResult } from '../../sandbox/runner/run-action.ts';
import type { MergeMethod } from '../../sandbox/github/store.ts';
import { webService } from '../../sandbox/seeds.ts';
import { acceptance as play, chapter, type Stage } from '../support/acceptance.ts';
import type { Inputs, RunOptions } from '../support/acceptance-stage.ts';
import { endOf, released } from '../support/bad-luck.ts';
import { promoteInputs, rollbackInputs, stageInputs } from '../support/command-steps.ts';
import { withTrueComments } from '../support/true-comment.ts';
import { byHand } from '../support/shown-on-github.ts';

const acceptance = withTrueComments(play);

const quick: Inputs = { 'bake-time': '2s', 'probe-interval': '1s', 'smoke-passes': '1', 'warm-time': '0' };
/** Its run is over, and blue is kept. */
const deferred: Inputs = { ...quick, image: 'web:v2', 'warm-time': '10m', teardown: 'defer' };
const afterRollback = ['fence', 'rolled-back', 'quarantined'];

/** Opens a pull request and merges it. The result: the commit that main is at. */
function merged(stage: Stage, number: number, method: MergeMethod = 'squash', files: string[] = []): string {
  const { others } = stage.sandbox.github;
  const commits = ['1', '2'].map((digit) => `${String(number)}${digit}`.padEnd(40, '0'));
  const head = { headSha: commits.at(-1) ?? '', headRef: `feature-${String(number)}`, fork: null };
  others.openPull({ number, ...head, commits, files });
  return others.mergePull(number, method);
}

/** A run for a push to main. */
const pushOf = (sha: string, more: RunOptions = {}): RunOptions => ({
  ...{ pull: null, environment: { GITHUB_SHA: sha } },
  ...more,
});

const ownComments = (stage: Stage) =>
  stage.sandbox.github.state().comments.filter(({ body }) => body.startsWith('<!-- ecs-blue-green'));
const pullsWithComment = (stage: Stage): readonly number[] => ownComments(stage).map(({ pull }) => pull);
const commentOf = (stage: Stage): string => ownComments(stage).at(-1)?.body ?? '';

const warnings = (run: ActionResult): readonly string[] =>
  run.log.split('\n').filter((line) => line.startsWith('::warning'));

chapter('a push to main', () => {
  for (const method of ['squash', 'rebase', 'merge'] as const)
    // Covers: pull-of-commit
    acceptance(
      `reports to the pull request that was merged by ${method}`,
      { world: webService(), hasTraffic: false },
      async (stage) => {
        const run = await stage.release({ ...quick, image: 'web:v2' }, pushOf(merged(stage, 2, method)));
        expect(endOf(run)).toEqual(released);
        expect(pullsWithComment(stage)).toEqual([2]);
        expect(commentOf(stage)).toContain('### ✅ `web` in `demo`: released');
        expect(warnings(run)).toEqual([]);
      },
    );

  // Covers: pull-of-commit
  acceptance(
    'without a pull request has its summary only, and no warning',
    { world: webService(), hasTraffic: false },
    async (stage) => {
      const pushed = stage.sandbox.github.others.push('Fix at night');
      const run = await stage.release({ ...quick, image: 'web:v2' }, pushOf(pushed));
      expect(endOf(run)).toEqual(released);
      expect([pullsWithComment(stage), warnings(run)]).toEqual([[], []]);
      expect(run.summary).toContain('### ✅ `web` in `demo`: released');
    },
  );

  // Covers: comment-beyond-page
  acceptance(
    'edits its comment after a hundred others',
    { world: webService(), hasTraffic: false },
    async (stage) => {
      const sha = merged(stage, 2);
      for (let each = 0; each < 101; each++) stage.sandbox.github.others.comment(2, 'chatter');
      expect(endOf(await stage.release({ ...stageInputs }, pushOf(sha)))).toMatchObject({ result: 'staged' });
      const promote = { ...promoteInputs, ...quick };
      expect(endOf(await stage.release(promote, byHand(stage)))).toEqual(released);
      expect(pullsWithComment(stage)).toEqual([2]);
      expect(commentOf(stage)).toContain('### ✅ `web` in `demo`: released');
    },
  );

  // Covers: pull-found-later
  acceptance(
    'is brought up to date by a rollback that is started by hand',
    { world: webService(), tagsLeft: afterRollback },
    async (stage) => {
      expect(endOf(await stage.release(deferred, pushOf(merged(stage, 2))))).toEqual(released);
      const run = await stage.release(rollbackInputs, byHand(stage));
      expect(endOf(run)).toMatchObject({ result: 'rolled-back' });
      expect(pullsWithComment(stage)).toEqual([2]);
      expect(commentOf(stage)).toContain('### ⏪ `web` in `demo`: rolled back');
    },
  );

  // Covers: pull-refused
  play(
    'costs one warning where the job may not read pull requests',
    { world: webService(), hasTraffic: false },
    async (stage) => {
      const sha = merged(stage, 2);
      stage.sandbox.github.faults.add({ kind: 'forbidden', on: 'all' });
      const run = await stage.release({ ...quick, image: 'web:v2' }, pushOf(sha));
      expect(endOf(run)).toEqual(released);
      expect(warnings(run)).toEqual([expect.stringContaining('permissions: pull-requests: write')]);
      expect(run.summary).toContain('### ✅ `web` in `demo`: released');
    },
  );

  // Covers: pull-refused, github-hangs
  play(
    'is released as ever while GitHub does not answer',
    { world: webService(), hasTraffic: false },
    async (stage) => {
      const sha = merged(stage, 2);
      stage.sandbox.github.faults.add({ kind: 'slow', on: 'all', delayMs: 600_000 });
      const run = await stage.release({ ...quick, image: 'web:v2' }, pushOf(sha));
      expect(endOf(run)).toEqual(released);
      expect(warnings(run).at(-1)).toContain('GitHub did not answer within 4 s');
    },
  );
});

chapter('two pull requests in one release', () => {
  /** A release of pull request 2, and then of 3, 4 and 5 at once. */
  async function releaseTwice(
    stage: Stage,
    second: Inputs,
    more: (stage: Stage) => Pick<RunOptions, 'workspace'> = () => ({}),
  ): Promise<ActionResult> {
    expect(endOf(await stage.release({ ...quick, image: 'web:v2' }, pushOf(merged(stage, 2))))).toEqual(
      released,
    );
    merged(stage, 3, 'rebase', ['services/web/app.ts']);
    merged(stage, 4, 'merge', ['services/api/app.ts']);
    const push = pushOf(merged(stage, 5, 'squash', ['services/web/page.ts']), { runId: stage.runId + 1 });
    return stage.release({ ...quick, image: 'web:v1', ...second }, { ...push, ...more(stage) });
  }
  const config = 'paths: [services/web]\nbake: { probe-interval: 1s, probe-failures: 1 }\n';
  const twice = { world: webService(), hasTraffic: false, registrations: 2 };
  const link = (number: number): string =>
    `[#${String(number)}](https://github.example/acme/shop/pull/${String(number)})`;

  // Covers: other-pulls
  acceptance('are listed in the comment on the newest, which is the only one', twice, async (stage) => {
    const run = await releaseTwice(stage, {});
    expect(endOf(run)).toEqual(released);
    expect(pullsWithComment(stage)).toEqual([2, 5]);
    for (const text of [commentOf(stage), run.summary])
      expect(text).toContain(`**Also in this release**: ${link(4)}, ${link(3)}\n`);
    expect(warnings(run)).toEqual([]);
  });

  // Covers: other-pulls
  acceptance(
    'stay listed once another run has rolled the release back',
    { ...twice, tagsLeft: afterRollback },
    async (stage) => {
      await releaseTwice(stage, { 'warm-time': '10m', teardown: 'defer' });
      expect(endOf(await stage.release(rollbackInputs, byHand(stage, 2)))).toMatchObject({
        result: 'rolled-back',
      });
      expect(commentOf(stage)).toContain('### ⏪ `web` in `demo`: rolled back');
      expect(commentOf(stage)).toContain(`**Also in this release**: ${link(4)}, ${link(3)}\n`);
    },
  );

  // Covers: other-pulls-paths
  acceptance('are listed if they change a file of the service', twice, async (stage) => {
    const workspace = mkdtempSync(path.join(tmpdir(), 'which-pull-'));
    writeFileSync(path.join(workspace, 'web.yml'), config);
    try {
      const run = await releaseTwice(stage, { config: 'web.yml' }, () => ({ workspace }));
      expect(endOf(run)).toEqual(released);
      expect(commentOf(stage)).toContain(`**Also in this release**: ${link(3)}\n`);
    } finally {
      rmSync(workspace, { recursive: true });
    }
  });

  // Covers: other-pulls-refused
  acceptance(
    'are not listed where the job may not compare commits, which is a warning',
    twice,
    async (stage) => {
      stage.sandbox.github.faults.add({ kind: 'forbidden', on: 'repos/compare-commits-with-basehead' });
      const run = await releaseTwice(stage, {});
      expect(endOf(run)).toEqual(released);
      expect(pullsWithComment(stage)).toEqual([2, 5]);
      expect(commentOf(stage)).not.toContain('Also in this release');
      expect(warnings(run)).toEqual([expect.stringContaining('permissions: contents: read')]);
    },
  );
});
