// Builds the steps that deciders return.
import type { ReasonCode } from '../../common/run/reason.ts';
import type { Phase, EndResult } from '../../common/run/step.ts';
import type { Act, Step } from './step.ts';

/** A step of the phase `rollback` has the aim `rollback`. */
export const step = (phase: Phase, reason: ReasonCode, because: string, act: Act): Step => ({
  phase,
  reason,
  because,
  act,
  aim: phase === 'rollback' ? 'rollback' : null,
});

/** Marks a step that returns production traffic to blue. */
export const restoring = (next: Step): Step => ({ ...next, aim: 'restore-traffic' });

/** The end of the run. A refusal is part of preflight. */
export const end = (
  result: EndResult,
  reason: ReasonCode,
  message: string,
  details: readonly string[] = [],
): Step =>
  step(result === 'refused' ? 'preflight' : 'end', reason, message, {
    kind: 'end',
    result,
    message,
    details,
  });

export const wait = (phase: Phase, reason: ReasonCode, because: string, ms: number): Step =>
  step(phase, reason, because, { kind: 'wait', ms: Math.max(50, Math.round(ms)) });
