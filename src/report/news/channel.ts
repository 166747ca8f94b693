// Brings the comments and Deployments of other runs' releases up to date.
import { traitsOf } from '../../domain/common/request/commands.ts';
import { traceOf } from '../../domain/common/report/pulls.ts';
import { shownId, stateAfter, type KnownRelease } from '../../domain/common/report/releases.ts';
import { stampOfNews, stampOfRollback, type Seen, type Stamp } from '../../domain/common/shown/order.ts';
import { isShownAsLive } from '../../domain/common/shown/state.ts';
import { masked } from '../../domain/common/values/secrets.ts';
import type { GitHubPort } from '../../ports.ts';
import { createChannel, worstOf, type Channel } from '../channel.ts';
import { releaseInProgress } from '../messages/kept.ts';
import type { PullFinder } from '../pulls/finder.ts';
import { deploymentChannel } from './deployment.ts';
import { commentOfReleases } from '../comment-key.ts';
import { stampIn } from '../stamp.ts';
import { interruptsOthers, isReportedAnyway, type NewsContext, type Newsworthy } from './context.ts';
import { correctFound } from './found.ts';
import { newsComment, newsText, type Shown } from './text.ts';

interface Offered extends Shown {
  /** What it was made from. */
  readonly seen: Seen;
}

/** One place for all of them: each release has a channel for its comment, and one for its Deployment. */
export function newsChannel(context: NewsContext): Channel<Newsworthy> {
  const channels = new Map<string, readonly Channel<Offered>[]>();
  const remark = remarkOnce(context);

  function channelsOf(release: KnownRelease, report: Newsworthy): readonly Channel<Offered>[] {
    const known = channels.get(release.set);
    if (known !== undefined) return known;
    const made = open(release, report);
    channels.set(release.set, made);
    return made;
  }

  function open(release: KnownRelease, report: Newsworthy): readonly Channel<Offered>[] {
    const { github, environment, wantsComment } = context;
    const place = release.environment ?? environment;
    const hasTrace = release.pull !== null || release.commit !== null;
    const hasComment = wantsComment && hasTrace && !isReportedAnyway(release.pull, report);
    const isOurs = release.repository === report.request.release.repository;
    if (!hasComment && place === null && (github === null || !isOurs)) return [];
    if (!isOurs) {
      remark.foreign(release);
      return [];
    }
    if (github === null) {
      remark.noToken();
      return [];
    }
    return [
      ...(hasComment ? [commentChannel(context, github, report)] : []),
      deploymentChannel(context, github, place, interruptsOthers(report)),
    ];
  }

  const each = (report: Newsworthy, use: (channel: Channel<Offered>, shown: Offered) => void): void => {
    for (const news of report.news) {
      const shown = { ...report, news, actor: context.actor };
      for (const channel of channelsOf(news.release, report)) use(channel, shown);
    }
  };
  return {
    offer(report) {
      each(report, (channel, shown) => {
        channel.offer(shown, true);
      });
    },
    async close(report) {
      const closing: ReturnType<Channel<Offered>['close']>[] = [];
      each(report, (channel, shown) => closing.push(channel.close(shown)));
      return worstOf(await Promise.all([...closing, correctFound(context, report)]));
    },
  };
}

/**
 * Only a comment that shows this release is edited: editing notifies nobody, and a new comment mails everybody. A rollback
 * is worth a mail, so it creates the comment that the release never got.
 */
function commentChannel(
  { secrets, clock, warnings, pulls }: NewsContext,
  github: GitHubPort,
  report: Newsworthy,
): Channel<Offered> {
  let sent = '';
  return createChannel<Offered>({
    send: async (asked) => {
      const text = newsText(asked);
      const shown = await withPulls(asked, pulls);
      const { news, request } = shown;
      const { pull } = news.release;
      const own = await pulls.numberOf(traceOf(report));
      if (pull === null || isReportedAnyway(pull, { request, pull: own })) return;
      await github.updateComment(pull, commentOfReleases(report), (current) => {
        const stamp = stampOf(shown, current);
        const before = stampIn(current);
        const isShown = text === sent && before?.runId === stamp?.runId && before?.state === stamp?.state;
        return stamp === null || isShown || !isToShow(shown, current ?? '')
          ? null
          : masked(newsComment(shown, stamp, ofSame(stamp, current)), secrets);
      });
      sent = text;
    },
    textOf: (shown) => newsText(shown),
    onRefusal: warnings.comment,
    clock,
    everyMs: 0,
    isSentAtEnd: interruptsOthers(report),
  });
}

function stampOf({ news, request, seen }: Offered, current: string | null): Stamp | null {
  const { runId } = request.release;
  const { rollsBack } = traitsOf(request);
  // Its tag says so to the next command.
  const state = news.change === 'removed' && rollsBack ? 'rolled-back' : stateAfter(news);
  const next = { releaseId: shownId(news.release), runId, state, seen };
  const isRollback = news.change === 'rolled-back' && rollsBack;
  const isFree = releaseInProgress(current ?? '') === null;
  return isRollback && isFree
    ? stampOfRollback(stampIn(current), next, current !== null)
    : stampOfNews(stampIn(current), next);
}

/** What is kept of a comment is about its release. */
const ofSame = ({ releaseId }: Stamp, current: string | null): string | null =>
  stampIn(current)?.releaseId === releaseId ? current : null;

/** The tags of a release may name only its commit. */
async function withPulls<T extends Shown>(shown: T, pulls: PullFinder): Promise<T> {
  const { release, live } = shown.news;
  const named = async (one: KnownRelease): Promise<KnownRelease> => ({
    ...one,
    pull: await pulls.numberOf(one),
  });
  const isHere = live !== null && live.repository === release.repository;
  return {
    ...shown,
    news: { ...shown.news, release: await named(release), live: isHere ? await named(live) : live },
  };
}

/**
 * A run that ended reported its own end, which a task set that is gone makes untrue only if it was live. A rollback has a
 * person and a reason to name. A sweep reports separately what is still in progress after its run (`sweep/comments.ts`).
 */
function isToShow({ news, request }: Shown, current: string): boolean {
  const isInProgress = releaseInProgress(current) === shownId(news.release);
  const { finishesOthers, rollsBack } = traitsOf(request);
  const isNew = rollsBack || news.change !== 'removed';
  const isDue = isNew || isShownAsLive(stampIn(current)?.state ?? null);
  return finishesOthers ? isDue && !isInProgress : isDue || isInProgress;
}

function remarkOnce({ runner }: NewsContext) {
  let hasToken = true;
  return {
    foreign: ({ id, repository }: KnownRelease): void => {
      const where =
        repository === null ? 'a repository that its tags do not name' : `repository ${repository}`;
      runner.annotate(
        'notice',
        'Release of another repository',
        `Release ${id} belongs to ${where}. This job can't update its comment and its Deployment there.`,
      );
    },
    noToken: (): void => {
      if (hasToken)
        runner.annotate(
          'warning',
          'Could not update GitHub',
          'github-token is empty, so the comments and Deployments of earlier releases may be out of date.',
        );
      hasToken = false;
    },
  };
}
