// Reads that lag behind writes.
import type { AwsState } from './state.ts';

export interface History {
  /** To be called just before a write is carried out. */
  readonly beforeWrite: (now: number, lagMs: number) => void;
  /** What a read sees: the state before the writes of the last `lagMs`, else the state itself. */
  readonly readable: (now: number, lagMs: number) => AwsState;
}

/** Copies are made only while a lag is asked for. */
export function createHistory(state: AwsState): History {
  let copies: { readonly at: number; readonly state: AwsState }[] = [];
  return {
    beforeWrite(now, lagMs) {
      if (lagMs > 0)
        copies = [
          ...copies.filter((one) => now - one.at < lagMs),
          { at: now, state: structuredClone(state) },
        ];
    },
    readable: (now, lagMs) => copies.find((one) => now - one.at < lagMs)?.state ?? state,
  };
}
