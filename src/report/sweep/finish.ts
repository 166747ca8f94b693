// The end of a sweep: comments, Deployments, summary, outputs and exit code for all services.
import { linesOf } from '../../domain/common/run/step.ts';
import type { OutputName } from '../../action-io.ts';
import type { Request } from '../../domain/common/request/request.ts';
import type { SweptState } from '../../domain/common/report/swept.ts';
import { masked } from '../../domain/common/values/secrets.ts';
import { isWell, sweepSentence, sweepSummary, type SweptService } from '../messages/sweep.ts';
import type { Clock, RunnerPort } from '../../ports.ts';
import { writeSummaryText } from '../context.ts';
import { maskedOutputs } from '../outputs.ts';
import { newsChannel } from '../news/channel.ts';
import { createPullFinder } from '../pull-finder.ts';
import { gitHubWarnings, postEnd } from '../places.ts';
import { closeComments } from './comments.ts';
import { closeDeployments, type Closing } from './deployments.ts';
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
  readonly states: readonly SweptState[];
}

/** Of the releases that the sweep changed, all at once. */
async function postNews(context: SweepContext, states: readonly SweptState[]): Promise<void> {
  const pulls = createPullFinder(context.github);
  const news = { ...context, pulls, warnings: gitHubWarnings(context) };
  const posts = states
    .filter((state) => state.news.length > 0)
    .map((state) => {
      const report = { ...state, pull: null, commit: null, traffic: { sentence: state.traffic } };
      return postEnd(context, [newsChannel(news)], report);
    });
  await Promise.all(posts);
}

/** Never rejects. */
export async function finishSweep(context: SweepContext, sweep: Sweep): Promise<void> {
  const { runner, clock, secrets } = context;
  const { request, services, states, startedAtMs } = sweep;
  await postNews(context, states);
  const closed = await closeDeployments(context, states);
  const updated = await closeComments(context, states);
  for (const line of [...closed, ...updated, sweepSentence(services)]) runner.info(masked(line, secrets));
  const page = [sweepSummary(services), ...[...closed, ...updated].map((line) => `- ${line}`)].join('\n');
  const times = { startedAtMs, endedAtMs: clock.now() };
  context.writeOutputs(maskedOutputs(sweepOutputs(request, services, closed, times), secrets));
  const red = services.filter((one) => !isWell(one));
  const problems = red.flatMap((one) => [one.message, ...linesOf(one)]);
  if (red.length > 0) runner.fail('Not all swept', masked(problems.join('\n'), secrets));
  await writeSummaryText(context, `${page}\n`);
}
