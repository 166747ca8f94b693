// Waits for cookies that expire soon.
import { formatDuration } from '../../common/values/duration.ts';
import { wait } from '../model/make-step.ts';
import type { Step } from '../model/step.ts';
import type { Scene } from '../roles/scene.ts';

/** A wait that is worth it: nobody gets an error, and no later run has to restore the rules. */
const longestWaitMs = 30_000;

/** `null`: they never expire, or too late to wait for. `because`: whose cookies. */
export function awaitExpiryAt(
  { world }: Scene,
  untilMs: number | null | undefined,
  { phase, reason, because }: Pick<Step, 'phase' | 'reason' | 'because'>,
): Step | null {
  const leftMs = (untilMs ?? Infinity) - world.nowMs;
  if (leftMs > longestWaitMs) return null;
  const words = `${because} expire in ${formatDuration(Math.ceil(leftMs / 1000))}`;
  return wait(phase, reason, words, Math.min(leftMs + 200, 5000));
}
