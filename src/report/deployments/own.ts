// The Deployment that shows this run.
import {
  deploymentTitle,
  describeNoCommit,
  describeSeveral,
  describeSharedEnvironment,
  formatService,
  payloadOf,
  releasedText,
  several,
} from '../../domain/common/report/deployments.ts';
import type { Report } from '../../domain/common/report/report.ts';
import {
  descriptionLimit,
  finalOfOther,
  finalStateOf,
  type FinalStatus,
} from '../../domain/common/shown/deployment.ts';
import { traitsOf } from '../../domain/common/request/commands.ts';
import type { Request } from '../../domain/common/request/request.ts';
import { withoutRunPages } from '../../domain/common/request/release-id.ts';
import { gistWithin } from '../../domain/common/values/sentence.ts';
import { masked } from '../../domain/common/values/secrets.ts';
import type { DeploymentId, DeploymentStatus, GitHubPort } from '../../ports.ts';
import { createChannel, quietMs, type Channel, type Refusal } from '../channel.ts';
import type { ReportContext } from '../context.ts';
import { isGreenServing, isReplaced, stateOf } from '../messages/state.ts';

type Warn = (refusal: Refusal) => void;
type Open = (report: Report) => Promise<DeploymentId | null>;

/** At most one. Without the input `environment`, it is the one that GitHub made for the job, if there is one. */
export function deploymentPlaces(
  context: ReportContext,
  github: GitHubPort,
  request: Request,
  onRefusal: Warn,
): readonly Channel<Report>[] {
  const isKnown = context.environment !== null || context.deployment !== null;
  return isKnown || traitsOf(request).rollsBack
    ? [deploymentChannel(context, github, opening(context, github), onRefusal)]
    : [jobChannel(context, github, request, onRefusal)];
}

/** Nobody asked for a Deployment, so a refused search is no warning, and the end of the run does not wait for it. */
function jobChannel(
  context: ReportContext,
  github: GitHubPort,
  request: Request,
  onRefusal: Warn,
): Channel<Report> {
  let latest: Report | null = null;
  let found: Channel<Report> | null = null;

  async function search(): Promise<void> {
    const place = { environment: null, sha: null };
    const id = await github.findJobDeployment(place, request.release.runId, request).catch(() => null);
    if (id === null || id === several || latest === null) return;
    context.save('deployment', String(id));
    found = deploymentChannel(context, github, () => Promise.resolve(id), onRefusal);
    found.offer(latest, true);
  }

  return {
    offer(report, isUrgent) {
      if (latest === null) void search();
      latest = report;
      found?.offer(report, isUrgent);
    },
    close: (report) => found?.close(report) ?? Promise.resolve('delivered'),
  };
}

function deploymentChannel(
  context: ReportContext,
  github: GitHubPort,
  open: Open,
  onRefusal: Warn,
): Channel<Report> {
  let id: DeploymentId | null = context.deployment;
  return createChannel<Report>({
    send: async (report, turn) => {
      if (!hasOwnDeployment(report)) return;
      id ??= await open(report);
      if (id === null) return;
      const status = deploymentStatus(report, context.secrets);
      const other = isLeftToOther(report)
        ? finalOfOther(await github.deploymentStatuses(id), status.logUrl)
        : null;
      if (other?.isNewest !== true && turn.begin())
        await github.setDeploymentStatus(id, other === null ? status : repeated(other));
    },
    // The commit may become known later than the state.
    textOf: (report) => `${stateOf(report).deployment} ${report.commit ?? ''} ${describeDeployment(report)}`,
    onRefusal,
    clock: context.clock,
    everyMs: quietMs,
    isLastAtOnce: true,
  });
}

/** The run that took the service over says what became of the release. It may have said so already. */
const isLeftToOther = ({ ending, isTakenOver }: Report): boolean =>
  ending !== null && (isTakenOver || ending.result === 'stood-down');

/** What the other run has set, above the statuses that this run has set since. */
const repeated = ({ state, description, logUrl }: FinalStatus): DeploymentStatus => ({
  ...{ state, description, logUrl },
  environmentUrl: null,
});

