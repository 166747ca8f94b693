// Which of GitHub's Deployments shows a run, which service a Deployment is of, and which shows a release that is gone.
import { isSameService, type NamedService } from '../terraform/mentions.ts';
import { isOpen, type ReleaseDeployment } from '../shown/deployment.ts';
import { lastPart } from '../values/arn.ts';
import { runOfRelease } from '../request/release-id.ts';
import { traitsOf } from '../request/commands.ts';
import type { Request } from '../request/request.ts';
import type { Report } from './report.ts';
import { shownId, type FoundRelease, type SeenReleases } from './releases.ts';

/** A Deployment, as GitHub lists it. */
export interface ListedDeployment {
  readonly description: string | null;
  /** Newest first. */
  readonly statuses: readonly ListedStatus[];
}
interface ListedStatus {
  readonly state: string;
  readonly description: string;
  readonly logUrl: string;
}

type Named = Pick<Request, 'service' | 'cluster'>;

/** The description of a Deployment that this action creates. It names whose it is. */
export const deploymentTitle = (named: Named): string => `Blue-green release of ${formatService(named)}`;

/** The start of each status of a release in progress. In the Deployment of a job, only this names the service. */
export const formatService = ({ service, cluster }: Named): string => `${service} in ${lastPart(cluster)}`;

/** The service that a Deployment is of. `null`: it doesn't name one. */
export function serviceOf({ description, statuses }: ListedDeployment): NamedService | null {
  const texts = [description ?? '', ...statuses.map((status) => status.description)];
  for (const text of texts) {
    const [, service, cluster] = /^(?:Blue-green release of )?([\w-]+) in ([\w-]+)(?::|$)/.exec(text) ?? [];
    if (service !== undefined && cluster !== undefined) return { service, cluster };
  }
  return null;
}

/** Jobs of the run that name the environment have Deployments, and nothing shows which is that of the service. */
export const several = 'several';

/** What to do if that is still so at the end. */
export const describeSeveral = (environment: string, named: Named): string =>
  `Several jobs of this run name the environment ${environment}, and GitHub does not show which of its Deployments is that ` +
  `of ${formatService(named)}. So this run updates none of them, and creates no other one. Give each service an environment ` +
  `of its own. Give jobs that release nothing \`environment: {name: ${environment}, deployment: false}\`.`;

/**
 * Why a run without a commit has no Deployment. `null`: it has no version to show, for example a promote that found
 * nothing staged. A deploy and a stage always know their commit.
 */
export function describeNoCommit({ request, green }: Pick<Report, 'request' | 'green'>): string | null {
  const why = 'GitHub requires a commit for a Deployment, and';
  if (traitsOf(request).rollsBack)
    return `${why} the commit of the version that was rolled back to is not known.`;
  return green === null ? null : `${why} no tag of green ${green.id} names its commit.`;
}

/** GitHub shows it as active. */
export const isActive = ({ statuses }: ListedDeployment): boolean => statuses[0]?.state === 'success';

/**
 * The one that GitHub made for the job of this service in this run, newest first. Several jobs of a run may name the
 * environment: one with statuses of another service is not it, and several without any can't be distinguished. `null`:
 * there is none.
 */
export function jobDeployment<T extends ListedDeployment>(
  newestFirst: readonly T[],
  runId: number,
  own: Named,
): T | typeof several | null {
  const ofRun = newestFirst.filter((one) => isOfRun(one, runId));
  const unnamed = ofRun.filter((one) => serviceOf(one) === null);
  const open = unnamed.filter(({ statuses }) => isOpen(statuses[0]?.state));
  const named = ofRun.filter((one) => isOf(own, serviceOf(one)));
  const [only, ...others] = open.length > 0 ? open : named.length > 0 ? named.slice(0, 1) : unnamed;
  return others.length > 0 ? several : (only ?? null);
}

