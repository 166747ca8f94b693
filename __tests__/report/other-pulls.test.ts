import { beforeEach, describe, expect, test } from '@jest/globals';
import { GitHubError } from '../../src/adapters/github/error.ts';
import type { OtherPulls } from '../../src/domain/common/report/others.ts';
import type { KnownRelease } from '../../src/domain/common/report/releases.ts';
import { beginReport, type Report } from '../../src/domain/common/report/report.ts';
import type { Command } from '../../src/domain/common/request/request.ts';
import type { Refusal } from '../../src/report/channel.ts';
import { commentOf } from '../../src/report/messages/comment.ts';
import { createOthersReader } from '../../src/report/pulls/others.ts';
import { stampedComment, stampLine } from '../../src/report/stamp.ts';
import { commandPlan } from '../support/commands.ts';
import { handClock, recordingGitHub, settled } from '../support/reporting.ts';
import { noon } from '../support/worlds.ts';

const [base, head] = ['a'.repeat(40), 'c'.repeat(40)];
const live: KnownRelease = {
  rollbackWorkflow: null,
  restores: null,
  ...{ id: '91-shop', set: 'ecs-svc/1', revision: 'web:1', repository: 'acme/shop', pull: 4, commit: base },
  ...{
    environment: null,
    standing: 'live',
    isShared: false,
    hasBlue: false,
    liveSinceMs: null,
    before: null,
    beforeQuarantined: 'no',
    isReturnedTo: false,
    forwardOnly: null,
    onSchema: null,
  },
};
const aReport = (command: Command = 'deploy'): Report => ({
  ...beginReport(commandPlan(command), noon),
  commit: head,
  releases: [live],
});

/** That many pull requests were merged since, the last of them with the commit of the release. */
const merges = (count: number) =>
  Array.from({ length: count }, (_, at) => ({
    number: at + 1,
    mergeCommit: at + 1 === count ? head : String(at).padStart(40, '0'),
  }));

let [github, clock] = [recordingGitHub(), handClock(noon)];
let found: OtherPulls[] = [];
let refusals: Refusal[] = [];
beforeEach(() => {
  [github, clock] = [recordingGitHub(), handClock(noon)];
  [found, refusals] = [[], []];
});

async function readFor(report: Report, changes: { paths?: string[]; wantsComment?: boolean } = {}) {
  const see = createOthersReader({
    ...{ github, clock, wantsComment: true, paths: [], ...changes },
    onRefusal: (refusal) => refusals.push(refusal),
    onFound: (others) => found.push(others),
  });
  see(report);
  see(report);
  for (let turn = 0; turn < 50; turn++) await settled();
  return found;
}

function withMerges(count: number, isWhole = true): void {
  const pulls = merges(count);
  const commits = pulls.map(({ mergeCommit }) => mergeCommit);
  const files = { names: [], isWhole: true };
  github.commitsBetween = () => Promise.resolve({ commits, isWhole, sinceMs: noon, files });
  github.mergedPulls = () => Promise.resolve({ pulls, isWhole: true });
}

describe('the other pull requests of a release', () => {
  test('are found once its span is seen, and once only', async () => {
    withMerges(3);
    expect(await readFor(aReport())).toEqual([{ numbers: [2, 1], isWhole: true }]);
  });

  test('are not asked for before the first observation', async () => {
    withMerges(3);
    expect(await readFor({ ...aReport(), releases: null })).toEqual([]);
  });

  test.each<[string, Report, boolean]>([
    ['a rollback', aReport('rollback'), true],
    ['a plan', aReport('plan'), true],
    ['a release without a comment', aReport(), false],
  ])('are no matter of %s', async (_what, report, wantsComment) => {
    withMerges(3);
    expect(await readFor(report, { wantsComment })).toEqual([]);
  });

  test('of other services are left out where paths are named', async () => {
    withMerges(4);
    github.filesOf = (pull) =>
      Promise.resolve([[`services/${pull === 2 ? 'web' : 'api'}/app.ts`], null][pull === 3 ? 1 : 0]!);
    expect(await readFor(aReport(), { paths: ['services/web'] })).toEqual([
      { numbers: [3, 2], isWhole: true },
    ]);
  });

  test('are checked up to 30, and the list says that it may lack some', async () => {
    withMerges(40);
    github.filesOf = () => Promise.resolve(['services/web/app.ts']);
    const [others] = await readFor(aReport(), { paths: ['services/web'] });
    expect([others?.numbers.length, others?.isWhole]).toEqual([30, false]);
  });

  test('are no longer checked after 30 s', async () => {
    withMerges(5);
    github.filesOf = async () => {
      await clock.move(20_000);
      return ['services/web/app.ts'];
    };
    expect(await readFor(aReport(), { paths: ['services/web'] })).toEqual([
      { numbers: [4, 3], isWhole: false },
    ]);
  });

  test('are none if the repository lacks one of the commits', async () => {
    expect([await readFor(aReport()), refusals]).toEqual([[], []]);
  });

  test('cost one refusal', async () => {
    github.answer = () => Promise.reject(new GitHubError('No.', { status: 403, kind: 'denied' }));
    await readFor(aReport());
    expect([found, refusals]).toEqual([[], [{ kind: 'denied', message: 'No.', permission: null }]]);
  });

  test.each<[OtherPulls, string | null]>([
    [{ numbers: [], isWhole: true }, null],
    [
      { numbers: [12, 11], isWhole: true },
      '**Also in this release**: [#12](https://github.com/acme/shop/pull/12), [#11](https://github.com/acme/shop/pull/11)',
    ],
    [
      { numbers: [12], isWhole: false },
      '[#12](https://github.com/acme/shop/pull/12) (the release is too large to list all of them)',
    ],
    [{ numbers: Array.from({ length: 33 }, (_, at) => at + 1), isWhole: true }, '/pull/30) and 3 more'],
  ])('%j in the comment', (others, line) => {
    const text = commentOf({ ...aReport(), others });
    if (line === null) expect(text).not.toContain('Also in this release');
    else expect(text).toContain(line);
  });

  test.each<[string, string, OtherPulls | null, boolean]>([
    ['stay where another run of the release listed them', '95-main', null, true],
    ['are those of this run where it knows them', '95-main', { numbers: [], isWhole: true }, false],
    ['of another release do not stay', '91-main', null, false],
  ])('%s', (_what, releaseId, others, isKept) => {
    const stamp = stampLine({ releaseId, attempt: 1, begunMs: noon, runId: 95, state: 'staged', seen: null });
    const line = '**Also in this release**: [#4](https://github.com/acme/shop/pull/4)';
    const report = { ...aReport('promote'), releaseId: '95-main', others };
    expect(stampedComment(report, `${stamp}\nStaged.\n\n${line}`).includes(line)).toBe(isKept);
  });
});
