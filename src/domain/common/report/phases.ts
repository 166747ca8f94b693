// The phases of a release, as people see them.
import type { ReasonCode } from '../run/reason.ts';
import type { Phase, StepHeader } from '../run/step.ts';

/** The phases that a release passes through, in their order. `rollback` leaves it. */
export const forwardPhases = [
  'preflight',
  'prepare',
  'start',
  'ready',
  'smoke',
  'switch',
  'bake',
  'warm',
  'teardown',
] as const satisfies readonly Phase[];

/** A phase that takes time: every phase but the end. */
export type SpentPhase = Exclude<Phase, 'end'>;

/** Reasons of short waits. They belong to the current phase. */
const passing: ReadonlySet<ReasonCode> = new Set(['reading-back', 'backing-off', 'idle']);

/**
 * The phase after this step. It only moves forward, even if a step has to be repeated (for example, a fence that was
 * wiped). Once it is `rollback`, it stays.
 */
export function phaseAfter(current: SpentPhase, step: Pick<StepHeader, 'phase' | 'reason'>): SpentPhase {
  if (step.phase === 'rollback' || current === 'rollback') return 'rollback';
  if (step.phase === 'end' || passing.has(step.reason)) return current;
  return forwardPhases.indexOf(step.phase) > forwardPhases.indexOf(current) ? step.phase : current;
}
