// Where a run reports to, and the ends that every report shares.
import { traitsOf } from '../domain/common/request/commands.ts';
import { linesOf } from '../domain/common/run/step.ts';
import { masked } from '../domain/common/values/secrets.ts';
import { failedTaskLines } from './messages/failed-task.ts';
import { stateOf } from './messages/state.ts';
import { summaryOf } from './messages/summary.ts';
import type { Beginning } from '../domain/common/report/releases.ts';
import type { Report, ReportEnding } from '../domain/common/report/report.ts';
import type { Clock, DeploymentId, GitHubPort, RunnerPort, RunsPort } from '../ports.ts';
import type { ReadOnlyFor } from './answers/warnings.ts';
import { messageOf } from '../errors.ts';

export interface ReportContext {
  /** `null`: there is no token. */
  readonly github: GitHubPort | null;
  /** The GitHub environment to show a Deployment for. `null`: none. */
  readonly environment: string | null;
  readonly runs: RunsPort;
  readonly wantsComment: boolean;
  /** Values that are masked in every place. */
  readonly secrets: readonly string[];
  readonly runner: RunnerPort;
  readonly clock: Clock;
  /** Saves what a later process needs to continue the report. */
  readonly save: (name: 'deployment' | 'comment' | 'warned', value: string) => void;
  /** The Deployment that an earlier process opened. `null`: not known. */
  readonly deployment: DeploymentId | null;
  /** Who started the run. `null`: a schedule, or not known. */
  readonly actor: string | null;
  /** Whose pull request started the run, if its token can't write (`answers/warnings.ts`). `null`: nobody's. */
  readonly readOnlyFor: ReadOnlyFor | null;
  /** The warnings about GitHub that main has shown (`answers/warnings.ts`). */
  readonly shown: readonly string[];
  /** What main found when it began. `null`: this is main, or it had found nothing. */
  readonly main: Beginning | null;
}

/** How many log lines an annotation has room for. */
const annotatedLines = 8;

/** Red unless the run ended as its command asks: the workflow must not continue as if it had. */
export function reportToRunner(
  { runner, secrets }: Pick<ReportContext, 'runner' | 'secrets'>,
  report: Report,
): void {
  const { ending, request } = report;
  if (ending === null) return;
  const { words } = stateOf(report);
  if (isAsRequested(request, ending)) {
    // A success with a warning: blue that was not removed, or weights that were changed by someone else.
    if (ending.result === 'released' && linesOf(ending).length > 0)
      runner.annotate('warning', `${request.service}: ${words}`, linesOf(ending).join('\n'));
    return;
  }
  const task = failedTaskLines(report.failedTask, annotatedLines).map((line) => masked(line, secrets));
  runner.fail(`${request.service}: ${words}`, [ending.message, ...linesOf(ending), ...task].join('\n'));
}

/** A rollback that a person requested succeeds when traffic is back on blue. Any other release that is rolled back fails. */
const isAsRequested = (request: Report['request'], { result, reason }: ReportEnding): boolean =>
  ['released', 'staged', 'repaired', 'torn-down', 'swept', 'status', 'planned'].includes(result) ||
  (traitsOf(request).rollsBack && result === 'rolled-back' && reason === 'requested');

export const writeSummary = (
  context: Pick<ReportContext, 'runner' | 'secrets'>,
  report: Report,
): Promise<void> => writeSummaryText(context, summaryOf(report));

/** A runner without job summaries (a test, a tool like act) costs a warning. */
export async function writeSummaryText(
  { runner, secrets }: Pick<ReportContext, 'runner' | 'secrets'>,
  text: string,
): Promise<void> {
  try {
    await runner.writeSummary(masked(text, secrets));
  } catch (error) {
    runner.annotate('warning', 'No job summary', messageOf(error));
  }
}
