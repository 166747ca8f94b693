// What a rollback shows where the comment of the release is missing, or shows a later release of the same pull request; and what a sweep leaves.
import { beforeEach, expect, test } from '@jest/globals';
import { noReleases, type ReleaseNews } from '../../src/domain/common/report/releases.ts';
import type { Command } from '../../src/domain/common/request/request.ts';
import { gitHubWarnings } from '../../src/report/answers/warnings.ts';
import { newsChannel } from '../../src/report/news/channel.ts';
import type { Newsworthy } from '../../src/report/news/context.ts';
import { createPullFinder } from '../../src/report/pulls/finder.ts';
import { inProgressMark } from '../../src/report/messages/kept.ts';
import { stampIn, stampLine } from '../../src/report/stamp.ts';
import { commandPlan } from '../support/commands.ts';
import { recordingGitHub, recordingRunner, settled } from '../support/reporting.ts';
import { noon } from '../support/worlds.ts';
import { aNews, aStamp as stamp, onBlue, serviceKey } from './known-release.ts';

let github = recordingGitHub();
beforeEach(() => {
  github = recordingGitHub();
});

const aReport = (news: readonly ReleaseNews[], command: Command = 'rollback'): Newsworthy => ({
  ...{ ...noReleases(noon), ...onBlue, news, request: commandPlan(command), nowMs: noon },
  ...{ serviceKey, pull: null, commit: null, isHolder: true, seen: { fence: 4, atMs: noon } },
});

function aChannel() {
  const runner = recordingRunner();
  return newsChannel({
    ...{ github, runner, environment: null, wantsComment: true, secrets: [], actor: 'alice' },
    runs: { isOver: () => Promise.resolve(true) },
    clock: { now: () => noon, sleep: () => Promise.resolve() },
    ...{ warnings: gitHubWarnings({ runner, secrets: [] }), pulls: createPullFinder(github) },
  });
}

const rolledBack = aReport([aNews('rolled-back')]);

test('a pull request whose release never got a comment gets one by its rollback, and once', async () => {
  const channel = aChannel();
  channel.offer(rolledBack, true);
  await settled();
  await channel.close(rolledBack);
  expect(github.comments).toHaveLength(1);
  expect(github.comments[0]).toContain('rolled this release back at 12:00 UTC');
  expect(stampIn(github.comments[0]!)).toMatchObject({
    releaseId: '95-shop',
    runId: 200,
    state: 'rolled-back',
  });
});

test.each<[string, Newsworthy]>([
  ['news of anything else', aReport([aNews('replaced'), aNews('live-again'), aNews('no-blue')])],
  ['a sweep', aReport([aNews('rolled-back')], 'sweep')],
  ['a teardown', aReport([aNews('rolled-back')], 'teardown')],
])('by %s, it gets none', async (_what, report) => {
  await aChannel().close(report);
  expect(github.comments).toEqual([]);
});

test.each(['rolled-back', 'replaced', 'gone', 'none'] as const)(
  'the rollback of a release is shown where the comment shows a later one of the pull request that is %s',
  async (state) => {
    const [version, phases] = ['**Version**: `web:3`', 'Phases, as its run reported them'];
    const later = { ...stamp, releaseId: '98-shop', runId: 150, attempt: 2, state };
    const folded = `<details><summary>${phases}</summary>\nold\n</details>`;
    github.comments.push(`${stampLine(later)}\nRolled back.\n\n${version}\n\n${folded}`);
    await aChannel().close(rolledBack);
    const text = github.comments[1] ?? '';
    expect(text).toContain('rolled this release back at 12:00 UTC');
    expect(text).toContain('`web:2`');
    expect([text.includes(version), text.includes(phases)]).toEqual([false, false]);
    const next = { releaseId: '95-shop', runId: 200, attempt: 1, state: 'rolled-back' };
    expect(stampIn(text)).toMatchObject({ ...next, begunMs: stamp.begunMs });
  },
);

test('what a sweep removed is shown only where its run reported that it is live', async () => {
  const removed = aReport([aNews('removed')], 'sweep');
  const inProgress = `${stampLine(stamp)}\nBaking.\n${inProgressMark('95-shop')}`;
  for (const comment of [inProgress, `${stampLine({ ...stamp, state: 'begun' })}\nFailed.`]) {
    github.comments.push(comment);
    await aChannel().close(removed);
    expect(github.comments.at(-1)).toBe(comment);
  }
  github.comments.push(`${stampLine(stamp)}\nReleased.`);
  await aChannel().close(removed);
  expect(github.comments.at(-1)).toContain('not released');
});
