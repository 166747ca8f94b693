// What green has to pass, and its result so far.

/** One gate. `skipped`: it decides nothing, and the words say why. */
export interface Gate {
  readonly state: 'waiting' | 'passed' | 'failed' | 'skipped';
  readonly words: string;
}

export const gate = (state: Gate['state'], words: string): Gate => ({ state, words });

export type GateName = 'ready' | 'smoke' | 'checks' | 'probe' | 'proof' | 'bake';

/** `null`: not reached. */
export type Gates = Readonly<Record<GateName, Gate | null>>;

export const noGates: Gates = {
  ready: null,
  smoke: null,
  checks: null,
  probe: null,
  proof: null,
  bake: null,
};
