// Scales warm blue down (`warm-scale`).
import { leaseScaleOf, leaseWith, formatLeaseScale } from '../tags/lease.ts';
import { isAdopted, isOurs } from '../roles/ours.ts';
import { isOnAnyRule } from '../roles/roles.ts';

import { tasksAtScale } from '../../common/tasks/scale.ts';
import type { Step } from '../model/step.ts';
import type { TaskSetView } from '../model/world.ts';
import { unlessAbandoned, type Scene } from '../roles/scene.ts';
import { step, wait } from '../model/make-step.ts';
import { isQuiet, quietInMs } from '../health/quiet.ts';
import { isReachedByCookies } from '../sessions/known.ts';

/**
 * Warm blue at a lower scale costs less. The lease is lowered first, so that it never promises more than what runs
 * (invariant 1). A lower scale is kept as it is. If the same number of tasks would run, blue stays as it is: nothing would
 * be saved, and a rollback would be slower.
 */
export function lowerBlue(scene: Scene, blue: TaskSetView): Step | null {
  const { request, world } = scene;
  const { tags, desiredCount } = world.service;
  const percent = request.warmScalePercent;
  const isFewer = tasksAtScale(desiredCount, percent) < blue.computedDesired;
  if (blue.status !== 'ACTIVE' || blue.scalePercent <= percent || !isFewer) return null;
  if (isOnAnyRule(world, blue) || isReachedByCookies(scene, blue)) return null;
  if (!(isOurs(blue) || isAdopted(world, blue))) return null;
  // A load balancer node that has not picked up the switch still needs all of blue.
  if (!isQuiet(scene, blue))
    return wait(
      'warm',
      'letting-nodes-follow',
      'waiting for all load balancer nodes to pick up the switch',
      quietInMs(scene, blue),
    );
  const lease = leaseScaleOf(tags, blue);
  if (lease === null) return null;
  const because = `blue ${blue.id} is kept warm at ${String(percent)} %`;
  if (lease.kept > percent) {
    const text = formatLeaseScale({ kept: percent, full: Math.max(lease.full, blue.scalePercent) });
    const write = { kind: 'tag-service', tags: leaseWith(tags, { 'lease-scale': text }) } as const;
    return unlessAbandoned(
      scene,
      step('warm', 'lowering-blue', `${because}: the lease says so first`, write),
    );
  }
  const write = { kind: 'scale', set: blue.arn, percent } as const;
  return unlessAbandoned(scene, step('warm', 'lowering-blue', because, write));
}
