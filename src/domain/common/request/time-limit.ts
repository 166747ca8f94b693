import type { Scene } from '../../task-sets/health/scene.ts';
import type { TaskSetView } from '../../task-sets/model/world.ts';
import type { Failure } from '../run/failure.ts';

/** What telling the end takes, and a clock that is a little off. */
export const marginMs = 120_000;
/** The way back, once begun, has to be done before the rights end: label, rules, and looks in between. */
const wayBackMs = 60_000;

/** What a plan foretells is another job's, whose credentials it does not know; a status waits for nothing. */
export const isBoundByTime = ({ command }: Scene['plan']): boolean =>
  command !== 'plan' && command !== 'status';

/** When the run has to have ended, in words; `null`: nothing is known to end it. */
export const limitWords = ({ timeLimit }: Scene['plan']): string | null =>
  timeLimit === null ? null : `${new Date(timeLimit.endsMs).toISOString()}: ${timeLimit.why}`;

/** What deleting the set takes until it has vanished: its targets are deregistered, its tasks stopped (fact 17). */
export function teardownMs({ world }: Pick<Scene, 'world'>, set: TaskSetView): number {
  const group = world.groups.find(({ arn }) => arn === set.attachment?.group);
  return ((group?.deregistrationDelaySeconds ?? 300) + 120) * 1000;
}

/** Whether a wait until then would outlast the job or its credentials. */
export const outlasts = ({ timeLimit }: Scene['plan'], untilMs: number): boolean =>
  timeLimit !== null && untilMs + marginMs > timeLimit.endsMs;

/**
 * Whether a bake that began now would outlast them: a way back at its end would have no rights left. `null`: it would
 * not. It completes "… , and".
 */
export function bakeOutlasts(plan: Scene['plan'], nowMs: number): string | null {
  const endsMs = nowMs + plan.bake.seconds * 1000 + wayBackMs;
  if (plan.timeLimit === null || plan.bake.seconds === 0 || endsMs <= plan.timeLimit.endsMs) return null;
  return `the bake (bake-time ${String(plan.bake.seconds)}s) would go on beyond ${limitWords(plan) ?? ''}`;
}

/** Green took so long to get ready that its bake would end without anybody to take it back: users never see it. */
export function outOfTime({ plan, world }: Scene): Failure | null {
  const late = plan.command === 'stage' || plan.isForced ? null : bakeOutlasts(plan, world.nowMs);
  if (late === null) return null;
  return {
    reason: 'out-of-time',
    what: `${late}, so green was not switched to`,
    advice:
      'Shorten bake-time, or give the job credentials that last longer (role-duration-seconds), then release again.',
    atMs: world.nowMs,
  };
}
