// Past an irreversible step, the version before can't run any more: nothing returns to it on its own.
import type { Failure } from '../../common/run/failure.ts';
import { describeTraffic } from '../health/describe-traffic.ts';
import { end } from '../model/make-step.ts';
import type { Step } from '../model/step.ts';
import { leftUndone } from '../evolve/undone.ts';
import { isKeptGreen } from '../roles/kept-green.ts';
import type { Scene } from '../roles/scene.ts';
import { formatSet } from '../roles/describe-set.ts';
import { whyForwardOnly } from '../tags/contract.ts';
import { isForcedWithReason } from '../../common/request/request.ts';

/** Whether production stays on green although the release has failed. */
export function isFrozen(scene: Scene, { kind }: Failure): boolean {
  const { roles, memory, request, world } = scene;
  const { green, blue } = roles;
  if (green === null || whyForwardOnly(world, green) === null) return false;
  // A person decided it, in this run or in one that was killed.
  const isPermitted = kind === 'requested' && isForcedWithReason(request);
  const hasBegun = memory.rollbackBegunMs !== null || memory.isLabelTried;
  if (isPermitted || hasBegun || kind === 'unfinished') return false;
  // It is newer than what is live, so nothing of the live version speaks against it.
  return blue === null || !isKeptGreen(world, blue);
}

/** Loudly: users may have errors, and only a person can decide. */
export function freeze(scene: Scene, failure: Failure): Step | null {
  const { roles, request, memory, world } = scene;
  const { green } = roles;
  if (green === null || !isFrozen(scene, failure)) return null;
  return end(
    'failed',
    'forward-only',
    `NOT rolled back: ${failure.what}, and ${formatSet(green)} is forward-only (${whyForwardOnly(world, green) ?? ''}): an ` +
      `older version may not run any more. ${describeTraffic(roles)} Users may have errors. Release a version of service ` +
      `${request.service} that works. If you know that the previous version still works, run the command rollback with force: ` +
      'true and a reason.',
    leftUndone(memory),
  );
}
