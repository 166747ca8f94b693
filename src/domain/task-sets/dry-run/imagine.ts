// Plays a release in memory, for plan.
import { successCodes } from '../../common/load-balancer/health-check.ts';
import { carriedOut, waited } from './imagined-world.ts';
import { blankMemory } from '../model/blank-memory.ts';
import type { Memory } from '../model/memory.ts';
import { evolveWorld } from '../evolve/evolve.ts';
import { evolveOutcome, type Outcome } from '../evolve/outcome.ts';
import type { Request } from '../../common/request/request.ts';
import type { ReasonCode } from '../../common/run/reason.ts';
import { isWrite, type Act, type Step, type Write } from '../model/step.ts';
import type { World } from '../model/world.ts';
import type { Ending, Phase } from '../../common/run/step.ts';

export type Decide = (request: Request, world: World, memory: Memory) => Step;

/** A simulated release: what it would write if nothing fails, and the world that it would leave. */
export interface Imagined {
  readonly writes: readonly ImaginedWrite[];
  /** What it would wait for, one entry per wait. */
  readonly waits: readonly WaitName[];
  /** `null`: it found no end, which is a bug. */
  readonly ending: (Ending & { readonly reason: ReasonCode }) | null;
  readonly after: World;
}
/** A wait by the phase and the reason of its step. */
export type WaitName = `${Phase}/${ReasonCode}`;
interface ImaginedWrite {
  readonly write: Write;
  readonly reason: ReasonCode;
  readonly because: string;
}

/** Far more than any release takes, because its waits grow. */
const maxSteps = 5000;
/** Each repetition of a wait doubles it, up to this factor. A warm time of a day then takes only a few steps. */
const longest = 64;

/**
 * Plays the release on the world with the real deciders: every write succeeds, green is ready immediately, every probe
 * passes, and time passes at once. So plan can't differ from what a release does.
 */
export function imagineRelease(request: Request, start: World, decide: Decide): Imagined {
  // Time passes in it without a read, so no part of it ages.
  let [world, memory]: [World, Memory] = [{ ...start, look: null }, blankMemory(start.nowMs)];
  const writes: ImaginedWrite[] = [];
  const waits: WaitName[] = [];
  let repeated = 0;
  for (let count = 0; count < maxSteps; count += 1) {
    memory = evolveWorld(request, memory, world);
    const step = decide(request, world, memory);
    const { phase, act, reason, because } = step;
    if (act.kind === 'end') return { writes, waits, ending: { ...act, reason }, after: world };
    if (act.kind === 'wait') {
      repeated = waits.at(-1) === `${phase}/${reason}` ? repeated + 1 : 0;
      waits.push(`${phase}/${reason}`);
      world = waited(request, world, act.ms * Math.min(2 ** repeated, longest));
      continue;
    }
    if (isWrite(act)) writes.push({ write: act, reason, because });
    if (act.kind === 'look') continue;
    const done = isWrite(act) ? carriedOut(act, world) : { world, outcome: answered(act) };
    memory = evolveOutcome(memory, { request, world, step, outcome: done.outcome, nowMs: world.nowMs });
    world = { ...done.world, nowMs: done.world.nowMs + 100 };
  }
  return { writes, waits, ending: null, after: world };
}

const passed = { status: 200, hasConnected: true, ms: 1, error: null, excerpt: '' };

/** Every check passes, and blue is another version than green. */
function answered(act: Asking): Outcome {
  if (act.kind === 'check')
    return { kind: 'checked', result: act.purpose === 'version-before' ? other : { kind: 'passed' } };
  return {
    kind: 'probed',
    answers: act.requests.map(({ url }) => ({ url, codes: successCodes, answer: passed })),
  };
}

type Asking = Extract<Act, { kind: 'probe' | 'check' }>;
const other = { kind: 'failed', what: 'another version', hasConnected: true, isAnyPassed: false } as const;
