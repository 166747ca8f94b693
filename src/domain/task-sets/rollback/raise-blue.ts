// Scales blue up, or has its health checked again, before traffic returns to it.
import type { Request } from '../../common/request/request.ts';
import { isBlind } from '../model/look.ts';
import type { Memory } from '../model/memory.ts';
import { fullScale, leaseScaleOf } from '../tags/lease.ts';

import type { Step, Write } from '../model/step.ts';
import { isSameInAnyDirection, writeKey } from '../model/write-key.ts';
import { unlessAbandoned, type Scene } from '../roles/scene.ts';
import { healthyOwn } from '../health/readiness.ts';
import { isQuiet } from '../health/quiet.ts';
import { isOnAnyRule } from '../roles/roles.ts';
import { isReachedByCookies } from '../sessions/known.ts';
import { step, wait } from '../model/make-step.ts';
import { formatRule } from '../../common/load-balancer/traffic.ts';
import { isCutOff } from '../reset/reset.ts';
import { sinceCutOff } from '../warm/cut-off.ts';
import { rejoined } from '../sessions/cut.ts';

/** Then traffic returns to blue at once, and blue is scaled up after that. */
export const isGreenWithoutTargets = ({ world, roles }: Scene): boolean =>
  roles.green === null || healthyOwn(world, roles.green).length === 0;

/** Blue that was scaled down while it was warm can't carry all traffic, so it is scaled up first. */
export function raiseBlue(scene: Scene): Step | null {
  const { blue } = scene.roles;
  if (blue === null || blue.status === 'DRAINING') return null;
  const { tags } = scene.world.service;
  // The lease records the scale at which blue served. Without a lease, only a rollback that a person asked for has time for this.
  const isAsked = scene.memory.failure?.kind === 'requested';
  const percent = isAsked ? fullScale(tags, blue) : (leaseScaleOf(tags, blue)?.full ?? 0);
  if (blue.scalePercent >= percent) return null;
  const because = `blue ${blue.id} is at ${String(blue.scalePercent)} % and has to carry all traffic`;
  const write = { kind: 'scale', set: blue.arn, percent } as const;
  return (
    waitForAnswer(scene, write) ??
    unlessAbandoned(scene, step('rollback', 'waiting-for-blue-to-serve', because, write))
  );
}

/** It was scaled up in vain, and nothing moved to it: it costs what its lease says again. */
export function lowerAgain(scene: Scene): Step | null {
  const { world, roles, memory } = scene;
  const { blue } = roles;
  const lease = blue === null ? null : leaseScaleOf(world.service.tags, blue);
  if (blue?.status !== 'ACTIVE' || lease === null || blue.scalePercent <= lease.kept) return null;
  if (memory.fence?.isHeld !== true || memory.rollbackBegunMs !== null) return null;
  if (isOnAnyRule(world, blue) || isReachedByCookies(scene, blue) || !isQuiet(scene, blue)) return null;
  const because = `blue ${blue.id} did not get ready: it is kept warm at ${String(lease.kept)} % again`;
  const write = { kind: 'scale', set: blue.arn, percent: lease.kept } as const;
  return (
    waitForAnswer(scene, write) ?? unlessAbandoned(scene, step('rollback', 'lowering-blue', because, write))
  );
}

/** A teardown that was killed has cut its sessions, or something else took it out of the rules, so no rule checks its health. It joins a rule at weight 0 before it can serve. */
export function rejoinBlue(scene: Scene): Step | null {
  const { blue, pair } = scene.roles;
  if (blue === null || pair?.blue == null || blue.status === 'DRAINING' || !isCutOff(scene.world, blue))
    return null;
  const write = rejoined(scene, pair.blue);
  if (write === null) return null;
  const because = `no rule checks the health of blue ${blue.id} ${sinceCutOff(scene)}: it joins ${formatRule(write.rule)} at weight 0`;
  return (
    waitForAnswer(scene, write) ??
    unlessAbandoned(scene, step('rollback', 'waiting-for-blue-to-serve', because, write))
  );
}

/** How long blue may take to recover. Until then, production stays on green. */
export const blueRecoveryMs = 120_000;

/** How long a blue that was scaled down may take to start its tasks. */
export const raiseSeconds = ({ readyTimeoutSeconds }: Request): number =>
  Math.max(blueRecoveryMs / 1000, readyTimeoutSeconds);

/** Its lease says that it was scaled down. It may be scaling up now. */
export function wasLowered({ world, roles }: Scene): boolean {
  const lease = roles.blue === null ? null : leaseScaleOf(world.service.tags, roles.blue);
  return lease !== null && lease.kept < lease.full;
}

/** The write was sent already, or failed for now: observe again soon instead of writing twice. */
export function waitForAnswer(scene: Scene, write: Write): Step | null {
  const { memory, world } = scene;
  const { trouble } = memory;
  // A blind run can't read back a write that got no answer. It repeats the write.
  if (isJustSent(scene, write) && !(isBlind(world) && isFailing(memory, write)))
    return wait('rollback', 'reading-back', 'the rollback does not show yet', 300);
  if (trouble !== null && isFailing(memory, write) && world.nowMs - trouble.lastMs < 500)
    return wait('rollback', 'backing-off', `${trouble.last.code}; trying again`, 500);
  return null;
}

export const isFailing = ({ trouble }: Memory, write: Write): boolean =>
  trouble !== null && isSameInAnyDirection(trouble.key, writeKey(write));

export const isJustSent = ({ memory: { pending }, world }: Scene, write: Write): boolean =>
  pending !== null &&
  isSameInAnyDirection(writeKey(pending.write), writeKey(write)) &&
  world.nowMs - pending.atMs < 3000;
