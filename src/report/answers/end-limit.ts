// How long the end of a run waits for GitHub.
import type { Clock } from '../../ports.ts';
import type { GitHubWarnings } from './warnings.ts';

/** Main and post wait this long together, so a job ends within 5 s after its last step at AWS. */
export const endLimitMs = 4_000;

/** Resolves to what the work resolves to. `null`: GitHub did not answer within `leftMs`, which is a warning. */
export async function withinEnd<T extends object>(
  clock: Pick<Clock, 'sleep'>,
  warnings: Pick<GitHubWarnings, 'silence'>,
  work: Promise<T>,
  leftMs = endLimitMs,
): Promise<T | null> {
  const isOver = new AbortController();
  const late = clock.sleep(leftMs, isOver.signal).then(() => null);
  const result = await Promise.race([work, late]);
  isOver.abort();
  if (result === null) warnings.silence(endLimitMs);
  return result;
}
