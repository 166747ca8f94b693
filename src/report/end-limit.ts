// How long the end of a run waits for GitHub.
import type { Clock, RunnerPort } from '../ports.ts';

/** With what is left to do, a run ends within 5 s after its last call to AWS. */
const limitMs = 4_000;

/** Resolves to what the work resolves to. `null`: GitHub did not answer in time, which is a warning. */
export async function withinEnd<T extends object>(
  { runner, clock }: { readonly runner: Pick<RunnerPort, 'annotate'>; readonly clock: Pick<Clock, 'sleep'> },
  work: Promise<T>,
): Promise<T | null> {
  const isOver = new AbortController();
  const late = clock.sleep(limitMs, isOver.signal).then(() => null);
  const result = await Promise.race([work, late]);
  isOver.abort();
  if (result === null)
    runner.annotate(
      'warning',
      'Could not update GitHub',
      `GitHub did not answer within ${limitMs / 1000} s. The comment or the Deployment may be out of date.`,
    );
  return result;
}
