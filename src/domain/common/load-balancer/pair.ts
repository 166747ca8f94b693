// The two target groups that take turns.

import type { TargetGroupArn } from '../values/arn.ts';

/** The two target groups by what they are for: `front` is green's, `back` is what traffic goes back to. */
export interface Pair {
  readonly green: TargetGroupArn;
  /** `null` only when green is live and nothing tells any more what was there before. */
  readonly blue: TargetGroupArn | null;
}
