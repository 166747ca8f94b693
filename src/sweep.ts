import { writeOutputs } from './action-io.ts';
import type { RawInputs } from './action-io.ts';
import { createAwsClients } from './adapters/aws/clients.ts';
import { awsPorts } from './adapters/ports.ts';
import { realClock } from './adapters/clock.ts';
import { servicesPort } from './adapters/ecs/services.ts';
import { createGitHub } from './adapters/github/port.ts';
import { githubRuns } from './adapters/github/runs.ts';
import type { RunContext } from './adapters/runner/context.ts';
import { runner } from './adapters/runner/runner.ts';
import type { Request } from './domain/common/request/request.ts';
import { sweepAll } from './engine/sweep-all.ts';
import { sweepScopeOf } from './inputs/sweep-scope.ts';
import type { ReportSettings } from './inputs/request.ts';

/** A sweep: services that may be many, and one report. What it leaves is not for post to finish: the next one does. */
export async function sweep(
  request: Request,
  raw: Partial<RawInputs>,
  context: RunContext,
  { token, environment, wantsComment }: ReportSettings,
  secrets: readonly string[],
  signal: AbortSignal,
): Promise<void> {
  const clients = createAwsClients();
  const runs = token === null ? { isOver: () => Promise.resolve(null) } : githubRuns({ token, ...context });
  try {
    await sweepAll(
      {
        ...{
          plan: request,
          runs,
          environment,
          wantsComment,
          runner,
          secrets,
          writeOutputs,
          clock: realClock,
        },
        scope: sweepScopeOf(raw),
        services: servicesPort(clients),
        github: token === null ? null : createGitHub({ token, ...context }),
        portsFor: (own) => ({ ...awsPorts(clients, own), runs }),
      },
      signal,
    );
  } finally {
    clients.destroy();
  }
}
