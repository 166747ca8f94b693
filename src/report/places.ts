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
import { createChannel, quietMs, type Channel, type Refusal } from './channel.ts';
import { withinEnd } from './answers/end-limit.ts';
import type { GitHubWarnings } from './answers/warnings.ts';
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
    send: async (report) => {
      const pull = report.isReportedByNewerRun ? null : await context.pulls.numberOf(traceOf(report));
      if (pull === null) return;
      if (!isSaved) context.save('comment', String(pull));
      isSaved = true;
      await github.updateComment(pull, ownComment(report), (current) =>
        mayReplace(stampIn(current), stampOf(report))
          ? masked(stampedComment(report, current), context.secrets)
          : null,
      );
    },
    textOf: (report) => `${JSON.stringify(traceOf(report))} ${commentOf(report)}`,
    onRefusal,
    clock: context.clock,
    everyMs: quietMs,
  });
}

/** Sends the end to all places. Whether each of them answered in time: post tries again where one did not. Never rejects. */
export async function postEnd<T>(
  { clock, warnings }: Pick<ReportContext, 'clock'> & { readonly warnings: GitHubWarnings },
  places: readonly Channel<T>[],
  report: T,
): Promise<boolean> {
  const closing = Promise.all(places.map((place) => place.close(report)));
  const answers = await withinEnd(clock, warnings, closing);
  return answers?.every((answer) => answer !== 'unknown') ?? false;
}
