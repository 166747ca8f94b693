// Closes the Deployments of runs that ended without a report.
import type { Report } from '../../domain/common/report/report.ts';
import { traitsOf } from '../../domain/common/request/commands.ts';
import { runOfRelease, runUrlOf } from '../../domain/common/request/release-id.ts';
import type { Request } from '../../domain/common/request/request.ts';
import type { DeploymentStatus, GitHubPort, OpenDeployment, RunsPort } from '../../ports.ts';
import { refusalOf, type Channel, type Refusal } from '../channel.ts';
import type { ReportContext } from '../context.ts';
import { unfinished } from '../messages/state.ts';

/** A service whose Deployments may be open. */
export interface Owner {
  readonly request: Request;
  /** Releases that have production traffic. */
  readonly liveReleases: readonly string[];
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
  const isLive = own.some(({ liveReleases }) => liveReleases.includes(payload));
  const status = statusOf(isLive, first.request, runId);
  await github.setDeploymentStatus(id, status);
  return `closed Deployment ${id} of release ${payload} as ${status.state}`;
}

const statusOf = (isLive: boolean, { command, release }: Request, runId: number): DeploymentStatus => ({
  state: unfinished(isLive),
  description: `${isLive ? 'Live, but its' : 'Not live: its'} run ended before the release completed. Closed by a ${command}.`,
  environmentUrl: null,
  logUrl: runUrlOf(release.runUrl, runId),
});

/** At the end of a run that wrote: what killed runs of this service left open. News are reported on their own (`news/`). */
export function leftChannel(
  { environment, runs, runner }: Pick<ReportContext, 'environment' | 'runs' | 'runner'>,
  github: GitHubPort,
  onRefusal: (refusal: Refusal) => void,
): Channel<Report> {
  return {
    offer: () => undefined,
    async close(report) {
      const { request, liveReleases } = report;
      const names = traitsOf(request).isFinishedByPost ? environmentsOf(environment, report) : [];
      try {
        for (const name of names)
          await closeOpenDeployments({
            ...{ github, environment: name, owners: [{ request, liveReleases }], pages: 1 },
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

/** Where GitHub doesn't say: an earlier run can't continue once this one holds the service. It reports its own end if it lives. */
async function hasEnded(
  { request, news, isHolder }: Report,
  runs: RunsPort,
  runId: number,
  payload: string,
): Promise<boolean> {
  const own = request.release.runId;
  const isReported = news.some(({ release, change }) => release.id === payload && change !== 'no-blue');
  if (runId === own || isReported) return false;
  return (await runs.isOver(runId)) ?? (isHolder && runId < own);
}
