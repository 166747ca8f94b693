// Lists of Deployments: those of jobs, the active one, and those in progress.
import { isDeepStrictEqual } from 'node:util';
import {
  hasReleased,
  isActive,
  jobDeployment,
  serviceOf,
  several,
  type ListedDeployment,
  type ShownService,
} from '../../domain/common/report/deployments.ts';
import type { Request } from '../../domain/common/request/request.ts';
import type { ReleaseDeployment, ShownStatus } from '../../domain/common/shown/deployment.ts';
import type { DeploymentId, DeploymentPlace, ShownRelease } from '../../ports.ts';
import type { GitHubAction } from './error.ts';
import { hasNextPage, listed } from './repository.ts';
import type { Repository } from './repository.ts';

export const deploying = (does: string): GitHubAction => ({ does, permission: 'deployments: write' });

export const listing = (environment: string | null): GitHubAction =>
  deploying(`list the Deployments${environment === null ? '' : ` to ${environment}`}`);

interface Wanted {
  readonly environment?: string;
  readonly sha?: string;
}

interface Item {
  readonly id: DeploymentId;
  readonly environment: string;
  readonly sha: string;
  readonly description: string | null;
  readonly payload: unknown;
}

/** 100 Deployments, newest first. `page` starts at 1. */
export function pageOfDeployments(
  { octokit, owner, repo, requests }: Repository,
  wanted: Wanted,
  page: number,
): Promise<{ readonly items: readonly Item[]; readonly isLast: boolean }> {
  const action = listing(wanted.environment ?? null);
  return requests.repeatable(action, async (signal) => {
    const target = { owner, repo, ...wanted, per_page: 100, page };
    const { data, headers } = await octokit.rest.repos.listDeployments({ ...target, request: { signal } });
    return { items: listed(action, data), isLast: !hasNextPage(headers) };
  });
}

/** Whose a Deployment is. `null`: not of interest. */
type OwnerOf = (payload: string, description: string | null) => string | null;

interface Limits {
  readonly pages: number;
  readonly ofEach: number;
}

/** The newest of each owner. `environment`: `null` for all. */
export async function newestDeployments(
  repository: Repository,
  environment: string | null,
  ownerOf: OwnerOf,
  limits: Limits,
): Promise<readonly ReleaseDeployment[]> {
  const newest = await newestOfOwners(repository, environment, ownerOf, limits);
  return Promise.all(
    newest.map(async (one) => ({
      ...one,
      state: (await newestStatus(repository, one.id))?.state ?? 'queued',
    })),
  );
}

async function newestOfOwners(
  repository: Repository,
  environment: string | null,
  ownerOf: OwnerOf,
  { pages, ofEach }: Limits,
): Promise<readonly Omit<ReleaseDeployment, 'state'>[]> {
  const counts = new Map<string, number>();
  const isNew = (payload: string, description: string | null): boolean => {
    const whose = ownerOf(payload, description);
    if (whose === null) return false;
    counts.set(whose, (counts.get(whose) ?? 0) + 1);
    return (counts.get(whose) ?? 0) <= ofEach;
  };
  const found: Omit<ReleaseDeployment, 'state'>[] = [];
  for (let page = 1; page <= pages; page++) {
    const { items, isLast } = await pageOfDeployments(repository, wantedIn({ environment, sha: null }), page);
    for (const { payload, ...one } of items)
      if (typeof payload === 'string' && isNew(payload, one.description))
        found.push({ ...picked(one), payload });
    if (isLast) break;
  }
  return found;
}

const picked = ({ id, sha, description, environment }: Omit<Item, 'payload'>) => ({
  ...{ id, sha, description, environment },
});

const wantedIn = ({ environment, sha }: DeploymentPlace): Wanted => ({
  ...(environment === null ? {} : { environment }),
  ...(sha === null ? {} : { sha }),
});

/** GitHub makes the Deployment of a job as the job starts, so it is among the newest. */
const newestOfJobs = 10;

interface WantedJob {
  readonly runId: number;
  readonly own: Pick<Request, 'service' | 'cluster'>;
  /** The newest that shows it comes first. `null`: none does. */
  readonly shown: ShownRelease | null;
}

