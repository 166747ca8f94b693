import { leaseScaleOf, formatLeaseScale } from '../tags/lease.ts';
import { isAdopted, isOurs } from '../roles/ours.ts';
import { isOnAnyRule } from '../roles/roles.ts';

import type { Step } from '../model/step.ts';
import type { TaskSetView } from '../model/world.ts';
import { unlessAbandoned, type Scene } from '../roles/scene.ts';
import { step, wait } from '../model/make-step.ts';
import { isQuiet, quietInMs } from '../health/quiet.ts';

/**
 * Warm blue at a lower scale, which costs less. First the lease says so, then it is true: what the lease promises is
 * never more than what stands there (invariant 1). It keeps a scale that is lower already, and is left alone where
 * the same number of tasks would run, since then nothing is saved and the way back would only look slow.
 */
export function lowerBlue(scene: Scene, blue: TaskSetView): Step | null {
  const { request, world } = scene;
  const { tags, desiredCount } = world.service;
  const percent = request.warmScalePercent;
  const isFewer = Math.ceil((desiredCount * percent) / 100) < blue.computedDesired;
  if (blue.status !== 'ACTIVE' || blue.scalePercent <= percent || !isFewer) return null;
  if (isOnAnyRule(world, blue) || !(isOurs(blue) || isAdopted(world, blue))) return null;
  // A node that does not know the switch yet still needs all of blue.
  if (!isQuiet(scene, blue))
    return wait(
      'warm',
      'letting-nodes-follow',
      'every node has to know the switch first',
      quietInMs(scene, blue),
    );
  const lease = leaseScaleOf(tags, blue);
  if (lease === null) return null;
  const because = `blue ${blue.id} is kept warm at ${String(percent)} %`;
  if (lease.kept > percent) {
    const text = formatLeaseScale({ kept: percent, full: Math.max(lease.full, blue.scalePercent) });
    const write = { kind: 'tag-service', tags: { 'lease-scale': text } } as const;
    return unlessAbandoned(
      scene,
      step('warm', 'lowering-blue', `${because}: the lease says so first`, write),
    );
  }
  const write = { kind: 'scale', set: blue.arn, percent } as const;
  return unlessAbandoned(scene, step('warm', 'lowering-blue', because, write));
}
