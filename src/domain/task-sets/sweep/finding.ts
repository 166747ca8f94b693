import type { Step } from '../model/step.ts';
import { unlessAbandoned, type Scene } from '../roles/scene.ts';

/** One thing that a sweep found at a service. */
export type Finding = Doing | LeftAlone;
/** To be done, or waited for, now. */
export interface Doing {
  readonly kind: 'do';
  readonly step: Step;
  /** It may be done although the run that holds the service is not known to be over. */
  readonly isLongOver: boolean;
}
/** Left as it is, and why. */
export interface LeftAlone {
  readonly kind: 'left';
  readonly words: string;
  /** Whether somebody has to look at it: then the sweep ends red. */
  readonly needsPerson: boolean;
  /** What to paste, where there is something. */
  readonly commands: readonly string[];
}

export const doing = (step: Step): Finding => ({ kind: 'do', step, isLongOver: false });

/** The step, unless AWS has refused it for good: then it stands among what was left undone. */
export function tryingTo(scene: Scene, step: Step | null): readonly Finding[] {
  const next = step === null ? null : unlessAbandoned(scene, step);
  return next === null ? [] : [doing(next)];
}

export const leftAlone = (words: string): Finding => ({
  kind: 'left',
  words,
  needsPerson: false,
  commands: [],
});

export const forPerson = (words: string, commands: readonly string[] = []): Finding => ({
  kind: 'left',
  words,
  needsPerson: true,
  commands,
});