export async function findJobDeployment(
  repository: Repository,
  where: DeploymentPlace,
  { runId, own, shown }: WantedJob,
): Promise<DeploymentId | typeof several | null> {
  const items = await listedIn(repository, where, shown);
  const named = items.find((one) => shown !== null && one.payload === shown.payload);
  // Older jobs than the one that has the payload don't matter.
  const newer = named === undefined ? items : items.slice(0, items.indexOf(named));
  const made = newer.filter(({ payload }) => isEmpty(payload)).slice(0, newestOfJobs);
  const seen = await Promise.all(made.map((one) => withStatuses(repository, one)));
  const promoted = seen.find((one) => shown !== null && hasReleased(one, shown.set));
  if (promoted !== undefined || named !== undefined) return (promoted ?? named)?.id ?? null;
  const found = jobDeployment(seen, runId, own);
  return found === several ? several : (found?.id ?? null);
}

/** Newest first. The job that promoted a release may be of another commit. */
async function listedIn(
  repository: Repository,
  where: DeploymentPlace,
  shown: ShownRelease | null,
): Promise<readonly Item[]> {
  const isAnywhere = shown !== null && where.environment === null && where.sha !== null;
  const places = [where, ...(isAnywhere ? [{ environment: null, sha: null }] : [])];
  const pages = await Promise.all(places.map((one) => pageOfDeployments(repository, wantedIn(one), 1)));
  const items = new Map(pages.flatMap((page) => page.items).map((one) => [one.id, one]));
  return [...items.values()].toSorted((one, other) => other.id - one.id);
}

/** Those of a job have no payload. */
const isEmpty = (payload: unknown): boolean =>
  payload === '' || payload === '{}' || isDeepStrictEqual(payload, {});

/** How many of the newest Deployments may be active. Each costs a request for its statuses. */
const newestActive = 5;

/** The service whose Deployment to this environment is active. `null`: none, or it is of something else. */
export async function findActiveService(
  repository: Repository,
  environment: string,
): Promise<ShownService | null> {
  const { items } = await pageOfDeployments(repository, { environment }, 1);
  for (const one of items.slice(0, newestActive)) {
    const seen = await withStatuses(repository, one);
    if (isActive(seen)) return serviceOf(seen);
  }
  return null;
}

async function withStatuses(
  repository: Repository,
  { id, payload, description }: Pick<Item, 'id' | 'payload' | 'description'>,
): Promise<ListedDeployment & { readonly id: DeploymentId }> {
  const statuses = await newestStatuses(repository, id, 100);
  return {
    ...{ id, payload, description },
    statuses: statuses.map((status) => ({
      ...{ state: status.state, description: status.description },
      logUrl: status.log_url ?? status.target_url,
    })),
  };
}

/** How many statuses show what became of a release: a run adds one for each phase. */
const newestShown = 30;

export async function deploymentStatuses(
  repository: Repository,
  id: DeploymentId,
): Promise<readonly ShownStatus[]> {
  const statuses = await newestStatuses(repository, id, newestShown);
  return statuses.map((status) => ({
    state: status.state,
    description: status.description,
    logUrl: status.log_url ?? status.target_url,
    atMs: Date.parse(status.created_at),
  }));
}

type Status = Awaited<
  ReturnType<Repository['octokit']['rest']['repos']['listDeploymentStatuses']>
>['data'][number];

export const newestStatus = async (repository: Repository, id: DeploymentId): Promise<Status | undefined> =>
  (await newestStatuses(repository, id, 1))[0];

function newestStatuses(
  { octokit, owner, repo, requests }: Repository,
  id: DeploymentId,
  count: number,
): Promise<readonly Status[]> {
  const action = deploying(`read the statuses of Deployment ${id}`);
  return requests.repeatable(action, async (signal) => {
    const target = { owner, repo, deployment_id: id, per_page: count };
    const { data } = await octokit.rest.repos.listDeploymentStatuses({ ...target, request: { signal } });
    return listed(action, data);
  });
}
