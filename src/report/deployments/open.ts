// Closes the Deployments of runs that ended without a report, and corrects those that show a release whose task set is gone.
import type { Report } from '../../domain/common/report/report.ts';
import { isStillLive, shownId, stateAfter, type FoundRelease } from '../../domain/common/report/releases.ts';
import {
  finalStateOf,
  isOpen,
  newestChecked,
  type ReleaseDeployment,
} from '../../domain/common/shown/deployment.ts';
import { missedRelease, releaseIn } from '../../domain/common/report/deployments.ts';
import { traitsOf } from '../../domain/common/request/commands.ts';
import { runOfRelease, runUrlOf } from '../../domain/common/request/release-id.ts';
import type { Request } from '../../domain/common/request/request.ts';
import type { DeploymentStatus, GitHubPort, RunsPort } from '../../ports.ts';
import { deliveryAfter, refusalOf, worstOf, type Channel, type Delivery } from '../channel.ts';
import { unfinished } from '../messages/state.ts';
import type { NewsContext } from '../news/context.ts';
import { correctComment, correctFound } from '../news/found.ts';
import { isRunOver } from './run-over.ts';

interface Closing {
  readonly context: NewsContext;
  readonly github: GitHubPort;
  /** `null`: any. */
  readonly environment: string | null;
  /** Services whose Deployments may be open, and what became of their releases. */
  readonly owners: readonly Report[];
  /** Whether the run of a release ended, so that it will not report any more. */
  readonly hasEnded: (runId: number, releaseId: string) => Promise<boolean>;
  /** How many pages of 100 Deployments are read. */
  readonly pages: number;
  /** Gets a sentence for each. */
  readonly onClosed: (sentence: string) => void;
  /** Whether what else this command says in the comments of a service was delivered. */
  readonly commented?: (owner: Report) => Promise<Delivery> | undefined;
}

/**
 * Closes Deployments in progress whose run has ended: as `inactive` if nothing of their release is live, otherwise as
 * `failure`, because the release did not complete. A release that is shown as live or in progress although its task set is
 * gone is corrected, in its comment as well. Rejects if GitHub refuses to list them or to close one.
 */
export async function closeLeftDeployments(closing: Closing): Promise<Delivery> {
  const { github, environment, pages, owners } = closing;
  const newest = await github.newestDeployments(
    environment,
    (payload, description) => ownerOf({ payload, description }, closing)?.report.serviceKey ?? null,
    { pages, ofEach: newestChecked(owners.length) },
  );
  return worstOf(
    await Promise.all(
      newest.map(async (one) => (isOpen(one.state) ? endOne(closing, one) : correctMissed(closing, one))),
    ),
  );
}

/**
 * If its run has ended. The comment comes first: until GitHub has answered, the open Deployment leads the next command to it,
 * and the task set whose tags led there may be gone by then.
 */
async function endOne(closing: Closing, one: ReleaseDeployment): Promise<Delivery> {
  const owner = ownerOf(one, closing);
  const status = owner === null ? null : await endOf(closing, owner);
  if (owner === null || status === null) return 'delivered';
  const { report, releaseId } = owner;
  const said = closing.commented?.(report) ?? 'delivered';
  const delivery = worstOf(await Promise.all([commentMissed(closing, one), said]));
  if (delivery === 'unknown') return delivery;
  await closing.github.setDeploymentStatus(one.id, status);
  closing.onClosed(`closed Deployment ${one.id} of release ${releaseId} as ${status.state}`);
  return delivery;
}

const correctMissed = (closing: Closing, one: ReleaseDeployment): Promise<Delivery> =>
  ifMissed(closing, one, (report, found) => correctFound(closing.context, { ...report, found: [found] }));

const commentMissed = (closing: Closing, one: ReleaseDeployment): Promise<Delivery> =>
  ifMissed(closing, one, (report, found) => correctComment(closing.context, closing.github, report, found));

async function ifMissed(
  closing: Closing,
  one: ReleaseDeployment,
  correct: (report: Report, found: FoundRelease) => Promise<Delivery>,
): Promise<Delivery> {
  const report = ownerOf(one, closing)?.report;
  const found = report === undefined ? null : missedRelease(one, report);
  return report === undefined || found === null ? 'delivered' : correct(report, found);
}

interface Owner {
  readonly report: Report;
  readonly releaseId: string;
}

