import { fullScale, leaseScaleOf } from '../tags/lease.ts';

import type { Step, Write } from '../model/step.ts';
import { writeKey } from '../roles/writes.ts';
import { unlessAbandoned, type Scene } from '../roles/scene.ts';
import { step, wait } from '../model/make-step.ts';

/** Blue that was scaled down while it was warm can't carry everybody: it is brought back to full scale first. */
export function raiseBlue(scene: Scene): Step | null {
  const { blue } = scene.roles;
  if (blue === null || blue.status === 'DRAINING') return null;
  const { tags } = scene.world.service;
  // Its lease says what it served with; without one only somebody who asks has the time to make sure.
  const isAsked = scene.memory.failure?.kind === 'requested';
  const percent = isAsked ? fullScale(tags, blue) : (leaseScaleOf(tags, blue)?.full ?? 0);
  if (blue.scalePercent >= percent) return null;
  const because = `blue ${blue.id} stands at ${String(blue.scalePercent)} % and has to carry all of the traffic`;
  const write = { kind: 'scale', set: blue.arn, percent } as const;
  return (
    waitForAnswer(scene, write) ??
    unlessAbandoned(scene, step('rollback', 'waiting-for-blue-to-serve', because, write))
  );
}

/** Its lease says that it stood lower than it served with, and it may be on its way up. */
export function wasLowered({ world, roles }: Scene): boolean {
  const lease = roles.blue === null ? null : leaseScaleOf(world.service.tags, roles.blue);
  return lease !== null && lease.kept < lease.full;
}

/** Written already, or refused for the moment: look again soon rather than write twice. */
export function waitForAnswer(scene: Scene, write: Write): Step | null {
  const { memory, world } = scene;
  const { trouble } = memory;
  if (isJustSent(scene, write))
    return wait('rollback', 'reading-back', 'the way back does not show yet', 300);
  if (trouble?.key === writeKey(write) && world.nowMs - trouble.lastMs < 500)
    return wait('rollback', 'backing-off', `${trouble.last.code}; trying again`, 500);
  return null;
}

export const isJustSent = ({ memory: { pending }, world }: Scene, write: Write): boolean =>
  pending !== null && writeKey(pending.write) === writeKey(write) && world.nowMs - pending.atMs < 3000;
