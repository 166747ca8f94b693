// The job's step: one run of the action.
import { saveState, writeOutputs } from './adapters/runner/io.ts';
import { readTimeLimit } from './adapters/aws/time-limit.ts';
import { awsPorts } from './adapters/ports.ts';
import { runner } from './adapters/runner/runner.ts';
import { traitsOf } from './domain/common/request/commands.ts';
import type { Request } from './domain/common/request/request.ts';
import { createObserver } from './engine/observe.ts';
import { reconcile } from './engine/reconcile.ts';
import { createReporter } from './engine/reporter.ts';
import { reportRefusal } from './report/refusal.ts';
import { sweepAll } from './engine/sweep-all.ts';
import { unknownInputs } from './inputs/unknown.ts';
import { wire, readInputs, sweepingOf, type Wiring } from './wiring.ts';

/** Inputs, ports, the loop, the end. `cancelled` fires when the runner cancels the job. Never rejects. */
export async function main(cancelled: AbortSignal): Promise<void> {
  const inputs = readInputs();
  for (const note of inputs.environment.proxies.notes) runner.annotate('warning', 'Proxy not used', note);
  for (const problem of unknownInputs(process.env)) runner.annotate('warning', 'Unknown input', problem);
  try {
    const wiring = await wire(inputs, false);
    try {
      if (wiring.request.command === 'sweep') await sweepAll(sweepingOf(wiring, inputs), cancelled);
      else await release(wiring, cancelled);
    } finally {
      wiring.clients.destroy();
    }
  } catch (error) {
    await reportRefusal(error, { runner, secrets: inputs.secrets, saveState, writeOutputs });
  }
}

async function release(wiring: Wiring, signal: AbortSignal): Promise<void> {
  const request = await bound(wiring);
  const ports = awsPorts(wiring.clients, request);
  const reporter = createReporter(request, { ...wiring.reporting, saveState, writeOutputs });
  try {
    await reporter.finish(
      await reconcile({
        ports,
        observe: createObserver(ports, request),
        request,
        listener: reporter,
        signal,
      }),
    );
  } catch (error) {
    await reporter.crash(error);
  }
}

/** The request with the time at which the job or its credentials end. */
async function bound({ request, clients, reporting }: Wiring): Promise<Request> {
  if (!traitsOf(request).isBoundByTime) return request;
  const { timeLimitSeconds } = request;
  const timeLimit = await readTimeLimit(clients, process.env, reporting.clock.now(), timeLimitSeconds);
  return { ...request, timeLimit };
}
