// A command that corrects what GitHub shows of the releases that it found.
import { payloadOf } from '../../src/domain/common/report/deployments.ts';
import type { FoundRelease, KnownRelease } from '../../src/domain/common/report/releases.ts';
import { noReleases } from '../../src/domain/common/report/releases.ts';
import type { ShownStatus } from '../../src/domain/common/shown/deployment.ts';
import type { Stamp } from '../../src/domain/common/shown/order.ts';
import { gitHubWarnings } from '../../src/report/answers/warnings.ts';
import type { NewsContext, Newsworthy } from '../../src/report/news/context.ts';
import { correctFound } from '../../src/report/news/found.ts';
import { createPullFinder } from '../../src/report/pulls/finder.ts';
import { stampLine } from '../../src/report/stamp.ts';
import { commandPlan } from '../support/commands.ts';
import { recordingGitHub, recordingRunner, type RecordingGitHub } from '../support/reporting.ts';
import { noon } from '../support/worlds.ts';
import { aRelease, aStamp, onBlue, restored, serviceKey } from './known-release.ts';

/** What a rollback has restored is live. */
export const foundLive: FoundRelease = {
  release: { ...restored, standing: 'live', liveSinceMs: null },
  ...{ state: 'live', live: restored, by: null, isReset: false },
};

/** GitHub with the comment and the Deployment of the release. */
export async function aGitHub(
  comment: string,
  release: KnownRelease = aRelease,
  states: readonly string[] = ['success'],
): Promise<RecordingGitHub> {
  const github = recordingGitHub();
  github.comments.push(comment);
  const [environment, sha] = [release.environment ?? '', release.commit ?? ''];
  await github.createDeployment({
    environment,
    sha,
    payload: payloadOf(release.id, serviceKey),
    description: '',
  });
  github.shown = states.map((state): ShownStatus => ({
    state,
    description: '',
    logUrl: '',
    atMs: noon - 60_000,
  }));
  return github;
}

interface Corrected {
  readonly delivery: Awaited<ReturnType<typeof correctFound>>;
  readonly runner: ReturnType<typeof recordingRunner>;
  readonly comments: readonly string[];
  readonly statuses: readonly string[];
}

/** What was written, by a command that found this. */
export async function correcting(
  github: RecordingGitHub,
  found: readonly FoundRelease[],
  changes: Partial<NewsContext> = {},
  more: Partial<Newsworthy> = {},
): Promise<Corrected> {
  const runner = recordingRunner();
  const context: NewsContext = {
    ...{ github, environment: null, wantsComment: true, secrets: ['s3cret'], runner, actor: null },
    runs: { isOver: () => Promise.resolve(true) },
    clock: { now: () => noon, sleep: () => Promise.resolve() },
    ...{ warnings: gitHubWarnings({ runner, secrets: [] }), pulls: createPullFinder(github) },
    ...changes,
  };
  const before = github.comments.length;
  const delivery = await correctFound(context, {
    ...{ ...noReleases(noon), ...onBlue, nowMs: noon, request: commandPlan('teardown'), found },
    ...{ serviceKey, pull: null, commit: null, isHolder: true, seen: { fence: 4, atMs: noon } },
    ...more,
  });
  return {
    ...{ delivery, runner },
    comments: github.comments.slice(before),
    statuses: github.statuses.map(({ state }) => state),
  };
}

export const showing = (changes: Partial<Stamp> = {}, text = 'Released.'): string =>
  `${stampLine({ ...aStamp, ...changes })}\n${text}`;
