// How main and post start: the files that the runner runs import this one. Each loads only its half of the code.
import { guardLog } from './adapters/runner/guard.ts';

/** The job's step. Once this has begun, a cancel no longer kills the process: the run ends and reports it. */
export async function startMain(): Promise<void> {
  guardLog();
  const cancelled = cancelSignal();
  await (await import('./main.ts')).main(cancelled);
  leave();
}

/** The step after the job. It never starts a release, whatever state it finds. */
export async function startPost(): Promise<void> {
  guardLog();
  await (await import('./post-step.ts')).post();
  leave();
}

/** A request that GitHub doesn't answer must not keep the job running. The timer doesn't keep the process alive. */
function leave(): void {
  setTimeout(() => process.exit(), 100).unref();
}

/** Fires when the runner cancels the job. */
function cancelSignal(): AbortSignal {
  const cancel = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM'] as const)
    process.on(name, () => {
      cancel.abort();
    });
  return cancel.signal;
}
