// Deployments and their statuses.
import { isDeepStrictEqual } from 'node:util';
import { shortCommit } from '../../domain/common/request/commit.ts';
import type { DeploymentId, DeploymentRequest, DeploymentStatus } from '../../ports.ts';
import type { GitHubAction } from './error.ts';
import { deploying, listing, newestStatus, pageOfDeployments } from './deployment-lists.ts';
import { findOnPages, identified } from './repository.ts';
import type { Repository } from './repository.ts';
import { fitDescription } from './text.ts';

/**
 * Creates a Deployment of exactly this commit. By default GitHub merges the base branch, and requires that all status
 * checks have passed, including our own running job. Both are disabled.
 */
export function createDeployment(repository: Repository, request: DeploymentRequest): Promise<DeploymentId> {
  const { octokit, owner, repo, requests } = repository;
  const { environment, sha, payload } = request;
  const action: GitHubAction = {
    ...deploying(`create a Deployment to ${environment}`),
    ifRefused:
      `This run shows no Deployment. Check that commit ${shortCommit(sha)} is in ${owner}/${repo}, ` +
      'and the name and the rules of the environment.',
  };
  const asked = {
    ref: sha,
    environment,
    payload,
    description: fitDescription(request.description),
    auto_merge: false,
    required_contexts: [],
  };
  return requests.creation(
    action,
    async (signal) => {
      const { data } = await octokit.rest.repos.createDeployment({
        owner,
        repo,
        ...asked,
        request: { signal },
      });
      return identified(action, data);
    },
    () => findDeployment(repository, environment, sha, payload),
  );
}

/** The newest Deployment of this commit to this environment with this payload. `null`: there is none. */
export async function findDeployment(
  repository: Repository,
  environment: string,
  sha: string,
  payload: string,
): Promise<DeploymentId | null> {
  return findOnPages(
    listing(environment),
    (page) => pageOfDeployments(repository, { environment, sha }, page),
    (deployments) => deployments.find((one) => isSamePayload(one.payload, payload))?.id ?? null,
  );
}

/** In GitHub's examples, a payload that was sent as JSON text is returned as text or parsed. */
function isSamePayload(listedPayload: unknown, payload: string): boolean {
  if (listedPayload === payload) return true;
  try {
    return isDeepStrictEqual(listedPayload, JSON.parse(payload));
  } catch {
    return false;
  }
}

/** Adds a status. GitHub shows the newest. */
export async function setDeploymentStatus(
  repository: Repository,
  id: DeploymentId,
  status: DeploymentStatus,
): Promise<void> {
  const { octokit, owner, repo, requests } = repository;
  const action = deploying(`set the status of Deployment ${id} to ${status.state}`);
  const asked = {
    state: status.state,
    description: fitDescription(status.description),
    log_url: status.logUrl,
    ...(status.environmentUrl === null ? {} : { environment_url: status.environmentUrl }),
  };
  await requests.creation(
    action,
    async (signal) => {
      const target = { owner, repo, deployment_id: id };
      const { data } = await octokit.rest.repos.createDeploymentStatus({
        ...target,
        ...asked,
        request: { signal },
      });
      return identified(action, data);
    },
    () => findNewestStatus(repository, id, asked),
  );
}

async function findNewestStatus(
  repository: Repository,
  id: DeploymentId,
  asked: { readonly state: string; readonly description: string; readonly log_url: string },
): Promise<number | null> {
  const newest = await newestStatus(repository, id);
  const isOurs =
    newest?.state === asked.state &&
    newest.description === asked.description &&
    newest.log_url === asked.log_url;
  return isOurs ? newest.id : null;
}
