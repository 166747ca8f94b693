// What a sweep finds at a service.
import { withoutStop } from '../../common/values/sentence.ts';
import type { Step } from '../model/step.ts';
import { unlessAbandoned, type Scene } from '../roles/scene.ts';

/** Something that a sweep found at a service. */
export type Finding = Doing | LeftAlone;
/** A step to take now. */
export interface Doing {
  readonly kind: 'do';
  readonly step: Step;
  /** Allows the step even if it is not known whether the run that holds the service is over. */
  readonly isLongOver: boolean;
}
/** What the sweep does not change, and why. */
export interface LeftAlone {
  readonly kind: 'left';
  /** Without the last full stop. */
  readonly sentence: string;
  /** Whether a person has to act. Then the sweep fails. */
  readonly needsPerson: boolean;
  /** Commands to paste into a shell. */
  readonly commands: readonly string[];
}

export const doing = (step: Step): Finding => ({ kind: 'do', step, isLongOver: false });

/** The step, unless AWS has refused it for good. Then the end lists it as undone. */
export function tryingTo(scene: Scene, step: Step | null): readonly Finding[] {
  const next = step === null ? null : unlessAbandoned(scene, step);
  return next === null ? [] : [doing(next)];
}

export const leftAlone = (text: string): Finding => left(text, { needsPerson: false, commands: [] });

export const forPerson = (text: string, commands: readonly string[] = []): Finding =>
  left(text, { needsPerson: true, commands });

/** A line of a list. The texts come from many places: none of them ends with a full stop here. */
const left = (text: string, more: Pick<LeftAlone, 'needsPerson' | 'commands'>): Finding => ({
  kind: 'left',
  sentence: withoutStop(text),
  ...more,
});
