// The two target groups that take turns.

import type { TargetGroupArn } from '../values/arn.ts';

/** The two target groups by what they are for: `green` is where the new version goes, `blue` is where a rollback returns traffic to. */
export interface Pair {
  readonly green: TargetGroupArn;
  /** `null` only when green is live and nothing tells any more what was there before. */
  readonly blue: TargetGroupArn | null;
}
