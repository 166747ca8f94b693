// Closes the Deployments of runs that vanished.
import type { SweptState } from '../../domain/common/report/swept.ts';
import type { GitHubPort, RunnerPort, RunsPort } from '../../ports.ts';
import { closeOpenDeployments } from '../deployments/open.ts';
import { messageOf } from '../../errors.ts';

export interface Closing {
  readonly github: GitHubPort | null;
  readonly runs: RunsPort;
  readonly environment: string | null;
  readonly wantsComment: boolean;
  readonly secrets: readonly string[];
  readonly runner: Pick<RunnerPort, 'annotate' | 'info'>;
  /** Who started the sweep. `null`: a schedule. */
  readonly actor: string | null;
}

/** A cluster may have a hundred services in one environment. */
const mostPages = 5;

/** Never rejects: a refusal by GitHub is a warning (invariant 9). `onClosed` gets a sentence for each. */
export async function closeDeployments(
  { github, runs, environment, runner }: Closing,
  seen: readonly SweptState[],
  onClosed: (sentence: string) => void,
): Promise<void> {
  if (seen.length === 0) return;
  if (environment === null) {
    runner.info('The input environment is empty, so Deployments are not checked.');
    return;
  }
  if (github === null) {
    runner.annotate(
      'warning',
      'Could not update GitHub',
      'github-token is empty, so no Deployment is closed.',
    );
    return;
  }
  try {
    // This run, or a run that GitHub doesn't report as over, is still in progress.
    const hasEnded = async (runId: number): Promise<boolean> => (await runs.isOver(runId)) === true;
    await closeOpenDeployments({
      github,
      environment,
      owners: seen.map(({ report }) => report),
      hasEnded,
      pages: mostPages,
      onClosed,
    });
  } catch (error) {
    const text = messageOf(error);
    runner.annotate('warning', 'Deployments not closed', `${text} The sweep continues.`);
  }
}
