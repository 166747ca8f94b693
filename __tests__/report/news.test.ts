import { payloadOf } from '../../src/domain/common/report/deployments.ts';
import { beforeEach, describe, expect, test } from '@jest/globals';
import { GitHubError } from '../../src/adapters/github/error.ts';
import type { CommitPull } from '../../src/domain/common/report/pulls.ts';
import type { Change, ReleaseNews } from '../../src/domain/common/report/releases.ts';
import type { Request } from '../../src/domain/common/request/request.ts';
import { inProgressMark } from '../../src/report/messages/kept.ts';
import { newsStatus } from '../../src/report/news/text.ts';
import { stampIn, stampLine } from '../../src/report/stamp.ts';
import { newsChannel } from '../../src/report/news/channel.ts';
import type { NewsContext, Newsworthy } from '../../src/report/news/context.ts';
import { createPullFinder } from '../../src/report/pulls/finder.ts';
import { gitHubWarnings } from '../../src/report/answers/warnings.ts';
import { aNews, aRelease, aStamp, onBlue, restored, serviceKey } from './known-release.ts';
import { commandPlan } from '../support/commands.ts';
import { recordingGitHub, recordingRunner, settled } from '../support/reporting.ts';
import { noon } from '../support/worlds.ts';

const release = aRelease;
const commit = aRelease.commit ?? '';

describe('the Deployment becomes', () => {
  test.each<[Change, Partial<ReleaseNews>, string | null]>([
    ['rolled-back', {}, 'failure'],
    ['replaced', {}, 'inactive'],
    ['replaced', { isSettled: false }, null],
    ['live-again', {}, 'success'],
    ['no-blue', {}, null],
    ['stays', {}, null],
    ['unstaged', {}, 'inactive'],
    ['removed', {}, 'inactive'],
  ])('%s (%j): %s', (change, changes, state) => {
    const news = aNews(change, changes);
    const request = commandPlan('rollback');
    const status = newsStatus({ news, now: [], request, serviceKey, ...onBlue, nowMs: noon, actor: 'alice' });
    expect(status?.state ?? null).toBe(state);
  });
});