/** The first link to a run is to the one that made it. Later runs add statuses of their own. */
function isOfRun({ statuses }: ListedDeployment, runId: number): boolean {
  const runs = statuses.flatMap(({ logUrl }) => /\/actions\/runs\/(\d+)(?:\/|$)/.exec(logUrl)?.[1] ?? []);
  return runs.at(-1) === String(runId);
}

const isOf = ({ service, cluster }: Named, named: NamedService | null): boolean =>
  named !== null && isSameService(named, { service, cluster: lastPart(cluster) });

/** The code of that warning. */
export const sharedEnvironment = 'environment-shared';

/** What to do if the active Deployment of the environment is of another service. `null`: it is not. */
export function describeSharedEnvironment(
  environment: string,
  active: NamedService | null,
  { service, cluster }: Named,
): string | null {
  const own = { service, cluster };
  if (active === null || isOf(own, active)) return null;
  return (
    `${sharedEnvironment}: the active Deployment of environment ${environment} is of ${formatService(active)}. GitHub shows ` +
    `one active Deployment for each environment, so this run of ${formatService(own)} will hide it. Production traffic is ` +
    `not affected. Give each service an environment of its own, for example ${environment}-${service}.`
  );
}

/** What a command knows of the releases of its service by its end. */
export interface KnownReleases extends Pick<
  SeenReleases,
  'releases' | 'news' | 'found' | 'now' | 'isSettled' | 'liveReleases'
> {
  readonly request: Request;
  /** The release that it reports. */
  readonly releaseId: string;
}

/**
 * What a release is that GitHub still shows although its task set is gone: the run that removed it could not report that.
 * A task set never returns, so no later run changes that. `null`: it may be live,
 * another run reports it, or its Deployment doesn't show it as live or in progress.
 */
export function missedRelease(shown: ReleaseDeployment, known: KnownReleases): FoundRelease | null {
  const live = onlyLive(known);
  if (live === null || !isOfService(shown, known.request) || isKnown(shown.payload, known)) return null;
  if (!isOpen(shown.state) && shown.state !== 'success') return null;
  const isReplaced = shown.state === 'success' && runOf(live.id, known) > runOf(shown.payload, known);
  return {
    release: {
      id: shown.payload,
      restores: null,
      repository: known.request.release.repository,
      commit: shown.sha,
      environment: shown.environment,
      standing: 'gone',
      ...{ set: '', revision: '', pull: null, hasBlue: false, liveSinceMs: null },
      ...{ before: null, beforeQuarantined: 'no', rollbackWorkflow: null, forwardOnly: null, onSchema: null },
    },
    ...{ state: isReplaced ? 'replaced' : 'gone', live, by: null, isReset: false },
  };
}

/** `null`: a task set without these tags is live, which may be the one of any Deployment, or a bake is in progress. */
function onlyLive({ now, isSettled, liveReleases }: KnownReleases): KnownReleases['now'][number] | null {
  const [live, ...others] = now.filter(({ standing }) => standing === 'live');
  return isSettled && live !== undefined && others.length === 0 && liveReleases.length === 1 ? live : null;
}

/** Services of other clusters may have the same name, and release IDs don't name the cluster. */
export const isOfService = (
  { description }: Pick<ReleaseDeployment, 'description'>,
  request: Named,
): boolean => isOf(request, serviceOf({ description, statuses: [] }));

/** Whether it is the command's own release, or it is or was there: what becomes of it is reported by news, or by what was found. */
const isKnown = (id: string, known: KnownReleases): boolean =>
  runOf(id, known) === known.request.release.runId ||
  [known.releaseId, ...idsIn(known.releases ?? []), ...idsIn(known.now)].includes(id) ||
  [...known.news, ...known.found].some(({ release }) => [release.id, shownId(release)].includes(id));

const idsIn = (releases: KnownReleases['now']): readonly string[] =>
  releases.flatMap((release) => [release.id, shownId(release)]);

const runOf = (id: string, { request }: KnownReleases): number => runOfRelease(id, request.service) ?? 0;
