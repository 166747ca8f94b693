// The loop: observe, decide, act.
import { awaitedChecks, awaitedProbes } from '../domain/task-sets/checks/awaited.ts';
import type { Decide } from '../domain/task-sets/dry-run/imagine.ts';
import { blankMemory } from '../domain/task-sets/model/blank-memory.ts';
import type { Memory } from '../domain/task-sets/model/memory.ts';
import { evolveWorld } from '../domain/task-sets/evolve/evolve.ts';
import { evolveOutcome, type Acted } from '../domain/task-sets/evolve/outcome.ts';
import type { Request } from '../domain/common/request/request.ts';
import { mayFollow, onSameLook, type Ground } from '../domain/task-sets/decide/same-look.ts';
import { newTroubles } from '../domain/task-sets/health/last-known.ts';
import { dueParts } from '../domain/task-sets/decide/due-parts.ts';
import { everything, type Wanted } from '../domain/task-sets/model/look.ts';
import { sceneOf } from '../domain/task-sets/roles/scene.ts';
import { readFailure } from '../domain/common/run/read-failure.ts';
import type { Step } from '../domain/task-sets/model/step.ts';
import type { Trouble } from '../domain/common/values/trouble.ts';
import type { World } from '../domain/task-sets/model/world.ts';
import { PortError } from '../errors.ts';
import { act, type Ports } from './act.ts';
import type { Observe } from './observe.ts';
import type { Ending } from '../domain/common/run/step.ts';
import { lastSeen } from '../domain/task-sets/rollback/blind.ts';

/** Receives each step and each failed call as it happens. It must not throw. Only the end of the run waits for it (invariant 9). */
export interface Listener {
  onStep(step: Step, world: World, memory: Memory): void;
  onTrouble(trouble: Trouble): void;
}

/** How a run ended: the last step, and the world and memory that it was decided on (`world` null: none was ever read). */
interface Reconciliation {
  readonly ports: Ports;
  readonly observe: Observe;
  readonly request: Request;
  /** With the deciders of its command. */
  readonly decide: Decide;
  readonly listener: Listener;
  /** Fires when the run is cancelled. */
  readonly signal: AbortSignal;
  /** What the process knows at its start; by default, nothing. */
  readonly first?: Memory;
}

export interface Finished {
  readonly step: Step & { readonly act: Ending };
  readonly world: World | null;
  readonly memory: Memory;
}

/**
 * The loop: observe, decide, act, until the decision is an end. The same for every command. The domain says where a
 * step may be decided on what the one before was decided on.
 */
export async function reconcile({
  ports,
  observe,
  request,
  decide,
  listener,
  signal,
  first,
}: Reconciliation): Promise<Finished> {
  let memory = first ?? blankMemory(ports.clock.now());
  let last: World | null = null;
  let failingSinceMs: number | null = null;
  let wanted: Wanted = everything;
  /** What the next step is decided on without a new look. */
  let ground: Ground | null = null;
  for (;;) {
    if (signal.aborted && !memory.isCancelled) [ground, wanted] = [null, everything];
    memory = { ...memory, isCancelled: signal.aborted };
    const seen: Seen = ground === null ? await look(() => observe(memory, last, wanted)) : ground;
    if ('trouble' in seen) {
      listener.onTrouble(seen.trouble);
      const nowMs = ports.clock.now();
      failingSinceMs ??= nowMs;
      const failingMs = nowMs - failingSinceMs;
      const read = { trouble: seen.trouble, failingMs, nowMs, ...lastSeen(request, last) };
      const ending = readFailure(request, read);
      if (ending !== null) return { step: { ...ending, aim: null }, world: last, memory };
      await ports.clock.sleep(2000);
      wanted = everything;
      continue;
    }
    failingSinceMs = null;
    if (ground === null) {
      for (const trouble of newTroubles(last, seen.world)) listener.onTrouble(trouble);
      memory = evolveWorld(request, memory, seen.world);
    }
    last = seen.world;
    const step = decide(request, seen.world, ground?.memory ?? memory);
    if (ground !== null && !mayFollow(step)) {
      ground = null;
      wanted = everything;
      continue;
    }
    ports.checks.stopAllBut(awaitedChecks(memory, step));
    ports.probe.stopAllBut(awaitedProbes(memory, step));
    listener.onStep(step, seen.world, memory);
    if (isEnd(step)) return { step, world: seen.world, memory };
    // A cancel ends the current wait. After that, the loop has to be able to wait again.
    const outcome = await act(ports, seen.world, step, memory.isCancelled ? never : signal);
    if (outcome.kind === 'failed') listener.onTrouble(outcome.trouble);
    const acted: Acted = { request, world: seen.world, step, outcome, nowMs: ports.clock.now() };
    memory = evolveOutcome(memory, acted);
    ground = onSameLook(acted, memory);
    last = ground?.world ?? last;
    wanted = dueParts(sceneOf(request, last, memory), step, ports.clock.now());
  }
}

const never = new AbortController().signal;

const isEnd = (step: Step): step is Step & { readonly act: Ending } => step.act.kind === 'end';

type Seen = { readonly world: World } | { readonly trouble: Trouble };

async function look(observe: () => Promise<World>): Promise<Seen> {
  try {
    return { world: await observe() };
  } catch (error) {
    if (error instanceof PortError) return { trouble: error.trouble };
    throw error;
  }
}
