import type { Plan } from '../domain/plan.ts';
import { runOfRelease } from '../domain/release-id.ts';
import { liveSets } from '../domain/roles.ts';
import type { World } from '../domain/world.ts';
import type { DeploymentStatus, GitHubPort, OpenDeployment, RunnerPort, RunsPort } from '../ports.ts';

/** A service as its sweep saw it last. */
export interface LastSeen {
  readonly plan: Plan;
  readonly world: World;
}

export interface Closing {
  readonly github: GitHubPort | null;
  readonly runs: RunsPort;
  readonly environment: string | null;
  readonly runner: Pick<RunnerPort, 'annotate' | 'info'>;
}

/**
 * Closes the Deployments that dead runs left in progress: `inactive` where nothing of their release is live, `failure`
 * where it is, since the run did not see it to its end. Never rejects: what GitHub refuses is a warning (invariant 9).
 * Resolves to a sentence for each.
 */
export async function closeDeployments(
  closing: Closing,
  seen: readonly LastSeen[],
): Promise<readonly string[]> {
  const { github, environment, runner } = closing;
  if (environment === null || seen.length === 0) return [];
  if (github === null) {
    runner.annotate('warning', 'Not told on GitHub', 'github-token is empty: no Deployment is closed.');
    return [];
  }
  try {
    const open = await github.findOpenDeployments(environment, (payload) => ownerOf(payload, seen) !== null);
    const closed = await Promise.all(open.map((one) => closeOne(closing, github, one, seen)));
    return closed.flatMap((sentence) => sentence ?? []);
  } catch (error) {
    const text = error instanceof Error ? error.message : String(error);
    runner.annotate('warning', 'Deployments not closed', `${text} The sweep goes on.`);
    return [];
  }
}

/** The service whose release id, `<run id>-<service>`, this is. */
const ownerOf = (payload: string, seen: readonly LastSeen[]): LastSeen | null =>
  seen.find(({ plan }) => runOfRelease(payload, plan.service) !== null) ?? null;

async function closeOne(
  { runs }: Closing,
  github: GitHubPort,
  { id, payload }: OpenDeployment,
  seen: readonly LastSeen[],
): Promise<string | null> {
  const owner = ownerOf(payload, seen);
  const runId = owner === null ? null : runOfRelease(payload, owner.plan.service);
  // Its own run is going on, and so is one of which GitHub doesn't say that it is over.
  if (owner === null || runId === null || (await runs.isOver(runId)) !== true) return null;
  const status = statusOf(owner, payload, runId);
  await github.setDeploymentStatus(id, status);
  return `closed Deployment ${id} of release ${payload} as ${status.state}`;
}

function statusOf({ plan, world }: LastSeen, release: string, runId: number): DeploymentStatus {
  const isLive = liveSets(plan, world).some(({ tags }) => tags.release === release);
  return {
    state: isLive ? 'failure' : 'inactive',
    description: isLive
      ? 'Live, but its run ended before the release was over. Closed by a sweep.'
      : 'Not live: its run ended before the release was over. Closed by a sweep.',
    environmentUrl: null,
    logUrl: plan.release.runUrl.replace(/\d+$/, String(runId)),
  };
}
