// How long the end of a run waits for GitHub.
import type { Clock } from '../../ports.ts';
import type { GitHubWarnings } from './warnings.ts';

/** With what is left to do, a run ends within 5 s after its last call to AWS. */
const limitMs = 4_000;

/** Resolves to what the work resolves to. `null`: GitHub did not answer in time, which is a warning. */
export async function withinEnd<T extends object>(
  clock: Pick<Clock, 'sleep'>,
  warnings: Pick<GitHubWarnings, 'silence'>,
  work: Promise<T>,
): Promise<T | null> {
  const isOver = new AbortController();
  const late = clock.sleep(limitMs, isOver.signal).then(() => null);
  const result = await Promise.race([work, late]);
  isOver.abort();
  if (result === null) warnings.silence(limitMs);
  return result;
}
