// Which calls are disturbed, and how: what was armed, what it has seen, and what it has struck.

/**
 * - `throttled`, `server-error` (500), `unavailable` (503), `access-denied`, `expired-token`: refused, not carried out
 * - `reset`: the connection breaks before anything happened; `hang`: no answer, not carried out
 * - `lost-answer`: carried out, then the connection breaks; `garbled`: carried out, and the answer is no HTTP
 * - `html`, `empty`: a page or nothing with status 200, as another server would answer; not carried out
 * - `stale`: a read is answered as the same request was last before the disturbance was armed, or first since
 */
export type DisturbanceKind =
  | 'throttled'
  | 'server-error'
  | 'unavailable'
  | 'reset'
  | 'hang'
  | 'lost-answer'
  | 'garbled'
  | 'html'
  | 'empty'
  | 'access-denied'
  | 'expired-token'
  | 'stale';

export interface Disturbance {
  /** As `readWireCall` names it. */
  readonly call: string;
  readonly kind: DisturbanceKind;
  /** The first call that is struck, counted from 1 since it was armed. */
  readonly nth: number;
  /** How many calls are struck from there; null: no limit. */
  readonly count: number | null;
  /** For how long, from the first call that is struck; null: no limit. */
  readonly forMs: number | null;
}

export interface DisturbanceBook {
  readonly arm: (disturbance: Disturbance) => void;
  /** What strikes this call, which counts as seen. */
  readonly strike: (call: string) => DisturbanceKind | null;
  readonly clear: () => void;
  /** How many calls were struck since the start, also by what was cleared since. */
  readonly struck: () => number;
}

interface Armed {
  readonly disturbance: Disturbance;
  seen: number;
  hits: number;
  sinceMs: number | null;
}

export function createDisturbanceBook(now: () => number = () => performance.now()): DisturbanceBook {
  let armed: Armed[] = [];
  let struck = 0;
  const isHit = (one: Armed): boolean => {
    const { nth, count, forMs } = one.disturbance;
    if (one.seen < nth || (count !== null && one.hits >= count)) return false;
    return forMs === null || one.sinceMs === null || now() - one.sinceMs < forMs;
  };
  return {
    arm: (disturbance) => {
      armed.push({ disturbance, seen: 0, hits: 0, sinceMs: null });
    },
    strike(call) {
      const matching = armed.filter(({ disturbance }) => disturbance.call === call);
      for (const one of matching) one.seen += 1;
      const hit = matching.find(isHit);
      if (hit === undefined) return null;
      hit.hits += 1;
      hit.sinceMs ??= now();
      struck += 1;
      return hit.disturbance.kind;
    },
    clear: () => {
      armed = [];
    },
    struck: () => struck,
  };
}
