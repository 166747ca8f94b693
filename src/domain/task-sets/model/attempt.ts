// A step that may have to wait. "Not yet" is a result of its own, so that no `??` chain can take it for "nothing to do".
import type { Step } from './step.ts';

/** `not-yet`: the step is due in about `ms`. `nothing`: there is no step, and waiting does not change that. */
export type Attempt =
  | { readonly kind: 'step'; readonly step: Step }
  | { readonly kind: 'not-yet'; readonly ms: number }
  | { readonly kind: 'nothing' };

export const nothing: Attempt = { kind: 'nothing' };

/** `null`: nothing to do. */
export const attempt = (step: Step | null): Attempt => (step === null ? nothing : { kind: 'step', step });

/** For a `??` chain. The caller says what happens while it is too early: usually a wait, `null` only to do something else first. */
export function orWhileTooEarly(tried: Attempt, whileTooEarly: (ms: number) => Step | null): Step | null {
  switch (tried.kind) {
    case 'step':
      return tried.step;
    case 'not-yet':
      return whileTooEarly(tried.ms);
    case 'nothing':
      return null;
  }
}
