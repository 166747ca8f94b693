// When the job or its credentials end, and which waits would outlast them.
import { drainSeconds } from '../tasks/drain.ts';
import { formatDuration } from '../values/duration.ts';
import { formatMoment } from '../values/moment.ts';
import { traitsOf } from '../request/commands.ts';
import { isAccepted } from '../request/risks.ts';
import { failureOf, type Failure } from './failure.ts';
import type { Request } from '../request/request.ts';

/** Time to report the end, and tolerance for clock differences. */
export const marginMs = 120_000;
/** How long a rollback takes: the label, the rules, and the observations in between. It has to end before the credentials do. */
const rollbackMs = 60_000;

/** When the run has to end, and why; `null`: no limit is known. */
export const describeLimit = ({ timeLimit }: Request, nowMs: number): string | null =>
  timeLimit === null ? null : `${formatMoment(timeLimit.endsMs, nowMs)}: ${timeLimit.why}`;

/** Whether a wait until then would outlast the job or its credentials. */
export const outlasts = ({ timeLimit }: Request, untilMs: number): boolean =>
  timeLimit !== null && untilMs + marginMs > timeLimit.endsMs;

/** No job waits longer than this for the end of the warm time. */
export const longestWaitSeconds = 24 * 3600;

/** Whether the inputs leave the teardown of warm blue to a later run. */
export const leavesTeardown = (request: Request): boolean =>
  request.teardown === 'defer' || isTooLong(request);

/** Blue is kept for longer than any job waits. */
export const isTooLong = ({ warmSeconds, drain }: Request): boolean =>
  warmSeconds + drainSeconds(drain) > longestWaitSeconds;

/** How credentials last longer. AWS ends the session of a role that another role assumed after an hour, whatever is asked for. */
export const longerCredentials =
  'give the job credentials that last longer (role-duration-seconds; with role chaining, a session lasts 1 hour at most)';

/**
 * Why a run that needs all of its times would not end with its teardown; `null`: it would. `teardownMs`: how long blue may
 * take to vanish. Such a run defers the teardown, but only once it has waited.
 */
export function longestOutlasts(request: Request, nowMs: number, teardownMs: number): string | null {
  const { readyTimeoutSeconds, smoke, bake, warmSeconds, drain, timeLimit } = request;
  const seconds =
    readyTimeoutSeconds +
    smoke.timeoutSeconds +
    Math.max(bake.seconds, warmSeconds) +
    drainSeconds(drain) +
    teardownMs / 1000;
  if (timeLimit === null || request.teardown === 'defer' || !outlasts(request, nowMs + seconds * 1000))
    return null;
  return (
    `this run may take ${formatDuration(seconds)} (ready-timeout, smoke-timeout, warm-time and the teardown of blue), but it ` +
    `has to end by ${describeLimit(request, nowMs) ?? ''}. If so, it leaves the teardown to a later run. To end after the bake in any ` +
    `case, set teardown to defer and run sweep on a schedule. Or ${longerCredentials}`
  );
}

const sessionSeconds = 3600;

/** For a plan, which doesn't know the credentials of the job that deploys. `null`: an hour is enough. */
export function outlastsSession({ teardown }: Request, mostSeconds: number): string | null {
  if (mostSeconds + marginMs / 1000 <= sessionSeconds) return null;
  const shorter =
    teardown === 'defer' ? 'shorten bake-time' : 'set teardown to defer and run sweep on a schedule';
  return (
    `the release may take ${formatDuration(mostSeconds)}, but the session of a role lasts 1 hour unless the job asks for more. If the ` +
    `job that deploys has no longer one, ${shorter}, or ${longerCredentials}`
  );
}

/** Why a bake that started then would outlast the job or its credentials, so that it could not be rolled back; `null`: it would not. */
export function bakeOutlasts(request: Request, nowMs: number, startMs = nowMs): string | null {
  const endsMs = startMs + request.bake.seconds * 1000 + rollbackMs;
  if (request.timeLimit === null || request.bake.seconds === 0 || endsMs <= request.timeLimit.endsMs)
    return null;
  return `the bake (bake-time ${String(request.bake.seconds)}s) would go on beyond ${describeLimit(request, nowMs) ?? ''}`;
}

/** Green became ready so late that the end of its bake could not roll it back. It gets no traffic. */
export function outOfTime(request: Request, nowMs: number): Failure | null {
  const late =
    traitsOf(request).endsStaged || isAccepted(request, 'bake-outlasts-job')
      ? null
      : bakeOutlasts(request, nowMs);
  if (late === null) return null;
  return failureOf({
    reason: 'out-of-time',
    what: `${late}, so traffic was not switched to green`,
    advice: `Shorten bake-time, or ${longerCredentials}. Then release again.`,
    atMs: nowMs,
  });
}