/**
 * A rollback shows what it has made live again, once it has: that of its release, if it has one (`news/`). It leaves that
 * to a run that has taken the service over.
 */
function hasOwnDeployment({ request, ending, news, found, isHolder }: Report): boolean {
  if (!traitsOf(request).rollsBack) return true;
  const isDone = ending?.result === 'released' || ending?.reason === 'requested';
  const isShown =
    news.some(({ change }) => change === 'live-again') ||
    found.some(({ release, state }) => release.restores !== null && finalStateOf(state) === 'success');
  return isDone && isHolder && !isShown;
}

/** That of the job, that of the release if it was shown before, or a new one. `null`: none is wanted, or none can be made. */
function opening(context: ReportContext, github: GitHubPort): Open {
  let hasLooked = false;
  return async (report) => {
    const { request, commit } = report;
    const environment = environmentOf(context, report);
    if (environment === null) return null;
    const isNew = !traitsOf(request).rollsBack;
    const [ofJob, active] = await Promise.all([
      isNew ? github.findJobDeployment({ environment, sha: null }, request.release.runId, request) : null,
      isNew && !hasLooked ? github.findActiveService(environment) : null,
    ]);
    hasLooked = true;
    const shared = describeSharedEnvironment(environment, active, request, report.serviceKey);
    if (shared !== null) context.runner.annotate('warning', 'Environment of another service', shared);
    const mayCreate = ofJob === null;
    const id =
      typeof ofJob === 'number'
        ? ofJob
        : commit === null
          ? null
          : await releaseDeployment(github, environment, { ...report, commit }, mayCreate);
    if (id !== null) context.save('deployment', String(id));
    const why =
      id !== null ? null : mayCreate ? describeNoCommit(report) : describeSeveral(environment, request);
    if (why !== null && report.ending !== null && context.environment !== null)
      context.runner.annotate('warning', 'No Deployment', why);
    return id;
  };
}

/** A rollback shows what it makes live where the release was shown that it rolls back. */
function environmentOf({ environment }: ReportContext, { request, news }: Report): string | null {
  if (environment !== null || !traitsOf(request).rollsBack) return environment;
  const failed = news.find(({ change }) => change === 'rolled-back')?.release;
  return failed?.repository === request.release.repository ? failed.environment : null;
}

/** A re-run continues the Deployment of its release, so each release is shown once. */
async function releaseDeployment(
  github: GitHubPort,
  environment: string,
  { request, releaseId, serviceKey, commit: sha }: Report & { readonly commit: string },
  mayCreate: boolean,
): Promise<DeploymentId | null> {
  const payload = payloadOf(releaseId, serviceKey);
  const found = await github.findDeployment(environment, sha, payload);
  if (found !== null || !mayCreate) return found;
  return github.createDeployment({ environment, sha, description: deploymentTitle(request), payload });
}

/** What happens now, or how it ended. */
function describeDeployment(report: Report): string {
  const { ending, green, request, returned, traffic } = report;
  const state = `${formatService(request)}: ${stateOf(report).words}`;
  const text = withoutRunPages(ending?.message ?? returned?.sentence ?? state, request.release.runUrl);
  const isReleased = ending?.result === 'released' && green !== null;
  const isShared = isReleased && isGreenServing(report) && traffic?.isOnGreen === false;
  if (!isShared && gistWithin(text, descriptionLimit) !== null) return text;
  // Later commands find the Deployment of a job by how it begins. The sentence about traffic would not fit behind that.
  if (isReleased && !isReplaced(report))
    return `${releasedText(green.id)} is live${isShared ? ', but not with all production traffic' : ''}.`;
  return state;
}

export function deploymentStatus(report: Report, secrets: readonly string[]): DeploymentStatus {
  const { bake, release } = report.request;
  return {
    state: stateOf(report).deployment,
    description: masked(describeDeployment(report), secrets),
    environmentUrl: report.staged === null ? bake.probeUrl : report.staged.previewUrl,
    logUrl: release.runUrl,
  };
}
