// Reads whether the workflow runs that a service names have ended.
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

/** How long an observation waits for GitHub, from the request on. A later answer counts in a later observation. */
const patienceMs = 4000;

interface Asked {
  readonly askedAtMs: number;
  /** Resolves once GitHub has answered. */
  readonly answer: Promise<void>;
  /** `undefined`: GitHub has not answered yet. */
  isOver?: boolean | null;
}

/**
 * Asks GitHub whether the runs that the service names are over. Over is for good, so it is asked once. A run is not asked
 * about again while GitHub owes an answer.
 */
export function createRunsReader(
  ports: { readonly runs?: RunsPort; readonly clock: Clock },
  request: Request,
): RunsOf {
  const known = new Map<number, Asked>();
  const { runs, clock } = ports;

  function ask(runId: number): Asked {
    const before = known.get(runId);
    const isRecent = before !== undefined && clock.now() - before.askedAtMs < askAgainMs;
    if (before !== undefined && (isRecent || before.isOver === undefined || before.isOver === true))
      return before;
    const asked: Asked = {
      askedAtMs: clock.now(),
      answer: (runs?.isOver(runId) ?? Promise.resolve(null)).then((isOver) => {
        asked.isOver = isOver;
      }),
    };
    known.set(runId, asked);
    return asked;
  }

  async function view(runId: number): Promise<RunView> {
    const asked = ask(runId);
    if (asked.isOver === undefined) await answered(clock, asked);
    return asked.isOver === undefined
      ? { runId, isOver: null, askedAtMs: asked.askedAtMs }
      : { runId, isOver: asked.isOver };
  }
  return async (service, sets) => Promise.all(runsToAsk(request, service, sets).map(view));
}

/** Waits for the answer as long as an observation may. */
async function answered(clock: Clock, { answer, askedAtMs }: Asked): Promise<void> {
  const leftMs = askedAtMs + patienceMs - clock.now();
  if (leftMs <= 0) return;
  const isHere = new AbortController();
  await Promise.race([answer, clock.sleep(leftMs, isHere.signal)]);
  isHere.abort();
}
