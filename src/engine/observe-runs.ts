// Reads whether the workflow runs that a service names have ended.
import { traitsOf } from '../domain/common/request/commands.ts';
import type { Request } from '../domain/common/request/request.ts';
import { runsToAsk } from '../domain/task-sets/evolve/sweep-alive.ts';
import type { ServiceView, TaskSetView } from '../domain/task-sets/model/world.ts';
import type { Clock, RunsPort } from '../ports.ts';
import type { RunView } from '../domain/common/run/view.ts';

type RunsOf = (
  service: ServiceView,
  sets: readonly Pick<TaskSetView, 'tags'>[],
) => Promise<readonly RunView[]>;

/** A run that is not over may be any moment; GitHub allows a token some requests a second for all that it does. */
const askAgainMs = 15_000;

/** Asks GitHub whether the runs that the service names are over. Over is for good, so it is asked once. */
export function createRunsReader(
  ports: { readonly runs?: RunsPort; readonly clock: Clock },
  request: Request,
): RunsOf {
  const known = new Map<number, { readonly isOver: boolean | null; readonly atMs: number }>();
  const { runs, clock } = ports;
  async function ask(runId: number): Promise<RunView> {
    const before = known.get(runId);
    if (before !== undefined && (before.isOver === true || clock.now() - before.atMs < askAgainMs))
      return { runId, isOver: before.isOver };
    const asked = runs?.isOver(runId) ?? Promise.resolve(null);
    const isOver = traitsOf(request).asksForRuns === 'holder' ? await soon(clock, asked) : await asked;
    known.set(runId, { isOver, atMs: clock.now() });
    return { runId, isOver };
  }
  return async (service, sets) => Promise.all(runsToAsk(request, service, sets).map(ask));
}

/** What is only reported waits no longer than this for GitHub. */
const patienceMs = 4000;

async function soon(clock: Clock, answer: Promise<boolean | null>): Promise<boolean | null> {
  const isHere = new AbortController();
  const late = clock.sleep(patienceMs, isHere.signal).then(() => null);
  const first = await Promise.race([answer, late]);
  isHere.abort();
  return first;
}
