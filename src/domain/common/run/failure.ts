import type { ReasonCode } from './reason.ts';

// Why a release is rolled back.
export interface Failure {
  readonly reason: ReasonCode;
  /** What happened, to which resource. */
  readonly what: string;
  /** What to do. */
  readonly advice: string;
  readonly atMs: number;
}
