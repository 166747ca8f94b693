// The outputs of a sweep.
import type { OutputName } from '../../action-io.ts';
import type { Request } from '../../domain/common/request/request.ts';
import { withoutRelease } from '../outputs.ts';
import { isWell, sweepSentence, type SweptService } from './summary.ts';
import type { SweepJson } from '../result-json.ts';
import { linesOf } from '../../domain/common/run/step.ts';
import { iso } from '../../domain/common/values/moment.ts';

type Outputs = Readonly<Record<OutputName, string | null>>;

/** One result for all services. `result-json` has an entry for each service. */
export function sweepOutputs(
  { release }: Request,
  services: readonly SweptService[],
  closedDeployments: readonly string[],
  times: { readonly startedAtMs: number; readonly endedAtMs: number },
): Outputs {
  const red = services.find((one) => !isWell(one));
  const good = services.some((one) => one.result === 'repaired') ? 'repaired' : 'swept';
  const result = red === undefined ? good : 'failed';
  const reasonCode = red?.reason ?? good;
  const json: SweepJson = {
    version: 1,
    result,
    reasonCode,
    message: sweepSentence(services),
    runId: release.runId,
    runAttempt: release.runAttempt,
    repository: release.repository,
    services: services.map(({ reason, leftAlone, commands, ...one }) => ({
      ...one,
      details: linesOf({ details: one.details, leftAlone, commands }),
      reasonCode: reason,
    })),
    closedDeployments,
    startedAt: iso(times.startedAtMs),
    endedAt: iso(times.endedAtMs),
  };
  return withoutRelease({ result, 'reason-code': reasonCode, 'result-json': JSON.stringify(json) });
}
