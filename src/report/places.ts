// The places on GitHub that show a release: the pull request's comment and the Deployment.
import { traitsOf } from '../domain/common/request/commands.ts';
import { isPullOfCommit, traceOf } from '../domain/common/report/pulls.ts';
import { commentOf } from './messages/comment.ts';
import { ownComment } from './comment-key.ts';
import { masked } from '../domain/common/values/secrets.ts';
import type { GitHubPort } from '../ports.ts';
import type { ReportContext } from './context.ts';
import { deploymentPlaces } from './deployments/own.ts';
import { newsChannel } from './news/channel.ts';
import { createPullFinder, type PullFinder } from './pulls/finder.ts';
import { mayReplace } from '../domain/common/shown/order.ts';
import { stampedComment, stampIn, stampOf } from './stamp.ts';
import { leftChannel } from './deployments/open.ts';
import { createChannel, quietMs, type Channel, type Delivery, type Refusal } from './channel.ts';
import { endLimitMs, withinEnd } from './answers/end-limit.ts';
import type { GitHubWarnings } from './answers/warnings.ts';
import type { MainEnding } from './main-ending.ts';
import type { Report } from '../domain/common/report/report.ts';

/** The comment and the Deployment of this run, where they are requested, and those of the releases that it changes. */
export function placesOf(
  context: ReportContext,
  report: Report,
  warnings: GitHubWarnings,
): readonly Channel<Report>[] {
  const { github, environment, wantsComment, runner } = context;
  const { request } = report;
  const { hasComment, hasDeployment } = traitsOf(request);
  const pulls = createPullFinder(github);
  const others = { ...context, warnings, pulls };
  const news = newsChannel(others);
  const isNamed = report.pull !== null || traitsOf(request).green === 'staged';
  const isShown = wantsComment && hasComment && (isNamed || isPullOfCommit(report));
  if (github === null) {
    if ((isShown && isNamed) || (hasDeployment && environment !== null))
      runner.annotate(
        'warning',
        'Could not update GitHub',
        'github-token is empty, so there is no comment and no Deployment.',
      );
    return [news];
  }
  return [
    ...(isShown ? [commentChannel({ ...context, pulls }, github, warnings.comment)] : []),
    ...(hasDeployment ? deploymentPlaces(context, github, request, warnings.deployment) : []),
    news,
    leftChannel(others, github),
  ];
}

type Warn = (refusal: Refusal) => void;

function commentChannel(
  context: ReportContext & { readonly pulls: PullFinder },
  github: GitHubPort,
  onRefusal: Warn,
): Channel<Report> {
  let isSaved = false;
  return createChannel<Report>({
    send: async (report, turn) => {
      const pull = report.isReportedByNewerRun ? null : await context.pulls.numberOf(traceOf(report));
      if (pull === null) return;
      if (!isSaved) context.save('comment', String(pull));
      isSaved = true;
      await github.updateComment(
        pull,
        ownComment(report),
        (current) =>
          mayReplace(stampIn(current), stampOf(report)) && turn.begin()
            ? masked(stampedComment(report, current), context.secrets)
            : null,
        isFreshEnd(report, context.clock.now()) ? endReadMs : undefined,
      );
    },
    textOf: (report) => `${JSON.stringify(traceOf(report))} ${commentOf(report)}`,
    onRefusal,
    clock: context.clock,
    everyMs: quietMs,
    isLastAtOnce: true,
  });
}

/** At the end, GitHub has 4 s to take the comment (`answers/end-limit.ts`): a slow one gets no second request before that. */
const endReadMs = 500;
/** How old the look may be that shows that no other run holds the service, which would write to the comment. */
const freshMs = 15_000;

const isFreshEnd = ({ ending, isHolder, isTakenOver, seen }: Report, nowMs: number): boolean =>
  ending !== null &&
  ending.result !== 'stood-down' &&
  isHolder &&
  !isTakenOver &&
  nowMs - seen.atMs < freshMs;

/** `isReported`: each place of this run answered in time. Where one did not, post tries again. */
export type PostedEnd = Pick<MainEnding, 'isReported' | 'waitedMs'>;

/** Sends the end to all places. What shows other runs alone is left to the next command. Never rejects. */
export async function postEnd<T>(
  {
    clock,
    warnings,
    runner,
  }: Pick<ReportContext, 'clock' | 'runner'> & { readonly warnings: GitHubWarnings },
  places: readonly Channel<T>[],
  report: T,
  leftMs = endLimitMs,
): Promise<PostedEnd> {
  const begunMs = clock.now();
  let answers: readonly Delivery[] | null = null;
  const closing = places.map((place) => ({ isOfOthers: place.isOfOthers, answer: place.close(report) }));
  const own = closing.flatMap(({ isOfOthers, answer }) => (isOfOthers === true ? [] : [answer]));
  void Promise.all(own).then((each) => {
    answers = each;
  });
  const silence = (limitMs: number): void => {
    if (answers === null) warnings.silence(limitMs);
    else runner.info(othersLate);
  };
  const work = Promise.all(closing.map(({ answer }) => answer));
  const all = await withinEnd(clock, { silence }, work, leftMs);
  const known: readonly Delivery[] | null = all ?? answers;
  const isReported = known?.every((answer) => answer !== 'unknown') ?? false;
  return { isReported, waitedMs: clock.now() - begunMs };
}

const othersLate =
  'GitHub did not answer in time what earlier runs left in progress there. The next command looks again.';
