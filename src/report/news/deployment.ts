// Brings the Deployment of another run's release up to date.
import { isDeepStrictEqual } from 'node:util';
import { deploymentTitle, payloadOf } from '../../domain/common/report/deployments.ts';
import { shownId, type KnownRelease } from '../../domain/common/report/releases.ts';
import { traitsOf } from '../../domain/common/request/commands.ts';
import { isRollbackId, runOfRelease } from '../../domain/common/request/release-id.ts';
import { masked } from '../../domain/common/values/secrets.ts';
import type { DeploymentId, GitHubPort } from '../../ports.ts';
import { createChannel, type Channel, type Refusal } from '../channel.ts';
import type { ReportContext } from '../context.ts';
import { newsStatus, type NewsStatus, type Shown } from './text.ts';

interface DeploymentContext extends Pick<ReportContext, 'secrets' | 'clock'> {
  readonly warnings: { readonly deployment: (refusal: Refusal) => void };
}

/** Without an environment, only GitHub's own Deployment of the job that released is searched, and nobody asked for that. */
export function deploymentChannel(
  { secrets, clock, warnings }: DeploymentContext,
  github: GitHubPort,
  environment: string | null,
  isSentAtEnd: boolean,
): Channel<Shown> {
  let id: DeploymentId | null = null;
  let sent: NewsStatus | null = null;
  return createChannel<Shown>({
    send: async (shown) => {
      const status = newsStatus(shown);
      const { release } = shown.news;
      const { commit: sha } = release;
      if (status === null && shown.news.isSettled) return;
      // What is not settled yet gets its status at the end of the run, which has no time to search.
      id ??= await findDeployment(github, environment, release, shown);
      if (status === null) return;
      // What is live again is shown, also if its release showed no Deployment.
      if (id === null && status.state === 'success' && environment !== null && sha !== null)
        id = await github.createDeployment({
          environment,
          sha,
          payload: payloadOf(shownId(release), shown.serviceKey),
          description: deploymentTitle(shown.request),
        });
      if (id === null || (isLeftToSweep(shown) && !(await isShownAsSuccess(github, id)))) return;
      if (isDeepStrictEqual(status, sent) && (await isStillShown(github, id, status))) return;
      await github.setDeploymentStatus(id, { ...status, description: masked(status.description, secrets) });
      sent = status;
    },
    textOf: (shown) => JSON.stringify(newsStatus(shown)),
    onRefusal: environment === null ? () => undefined : warnings.deployment,
    clock,
    everyMs: 0,
    isSentAtEnd,
  });
}

/** A sweep closes what is still in progress once its comment is (`deployments/open.ts`), and how a release failed stays. */
const isLeftToSweep = ({ news: { change }, request }: Shown): boolean =>
  change === 'removed' && traitsOf(request).finishesOthers;

const isShownAsSuccess = async (github: GitHubPort, id: DeploymentId): Promise<boolean> =>
  (await github.deploymentStatuses(id))[0]?.state === 'success';

/** No other run has set another status since. */
async function isStillShown(github: GitHubPort, id: DeploymentId, status: NewsStatus): Promise<boolean> {
  const [newest] = await github.deploymentStatuses(id);
  return newest?.state === status.state && newest.logUrl === status.logUrl;
}

/**
 * That of the release, or the one that GitHub made for the job that released it or promoted it: the newest. One that is not
 * among the newest of its environment has the payload.
 */
export async function findDeployment(
  github: GitHubPort,
  environment: string | null,
  release: KnownRelease,
  { request, serviceKey }: Pick<Shown, 'request' | 'serviceKey'>,
): Promise<DeploymentId | null> {
  const { commit, set } = release;
  const id = shownId(release);
  const payload = payloadOf(id, serviceKey);
  const runId = runOfRelease(id, request.service);
  // If nothing names the environment, the commit leads to it.
  const place = { environment, sha: environment === null ? commit : null };
  const ofJob =
    runId === null || isRollbackId(id)
      ? null
      : await github.findJobDeployment(place, runId, request, { payload, set });
  if (typeof ofJob === 'number') return ofJob;
  return environment === null || commit === null ? null : github.findDeployment(environment, commit, payload);
}
