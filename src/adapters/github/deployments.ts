// Deployments and their statuses.
import { isDeepStrictEqual } from 'node:util';
import type { DeploymentId, DeploymentRequest, DeploymentStatus, OpenDeployment } from '../../ports.ts';
import type { GitHubAction } from './error.ts';
import { findOnPages, hasNextPage, identified, listed } from './repository.ts';
import type { Repository } from './repository.ts';
import { fitDescription } from './text.ts';

const deploying = (does: string): GitHubAction => ({ does, permission: 'deployments: write' });

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
      `This run shows no Deployment. Check that commit ${sha.slice(0, 7)} is in ${owner}/${repo}, ` +
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

const listing = (environment: string): GitHubAction => deploying(`list the Deployments to ${environment}`);

/** 100 Deployments, newest first. `page` starts at 1. */
function pageOfDeployments(
  { octokit, owner, repo, requests }: Repository,
  wanted: { readonly environment: string; readonly sha?: string },
  page: number,
) {
  const action = listing(wanted.environment);
  return requests.repeatable(action, async (signal) => {
    const target = { owner, repo, ...wanted, per_page: 100, page };
    const { data, headers } = await octokit.rest.repos.listDeployments({ ...target, request: { signal } });
    return { items: listed(action, data), isLast: !hasNextPage(headers) };
  });
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

/** How many of the newest Deployments of each owner a sweep checks. Each costs a request for its status. */
const newestOfEach = 3;
/** Maximum pages of 100 that a sweep reads to find them. */
const mostPages = 5;

/** The newest of each owner whose status is not final. GitHub shows a Deployment without a status as queued. */
export async function findOpenDeployments(
  repository: Repository,
  environment: string,
  ownerOf: (payload: string) => string | null,
): Promise<readonly OpenDeployment[]> {
  const newest = await newestDeployments(repository, environment, ownerOf);
  const seen = await Promise.all(
    newest.map(async (one) => ({ one, status: await newestStatus(repository, one.id) })),
  );
  const open = ['queued', 'pending', 'in_progress'];
  return seen.flatMap(({ one, status }) =>
    status === undefined || open.includes(status.state) ? [one] : [],
  );
}

async function newestDeployments(
  repository: Repository,
  environment: string,
  ownerOf: (payload: string) => string | null,
): Promise<readonly OpenDeployment[]> {
  const counts = new Map<string, number>();
  const isNew = (payload: string): boolean => {
    const whose = ownerOf(payload);
    if (whose === null) return false;
    counts.set(whose, (counts.get(whose) ?? 0) + 1);
    return (counts.get(whose) ?? 0) <= newestOfEach;
  };
  const found: OpenDeployment[] = [];
  for (let page = 1; page <= mostPages; page++) {
    const { items, isLast } = await pageOfDeployments(repository, { environment }, page);
    for (const { id, payload } of items)
      if (typeof payload === 'string' && isNew(payload)) found.push({ id, payload });
    if (isLast) break;
  }
  return found;
}

function newestStatus({ octokit, owner, repo, requests }: Repository, id: DeploymentId) {
  const action = deploying(`read the statuses of Deployment ${id}`);
  return requests.repeatable(action, async (signal) => {
    const target = { owner, repo, deployment_id: id, per_page: 1 };
    const { data } = await octokit.rest.repos.listDeploymentStatuses({ ...target, request: { signal } });
    return listed(action, data)[0];
  });
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
