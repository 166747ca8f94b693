// What becomes of the writes of a race.
import type { Request } from '../../src/domain/common/request/request.ts';
import { PortError } from '../../src/errors.ts';

/** The same numbers for the same seed, on every machine (mulberry32). */
export function randomOf(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** What becomes of one write. */
export interface Fate {
  /** After how long it is carried out. `null`: never. */
  readonly landsMs: number | null;
  readonly isAnswerLost: boolean;
}
/** A test that says what becomes of a write. `null`: chance does. `n`: which one of this name it is in its process, from 1. */
export type SetFate = (request: Request, name: string, n: number) => Fate | null;

/** Until when AWS carries out a write, at the latest, after it was sent. */
export const slowestMs = 6500;
/** How long a port waits for the answer of a write that has no limit of its own. */
const patienceMs = 5000;

/** One in ten is slow, one in twenty gets no answer, one in fifty is never carried out. */
export function fateBy(random: () => number): Fate {
  const fate = random();
  const share = random();
  const landsMs = fate < 0.1 ? 500 + share * (slowestMs - 500) : 5 + share * 250;
  return { landsMs: fate > 0.98 ? null : landsMs, isAnswerLost: fate > 0.95 };
}

/** The label of a rollback has a limit of its own. */
export const limitOf = (name: string, args: readonly unknown[]): number =>
  name === 'labelPrimary' && typeof args[1] === 'number' ? args[1] : patienceMs;

export const noAnswer = (name: string): PortError =>
  new PortError({
    kind: 'lost',
    action: name,
    resource: 'shop',
    code: 'TimeoutError',
    message: 'no answer',
  });
