// Calls take their time: some until they are carried out, some until they are answered, each drawn from a seed.
import { setTimeout as delay } from 'node:timers/promises';
import type { Delays } from './spec.ts';

export interface HoldBack {
  /** Between a call's arrival and its effect: of two calls the later one may so be carried out first. */
  readonly landing: () => Promise<void>;
  /** Between the effect and the answer: what a read shows may so be old when it arrives. */
  readonly answer: () => Promise<void>;
}

/** The same seed gives the same row of delays, in the order of arrival; which call arrives when is the clients' doing. */
export function createHoldBack(settings: { readonly delays: Delays }, seed: number): HoldBack {
  const random = seededRandom(seed);
  const hold = async ([from, to]: readonly [number, number]): Promise<void> => {
    if (to > 0) await delay(from + random() * (to - from));
  };
  return {
    landing: () => hold(settings.delays.landing),
    answer: () => hold(settings.delays.answer),
  };
}

/** Numbers from 0 to 1 (mulberry32): the same row for the same seed. */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
