// What a run does when it can't read AWS.
import type { Request } from '../request/request.ts';
import type { Trouble } from '../values/trouble.ts';
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
  const said = `${trouble.action} on ${trouble.resource}: ${trouble.code}: ${trouble.message}`;
  const what = said.replace(/\.+$/, '');
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
        adviceFor(request, trouble, isPassing),
      ]
        .filter((part) => part !== '')
        .join(' '),
      details: [],
    },
  };
}

function isTimeLeft({ finishByMs }: Request, { lastTraffic, failingMs, nowMs }: FailedRead): boolean {
  if (finishByMs !== null) return nowMs < finishByMs;
  return failingMs < (lastTraffic === null ? patienceMs.first : patienceMs.later);
}

function adviceFor({ finishByMs }: Request, trouble: Trouble, isPassing: boolean): string {
  if (finishByMs !== null && isPassing) return '';
  if (trouble.kind === 'denied')
    return `Allow ${trouble.action} on ${trouble.resource} for the role of this job.`;
  return isPassing
    ? 'Check the region, the endpoint and the network of the runner, then run the job again.'
    : 'Fix what AWS reports, then run the job again.';
}

function lastSeen({ service, finishByMs }: Request, traffic: string | null, isFirst: boolean): string {
  if (isFirst) return `The traffic of service ${service} is unchanged.`;
  if (traffic === null)
    return (
      `The run was ended before it could finish, and the traffic of service ${service} could not be read. ` +
      'When AWS can be read again, run the job again or run the command rollback. Both finish what is left.'
    );
  return finishByMs === null
    ? `Last seen: ${traffic} Run the job again with new credentials. It continues where this run stopped.`
    : `Last seen: ${traffic} The time of the post step is over. Run the job again or run the command rollback. Both finish what is left.`;
}
