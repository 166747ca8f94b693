// The end of a sweep: comments, Deployments, summary, outputs and exit code for all services.
import { linesOf } from '../../domain/common/run/step.ts';
import type { OutputName } from '../../action-io.ts';
import type { Request } from '../../domain/common/request/request.ts';
import { masked } from '../../domain/common/values/secrets.ts';
import { beyondLeaseLines, isWell, sweepSentence, sweepSummary, type SweptService } from './summary.ts';
import type { Clock, RunnerPort } from '../../ports.ts';
import { writeSummaryText } from '../context.ts';
import { maskedOutputs } from '../outputs.ts';
import type { Closing } from './deployments.ts';
import type { SweepOnGitHub } from './github.ts';
import { sweepOutputs } from './outputs.ts';

export interface SweepContext extends Closing {
  readonly runner: RunnerPort;
  readonly clock: Clock;
  readonly writeOutputs: (values: Readonly<Record<OutputName, string | null>>) => void;
}

interface Sweep {
  readonly request: Request;
  readonly startedAtMs: number;
  readonly services: readonly SweptService[];
}

/** Never rejects. */
export async function finishSweep(
  context: SweepContext,
  gitHub: SweepOnGitHub,
  { request, services, startedAtMs }: Sweep,
): Promise<void> {
  const { runner, clock, secrets } = context;
  const { deployments, comments } = await gitHub.end();
  const closed = [...deployments, ...comments];
  const late = services.flatMap(beyondLeaseLines);
  for (const line of [...closed, ...late, sweepSentence(services)]) runner.info(masked(line, secrets));
  const page = [sweepSummary(services, request.release.runUrl), ...closed.map((line) => `- ${line}`)].join(
    '\n',
  );
  const times = { startedAtMs, endedAtMs: clock.now() };
  context.writeOutputs(maskedOutputs(sweepOutputs(request, services, deployments, times), secrets));
  const red = services.filter((one) => !isWell(one));
  const problems = red.flatMap((one) => [one.message, ...linesOf(one)]);
  if (red.length > 0) runner.fail('Not all swept', masked(problems.join('\n'), secrets));
  await writeSummaryText(context, `${page}\n`);
}
