// Why a release is rolled back.
import type { ForeignLine } from '../foreign/lines.ts';
import { withoutStop } from '../values/sentence.ts';
import type { ReasonCode } from './reason.ts';

/**
 * What the code has to distinguish. requested: a person asked for the rollback. unfinished: an earlier process had begun
 * it. probe: production probes fail, which may not be green's fault. serving: green's own targets or tasks fail under
 * production traffic.
 */
export type FailureKind = 'requested' | 'unfinished' | 'probe' | 'serving' | 'other';

export interface Failure {
  readonly kind: FailureKind;
  /** The published code. Only the kind is derived from it: code that distinguishes failures reads the kind. */
  readonly reason: FailureReason;
  /** What happened, to which resource. */
  readonly what: string;
  /** What to do. */
  readonly advice: string;
  readonly atMs: number;
  /** The last lines that a test wrote, oldest first. Not set: there are none. */
  readonly output?: readonly ForeignLine[];
}

const kinds = {
  requested: 'requested',
  'unfinished-rollback': 'unfinished',
  'bake-probes-failed': 'probe',
  'bake-check-failed': 'probe',
  'switch-unproven': 'probe',
  'bake-targets-unhealthy': 'serving',
  'bake-tasks-stopped': 'serving',
  // The content isn't quarantined: what an alarm watches may have another cause than green.
  'bake-alarm-red': 'other',
  cancelled: 'other',
  'check-failed': 'other',
  'cannot-start': 'other',
  'circuit-breaker': 'other',
  'exposed-before-switch': 'other',
  'green-gone': 'other',
  'group-not-emptied': 'other',
  'no-capacity': 'other',
  'not-ready-in-time': 'other',
  'out-of-time': 'other',
  'reads-denied': 'other',
  'smoke-test-failed': 'other',
  'smoke-test-not-runnable': 'other',
  'targets-unused': 'other',
  'migration-failed': 'other',
  'migration-unknown': 'other',
  'migration-goes-on': 'other',
  'blue-fails-on-new-schema': 'other',
  'mixed-images': 'other',
  'forward-only': 'other',
  'contract-goes-on': 'other',
  'contract-unknown': 'other',
  'write-denied': 'other',
  'write-kept-failing': 'other',
  'write-refused': 'other',
  'write-reverted': 'other',
} as const satisfies Readonly<Partial<Record<ReasonCode, FailureKind>>>;

export type FailureReason = keyof typeof kinds;

/** A failure of the kind that its reason belongs to. */
export const failureOf = (failure: Omit<Failure, 'kind'>): Failure => ({
  ...failure,
  // It may end with a sentence of others, and becomes a part of ours.
  what: withoutStop(failure.what),
  kind: kinds[failure.reason],
});

export const isFailureReason = (reason: string | undefined): reason is FailureReason =>
  reason !== undefined && Object.hasOwn(kinds, reason);
