// A failure as of an observation, and how many observations make one certain.

import { failureOf, type Failure, type FailureReason } from '../../common/run/failure.ts';
import type { World } from './world.ts';

/** A failure as of this observation. */
export const failure = (
  { world }: { readonly world: Pick<World, 'nowMs'> },
  reason: FailureReason,
  what: string,
  advice: string,
): Failure => failureOf({ reason, what, advice, atMs: world.nowMs });

/** Number of observations in a row that count as a failure. A single observation may be a stale read. */
export const badStreak = 3;
