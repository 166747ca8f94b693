// The places on GitHub that show a release: the pull request's comment and the Deployment.
import type { Request } from '../domain/common/request/request.ts';
import { commentOf, markerOf, stampOf } from './messages/comment.ts';
import { masked } from '../domain/common/values/secrets.ts';
import { stateOf } from './messages/state.ts';
import type { DeploymentId, DeploymentStatus, GitHubPort } from '../ports.ts';
import type { ReportContext } from './context.ts';
import { createChannel, type Channel, type Refusal } from './channel.ts';
import type { Report } from '../domain/common/report/report.ts';

/** Minimum time between edits that are not urgent: GitHub allows a few hundred writes an hour for a token. */
const quietMs = 15_000;

/** The comment and the Deployment, where they are requested and GitHub can be reached. */
export function placesOf(context: ReportContext, report: Report): readonly Channel<Report>[] {
  const { github, environment, wantsComment, runner } = context;
  const { pull } = report.request.release;
  const isWanted = environment !== null || (wantsComment && pull !== null);
  if (github === null) {
    if (isWanted)
      runner.annotate(
        'warning',
        'Could not update GitHub',
        'github-token is empty, so there is no comment and no Deployment.',
      );
    return [];
  }
  return [
    ...(wantsComment && pull !== null ? [commentChannel(context, github, pull)] : []),
    ...(environment === null ? [] : [deploymentChannel(context, github, environment)]),
  ];
}

function commentChannel(context: ReportContext, github: GitHubPort, pull: number): Channel<Report> {
  let isSaved = false;
  return createChannel<Report>({
    send: async (report) => {
      if (report.isReportedByNewerRun) return;
      if (!isSaved) context.save('comment', String(pull));
      isSaved = true;
      const body = `${commentOf(report)}\n\n${stampOf(report)}`;
      await github.upsertComment(pull, markerOf(report.request), masked(body, context.secrets));
    },
    textOf: commentOf,
    onRefusal: warnOnce(context, 'Comment not up to date'),
    clock: context.clock,
    everyMs: quietMs,
  });
}

function deploymentChannel(context: ReportContext, github: GitHubPort, environment: string): Channel<Report> {
  let id: DeploymentId | null = context.deployment;
  return createChannel<Report>({
    send: async (report) => {
      if (id === null) {
        if (report.commit === null) {
          if (report.ending !== null) context.runner.annotate('warning', 'No Deployment', commitUnknown);
          return;
        }
        id = await openDeployment(github, environment, report.request, report.commit);
        context.save('deployment', String(id));
      }
      await github.setDeploymentStatus(id, deploymentStatus(report, context.secrets));
    },
    // The commit may become known later than the state.
    textOf: (report) => `${stateOf(report).deployment} ${report.commit ?? ''} ${describeDeployment(report)}`,
    onRefusal: warnOnce(context, 'Deployment not up to date'),
    clock: context.clock,
    everyMs: quietMs,
  });
}

const commitUnknown =
  'GitHub requires a commit for a Deployment, and the commit of the version that was rolled back to is not known.';

/** A re-run continues the Deployment of its release, so each release is shown once. */
async function openDeployment(
  github: GitHubPort,
  environment: string,
  request: Request,
  sha: string,
): Promise<DeploymentId> {
  const { id: payload } = request.release;
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

/** One warning for each kind of refusal, not for each update. The release continues (invariant 9). */
function warnOnce({ runner, secrets }: ReportContext, title: string): (refusal: Refusal) => void {
  const said = new Set<string>();
  return ({ kind, message }) => {
    const text = masked(message, secrets);
    if (said.has(kind)) runner.debug(text);
    else runner.annotate('warning', title, `${text} The release continues.`);
    said.add(kind);
  };
}

/** How long the end of a run waits for GitHub. */
const defaultLimitMs = 30_000;

/** Sends the end to all places. Whether each of them answered in time: post tries again where one did not. Never rejects. */
export async function postEnd(
  { runner, clock }: Pick<ReportContext, 'runner' | 'clock'>,
  places: readonly Channel<Report>[],
  report: Report,
  limitMs = defaultLimitMs,
): Promise<boolean> {
  const isOver = new AbortController();
  const late = clock.sleep(limitMs, isOver.signal).then(() => 'late' as const);
  const answers = await Promise.race([Promise.all(places.map((place) => place.close(report))), late]);
  isOver.abort();
  if (answers !== 'late') return answers.every((answer) => answer !== 'unknown');
  const text = `GitHub did not answer within ${limitMs / 1000} s. The comment or the Deployment may be out of date.`;
  runner.annotate('warning', 'Could not update GitHub', text);
  return false;
}
