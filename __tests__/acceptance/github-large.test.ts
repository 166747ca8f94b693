// Comments of large releases, and of those that last longer than a day.
import { expect } from '@jest/globals';
import { webService } from '../../sandbox/seeds.ts';
import type { SandboxSpec } from '../../sandbox/spec.ts';
import { acceptance, chapter, type Stage } from '../support/acceptance.ts';
import type { RunOptions } from '../support/acceptance-stage.ts';
import { endOf, released } from '../support/bad-luck.ts';
import { rollbackInputs } from '../support/command-steps.ts';
import { referencesIn, rendered } from '../support/github-references.ts';
import {
  annotationsIn,
  byHand,
  commentOn,
  deferredRelease,
  quickRelease,
  statesOf,
} from '../support/shown-on-github.ts';
import { trueComment } from '../support/true-comment.ts';

const afterRollback = ['fence', 'rolled-back', 'quarantined'];
const rolledBack = { exitCode: 0, result: 'rolled-back' };

/** Merges a new pull request. The result: the commit that main is at. */
function merged({ sandbox: { github } }: Stage, number: number): string {
  const sha = String(number).padEnd(40, 'c');
  github.others.openPull({ number, headSha: sha, headRef: `pull-${String(number)}`, fork: null });
  return github.others.mergePull(number, 'squash');
}

const pushOf = (sha: string, more: RunOptions = {}): RunOptions => ({
  ...{ pull: null, environment: { GITHUB_SHA: sha } },
  ...more,
});

// Covers: other-pulls-many
acceptance(
  'a release of more than 250 commits lists the pull requests of the newest 250, and says that there are more',
  { world: webService(), hasTraffic: false, registrations: 2 },
  async (stage) => {
    expect(endOf(await stage.release(quickRelease, pushOf(merged(stage, 2))))).toEqual(released);
    merged(stage, 3);
    for (let each = 0; each < 250; each++) stage.sandbox.github.others.push(`Change ${String(each)}`);
    merged(stage, 4);
    const push = pushOf(merged(stage, 5), { runId: stage.runId + 1 });
    const run = await stage.release({ ...quickRelease, image: 'web:v1' }, push);
    expect([endOf(run), annotationsIn(run)]).toEqual([released, []]);
    const list =
      '**Also in this release**: [#4](https://github.example/acme/shop/pull/4) (the release is too';
    expect(trueComment(stage, 5)).toContain(list);
    expect(commentOn(stage, 5)).not.toContain('/pull/3');
  },
);

/** Each part of what GitHub takes for a reference, or for markup. */
const hostile = '@acme/everyone #1 <img src=x> [x](https://evil.example) ```';

/** The usual world, with rules whose names alone fill a comment. */
function withManyRules(count: number): SandboxSpec {
  const spec = webService();
  const production = { type: 'forward', groups: { 'web-a': 100, 'web-b': 0 } } as const;
  const rules = Array.from({ length: count }, (_, place) => ({
    name: `many-${String(place)}`,
    priority: 100 + place,
    hosts: ['a', 'b', 'c'].map((letter) => `${letter.repeat(60)}.${letter.repeat(50)}.example.com`),
    paths: [`/${String(place)}/${hostile}/${'p'.repeat(60)}`],
    actions: [{ type: 'authenticate-oidc' } as const, production],
  }));
  return {
    ...spec,
    loadBalancers: (spec.loadBalancers ?? []).map((one) => ({
      ...one,
      listeners: (one.listeners ?? []).map((listener) =>
        listener.name === 'https' ? { ...listener, rules: [...(listener.rules ?? []), ...rules] } : listener,
      ),
    })),
  };
}

chapter('a comment that is too long', () => {
  // Covers: comment-too-long
  acceptance(
    'leaves out what matters least, says so, and does as much after a rollback by another run',
    { world: withManyRules(32), hasTraffic: false, tagsLeft: afterRollback },
    async (stage) => {
      const run = await stage.release(deferredRelease);
      expect(endOf(run)).toEqual(released);
      const text = trueComment(stage);
      expect(text.length).toBeLessThanOrEqual(65_536);
      expect(text).toMatch(/\*Left out, because a comment holds 65,536 characters: what the run found/);
      expect(text).not.toContain('What this run found');
      expect(text).toMatch(/\*\*All production traffic is on green[^]*\*\*Rollback\*\*: ready/);
      expect(text).toContain('aws ecs update-service-primary-task-set');
      expect(run.log).toContain('found: what this release builds on');
      expect(referencesIn(rendered(text))).not.toContain('#1');

      expect(endOf(await stage.release(rollbackInputs, byHand(stage)))).toMatchObject(rolledBack);
      expect(trueComment(stage)).toContain('### ⏪ `web` in `demo`: rolled back');
      expect(statesOf(stage)).toEqual(['failure']);
    },
  );
});

const dayMs = 86_400_000;
const dayBefore = (text: string): string =>
  text.replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, (time) => new Date(Date.parse(time) - dayMs).toISOString());

/** As if the switch had been a day earlier: in the tags of the service, and in the comment. */
function moveToYesterday(stage: Stage): void {
  const { tags } = stage.service();
  const [lease = '', rules = ''] = ['lease', 'rules'].map((name) => tags[`ecs-blue-green:${name}`]);
  const switched = lease.replace(/switched=\S+/, dayBefore);
  stage.sandbox.control.tagService({
    ...{
      service: 'web',
      tags: { 'ecs-blue-green:lease': switched, 'ecs-blue-green:rules': dayBefore(rules) },
    },
  });
  const [comment] = stage.sandbox.github.state().comments;
  const body = (comment?.body ?? '').replace(/(live since: )(\d+)/, (_, words: string, ms: string) =>
    [words, String(Number(ms) - dayMs)].join(''),
  );
  stage.sandbox.github.others.editComment(comment?.id ?? 0, body);
}

// Covers: times-dated
acceptance(
  'times of another day have their date, and those of the day none',
  { world: webService(), hasTraffic: false, tagsLeft: afterRollback },
  async (stage) => {
    const [before, after] = [-dayMs, 30 * 3_600_000].map((ms) =>
      new Date(Date.now() + ms).toISOString().slice(0, 10),
    );
    expect(endOf(await stage.release({ ...deferredRelease, 'warm-time': '30h' }))).toEqual(released);
    expect(trueComment(stage)).toMatch(
      new RegExp(String.raw`since \d\d:\d\d UTC\.\*\*[^]*is kept until ${after ?? ''} \d\d:\d\d UTC`),
    );
    moveToYesterday(stage);
    expect(endOf(await stage.release(rollbackInputs, byHand(stage)))).toMatchObject(rolledBack);
    expect(trueComment(stage)).toMatch(
      new RegExp(`Users were on \`web:2\` from ${before ?? ''} \\d\\d:\\d\\d UTC to \\d\\d:\\d\\d UTC`),
    );
    expect(commentOn(stage)).not.toMatch(/\d\d:\d\d:\d\d\.\d/);
  },
);