/** The service that it is of, and its release. */
function ownerOf(
  one: Pick<ReleaseDeployment, 'payload' | 'description'>,
  { owners }: Pick<Closing, 'owners'>,
): Owner | null {
  for (const report of owners) {
    const releaseId = releaseIn(one, report);
    if (releaseId !== null) return { report, releaseId };
  }
  return null;
}

/** `null`: its run may still report. */
async function endOf(closing: Closing, owner: Owner): Promise<DeploymentStatus | null> {
  const { report, releaseId } = owner;
  const runId = runOfRelease(releaseId, report.request.service);
  if (runId === null || !(await closing.hasEnded(runId, releaseId))) return null;
  return statusOf(standingOf(owner), report.request, runId);
}

type Standing = 'complete' | 'live' | 'rolled back' | 'not live';

/** complete: it is live, and no bake is in progress any more. */
function standingOf({ report: { found, news, liveReleases }, releaseId }: Owner): Standing {
  const states = [
    ...found.flatMap(({ release, state }) => (shownId(release) === releaseId ? [state] : [])),
    ...news.flatMap((one) => (shownId(one.release) === releaseId ? [stateAfter(one)] : [])),
  ];
  if (states.some((state) => finalStateOf(state) === 'success')) return 'complete';
  if (states.includes('rolled-back')) return 'rolled back';
  return liveReleases.includes(releaseId) ? 'live' : 'not live';
}

function statusOf(standing: Standing, { command, release }: Request, runId: number): DeploymentStatus {
  const description = {
    complete: 'Live. Its run ended without a report.',
    'rolled back': 'Rolled back. Its run ended without a report.',
    live: 'Live, but its run ended before the release completed.',
    'not live': 'Not live: its run ended before the release completed.',
  }[standing];
  return {
    state:
      standing === 'complete' ? 'success' : unfinished(standing === 'live' || standing === 'rolled back'),
    description: `${description} Closed by a ${command}.`,
    environmentUrl: null,
    logUrl: runUrlOf(release.runUrl, runId),
  };
}

/** At the end of a run that wrote: what other runs of this service left as it was. News are reported on their own (`news/`). */
export function leftChannel(context: NewsContext, github: GitHubPort): Channel<Report> {
  const { environment, runs, runner, warnings } = context;
  const closeIn = (report: Report, name: string | null): Promise<Delivery> =>
    closeLeftDeployments({
      ...{ context, github, environment: name, owners: [report], pages: 1 },
      hasEnded: (runId, releaseId) => hasEnded(report, runs, runId, releaseId),
      onClosed: (sentence) => {
        runner.info(sentence);
      },
    });
  return {
    offer: () => undefined,
    isOfOthers: true,
    async close(report) {
      const places = placesToSearch(environment, report);
      try {
        const deliveries: Delivery[] = [];
        for (const name of places) deliveries.push(await closeIn(report, name));
        return worstOf(deliveries);
      } catch (error) {
        if (places.includes(null)) return 'delivered';
        const refusal = refusalOf(error);
        warnings.deployment(refusal);
        return deliveryAfter(refusal);
      }
    },
  };
}

/**
 * `null`: all environments. A rollback and a teardown often get no environment, and the task set that named it may be gone.
 * What releases without one asks for no Deployment, and makes no request for it.
 */
function placesToSearch(environment: string | null, report: Report): readonly (string | null)[] {
  const { isFinishedByPost, rollsBack, endsWarmTime } = traitsOf(report.request);
  if (!isFinishedByPost) return [];
  const names = environmentsOf(environment, [report]);
  return names.length === 0 && (rollsBack || endsWarmTime) ? [null] : names;
}

/** Those of the releases that the runs found, and that of the input. */
export const environmentsOf = (
  input: string | null,
  reports: readonly Pick<Report, 'releases' | 'request'>[],
): readonly string[] => [
  ...new Set([
    ...(input === null ? [] : [input]),
    ...reports.flatMap(({ releases, request }) =>
      (releases ?? []).flatMap(({ repository, environment }) =>
        repository === request.release.repository && environment !== null ? [environment] : [],
      ),
    ),
  ]),
];

async function hasEnded(report: Report, runs: RunsPort, runId: number, releaseId: string): Promise<boolean> {
  const { request, news } = report;
  const isReported = news.some(({ release, change }) => release.id === releaseId && !isStillLive(change));
  return runId !== request.release.runId && !isReported && isRunOver(report, runs, runId);
}
