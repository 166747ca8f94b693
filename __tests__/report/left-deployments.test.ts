// What killed runs left open is closed by whichever command comes next.
import { payloadOf } from '../../src/domain/common/report/deployments.ts';
import { expect, test } from '@jest/globals';
import { beginReport, type Report } from '../../src/domain/common/report/report.ts';
import { gitHubWarnings } from '../../src/report/answers/warnings.ts';
import { leftChannel } from '../../src/report/deployments/open.ts';
import { createPullFinder } from '../../src/report/pulls/finder.ts';
import { commandPlan } from '../support/commands.ts';
import { recordingGitHub, recordingRunner } from '../support/reporting.ts';
import { noon } from '../support/worlds.ts';
import { aRelease, serviceKey } from './known-release.ts';

interface Seen {
  readonly open?: string;
  readonly isOver?: boolean | null;
  readonly report?: Partial<Report>;
  readonly command?: Parameters<typeof commandPlan>[0];
  readonly environment?: string | null;
  /** The cluster that the Deployment names. */
  readonly cluster?: string;
}

/** What becomes of an open Deployment at the end of run 200. */
async function closing(seen: Seen): Promise<string> {
  const {
    open = '95-shop',
    isOver = true,
    report = {},
    command = 'deploy',
    environment = 'production',
    cluster = 'main',
  } = seen;
  const github = recordingGitHub();
  const named = {
    ...{ sha: 'b'.repeat(40), environment: 'production' },
    description: `Blue-green release of shop in ${cluster}`,
  };
  github.newest = [
    { id: 9, payload: payloadOf(open, serviceKey.replace('main', cluster)), ...named, state: 'in_progress' },
  ];
  const runner = recordingRunner();
  const context = {
    ...{ github, environment, runner, wantsComment: true, secrets: [], actor: null },
    runs: { isOver: () => Promise.resolve(isOver) },
    clock: { now: () => noon, sleep: () => Promise.resolve() },
    ...{ warnings: gitHubWarnings({ runner, secrets: [] }), pulls: createPullFinder(github) },
  };
  const channel = leftChannel(context, github);
  const delivery = await channel.close({ ...beginReport(commandPlan(command), noon), serviceKey, ...report });
  expect(delivery).toBe('delivered');
  return github.closed[0]?.[1] ?? 'open';
}

const news = (change: 'replaced' | 'no-blue') => [
  { ...{ release: aRelease, change, atMs: noon, isSettled: true }, live: null },
];

const cases: readonly (readonly [string, Seen, string])[] = [
  ['of a run that is over', {}, 'inactive'],
  ['of a run that is over, live', { report: { liveReleases: ['95-shop'] } }, 'failure'],
  ['of a run that works', { isOver: false, report: { isHolder: true } }, 'open'],
  [
    'of an earlier run that GitHub does not show, while this one holds the service',
    { isOver: null, report: { isHolder: true } },
    'inactive',
  ],
  ['of an earlier run that GitHub does not show, while it may hold the service', { isOver: null }, 'open'],
  [
    'of a later run that GitHub does not show',
    { open: '300-shop', isOver: null, report: { isHolder: true } },
    'open',
  ],
  ['of another service', { open: '95-api' }, 'open'],
  ['of this run', { open: '200-shop' }, 'open'],
  ['of a release with news, which say more', { report: { news: news('replaced') } }, 'open'],
  [
    'of a release that lost its blue',
    { report: { news: news('no-blue'), liveReleases: ['95-shop'] } },
    'success',
  ],
  [
    'of a run that is over, live, and no bake is in progress',
    {
      report: {
        found: [{ release: aRelease, state: 'warm', live: aRelease, by: null, isReset: false }],
        liveReleases: ['95-shop'],
      },
    },
    'success',
  ],
  ['after a rollback', { command: 'rollback' }, 'inactive'],
  ['after a teardown', { command: 'teardown' }, 'inactive'],
  ['after a promote', { command: 'promote' }, 'inactive'],
  ['after a stage', { command: 'stage' }, 'inactive'],
  ['after a status, which changes nothing', { command: 'status' }, 'open'],
  ['after a plan, which changes nothing', { command: 'plan' }, 'open'],
  [
    'without the input, by the tags of the releases',
    { environment: null, report: { releases: [aRelease] } },
    'inactive',
  ],
  ['without the input and tags, after a release, which asks for none', { environment: null }, 'open'],
  ['without the input and tags, after a rollback', { environment: null, command: 'rollback' }, 'inactive'],
  ['without the input and tags, after a teardown', { environment: null, command: 'teardown' }, 'inactive'],
  [
    'without the input and tags, of another cluster',
    { environment: null, command: 'teardown', cluster: 'other' },
    'open',
  ],
  [
    'of a release that was rolled back',
    {
      report: { found: [{ release: aRelease, state: 'rolled-back', live: null, by: null, isReset: false }] },
    },
    'failure',
  ],
];
test.each(cases.map(([what, seen, state]) => ({ what, seen, state })))(
  'an open Deployment $what: $state',
  async ({ seen, state }) => {
    expect(await closing(seen)).toBe(state);
  },
);

test('that nobody asked for are no warning if GitHub refuses to list them', async () => {
  const [github, runner] = [recordingGitHub(), recordingRunner()];
  github.answer = () => Promise.reject(new Error('403'));
  const context = {
    ...{ github, environment: null, runner, wantsComment: true, secrets: [], actor: null },
    runs: { isOver: () => Promise.resolve(true) },
    clock: { now: () => noon, sleep: () => Promise.resolve() },
    ...{ warnings: gitHubWarnings({ runner, secrets: [] }), pulls: createPullFinder(github) },
  };
  const report = beginReport(commandPlan('teardown'), noon);
  expect(await leftChannel(context, github).close(report)).toBe('delivered');
  expect(runner.annotations).toEqual([]);
});