describe('on GitHub', () => {
  let [github, runner] = [recordingGitHub(), recordingRunner()];
  beforeEach(() => {
    [github, runner] = [recordingGitHub(), recordingRunner()];
  });
  const stamp = aStamp;
  const aReport = (news: readonly ReleaseNews[], request: Request = commandPlan('rollback')): Newsworthy => ({
    ...{ news, request, nowMs: noon, serviceKey, pull: null, commit: null, untaggedMs: null },
    ...{ ...onBlue, found: [], now: [], isHolder: true, lastSwitch: null, seen: { fence: 4, atMs: noon } },
  });
  const aChannel = (changes: Partial<NewsContext> = {}) => {
    const warnings = gitHubWarnings({ runner, secrets: [] });
    const clock = { now: () => noon, sleep: () => Promise.resolve() };
    return newsChannel({
      ...{
        github,
        runs: { isOver: () => Promise.resolve(true) },
        environment: null,
        wantsComment: true,
        secrets: ['s3cret'],
        runner,
        clock,
        actor: 'alice',
      },
      ...{ warnings, pulls: createPullFinder(github), ...changes },
    });
  };
  const rolledBack = aReport([aNews('rolled-back')]);

  test('a comment that shows the release is edited once, and keeps whose it is', async () => {
    github.comments.push(`${stampLine(stamp)}\nReleased.`);
    const channel = aChannel();
    channel.offer(rolledBack, true);
    await settled();
    expect(await channel.close(rolledBack)).toBe('delivered');
    expect(github.comments).toHaveLength(2);
    expect(github.comments[1]).toContain('rolled back');
    const next = { runId: 200, state: 'rolled-back', seen: { fence: 4, atMs: noon } };
    expect(stampIn(github.comments[1]!)).toEqual({ ...stamp, ...next });
  });

  test('what a re-release makes live again is shown as the release that it restores', async () => {
    const again = { ...restored, id: '200-shop-rollback', restores: '95-shop', standing: 'live' as const };
    const report = aReport([aNews('live-again', { release: again, live: again })]);
    github.comments.push(`${stampLine(stamp)}\nReplaced.`);
    await aChannel().close(report);
    expect(github.comments[1]).toContain('live again');
    expect(stampIn(github.comments[1]!)).toMatchObject({ releaseId: '95-shop', runId: 200, state: 'live' });
    expect(github.deployments).toEqual([`production ${commit} 95-shop of ${serviceKey}`]);
    expect(github.statuses.map(({ state }) => state)).toEqual(['success']);
  });

  test('a Deployment is found by its payload, if neither the input nor a tag names its environment', async () => {
    await github.createDeployment({
      environment: 'prod',
      sha: commit,
      payload: payloadOf('95-shop', serviceKey),
      description: '',
    });
    github.jobDeployment = 77;
    await aChannel().close(aReport([aNews('rolled-back', { release: { ...release, environment: null } })]));
    expect(github.statuses).toMatchObject([{ state: 'failure' }]);
    expect(github.deployments).toHaveLength(1);
  });

  test('the other pull requests of the release stay listed', async () => {
    const listed = '**Also in this release**: [#4](https://github.com/acme/shop/pull/4)';
    github.comments.push(`${stampLine(stamp)}\nReleased.\n\n${listed}\n\n<sub>As of then.</sub>`);
    await aChannel().close(rolledBack);
    expect(github.comments[1]).toContain(`\n\n${listed}\n\n<sub>As of`);
  });

  test.each([
    ['that of another release', stampLine({ ...stamp, releaseId: '98-shop' })],
    [
      'that of another release that is over, while its run reports,',
      `${stampLine({ ...stamp, releaseId: '98-shop', state: 'none' })}\n${inProgressMark('98-shop')}`,
    ],
    [
      'that of another release that this run rolled back',
      stampLine({ ...stamp, releaseId: '98-shop', state: 'rolled-back', runId: 200 }),
    ],
    ['later news', stampLine({ ...stamp, runId: 300, seen: { fence: 5, atMs: noon } })],
    ['a text without a stamp', 'Released.'],
  ])('%s is left as it is', async (_what, comment) => {
    github.comments.push(comment);
    await aChannel().close(rolledBack);
    expect(github.comments).toEqual([comment]);
  });

  test('what was removed is shown only where its run did not report the end, or reported that it is live', async () => {
    const removed = aReport([aNews('removed')], commandPlan('deploy'));
    github.comments.push(`${stampLine({ ...stamp, state: 'begun' })}\nStood down.`);
    await aChannel().close(removed);
    expect(github.comments).toHaveLength(1);
    github.comments.push(`${stampLine(stamp)}\nReleased.`);
    await aChannel().close(removed);
    expect(github.comments.at(-1)).toContain('not released');
    github.comments.push(`${stampLine(stamp)}\nBaking.\n${inProgressMark('95-shop')}`);
    await aChannel().close(removed);
    expect(github.comments.at(-1)).toContain('not released');
  });

  test('what a rollback removed is shown anyway, as the tag shows it to the next command', async () => {
    github.comments.push(`${stampLine({ ...stamp, state: 'begun' })}\nStood down.`);
    await aChannel().close(aReport([aNews('removed')]));
    expect(github.comments.at(-1)).toMatch(/(\(rollback\), removed|\(rollback\) removed) green/);
    expect(stampIn(github.comments.at(-1) ?? '')).toMatchObject({ state: 'rolled-back' });
  });

  test('a live release whose blue is gone becomes a success, whatever its Deployment showed', async () => {
    github.comments.push(`${stampLine(stamp)}\nStaged.`);
    const report = aReport([aNews('no-blue')], commandPlan('teardown'));
    const found: Newsworthy = {
      ...report,
      found: [{ release, state: 'live', live: release, by: null, isReset: false }],
    };
    const logUrl = 'https://github.com/acme/shop/actions/runs/95';
    for (const [state, ...set] of [['inactive', 'success'], ['error', 'success'], ['success']]) {
      github.statuses.length = 0;
      github.shown = [{ state: state ?? '', description: '', logUrl, atMs: noon - 1 }];
      await github.createDeployment({
        environment: 'production',
        sha: commit,
        payload: payloadOf('95-shop', serviceKey),
        description: '',
      });
      await aChannel().close(found);
      expect(github.statuses.map(({ state: one }) => one)).toEqual(set);
    }
    // Its comment is that of the news alone.
    expect(github.comments.slice(1).filter((text) => !text.includes('live, and blue is gone'))).toEqual([]);
  });

  test('the Deployment of the release gets the status, and none is made for what is not live', async () => {
    await aChannel().close(rolledBack);
    expect([github.deployments, github.statuses]).toEqual([[], []]);
    await github.createDeployment({
      environment: 'production',
      sha: commit,
      payload: payloadOf('95-shop', serviceKey),
      description: '',
    });
    await aChannel().close(rolledBack);
    expect(github.statuses).toMatchObject([
      { state: 'failure', description: 'Rolled back at 12:00 UTC (alice, run 200).' },
    ]);
  });

  test.each(['production', null])(
    'that GitHub made for the job that released gets it too (environment %s)',
    async (environment) => {
      github.jobDeployment = 77;
      await aChannel().close(aReport([aNews('rolled-back', { release: { ...release, environment } })]));
      expect(github.deployments).toEqual([]);
      expect(github.statuses).toMatchObject([{ state: 'failure' }]);
    },
  );

  test('a search that nobody asked for is no warning if GitHub refuses it', async () => {
    github.answer = () => Promise.reject(new GitHubError('403', { status: 403, kind: 'denied' }));
    const untagged = aReport([aNews('rolled-back', { release: { ...release, environment: null } })]);
    await aChannel({ wantsComment: false }).close(untagged);
    expect(runner.annotations).toEqual([]);
  });

  test('what is live again has one, also if its release showed none', async () => {
    await aChannel().close(aReport([aNews('live-again', { release: restored })]));
    expect(github.deployments).toEqual([`production ${commit} 91-shop of ${serviceKey}`]);
    expect(github.statuses.map(({ state }) => state)).toEqual(['success']);
  });

  test('the environment of the input counts where the tags name none', async () => {
    const untagged = aNews('live-again', { release: { ...restored, environment: null } });
    await aChannel({ environment: 'staging' }).close(aReport([untagged]));
    expect(github.deployments).toEqual([`staging ${commit} 91-shop of ${serviceKey}`]);
  });

  test('of another repository nothing is written, and one notice says so', async () => {
    const foreign = aReport([aNews('rolled-back', { release: { ...release, repository: 'acme/other' } })]);
    const channel = aChannel();
    channel.offer(foreign, true);
    await channel.close(foreign);
    expect([github.comments, github.statuses]).toEqual([[], []]);
    expect(runner.annotations).toEqual([
      {
        kind: 'notice',
        title: 'Release of another repository',
        message:
          "Release 95-shop belongs to repository acme/other. This job can't update its comment and its Deployment there.",
      },
    ]);
  });

  test('a missing permission and a missing token cost one warning each', async () => {
    github.answer = () =>
      Promise.reject(new GitHubError('GitHub returned 403.', { status: 403, kind: 'denied' }));
    const both = aReport([aNews('rolled-back'), aNews('live-again', { release: restored })]);
    expect(await aChannel({ environment: null }).close(both)).toBe('refused');
    const titles = runner.annotations.map(({ title }) => title);
    expect(titles.toSorted()).toEqual(['Comment not up to date', 'Deployment not up to date']);
    await aChannel({ github: null }).close(both);
    expect(runner.annotations.slice(2).map(({ message }) => message)).toEqual([
      'github-token is empty, so the comments and Deployments of earlier releases may be out of date.',
    ]);
  });

  test("the run's own comment on the same pull request is enough", async () => {
    github.comments.push(`${stampLine(stamp)}\nReleased.`);
    await aChannel().close({ ...rolledBack, request: commandPlan('deploy'), pull: 1 });
    expect(github.comments).toHaveLength(1);
  });

  test('a rollback by an event of that pull request is news of the release, too', async () => {
    github.comments.push(`${stampLine(stamp)}\nReleased.`);
    await aChannel().close({ ...rolledBack, pull: 1 });
    expect(github.comments.at(-1)).toContain('rolled this release back at 12:00 UTC');
  });

  const merged = (number: number): CommitPull => ({
    ...{ number, head: 'c'.repeat(40), isOpen: false, mergedAt: '2026-11-27T10:00:00Z', mergeCommit: null },
  });

  test('a release whose tags name only its commit is shown on the pull request of that commit', async () => {
    github.comments.push(`${stampLine(stamp)}\nReleased.`);
    github.pulls.set(commit, [merged(4)]);
    const live = { ...release, id: '99-shop', pull: null, commit: 'd'.repeat(40) };
    github.pulls.set(live.commit, [merged(5)]);
    await aChannel().close(aReport([aNews('replaced', { release: { ...release, pull: null }, live })]));
    expect(github.comments.at(-1)).toContain('replaced by #5');
  });

  test('a release without a pull request keeps its Deployment up to date', async () => {
    const alone = aNews('live-again', { release: { ...restored, pull: null } });
    await aChannel().close(aReport([alone]));
    expect([github.comments, github.deployments]).toEqual([
      [],
      [`production ${commit} 91-shop of ${serviceKey}`],
    ]);
    expect(runner.annotations).toEqual([]);
  });

  test("the run's own comment is enough, also if both are found by their commit", async () => {
    github.comments.push(`${stampLine(stamp)}\nReleased.`);
    const own = 'd'.repeat(40);
    for (const sha of [commit, own]) github.pulls.set(sha, [merged(4)]);
    const news = aNews('replaced', { release: { ...release, pull: null } });
    await aChannel().close({ ...aReport([news], commandPlan('deploy')), commit: own });
    expect(github.comments).toHaveLength(1);
  });

  test('a comment that is not wanted is left alone', async () => {
    github.comments.push(`${stampLine(stamp)}\nReleased.`);
    await aChannel({ wantsComment: false }).close(rolledBack);
    expect(github.comments).toHaveLength(1);
  });
});
