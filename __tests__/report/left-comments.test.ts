// The comment of a killed run whose task set is gone: the Deployment that it left in progress leads to it.
import { describe, expect, test } from '@jest/globals';
import { beginReport, type Report } from '../../src/domain/common/report/report.ts';
import type { Command } from '../../src/domain/common/request/request.ts';
import { gitHubWarnings } from '../../src/report/answers/warnings.ts';
import { leftChannel } from '../../src/report/deployments/open.ts';
import { inProgressMark } from '../../src/report/messages/kept.ts';
import { createPullFinder } from '../../src/report/pulls/finder.ts';
import { commandPlan } from '../support/commands.ts';
import { recordingGitHub, recordingRunner, type RecordingGitHub } from '../support/reporting.ts';
import { sweepOf } from '../support/sweep-of.ts';
import { anAws } from '../support/scenarios.ts';
import { noon } from '../support/worlds.ts';
import { payloadOf } from '../../src/domain/common/report/deployments.ts';
import { serviceKey } from './known-release.ts';
import { showing } from './correcting.ts';

const sha = 'd'.repeat(40);
const begunMs = noon - 600_000;
const going = `${showing({ state: 'begun', begunMs, seen: null }, 'Monitored.')}\n${inProgressMark('95-shop')}`;

/** GitHub as run 95 left it: its Deployment and the comment of its pull request are in progress. */
function aGitHub(): RecordingGitHub {
  const github = recordingGitHub();
  const description = 'Blue-green release of shop in main';
  github.newest = [
    {
      ...{ id: 9, payload: payloadOf('95-shop', serviceKey), sha, environment: 'production' },
      ...{ description, state: 'in_progress' },
    },
  ];
  github.comments.push(going);
  github.pulls.set(sha, [{ number: 8, head: sha, isOpen: true, mergedAt: null, mergeCommit: null }]);
  return github;
}

/** The end of run 200, which has seen no task set of release 95. */
function ending(github: RecordingGitHub, command: Command, more: Partial<Report> = {}) {
  const runner = recordingRunner();
  const channel = leftChannel(
    {
      ...{ github, environment: 'production', runner, wantsComment: true, secrets: [], actor: null },
      runs: { isOver: () => Promise.resolve(true) },
      clock: { now: () => noon, sleep: () => Promise.resolve() },
      ...{ warnings: gitHubWarnings({ runner, secrets: [] }), pulls: createPullFinder(github) },
    },
    github,
  );
  const report = beginReport(commandPlan(command), noon);
  return channel.close({ ...report, serviceKey, releases: [], isHolder: true, ...more });
}

describe('the comment of a release whose task set is gone', () => {
  test.each<Command>(['deploy', 'stage', 'promote', 'rollback', 'teardown'])(
    'shows after a %s that it is not live',
    async (command) => {
      const github = aGitHub();
      expect(await ending(github, command)).toBe('delivered');
      expect(github.comments).toHaveLength(2);
      expect(github.comments[1]).toContain('### ⏹️ `shop` in `main`: not live');
      expect(github.closed).toEqual([[9, 'inactive']]);
    },
  );

  test('shows it after a sweep', async () => {
    const github = aGitHub();
    await sweepOf({ shop: anAws() }, { github, environment: 'production' });
    expect(github.comments).toHaveLength(2);
    expect(github.comments[1]).toContain('### ⏹️ `shop` in `main`: not live');
    expect(github.closed).toEqual([[9, 'inactive']]);
  });

  test('stays, with its Deployment in progress, until GitHub has answered: then the next command corrects both', async () => {
    const github = aGitHub();
    github.answer = (call) => (call === 'comment' ? Promise.reject(new Error('502')) : Promise.resolve());
    expect(await ending(github, 'teardown')).toBe('unknown');
    await sweepOf({ shop: anAws() }, { github, environment: 'production' });
    expect([github.comments, github.closed]).toEqual([[going], []]);
    github.answer = () => Promise.resolve();
    await ending(github, 'teardown');
    expect([github.comments.length, github.closed]).toEqual([2, [[9, 'inactive']]]);
  });

  test('keeps its Deployment in progress no longer if the job may not write comments', async () => {
    const github = aGitHub();
    const denied = Object.assign(new Error('403'), { kind: 'denied', permission: 'pull-requests: write' });
    github.answer = (call) => (call === 'comment' ? Promise.reject(denied) : Promise.resolve());
    expect(await ending(github, 'teardown')).toBe('refused');
    expect(github.closed).toEqual([[9, 'inactive']]);
  });

  test.each([
    ['was created after its run began', begunMs + 1, 1],
    ['is older', begunMs - 1, 2],
  ])(
    'is judged by the age of a task set that names no release: one that %s',
    async (_which, untaggedMs, count) => {
      const github = aGitHub();
      await ending(github, 'teardown', { untaggedMs });
      expect([github.comments.length, github.closed]).toEqual([count, [[9, 'inactive']]]);
    },
  );
});

test('a sweep ends the comment of the release that was rolled back last, whose task set is gone', async () => {
  const github = aGitHub();
  github.newest = [];
  const aws = anAws('good', (state) => {
    state.tags = {
      fence: '2:96.1',
      'rolled-back': '96:ecs-svc/2 to=ecs-svc/1 release=95 pull=7 repository=acme/shop',
    };
  });
  await sweepOf({ shop: aws }, { github });
  expect(github.comments[1]).toContain('rolled back, and its run ended without a report');
});
