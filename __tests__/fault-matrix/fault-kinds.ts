// What goes wrong with a call in a cell: the disturbance, how long it lasts, and what the run still owes.
import type { DisturbanceKind } from '../../sandbox/between/disturbances.ts';

export interface FaultKind {
  readonly kind: DisturbanceKind;
  /** How many calls are hit; null: all of them while it lasts. */
  readonly count: number | null;
  /** How long it lasts; null: until its calls have been hit. */
  readonly forMs: number | null;
  /**
   * How long the call can't be used because of it, for the bounds: the time itself, or for single calls what the
   * limits of an attempt (5 s) and the pauses between attempts come to.
   */
  readonly silentMs: number;
  /** The run may end otherwise than undisturbed; then it has to name the call. */
  readonly mayEndOtherwise: boolean;
  readonly words: string;
}

const once = { count: 1, forMs: null, mayEndOtherwise: false } as const;
const windowMs = 40_000;
const aMinuteMs = 60_000;

export const faultKinds = {
  'throttled-3': { ...once, kind: 'throttled', count: 3, silentMs: 5000, words: 'throttled 3 times' },
  'throttled-minute': {
    ...{ kind: 'throttled', count: null, forMs: aMinuteMs, silentMs: aMinuteMs, mayEndOtherwise: false },
    words: 'throttled for a minute',
  },
  'status-500': { ...once, kind: 'server-error', silentMs: 2000, words: 'status 500' },
  'status-503': { ...once, kind: 'unavailable', silentMs: 2000, words: 'status 503' },
  reset: { ...once, kind: 'reset', silentMs: 2000, words: 'connection reset' },
  hang: { ...once, kind: 'hang', silentMs: 5000, words: 'no answer' },
  'lost-answer': { ...once, kind: 'lost-answer', silentMs: 2000, words: 'carried out, answer lost' },
  garbled: { ...once, kind: 'garbled', silentMs: 2000, words: 'carried out, answer not HTTP' },
  html: { ...once, kind: 'html', silentMs: 2000, words: 'HTML page with status 200' },
  empty: { ...once, kind: 'empty', silentMs: 2000, words: 'empty, with status 200' },
  denied: {
    ...{ kind: 'access-denied', count: null, forMs: windowMs, silentMs: windowMs, mayEndOtherwise: true },
    words: 'access denied for 40 s',
  },
  expired: {
    ...{ kind: 'expired-token', count: null, forMs: windowMs, silentMs: windowMs, mayEndOtherwise: true },
    words: 'token expired for 40 s',
  },
  stale: {
    ...{ kind: 'stale', count: null, forMs: 5000, silentMs: 5000, mayEndOtherwise: false },
    words: 'up to 5 s stale',
  },
  'throttled-40s': {
    ...{ kind: 'throttled', count: null, forMs: windowMs, silentMs: windowMs, mayEndOtherwise: false },
    words: 'throttled for 40 s',
  },
  'hanging-40s': {
    ...{ kind: 'hang', count: null, forMs: windowMs, silentMs: windowMs, mayEndOtherwise: false },
    words: 'no answer for 40 s',
  },
} as const satisfies Readonly<Record<string, FaultKind>>;

export type FaultName = keyof typeof faultKinds;
export const faultNames = Object.keys(faultKinds) as FaultName[];

/** The faults of a bake that probes judge, each played three times. `denied` is one of the usual ones as well. */
export const bakeFaults = ['throttled-40s', 'hanging-40s', 'denied'] as const satisfies readonly FaultName[];

/** What every call gets. Of a read, a lost answer is a reset. Only a read can be stale, once something has changed. */
export const usualFaults = (isRead: boolean, hasChanged: boolean): readonly FaultName[] =>
  faultNames.filter((name) => {
    if (name === 'throttled-40s' || name === 'hanging-40s') return false;
    return name === 'stale' ? isRead && hasChanged : name !== 'lost-answer' || !isRead;
  });
