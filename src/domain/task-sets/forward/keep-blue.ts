// Keeps blue while green is unhealthy.
import { traitsOf } from '../../common/request/commands.ts';
import { restoredNotes } from '../health/drift.ts';
import { badStreak } from '../model/failure-at.ts';
import { warmUntilMs } from './defer.ts';
import { paceMs } from '../../common/values/pace.ts';
import { canServe } from '../health/readiness.ts';

import type { Step } from '../model/step.ts';
import { leftUndone } from '../evolve/undone.ts';
import { formatSet } from '../roles/describe-set.ts';
import type { TaskSetView } from '../model/world.ts';
import { describeTraffic } from '../health/describe-traffic.ts';
import type { Scene } from '../roles/scene.ts';
import { end, wait } from '../model/make-step.ts';

/** How long green may take to recover before the run ends and leaves blue for a person to decide. */
const recoveryMs = 120_000;

/** Why green needs its blue in this observation. `null`: it does not. */
export function whyNeeded({ world, roles, memory }: Scene): string | null {
  if (roles.green === null) return null;
  const able = canServe(world, roles.green, false, memory.healthyDue);
  return able.isYes ? null : able.why;
}

/**
 * After the bake, nothing rolls back automatically. But blue is not deleted while green is unhealthy, since a rollback may
 * need it. A teardown with `force` continues.
 */
export function keepForUnhealthyGreen(scene: Scene, blue: TaskSetView): Step | null {
  const { request, world, memory } = scene;
  const why = whyNeeded(scene);
  if (why === null || blue.status === 'DRAINING') return null;
  const isAsked = traitsOf(request).endsWarmTime;
  if (isAsked && request.isForced) return null;
  const dueMs = isAsked ? memory.startedAtMs : Math.max(warmUntilMs(scene), memory.startedAtMs);
  const waitedMs = world.nowMs - dueMs;
  if (waitedMs < recoveryMs || memory.badTargetStreak < badStreak)
    return wait('warm', 'waiting-for-ready', `blue ${blue.id} is kept: ${why}`, paceMs(waitedMs));
  return endKept(scene, blue, why);
}

function endKept({ request, roles, memory, world }: Scene, blue: TaskSetView, why: string): Step {
  return end(
    'failed',
    'left-alone',
    `Not torn down: ${why}, so blue ${formatSet(blue)} of service ${request.service} is kept although its time is over: a rollback ` +
      `may need it. ${describeTraffic(roles)} Run the command rollback to return to it. Or fix the live version, then run the ` +
      'command teardown.',
    [...restoredNotes(memory, world.nowMs), ...leftUndone(memory)],
  );
}
