// How a one-off task ended.
import { causeOf } from '../tasks/stop-causes.ts';
import { describeStop } from '../tasks/stops.ts';
import type { StoppedTask } from '../tasks/view.ts';
import { lastPart } from '../values/arn.ts';
import type { OneOffTask } from './task.ts';

export type TaskResult =
  | { readonly kind: 'running'; readonly hasRun: boolean }
  | { readonly kind: 'passed' }
  | { readonly kind: 'failed'; readonly what: string }
  | Unproven;

/** It never ran, or something other than its containers ended it: that says nothing about what it tests. */
export interface Unproven {
  readonly kind: 'unproven';
  readonly what: string;
  readonly advice: string;
  /** Whether another try may end otherwise. */
  readonly mayHelp: boolean;
}

/** Only exit code 0 of the container passes. One that shows no exit code has not proved anything. */
export function resultOf(task: OneOffTask, container: string | null): TaskResult {
  const { arn, stop, hasRun } = task;
  if (stop === null) return { kind: 'running', hasRun };
  const what = `task ${lastPart(arn)} ended: ${describeStop(stop, container)}`;
  // ECS may not see a short one run.
  const ran = hasRun || stop.containers.some(({ exitCode }) => exitCode !== null);
  if (!ran || stop.stopCode !== 'EssentialContainerExited')
    return { kind: 'unproven', what, ...adviceOn(stop, ran) };
  const own = stop.containers.find(({ name }) => name === container);
  return own?.exitCode === 0 && !wasCutShort(stop, container) ? { kind: 'passed' } : { kind: 'failed', what };
}

/**
 * Whether another container failed, for which ECS gives a reason: the task may have ended with it, and the command may exit
 * with 0 on SIGTERM. Without a reason, an exit code of the others says nothing: it may be what they make of SIGTERM.
 */
const wasCutShort = ({ containers }: StoppedTask, container: string | null): boolean =>
  containers.some(({ name, reason, exitCode }) => name !== container && reason !== null && exitCode !== 0);

const byAws = new Set(['SpotInterruption', 'TerminationNotice', 'ServiceSchedulerInitiated']);

function adviceOn(stop: StoppedTask, ran: boolean): Pick<Unproven, 'advice' | 'mayHelp'> {
  const cause = causeOf(stop);
  if ('advice' in cause) return { advice: cause.advice, mayHelp: cause.kind === 'infrastructure' };
  if (byAws.has(stop.stopCode ?? ''))
    return {
      advice: 'AWS ended it. Release again. On Spot capacity, that can happen at any time.',
      mayHelp: true,
    };
  return ran
    ? { advice: 'Find who or what stopped it, and release again.', mayHelp: false }
    : {
        advice:
          'Correct the command, container or revision of the check if they are wrong. Otherwise release again.',
        mayHelp: false,
      };
}
