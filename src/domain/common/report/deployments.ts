// Which of GitHub's Deployments shows a run, which service a Deployment is of, and which shows a release that is gone.
import { isSameService, type NamedService } from '../terraform/mentions.ts';
import { isOpen, type ReleaseDeployment } from '../shown/deployment.ts';
import { lastPart } from '../values/arn.ts';
import { runOfRelease } from '../request/release-id.ts';
import { traitsOf } from '../request/commands.ts';
import type { Request } from '../request/request.ts';
import { formatPlace } from '../shown/service-key.ts';
import type { Report } from './report.ts';
import { shownId, type FoundRelease, type SeenReleases } from './releases.ts';

/** Of a release whose task set is gone: nothing is known of a rollback from it. */
export const noRollback = {
  before: null,
  beforeQuarantined: 'no',
  isReturnedTo: false,
  rollbackWorkflow: null,
  forwardOnly: null,
  onSchema: null,
} as const;

/** A Deployment, as GitHub lists it. */
export interface ListedDeployment {
  readonly payload: unknown;
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

/** By which a Deployment is found again. `serviceKey`: `null` if the service was not observed. */
export const payloadOf = (releaseId: string, serviceKey: string | null): string =>
  serviceKey === null ? releaseId : `${releaseId} of ${serviceKey}`;

/** `null`: that of a run which did not observe its service, or not ours. */
const keyIn = (payload: string): string | null => /^\S+ of (\S+)$/.exec(payload)?.[1] ?? null;

/** The release of this service that a Deployment shows. `null`: it is of another service, or not ours. */
export function releaseIn(
  { payload, description }: Pick<ReleaseDeployment, 'payload' | 'description'>,
  { request, serviceKey }: Pick<KnownReleases, 'request' | 'serviceKey'>,
): string | null {
  const key = keyIn(payload);
  const id = key === null ? payload : payload.slice(0, payload.indexOf(' '));
  if (runOfRelease(id, request.service) === null) return null;
  const isOwn =
    key === null ? isOf(request, serviceOf({ payload, description, statuses: [] })) : key === serviceKey;
  return isOwn ? id : null;
}

/** The start of each status of a release in progress. In the Deployment of a job, only this names the service. */
export const formatService = ({ service, cluster }: Named): string => `${service} in ${lastPart(cluster)}`;

/** The service that a Deployment is of. */
export interface ShownService extends NamedService {
  /** Its `serviceKey`. `null`: the Deployment of a job names no region and no account. */
  readonly key: string | null;
}

/** `null`: it doesn't name one. */
export function serviceOf({ payload, description, statuses }: ListedDeployment): ShownService | null {
  const key = typeof payload === 'string' ? keyIn(payload) : null;
  const texts = [description ?? '', ...statuses.map((status) => status.description)];
  for (const text of texts) {
    const [, service, cluster] = /^(?:Blue-green release of )?([\w-]+) in ([\w-]+)(?::|$)/.exec(text) ?? [];
    if (service !== undefined && cluster !== undefined) return { service, cluster, key };
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

/** How the end of a release begins. In the Deployment of a job, only this names the task set that it made live. */
export const releasedText = (green: string): string => `Released: ${green}`;

/** Whether a run has said in it that it made this task set live: the run of a promote may be another than that of the release. */
export const hasReleased = ({ statuses }: ListedDeployment, set: string): boolean =>
  statuses.some(({ description }) => description.startsWith(`${releasedText(set)} `));

/** The first link to a run is to the one that made it. Later runs add statuses of their own. */
function isOfRun({ statuses }: ListedDeployment, runId: number): boolean {
  const runs = statuses.flatMap(({ logUrl }) => /\/actions\/runs\/(\d+)(?:\/|$)/.exec(logUrl)?.[1] ?? []);
  return runs.at(-1) === String(runId);
}

const isOf = ({ service, cluster }: Named, named: NamedService | null): boolean =>
  named !== null && isSameService(named, { service, cluster: lastPart(cluster) });

/** Two regions or accounts may have a service of this name in a cluster of this name. */
export const isOwnService = (own: Named, serviceKey: string | null, shown: ShownService): boolean =>
  isOf(own, shown) && [null, serviceKey].includes(shown.key);

/** The code of that warning. */
export const sharedEnvironment = 'environment-shared';

/** What to do if the active Deployment of the environment is of another service. `null`: it is not. */
export function describeSharedEnvironment(
  environment: string,
  active: ShownService | null,
  own: Named,
  serviceKey: string | null,
): string | null {
  if (active === null || isOwnService(own, serviceKey, active)) return null;
  const isNamesake = isOf(own, active);
  const [whose, ours] = [formatPlace(active.key), formatPlace(serviceKey)].map((place) =>
    isNamesake ? place : '',
  );
  return (
    `${sharedEnvironment}: the active Deployment of environment ${environment} is of ${formatService(active)}${whose ?? ''}. ` +
    `GitHub shows one active Deployment for each environment, so this run of ${formatService(own)}${ours ?? ''} will hide it. ` +
    'Production traffic is not affected. ' +
    (isNamesake
      ? 'Give each region and account an environment of its own.'
      : `Give each service an environment of its own, for example ${environment}-${own.service}.`)
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
  readonly serviceKey: string | null;
}

/**
 * What a release is that GitHub still shows although its task set is gone: the run that removed it could not report that.
 * A task set never returns, so no later run changes that. `null`: it may be live,
 * another run reports it, or its Deployment doesn't show it as live or in progress.
 */
export function missedRelease(shown: ReleaseDeployment, known: KnownReleases): FoundRelease | null {
  const [live, id] = [onlyLive(known), releaseIn(shown, known)];
  if (known.releases === null || id === null || isKnown(id, known)) return null;
  const isReplaced = live !== null && shown.state === 'success' && runOf(live.id, known) > runOf(id, known);
  // What else is live doesn't matter to a release in progress (`mayBeUntagged`).
  const isStillShown = isOpen(shown.state) || (shown.state === 'success' && live !== null);
  if (!isStillShown) return null;
  return {
    release: {
      id,
      restores: null,
      repository: known.request.release.repository,
      commit: shown.sha,
      environment: shown.environment,
      standing: 'gone',
      ...{ set: '', revision: '', pull: null, isShared: false, hasBlue: false, liveSinceMs: null },
      ...noRollback,
    },
    ...{ state: isReplaced ? 'replaced' : 'gone', live, by: null, isReset: false },
  };
}

/** Whether a task set that names no release may be the one of this release. It was created while its run was in progress. */
export const mayBeUntagged = (untaggedMs: number | null, runBegunMs: number): boolean =>
  untaggedMs !== null && untaggedMs >= runBegunMs;

/** `null`: a task set without these tags is live, which may be the one of any Deployment, or a bake is in progress. */
function onlyLive({ now, isSettled, liveReleases }: KnownReleases): KnownReleases['now'][number] | null {
  const [live, ...others] = now.filter(({ standing }) => standing === 'live');
  return isSettled && live !== undefined && others.length === 0 && liveReleases.length === 1 ? live : null;
}

/** Whether it is the command's own release, or it is or was there: what becomes of it is reported by news, or by what was found. */
const isKnown = (id: string, known: KnownReleases): boolean =>
  runOf(id, known) === known.request.release.runId ||
  [known.releaseId, ...idsIn(known.releases ?? []), ...idsIn(known.now)].includes(id) ||
  [...known.news, ...known.found].some(({ release }) => [release.id, shownId(release)].includes(id));

const idsIn = (releases: KnownReleases['now']): readonly string[] =>
  releases.flatMap((release) => [release.id, shownId(release)]);

const runOf = (id: string, { request }: KnownReleases): number => runOfRelease(id, request.service) ?? 0;
