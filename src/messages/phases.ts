import type { Step } from '../domain/task-sets/model/step.ts';
import type { Phase } from '../domain/common/run/step.ts';

/** The phases that a release passes through, in their order; `back` leaves it. */
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

/** A phase that takes time: all but the end. */
export type SpentPhase = Exclude<Phase, 'end'>;

/** What goes on in a phase, for a title. */
export const phaseTitles: Readonly<Record<SpentPhase, string>> = {
  preflight: 'checking, nothing is written yet',
  prepare: 'preparing',
  start: 'starting green',
  ready: 'waiting until green is ready',
  smoke: 'testing green before any user sees it',
  switch: 'switching production to green',
  bake: 'green serves and is watched',
  warm: 'green serves, blue is kept warm',
  teardown: 'green serves, blue is being removed',
  rollback: 'rolling back to blue',
};

/** Words for a settling moment: they belong to whatever phase is under way. */
const passing: ReadonlySet<Step['reason']> = new Set(['reading-back', 'backing-off', 'idle']);

/**
 * The phase after this step, as people see it. It only moves forward, whatever has to be done again on the way (a fence
 * that was wiped, say), and once it leads back it stays so.
 */
export function phaseAfter(current: SpentPhase, step: Pick<Step, 'phase' | 'reason'>): SpentPhase {
  if (step.phase === 'rollback' || current === 'rollback') return 'rollback';
  if (step.phase === 'end' || passing.has(step.reason)) return current;
  return forwardPhases.indexOf(step.phase) > forwardPhases.indexOf(current) ? step.phase : current;
}
