// What a run does when it can't read AWS.
import type { Request } from '../request/request.ts';
import type { Trouble } from '../values/trouble.ts';
import { adviceOn, describeFailedCall } from './advice.ts';
import type { Ending, StepHeader } from './step.ts';

/** How long reads may fail before the run ends. The run changes nothing during that time. */
const patienceMs = { first: 60_000, later: 600_000 } as const;

interface FailedRead {
  readonly trouble: Trouble;
  /** How long reads have been failing. */
  readonly failingMs: number;
  readonly nowMs: number;
  /** A sentence: where production traffic was last seen. `null`: no observation has succeeded yet. */
  readonly lastTraffic: string | null;
  /** What runs on without this run, as it was last seen. */
  readonly open: readonly string[];
}

/** The end of a run that can't read AWS. `null`: the run reads again. */
export function readFailure(
  request: Request,
  read: FailedRead,
): (StepHeader & { readonly act: Ending }) | null {
  const { trouble, lastTraffic } = read;
  const isPassing = trouble.kind === 'busy' || trouble.kind === 'lost';
  if (isPassing && isTimeLeft(request, read)) return null;
  const isFirst = lastTraffic === null && request.finishByMs === null;
  const what = describeFailedCall(trouble);
  return {
    phase: 'end',
    reason: isFirst ? 'preflight-failed' : 'reads-failed',
    because: "AWS can't be read",
    act: {
      kind: 'end',
      result: isFirst ? 'refused' : 'failed',
      message: [
        isFirst ? `Nothing was changed: ${what}.` : `Stopped: AWS can't be read (${what}).`,
        lastSeen(request, lastTraffic, isFirst),
        request.finishByMs !== null && isPassing ? '' : adviceOn(trouble),
        next(request, lastTraffic, isFirst),
      ]
        .filter((part) => part !== '')
        .join(' '),
      details: read.open,
    },
  };
}

function isTimeLeft({ finishByMs }: Request, { lastTraffic, failingMs, nowMs }: FailedRead): boolean {
  if (finishByMs !== null) return nowMs < finishByMs;
  return failingMs < (lastTraffic === null ? patienceMs.first : patienceMs.later);
}

function lastSeen({ service }: Request, traffic: string | null, isFirst: boolean): string {
  if (isFirst) return `The traffic of service ${service} is unchanged.`;
  return traffic === null
    ? `The run was ended before it could finish, and the traffic of service ${service} could not be read.`
    : `Last seen: ${traffic}`;
}

function next({ finishByMs }: Request, traffic: string | null, isFirst: boolean): string {
  if (isFirst) return 'Then run the job again.';
  const both = 'run the job again or run the command rollback. Both finish what is left.';
  if (traffic === null) return `When AWS can be read again, ${both}`;
  return finishByMs === null
    ? 'Then run the job again. It continues where this run stopped.'
    : `The time of the post step is over. R${both.slice(1)}`;
}
