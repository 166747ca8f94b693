// A release for each kind of event, with the payload, GITHUB_SHA and GITHUB_REF that GitHub gives it.
import { expect, test } from '@jest/globals';
import { eventNames, triggerOf, type EventName } from '../../sandbox/runner/events.ts';
import { webService } from '../../sandbox/seeds.ts';
import { acceptance, chapter, type Stage } from '../support/acceptance.ts';
import type { Inputs } from '../support/acceptance-stage.ts';
import { endOf, released } from '../support/bad-luck.ts';

const head = 'b'.repeat(40);
const quick: Inputs = {
  ...{ image: 'web:v2', environment: 'production', 'bake-time': '2s', 'probe-interval': '1s' },
  ...{ 'smoke-passes': '1', 'warm-time': '0' },
};

/**
 * Whose commit is released, and which pull request shows it: 1 is open, and 2 was merged into main. The last one doesn't
 * name the commit of its pull request.
 */
const about: Readonly<Record<EventName, readonly [commit: 'head' | 'main', pull: 1 | 2]>> = {
  push: ['main', 2],
  workflow_dispatch: ['main', 2],
  schedule: ['main', 2],
  release: ['main', 2],
  pull_request: ['head', 1],
  pull_request_target: ['head', 1],
  pull_request_review: ['head', 1],
  merge_group: ['head', 1],
  repository_dispatch: ['head', 1],
  workflow_run: ['head', 1],
  deployment: ['head', 1],
  deployment_status: ['head', 1],
  check_run: ['head', 1],
  check_suite: ['head', 1],
  status: ['head', 1],
  issue_comment: ['main', 1],
};

/** What GitHub and AWS show of the release. */
function shownOf({ sandbox, service }: Stage) {
  const { comments, deployments } = sandbox.github.state();
  const live = service().taskSets.find(({ status }) => status === 'PRIMARY');
  return {
    tag: live?.tags['ecs-blue-green:commit'],
    deployments: deployments.map(({ sha, statuses }) => [sha, statuses[0]?.state]),
    comments: comments.map(({ pull, body }) => [pull, body.includes('### ✅ `web` in `demo`: released')]),
  };
}

// Covers: event-kinds, event-commit
chapter('a release that is started by the event', () => {
  for (const [name, [commit, pull]] of Object.entries(about) as [EventName, (typeof about)[EventName]][])
    acceptance(name, { world: webService(), hasTraffic: false }, async (stage) => {
      const { repository, others } = stage.sandbox.github;
      others.openPull({ number: 2, headSha: '2'.repeat(40), headRef: 'basket', fork: null });
      const main = others.mergePull(2, 'squash');
      const trigger = triggerOf(name, { repository, main, pull: 1, head });
      const run = await stage.release(quick, { pull: null, trigger });
      expect(endOf(run)).toEqual(released);
      const sha = { head, main }[commit];
      expect(shownOf(stage)).toEqual({
        tag: sha,
        deployments: [[sha, 'success']],
        comments: [[pull, true]],
      });
      const warnings = run.log.split('\n').filter((line) => line.startsWith('::warning'));
      const unnamed = expect.stringContaining('does not name the commit of pull request 1');
      expect(warnings).toEqual(name === 'issue_comment' ? [unnamed] : []);
    });
});

// Covers: event-kinds
test('every event of `npm run act` starts a release here', () => {
  expect(Object.keys(about).toSorted()).toEqual(eventNames.toSorted());
});
