// Closes the Deployments of runs that ended without a report.
import type { Report } from '../../domain/common/report/report.ts';
import { stateAfter, type SeenReleases } from '../../domain/common/report/releases.ts';
import { finalStateOf, type OpenDeployment } from '../../domain/common/shown/deployment.ts';
import { traitsOf } from '../../domain/common/request/commands.ts';
import { runOfRelease, runUrlOf } from '../../domain/common/request/release-id.ts';
import type { Request } from '../../domain/common/request/request.ts';
import type { DeploymentStatus, GitHubPort, RunsPort } from '../../ports.ts';
import { refusalOf, type Channel, type Refusal } from '../channel.ts';
import type { ReportContext } from '../context.ts';
import { unfinished } from '../messages/state.ts';

/** A service whose Deployments may be open, and what became of its releases. */
export interface Owner extends Pick<SeenReleases, 'liveReleases' | 'found' | 'news'> {
  readonly request: Request;
}

interface Closing {
  readonly github: GitHubPort;
  readonly environment: string;
  readonly owners: readonly Owner[];
  /** Whether the run of a release ended, so that it will not report any more. */
  readonly hasEnded: (runId: number, payload: string) => Promise<boolean>;
  /** How many pages of 100 Deployments are read. */
  readonly pages: number;
  /** Gets a sentence for each. */
  readonly onClosed: (sentence: string) => void;
}

/**
 * Closes Deployments in progress whose run has ended: as `inactive` if nothing of their release is live, otherwise as
 * `failure`, because the release did not complete. Rejects if GitHub refuses.
 */
export async function closeOpenDeployments(closing: Closing): Promise<void> {
  const { github, environment, owners, pages, onClosed } = closing;
  const open = await github.findOpenDeployments(
    environment,
    (payload) => ownersOf(payload, owners)[0]?.request.service ?? null,
    pages,
  );
  await Promise.all(
    open.map(async (one) => {
      const sentence = await closeOne(closing, one);
      if (sentence !== null) onClosed(sentence);
    }),
  );
}

/** The services whose release id (`<run id>-<service>`) this may be: several clusters may have a service of that name. */
const ownersOf = (payload: string, owners: readonly Owner[]): readonly Owner[] =>
  owners.filter(({ request }) => runOfRelease(payload, request.service) !== null);

async function closeOne(
  { github, owners, hasEnded }: Closing,
  { id, payload }: OpenDeployment,
): Promise<string | null> {
  const own = ownersOf(payload, owners);
  const [first] = own;
  const runId = first === undefined ? null : runOfRelease(payload, first.request.service);
  if (first === undefined || runId === null || !(await hasEnded(runId, payload))) return null;
  const status = statusOf(standingOf(payload, own), first.request, runId);
  await github.setDeploymentStatus(id, status);
  return `closed Deployment ${id} of release ${payload} as ${status.state}`;
}

type Standing = 'complete' | 'live' | 'not live';

/** complete: it is live, and no bake is in progress any more. */
function standingOf(payload: string, owners: readonly Owner[]): Standing {
  const states = owners.flatMap(({ found, news }) => [
    ...found.flatMap(({ release, state }) => (release.id === payload ? [state] : [])),
    ...news.flatMap((one) => (one.release.id === payload ? [stateAfter(one)] : [])),
  ]);
  if (states.some((state) => finalStateOf(state) === 'success')) return 'complete';
  return owners.some(({ liveReleases }) => liveReleases.includes(payload)) ? 'live' : 'not live';
}

function statusOf(standing: Standing, { command, release }: Request, runId: number): DeploymentStatus {
  const description = {
    complete: 'Live. Its run ended without a report.',
    live: 'Live, but its run ended before the release completed.',
    'not live': 'Not live: its run ended before the release completed.',
  }[standing];
  return {
    state: standing === 'complete' ? 'success' : unfinished(standing === 'live'),
    description: `${description} Closed by a ${command}.`,
    environmentUrl: null,
    logUrl: runUrlOf(release.runUrl, runId),
  };
}

/** At the end of a run that wrote: what killed runs of this service left open. News are reported on their own (`news/`). */
export function leftChannel(
  { environment, runs, runner }: Pick<ReportContext, 'environment' | 'runs' | 'runner'>,
  github: GitHubPort,
  onRefusal: (refusal: Refusal) => void,
): Channel<Report> {
  return {
    offer: () => undefined,
    async close(report) {
      const { request, liveReleases, found, news } = report;
      const names = traitsOf(request).isFinishedByPost ? environmentsOf(environment, report) : [];
      try {
        for (const name of names)
          await closeOpenDeployments({
            ...{ github, environment: name, owners: [{ request, liveReleases, found, news }], pages: 1 },
            hasEnded: (runId, payload) => hasEnded(report, runs, runId, payload),
            onClosed: (sentence) => {
              runner.info(sentence);
            },
          });
        return 'delivered';
      } catch (error) {
        const refusal = refusalOf(error);
        onRefusal(refusal);
        return refusal.kind === 'denied' || refusal.kind === 'refused' ? 'refused' : 'unknown';
      }
    },
  };
}

/** Those of the releases that the run found, and that of its input. */
const environmentsOf = (input: string | null, { releases, request }: Report): readonly string[] => [
  ...new Set([
    ...(input === null ? [] : [input]),
    ...(releases ?? []).flatMap(({ repository, environment }) =>
      repository === request.release.repository && environment !== null ? [environment] : [],
    ),
  ]),
];

async function hasEnded(report: Report, runs: RunsPort, runId: number, payload: string): Promise<boolean> {
  const { request, news } = report;
  const isReported = news.some(({ release, change }) => release.id === payload && change !== 'no-blue');
  return runId !== request.release.runId && !isReported && isRunOver(report, runs, runId);
}

/** Where GitHub doesn't say: an earlier run can't continue once this one holds the service. It reports its own end if it lives. */
export const isRunOver = async (
  { request, isHolder }: Pick<Report, 'request' | 'isHolder'>,
  runs: RunsPort,
  runId: number,
): Promise<boolean> => (await runs.isOver(runId)) ?? (isHolder && runId < request.release.runId);
