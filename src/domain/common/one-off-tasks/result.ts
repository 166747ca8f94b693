// How a one-off task ended.
import { causeOf } from '../tasks/stop-causes.ts';
import { describeStop } from '../tasks/stops.ts';
import { lastPart } from '../values/arn.ts';
import type { OneOffTask } from './task.ts';

export type TaskResult =
  | { readonly kind: 'running' }
  | { readonly kind: 'passed' }
  /** `advice` null: the command itself failed. */
  | { readonly kind: 'failed'; readonly what: string; readonly advice: string | null };

/** Only exit code 0 of the container passes. One that shows no exit code has not proved anything. */
export function resultOf({ arn, stop }: OneOffTask, container: string | null): TaskResult {
  if (stop === null) return { kind: 'running' };
  const own = stop.containers.find(({ name }) => name === container);
  if (own?.exitCode === 0 && stop.stopCode === 'EssentialContainerExited') return { kind: 'passed' };
  const cause = causeOf(stop);
  return {
    kind: 'failed',
    what: `task ${lastPart(arn)} ended: ${describeStop(stop, container)}`,
    advice: 'advice' in cause ? cause.advice : null,
  };
}
