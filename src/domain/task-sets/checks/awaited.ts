// Which checks and probes go on next to the loop.
import type { CheckPurpose } from '../../common/probes/check-job.ts';
import type { ProbePurpose } from '../../common/run/step.ts';
import type { Memory } from '../model/memory.ts';
import type { Step } from '../model/step.ts';

/** Nobody waits for the others: they are ended before anything else is done. */
export function awaitedChecks(memory: Memory, { act }: Step): readonly CheckPurpose[] {
  const { failure, isCancelled, checks, bakeChecks, proof, blueTest } = memory;
  if (act.kind === 'end') return [];
  const asked = act.kind === 'check' ? [act.purpose] : [];
  if (failure !== null || isCancelled) return asked;
  const running: readonly (readonly [CheckPurpose, boolean])[] = [
    ['gate', checks.isRunning],
    ['bake', bakeChecks.isRunning],
    ['version-before', proof.isRunning],
    ['version-after', proof.isRunning],
    // Green's own targets are asked until they have answered.
    ['gate-own', checks.barred?.own === null],
    ['bake-own', bakeChecks.barred?.own === null],
    ['version-own', proof.barred?.own === null],
    ['blue-before', blueTest.isRunning],
    ['blue-after', blueTest.after.isRunning],
  ];
  return [...asked, ...running.filter(([, isRunning]) => isRunning).map(([purpose]) => purpose)];
}

/** The same for probes. In the bake, checks are carried out while a probe has no answer yet. */
export function awaitedProbes(
  { failure, isCancelled }: Memory,
  { act, phase }: Step,
): readonly ProbePurpose[] {
  if (act.kind === 'end') return [];
  const asked = act.kind === 'probe' ? [act.purpose] : [];
  return phase === 'bake' && failure === null && !isCancelled ? [...asked, 'bake', 'own'] : asked;
}
