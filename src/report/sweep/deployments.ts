// Closes the Deployments of runs that vanished.
import { runOfRelease, runUrlOf } from '../../domain/common/request/release-id.ts';
import type { SweptState } from '../../domain/common/report/swept.ts';
import type { DeploymentStatus, GitHubPort, OpenDeployment, RunnerPort, RunsPort } from '../../ports.ts';

export interface Closing {
  readonly github: GitHubPort | null;
  readonly runs: RunsPort;
  readonly environment: string | null;
  readonly wantsComment: boolean;
  readonly secrets: readonly string[];
  readonly runner: Pick<RunnerPort, 'annotate' | 'info'>;
  /** Who started the sweep. `null`: a schedule. */
  readonly actor: string | null;
}

/**
 * Closes Deployments in progress whose run is over: as `inactive` if nothing of their release is live, otherwise as
 * `failure`, because the release did not complete. Never rejects: a refusal by GitHub is a warning (invariant 9). `onClosed`
 * gets a sentence for each.
 */
export async function closeDeployments(
  closing: Closing,
  seen: readonly SweptState[],
  onClosed: (sentence: string) => void,
): Promise<void> {
  const { github, environment, runner } = closing;
  if (seen.length === 0) return;
  if (environment === null) {
    runner.info('The input environment is empty, so Deployments are not checked.');
    return;
  }
  if (github === null) {
    runner.annotate(
      'warning',
      'Could not update GitHub',
      'github-token is empty, so no Deployment is closed.',
    );
    return;
  }
  try {
    const open = await github.findOpenDeployments(
      environment,
      (payload) => ownersOf(payload, seen)[0]?.request.service ?? null,
    );
    await Promise.all(
      open.map(async (one) => {
        const sentence = await closeOne(closing, github, one, seen);
        if (sentence !== null) onClosed(sentence);
      }),
    );
  } catch (error) {
    const text = error instanceof Error ? error.message : String(error);
    runner.annotate('warning', 'Deployments not closed', `${text} The sweep continues.`);
  }
}

/** The services whose release id (`<run id>-<service>`) this may be: several clusters may have a service of that name. */
const ownersOf = (payload: string, seen: readonly SweptState[]): readonly SweptState[] =>
  seen.filter(({ request }) => runOfRelease(payload, request.service) !== null);

async function closeOne(
  { runs }: Closing,
  github: GitHubPort,
  { id, payload }: OpenDeployment,
  seen: readonly SweptState[],
): Promise<string | null> {
  const owners = ownersOf(payload, seen);
  const [first] = owners;
  const runId = first === undefined ? null : runOfRelease(payload, first.request.service);
  // This run, or a run that GitHub doesn't report as over, is still in progress.
  if (first === undefined || runId === null || (await runs.isOver(runId)) !== true) return null;
  const isLive = owners.some(({ liveReleases }) => liveReleases.includes(payload));
  const status = statusOf(isLive, runUrlOf(first.request.release.runUrl, runId));
  await github.setDeploymentStatus(id, status);
  return `closed Deployment ${id} of release ${payload} as ${status.state}`;
}

const statusOf = (isLive: boolean, logUrl: string): DeploymentStatus => ({
  state: isLive ? 'failure' : 'inactive',
  description: isLive
    ? 'Live, but its run ended before the release completed. Closed by a sweep.'
    : 'Not live: its run ended before the release completed. Closed by a sweep.',
  environmentUrl: null,
  logUrl,
});
