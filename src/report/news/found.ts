// Corrects, at the end of a command, what GitHub shows of releases that the command only found.
import { isOwnService, mayBeUntagged } from '../../domain/common/report/deployments.ts';
import { shownId, type FoundRelease } from '../../domain/common/report/releases.ts';
import { traceOf } from '../../domain/common/report/pulls.ts';
import { traitsOf } from '../../domain/common/request/commands.ts';
import { correctState, finalStateOf, mayBeHidden } from '../../domain/common/shown/deployment.ts';
import { stampOfNews } from '../../domain/common/shown/order.ts';
import { isOfShares, isToCorrect, type ReleaseState } from '../../domain/common/shown/state.ts';
import { masked } from '../../domain/common/values/secrets.ts';
import type { GitHubPort } from '../../ports.ts';
import { createChannel, worstOf, type Channel, type Delivery } from '../channel.ts';
import { isRunOver } from '../deployments/run-over.ts';
import { releaseInProgress, trafficMark, trafficMarkIn } from '../messages/kept.ts';
import { commentOfReleases } from '../comment-key.ts';
import { stampIn } from '../stamp.ts';
import { isReportedAnyway, type NewsContext, type Newsworthy } from './context.ts';
import { findDeployment } from './deployment.ts';
import { foundComment, foundStatus, type ShownFound } from './found-text.ts';

/** Reads what is shown, and writes only what differs. Never rejects. */
export async function correctFound(context: NewsContext, report: Newsworthy): Promise<Delivery> {
  const { github } = context;
  const isOurs = ({ release, state }: FoundRelease): boolean =>
    release.repository === report.request.release.repository && finalStateOf(state) !== null;
  if (github === null) return 'delivered';
  const corrected = report.found.filter(isOurs).flatMap((found) => {
    const shown = { ...report, found };
    const hasNews = report.news.some(({ release }) => release.set === found.release.set);
    return [
      // News are in the comment already.
      ...(context.wantsComment && !hasNews ? [commentChannel(context, github, report).close(shown)] : []),
      deploymentChannel(context, github, report).close(shown),
    ];
  });
  return worstOf(await Promise.all(corrected));
}

/** The comment alone: another place shows the end of its Deployment. */
export const correctComment = (
  context: NewsContext,
  github: GitHubPort,
  report: Newsworthy,
  found: FoundRelease,
): Promise<Delivery> =>
  context.wantsComment
    ? commentChannel(context, github, report).close({ ...report, found })
    : Promise.resolve('delivered');

function commentChannel(context: NewsContext, github: GitHubPort, report: Newsworthy): Channel<ShownFound> {
  const { pulls, secrets, warnings, clock } = context;
  const { request, seen } = report;
  return createChannel<ShownFound>({
    send: async (asked) => {
      const pull = await pulls.numberOf(asked.found.release);
      const own = await pulls.numberOf(traceOf(report));
      if (pull === null || isReportedAnyway(pull, { request, pull: own })) return;
      const shown = await withLivePull(asked, context);
      const { release, state } = shown.found;
      await github.updateComment(pull, commentOfReleases(report), async (current) => {
        const next = { releaseId: shownId(release), runId: request.release.runId, state, seen };
        const stamp = stampOfNews(stampIn(current), next);
        if (stamp === null || !(await isToWrite(context, report, current ?? '', state))) return null;
        return masked(foundComment(shown, stamp, current), secrets);
      });
    },
    textOf: ({ found }) => found.state,
    onRefusal: warnings.comment,
    clock,
    everyMs: 0,
  });
}

/** A comment in progress shows no end. Its own run writes that, or a sweep, by the tags of its task set (`sweep/comments.ts`). */
async function isToWrite(
  { runs }: NewsContext,
  report: Newsworthy,
  current: string,
  state: ReleaseState,
): Promise<boolean> {
  const shown = stampIn(current);
  if (releaseInProgress(current) === null)
    return isToCorrect(shown?.state ?? null, state) || isMoved(report, current, state);
  const isForSweep = traitsOf(report.request).finishesOthers && state !== 'gone';
  if (shown === null || isForSweep || !isToCorrect('begun', state)) return false;
  if (state === 'gone' && mayBeUntagged(report.untaggedMs, shown.begunMs)) return false;
  return isRunOver(report, runs, shown.runId);
}

/** It is shown as split, and the shares or the target groups are others by now. */
function isMoved({ traffic }: Newsworthy, current: string, state: ReleaseState): boolean {
  const shown = trafficMarkIn(current);
  const isSame = stampIn(current)?.state === state && isOfShares(state);
  return isSame && traffic !== null && shown !== null && shown !== trafficMark(traffic);
}

async function withLivePull(shown: ShownFound, { pulls }: NewsContext): Promise<ShownFound> {
  const { found } = shown;
  const { live, release, state } = found;
  if (state !== 'replaced' || live === null || live.repository !== release.repository) return shown;
  return { ...shown, found: { ...found, live: { ...live, pull: await pulls.numberOf(live) } } };
}

function deploymentChannel(
  { environment, secrets, warnings, clock }: NewsContext,
  github: GitHubPort,
  { request, serviceKey, seen }: Newsworthy,
): Channel<ShownFound> {
  return createChannel<ShownFound>({
    send: async (shown) => {
      const { release, state } = shown.found;
      const place = release.environment ?? environment;
      // GitHub's own Deployment of a job takes many requests to find.
      const id = place === null ? null : await findDeployment(github, place, release, shown);
      if (id === null || place === null) return;
      const statuses = await github.deploymentStatuses(id);
      const final = correctState(statuses, state, seen.atMs);
      if (final === null) return;
      if (
        final === 'success' &&
        mayBeHidden(statuses) &&
        (await isOfOther(github, place, { request, serviceKey }))
      )
        return;
      const status = foundStatus(shown, final);
      await github.setDeploymentStatus(id, { ...status, description: masked(status.description, secrets) });
    },
    textOf: ({ found }) => found.state,
    onRefusal: warnings.deployment,
    clock,
    everyMs: 0,
  });
}

/** Services that share an environment hide each other's Deployment. Neither is to win it back each time. */
async function isOfOther(
  github: GitHubPort,
  place: string,
  { request, serviceKey }: Pick<Newsworthy, 'request' | 'serviceKey'>,
): Promise<boolean> {
  const active = await github.findActiveService(place);
  return active !== null && !isOwnService(request, serviceKey, active);
}
