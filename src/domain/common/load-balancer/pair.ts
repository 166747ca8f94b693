// The two target groups that take turns.

import type { TargetGroupArn } from '../values/arn.ts';

/** Green's group gets the new version. Blue's group gets the traffic back in a rollback. */
export interface Pair {
  readonly green: TargetGroupArn;
  /** `null` only if green is live and nothing shows where traffic was before. */
  readonly blue: TargetGroupArn | null;
}
