// Checks whose task never ran, or was ended by something else: they show nothing about the version.
import type { Check } from '../../common/checks/check.ts';
import type { CheckMemory } from '../../common/probes/check-memory.ts';
import type { Failure } from '../../common/run/failure.ts';
import { lastPart } from '../../common/values/arn.ts';
import { formatDuration } from '../../common/values/duration.ts';
import { failure } from '../model/failure-at.ts';
import type { Scene } from '../roles/scene.ts';
import { testTaskIn } from './test-task.ts';

interface Unrun {
  readonly own: CheckMemory;
  /** Since when it is due. `null`: it is not yet. */
  readonly sinceMs: number | null;
  readonly reason: 'smoke-test-not-runnable' | 'bake-check-failed';
}

/** `null`: it may still run, or it ran. */
export function unprovenFailure(scene: Scene, check: Check, { own, sinceMs, reason }: Unrun): Failure | null {
  if (check.kind !== 'task') return null;
  const where = reason === 'bake-check-failed' ? ' in the bake' : '';
  if (own.unproven === 'final')
    return failure(
      scene,
      reason,
      `the check ${check.name} could not be run${where}: ${own.lastFailure ?? ''}`,
      own.advice ?? '',
    );
  const isOver = sinceMs !== null && scene.world.nowMs - sinceMs >= check.timeoutSeconds * 1000;
  if (!isOver || own.isFailed || own.hasConnected) return null;
  const { what, advice } = unstarted(scene, check, own);
  const last = own.lastFailure === null ? '' : ` (${own.lastFailure})`;
  return failure(
    scene,
    reason,
    `${what} within ${formatDuration(check.timeoutSeconds)}${where}${last}`,
    advice,
  );
}

/** What became of its task. */
function unstarted(
  scene: Scene,
  { name }: Check,
  { unproven }: CheckMemory,
): Readonly<Record<'what' | 'advice', string>> {
  const task = testTaskIn(scene);
  if (task?.isToRun === true)
    return {
      what: `task ${lastPart(task.arn)} of the check ${name} is ${task.lastStatus}: it did not run`,
      advice:
        'It may wait for capacity, an address or its image. Release again, or raise the timeout of the check.',
    };
  const what =
    unproven === null
      ? `no task could be started for the check ${name}`
      : `the check ${name} could not be run again`;
  return { what, advice: 'The version is not the cause: release it again.' };
}
