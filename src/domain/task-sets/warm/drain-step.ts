// Which step of a drain comes next.
import { stepsBelow, type Drain } from '../../common/tasks/drain.ts';

/** What is known of a blue whose warm time is over. */
export interface Drained {
  readonly nowMs: number;
  readonly desiredCount: number;
  readonly scalePercent: number;
  /** Tasks of it that run or start. ECS may keep protected tasks after they are no longer wanted. */
  readonly tasks: number;
  /** The last step that the lease names, and when it was written. `null`: none. */
  readonly noted: Noted | null;
  /** When ECS last changed it, which is when the last step was taken, or later. `null`: ECS doesn't say. */
  readonly updatedAtMs: number | null;
}

interface Noted {
  readonly percent: number;
  readonly atMs: number;
}

export type DrainStep =
  /** The lease has to name the step first, or again. */
  | { readonly kind: 'note'; readonly percent: number }
  | { readonly kind: 'scale'; readonly percent: number }
  /** A step lasts until then. `next`: the scale of the next one; `null`: the deletion is next. */
  | { readonly kind: 'lasts'; readonly untilMs: number; readonly next: number | null }
  /** The last step is over, and tasks still run. */
  | { readonly kind: 'held'; readonly untilMs: number }
  | { readonly kind: 'over' };

/**
 * If a step was noted and not carried out for this long, its process was killed in between, and it is noted again: the next
 * step must not follow within seconds.
 */
const staleNoteMs = 60_000;

/**
 * A step counts from when it was taken, which comes after its note: a process may have been killed in between. If ECS counts
 * its own changes too (fact 21g), the step lasts longer than that, by as much as a note may wait.
 */
const takenAtMs = ({ updatedAtMs }: Pick<Drained, 'updatedAtMs'>, { atMs }: Noted): number =>
  Math.min(Math.max(updatedAtMs ?? atMs, atMs), atMs + staleNoteMs);

/** How long ECS keeps a protected task at most (fact 21e). */
export const longestProtectionMs = 48 * 3_600_000;

/** One step after the other, each at least as long as the drain says. After the last one, blue may be deleted. */
export function nextDrainStep(drain: Drain, blue: Drained): DrainStep {
  const { nowMs, noted, scalePercent, tasks } = blue;
  const steps = stepsBelow(drain, blue.desiredCount, scalePercent);
  if (noted !== null && scalePercent > noted.percent) {
    const isFresh = nowMs - noted.atMs < staleNoteMs;
    return { kind: isFresh ? 'scale' : 'note', percent: noted.percent };
  }
  const [next] = steps;
  const untilMs = (noted === null ? 0 : takenAtMs(blue, noted)) + drain.everySeconds * 1000;
  if (noted !== null && nowMs < untilMs && (next !== undefined || tasks > 0))
    return { kind: 'lasts', untilMs, next: next ?? null };
  if (next !== undefined) return { kind: 'note', percent: next };
  const heldUntilMs = (noted?.atMs ?? 0) + longestProtectionMs;
  return tasks > 0 && nowMs < heldUntilMs ? { kind: 'held', untilMs: heldUntilMs } : { kind: 'over' };
}

/**
 * When the last step ends, if each begins as early as it may. `fromMs`: when the first one may begin, if none has. Tasks that
 * are protected may run longer.
 */
export function drainEndsMs(drain: Drain, blue: Drained, fromMs: number): number {
  const { nowMs, noted } = blue;
  const everyMs = drain.everySeconds * 1000;
  const left = stepsBelow(drain, blue.desiredCount, blue.scalePercent).length * everyMs;
  if (noted === null) return left === 0 ? fromMs : Math.max(fromMs, nowMs) + left;
  const isSent = blue.scalePercent <= noted.percent;
  const endsMs = takenAtMs(blue, noted) + everyMs;
  if (!isSent) return Math.max(nowMs, noted.atMs) + left;
  return (left === 0 ? endsMs : Math.max(endsMs, nowMs)) + left;
}
