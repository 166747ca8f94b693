// What a cancel does to a release.
import type { Memory } from '../model/memory.ts';
import { isOwnSet } from '../roles/green-role.ts';

import { isToRollBack } from './rolled-back.ts';
import type { Failure } from '../../common/run/failure.ts';
import type { Scene } from '../roles/scene.ts';
import { isRepairing } from '../reset/reset.ts';
import { isGreenLive, isSwitched } from '../health/switch-state.ts';
import { failure } from '../model/failure-at.ts';

/** A run that wrote nothing, and whose release has no green, changes nothing. */
function isRolledBackByCancel(scene: Scene): boolean {
  const { request, roles, memory } = scene;
  const isOwn = roles.green !== null && isOwnSet(request, scene.world, memory, roles.green);
  // A run that was killed before it wrote its fence changed nothing.
  const hasBegun = memory.isPreflightPassed && (memory.interrupted === null || memory.fence !== null);
  switch (request.command) {
    case 'deploy':
    case 'stage':
      return isOwn ? !(request.command === 'stage' && isGreenLive(scene)) : hasBegun;
    case 'promote':
      return hasBegun;
    case 'rollback':
      // Once production is where the rollback was to bring it, a cancel must not undo that.
      return isOwn ? !isSwitched(scene) : memory.isPreflightPassed && !isToRollBack(scene);
    case 'teardown':
    case 'sweep':
    case 'status':
    case 'plan':
      return false;
  }
}

/** Before the end of the bake a cancel rolls back. After it, nothing changes. */
export function cancelFailure(scene: Scene, memory: Memory): Failure | null {
  if (!memory.isCancelled || memory.isBakePassed || scene.request.onCancel === 'keep') return null;
  if (isRepairing({ ...scene, memory })) return null;
  if (!isRolledBackByCancel(scene)) return null;
  const why = memory.interrupted?.why ?? 'the run was cancelled';
  return failure(scene, 'cancelled', why, 'To release, run it again.');
}
