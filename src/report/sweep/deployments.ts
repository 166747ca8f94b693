// Closes the Deployments of runs that vanished, and corrects those of releases that are gone.
import type { Report } from '../../domain/common/report/report.ts';
import type { SweptState } from '../../domain/common/report/swept.ts';
import type { Clock, GitHubPort, RunnerPort, RunsPort } from '../../ports.ts';
import { fewAtOnce } from '../../few-at-once.ts';
import type { GitHubWarnings, ReadOnlyFor } from '../answers/warnings.ts';
import { isOfToken, refusalOf, type Delivery } from '../channel.ts';
import { closeLeftDeployments, environmentsOf } from '../deployments/open.ts';
import type { PullFinder } from '../pulls/finder.ts';

export interface Closing {
  readonly github: GitHubPort | null;
  readonly runs: RunsPort;
  readonly environment: string | null;
  readonly wantsComment: boolean;
  readonly secrets: readonly string[];
  readonly runner: Pick<RunnerPort, 'annotate' | 'info'>;
  /** Who started the sweep. `null`: a schedule. */
  readonly actor: string | null;
  readonly readOnlyFor: ReadOnlyFor | null;
}

/** A cluster may have a hundred services in one environment. */
const mostPages = 5;

interface OnGitHub extends Closing {
  readonly clock: Clock;
  readonly runner: RunnerPort;
  readonly pulls: PullFinder;
  readonly warnings: Pick<GitHubWarnings, 'comment' | 'deployment' | 'knows'>;
  /** Whether the comments of a service were brought up to date. */
  readonly commented: (owner: Report) => Promise<Delivery> | undefined;
}

/**
 * To the environments of the input and of the tags, or to any if neither names one. Never rejects: a refusal by GitHub is a warning (invariant 9). `onClosed`
 * gets a sentence for each.
 */
export async function closeDeployments(
  context: OnGitHub,
  seen: readonly SweptState[],
  onClosed: (sentence: string) => void,
): Promise<void> {
  const { github, runs, environment, runner, warnings } = context;
  const owners = seen.map(({ report }) => report);
  const names = environmentsOf(environment, owners);
  if (seen.length === 0) return;
  if (github === null && names.length === 0) return;
  if (github === null) {
    runner.annotate(
      'warning',
      'Could not update GitHub',
      'github-token is empty, so no Deployment is closed.',
    );
    return;
  }
  // This run, or a run that GitHub doesn't report as over, is still in progress.
  const hasEnded = async (runId: number): Promise<boolean> => (await runs.isOver(runId)) === true;
  const { commented } = context;
  const place = { context, github, owners, hasEnded, pages: mostPages, onClosed, commented };
  // Nobody asked for what no name leads to, so a refusal there is no warning.
  const places = names.length === 0 ? [null] : names;
  const refusals = await fewAtOnce(places, (name) =>
    closeLeftDeployments({ ...place, environment: name }).then(
      () => null,
      (error: unknown) => (name === null ? null : refusalOf(error)),
    ),
  );
  const texts = new Set<string>();
  for (const refusal of refusals) {
    if (refusal === null) continue;
    if (isOfToken(refusal)) warnings.deployment(refusal);
    else if (!warnings.knows(refusal.message)) texts.add(refusal.message);
  }
  for (const text of texts)
    runner.annotate('warning', 'Deployments not closed', `${text} The sweep continues.`);
}
