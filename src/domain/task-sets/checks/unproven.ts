// Checks whose task never ran, was ended by something else, or can't be read: they show nothing about the version.
import type { Check } from '../../common/checks/check.ts';
import type { CheckMemory } from '../../common/probes/check-memory.ts';
import { adviceOn, describeFailedCall } from '../../common/run/advice.ts';
import { lastPart } from '../../common/values/arn.ts';
import { formatDuration } from '../../common/values/duration.ts';
import type { Trouble } from '../../common/values/trouble.ts';
import { failingOf } from '../model/look.ts';
import type { Scene } from '../roles/scene.ts';
import { isOverdue } from './jobs.ts';
import { testTaskIn } from './test-task.ts';

interface Unrun {
  readonly own: CheckMemory;
  /** Since when it is due. `null`: it is not yet. */
  readonly sinceMs: number | null;
}

/** Why a check has no result, and what to do. */
type Words = Readonly<Record<'what' | 'advice', string>>;

/** `called`: what the words call the check. `null`: it may still run, or it ran. */
export function unrunIn(
  scene: Scene,
  check: Check,
  { own, sinceMs }: Unrun,
  called = `the check ${check.name}`,
): Words | null {
  if (check.kind !== 'task') return null;
  if (own.unproven === 'final')
    return { what: `${called} could not be run: ${own.lastFailure ?? ''}`, advice: own.advice ?? '' };
  if (!isOverdue(scene, check, sinceMs) || own.isFailed) return null;
  const within = `within ${formatDuration(check.timeoutSeconds)}`;
  const unread = unreadIn(scene);
  if (unread !== null)
    return {
      what: `the task of ${called} could not be read ${within} (${describeFailedCall(unread)})`,
      advice: adviceOn(unread),
    };
  if (own.hasConnected) return null;
  const { what, advice } = unstarted(scene, called, own);
  const last = own.lastFailure === null ? '' : ` (${own.lastFailure})`;
  return { what: `${what} ${within}${last}`, advice };
}

/** One read that fails misses no end of a task: the next one shows it. */
const unreadAfterMs = 10_000;

/** Why nothing is known of a task that may have ended. `null`: tasks are read. */
function unreadIn({ world }: Scene): Trouble | null {
  const failing = failingOf(world, 'tasks');
  return failing !== null && world.nowMs - failing.sinceMs >= unreadAfterMs ? failing.trouble : null;
}

/** What became of its task. */
function unstarted(scene: Scene, called: string, { unproven }: CheckMemory): Words {
  const task = testTaskIn(scene);
  if (task?.stop === null)
    return {
      what: `task ${lastPart(task.arn)} of ${called} is ${task.lastStatus}: it did not run`,
      advice:
        'It may wait for capacity, an address or its image. Release again, or raise the timeout of the check.',
    };
  const started = task === undefined ? (scene.memory.testTask?.arn ?? null) : null;
  if (started !== null)
    return {
      what: `task ${lastPart(started)} of ${called} was started, but ECS did not show it`,
      advice: 'The version is not the cause: release it again.',
    };
  const what =
    unproven === null ? `no task could be started for ${called}` : `${called} could not be run again`;
  return { what, advice: 'The version is not the cause: release it again.' };
}
