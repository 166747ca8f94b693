// Builds the steps that deciders return.
import type { ReasonCode } from '../../common/run/reason.ts';
import type { Ending, EndResult, Phase } from '../../common/run/step.ts';
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

/** The end of the run, with what it lists below its message. A refusal is part of preflight. */
export const end = (
  result: EndResult,
  reason: ReasonCode,
  message: string,
  below: readonly string[] | Pick<Ending, 'details' | 'commands'> = [],
): Step =>
  step(result === 'refused' ? 'preflight' : 'end', reason, message, {
    kind: 'end',
    result,
    message,
    ...('details' in below ? below : { details: below }),
  });

export const wait = (phase: Phase, reason: ReasonCode, because: string, ms: number): Step =>
  step(phase, reason, because, { kind: 'wait', ms: Math.max(50, Math.round(ms)) });
