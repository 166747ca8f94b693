import type { Request } from '../domain/common/request/request.ts';
import { runOfRelease, runUrlOf } from '../domain/common/request/release-id.ts';
import { liveSets } from '../domain/task-sets/roles/roles.ts';
import type { TaskSetView, World } from '../domain/task-sets/model/world.ts';
import type { DeploymentStatus, GitHubPort, OpenDeployment, RunnerPort, RunsPort } from '../ports.ts';

/** A service as its sweep saw it last. */
export interface LastSeen {
  readonly plan: Request;
  readonly world: World;
  /** The sets that it found first. */
  readonly found: readonly TaskSetView[];
  /** What it did there, a line each. */
  readonly done: readonly string[];
}

export interface Closing {
  readonly github: GitHubPort | null;
  readonly runs: RunsPort;
  readonly environment: string | null;
  readonly wantsComment: boolean;
  readonly secrets: readonly string[];
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
  if (seen.length === 0) return [];
  if (environment === null) {
    runner.info('No environment is named, so no Deployment is looked at.');
    return [];
  }
  if (github === null) {
    runner.annotate('warning', 'Not told on GitHub', 'github-token is empty: no Deployment is closed.');
    return [];
  }
  try {
    const open = await github.findOpenDeployments(
      environment,
      (payload) => ownersOf(payload, seen)[0]?.plan.service ?? null,
    );
    const closed = await Promise.all(open.map((one) => closeOne(closing, github, one, seen)));
    return closed.flatMap((sentence) => sentence ?? []);
  } catch (error) {
    const text = error instanceof Error ? error.message : String(error);
    runner.annotate('warning', 'Deployments not closed', `${text} The sweep goes on.`);
    return [];
  }
}

/** The services whose release id, `<run id>-<service>`, this may be: those of one name in several clusters. */
const ownersOf = (payload: string, seen: readonly LastSeen[]): readonly LastSeen[] =>
  seen.filter(({ plan: request }) => runOfRelease(payload, request.service) !== null);

async function closeOne(
  { runs }: Closing,
  github: GitHubPort,
  { id, payload }: OpenDeployment,
  seen: readonly LastSeen[],
): Promise<string | null> {
  const owners = ownersOf(payload, seen);
  const [first] = owners;
  const runId = first === undefined ? null : runOfRelease(payload, first.plan.service);
  // Its own run is going on, and so is one of which GitHub doesn't say that it is over.
  if (first === undefined || runId === null || (await runs.isOver(runId)) !== true) return null;
  const isLive = owners.some(({ plan: request, world }) =>
    liveSets(request, world).some(({ tags }) => tags.release === payload),
  );
  const status = statusOf(isLive, runUrlOf(first.plan.release.runUrl, runId));
  await github.setDeploymentStatus(id, status);
  return `closed Deployment ${id} of release ${payload} as ${status.state}`;
}

const statusOf = (isLive: boolean, logUrl: string): DeploymentStatus => ({
  state: isLive ? 'failure' : 'inactive',
  description: isLive
    ? 'Live, but its run ended before the release was over. Closed by a sweep.'
    : 'Not live: its run ended before the release was over. Closed by a sweep.',
  environmentUrl: null,
  logUrl,
});
