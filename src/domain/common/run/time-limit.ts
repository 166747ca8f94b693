// When the job or its credentials end, and which waits would outlast them.
import { traitsOf } from '../request/commands.ts';
import { failureOf, type Failure } from './failure.ts';
import type { Request } from '../request/request.ts';

/** What telling the end takes, and a clock that is a little off. */
export const marginMs = 120_000;
/** The way back, once begun, has to be done before the rights end: label, rules, and looks in between. */
const rollbackMs = 60_000;

/** When the run has to have ended, in words; `null`: nothing is known to end it. */
export const describeLimit = ({ timeLimit }: Request): string | null =>
  timeLimit === null ? null : `${new Date(timeLimit.endsMs).toISOString()}: ${timeLimit.why}`;

/** Whether a wait until then would outlast the job or its credentials. */
export const outlasts = ({ timeLimit }: Request, untilMs: number): boolean =>
  timeLimit !== null && untilMs + marginMs > timeLimit.endsMs;

/**
 * Whether a bake that began now would outlast them: a way back at its end would have no rights left. `null`: it would
 * not. It completes "… , and".
 */
export function bakeOutlasts(request: Request, nowMs: number): string | null {
  const endsMs = nowMs + request.bake.seconds * 1000 + rollbackMs;
  if (request.timeLimit === null || request.bake.seconds === 0 || endsMs <= request.timeLimit.endsMs)
    return null;
  return `the bake (bake-time ${String(request.bake.seconds)}s) would go on beyond ${describeLimit(request) ?? ''}`;
}

/** Green needed so long to get ready that its bake would end with nobody left to roll it back: it is not switched to. */
export function outOfTime(request: Request, nowMs: number): Failure | null {
  const late = traitsOf(request).endsStaged || request.isForced ? null : bakeOutlasts(request, nowMs);
  if (late === null) return null;
  return failureOf({
    reason: 'out-of-time',
    what: `${late}, so green was not switched to`,
    advice:
      'Shorten bake-time, or give the job credentials that last longer (role-duration-seconds), then release again.',
    atMs: nowMs,
  });
}
