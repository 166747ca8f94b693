// Whether the command of a check goes on.
import type { Memory } from '../model/memory.ts';
import type { Step } from '../model/step.ts';

/** Nobody waits for it once the release is over, has failed or is cancelled: then it is ended before anything else is done. */
export function isCommandAwaited(
  { failure, isCancelled, checks, bakeChecks }: Memory,
  { act }: Step,
): boolean {
  const isAsked = act.kind === 'check' && act.job.kind === 'command';
  return (
    act.kind !== 'end' &&
    failure === null &&
    !isCancelled &&
    (isAsked || checks.isRunning || bakeChecks.isRunning)
  );
}
