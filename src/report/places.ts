// The places on GitHub that show a release: the pull request's comment and the Deployment.
import { traitsOf } from '../domain/common/request/commands.ts';
import { isPullOfCommit, traceOf } from '../domain/common/report/pulls.ts';
import { commentOf, markerOf } from './messages/comment.ts';
import { masked } from '../domain/common/values/secrets.ts';
import { stateOf } from './messages/state.ts';
import type { DeploymentId, DeploymentStatus, GitHubPort } from '../ports.ts';
import type { ReportContext } from './context.ts';
import { newsChannel, type NewsContext } from './news/channel.ts';
import { createPullFinder, type PullFinder } from './pulls/finder.ts';
import { mayReplace, stampedComment, stampOf } from './stamp.ts';
import { createChannel, type Channel, type Refusal } from './channel.ts';
import { withinEnd } from './end-limit.ts';
import type { Report } from '../domain/common/report/report.ts';

/** Minimum time between edits that are not urgent: GitHub allows a few hundred writes an hour for a token. */
const quietMs = 15_000;

/** The comment and the Deployment of this run, where they are requested, and those of the releases that it changes. */
export function placesOf(
  context: ReportContext,
  report: Report,
  warnings = gitHubWarnings(context),
): readonly Channel<Report>[] {
  const { github, environment, wantsComment, runner } = context;
  const { request } = report;
  const { hasComment, hasDeployment } = traitsOf(request);
  const pulls = createPullFinder(github);
  const news = newsChannel({ ...context, warnings, pulls });
  const isNamed = report.pull !== null || traitsOf(request).green === 'staged';
  const isShown = wantsComment && hasComment && (isNamed || isPullOfCommit(report));
  const place = hasDeployment ? environment : null;
  if (github === null) {
    if ((isShown && isNamed) || place !== null)
      runner.annotate(
        'warning',
        'Could not update GitHub',
        'github-token is empty, so there is no comment and no Deployment.',
      );
    return [news];
  }
  return [
    ...(isShown ? [commentChannel({ ...context, pulls }, github, warnings.comment)] : []),
    ...(place === null ? [] : [deploymentChannel(context, github, place, warnings.deployment)]),
    news,
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
      const text = masked(stampedComment(report), context.secrets);
      await github.updateComment(pull, [markerOf(report.request)], (current) =>
        mayReplace(current, stampOf(report)) ? text : null,
      );
    },
    textOf: (report) => `${JSON.stringify(traceOf(report))} ${commentOf(report)}`,
    onRefusal,
    clock: context.clock,
    everyMs: quietMs,
  });
}

function deploymentChannel(
  context: ReportContext,
  github: GitHubPort,
  environment: string,
  onRefusal: Warn,
): Channel<Report> {
  let id: DeploymentId | null = context.deployment;
  return createChannel<Report>({
    send: async (report) => {
      if (!hasOwnDeployment(report)) return;
      if (id === null) {
        if (report.commit === null) {
          if (report.ending !== null) context.runner.annotate('warning', 'No Deployment', commitUnknown);
          return;
        }
        id = await openDeployment(github, environment, report, report.commit);
        context.save('deployment', String(id));
      }
      await github.setDeploymentStatus(id, deploymentStatus(report, context.secrets));
    },
    // The commit may become known later than the state.
    textOf: (report) => `${stateOf(report).deployment} ${report.commit ?? ''} ${describeDeployment(report)}`,
    onRefusal,
    clock: context.clock,
    everyMs: quietMs,
  });
}

/** A rollback shows what it has made live again, once it has: that of its release, if it has one (`news/`). */
function hasOwnDeployment({ request, ending, news }: Report): boolean {
  if (!traitsOf(request).rollsBack) return true;
  const isDone = ending?.result === 'released' || ending?.reason === 'requested';
  return isDone && news.every(({ change }) => change !== 'live-again');
}

const commitUnknown =
  'GitHub requires a commit for a Deployment, and the commit of the version that was rolled back to is not known.';

/** A re-run continues the Deployment of its release, so each release is shown once. */
async function openDeployment(
  github: GitHubPort,
  environment: string,
  { request, releaseId: payload }: Report,
  sha: string,
): Promise<DeploymentId> {
  const found = await github.findDeployment(environment, sha, payload);
  const description = `Blue-green release of ${request.service} in ${request.cluster}`;
  return found ?? github.createDeployment({ environment, sha, description, payload });
}

/** What happens now, or how it ended. */
const describeDeployment = (report: Report): string =>
  report.ending?.message ??
  report.returned?.sentence ??
  `${report.request.service}: ${stateOf(report).words}`;

function deploymentStatus(report: Report, secrets: readonly string[]): DeploymentStatus {
  const { bake, release } = report.request;
  return {
    state: stateOf(report).deployment,
    description: masked(describeDeployment(report), secrets),
    environmentUrl: bake.probeUrl,
    logUrl: release.runUrl,
  };
}

type Warning = Pick<ReportContext, 'runner' | 'secrets'>;

export const gitHubWarnings = (context: Warning): NewsContext['warnings'] => ({
  comment: warnOnce(context, 'Comment not up to date'),
  deployment: warnOnce(context, 'Deployment not up to date'),
});

/** One warning for each kind of refusal, not for each update. The run continues (invariant 9). */
function warnOnce({ runner, secrets }: Warning, title: string): Warn {
  const said = new Set<string>();
  return ({ kind, message }) => {
    const text = masked(message, secrets);
    if (said.has(kind)) runner.debug(text);
    else runner.annotate('warning', title, `${text} The release continues.`);
    said.add(kind);
  };
}

/** Sends the end to all places. Whether each of them answered in time: post tries again where one did not. Never rejects. */
export async function postEnd<T>(
  context: Pick<ReportContext, 'runner' | 'clock'>,
  places: readonly Channel<T>[],
  report: T,
): Promise<boolean> {
  const answers = await withinEnd(context, Promise.all(places.map((place) => place.close(report))));
  return answers?.every((answer) => answer !== 'unknown') ?? false;
}
