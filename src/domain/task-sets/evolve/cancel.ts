import type { Memory } from '../model/memory.ts';
import { isOwnSet } from '../roles/green-role.ts';

import { isToRollBack } from './rolled-back.ts';
import type { Failure } from '../../common/run/failure.ts';
import type { Scene } from '../roles/scene.ts';
import { isGreenLive, isSwitched } from '../health/switch-state.ts';
import { failure } from './failure-at.ts';

/** A run that has written nothing, and whose release has no green, leaves everything to whoever is at it. */
function isRolledBackByCancel(scene: Scene): boolean {
  const { request, roles, memory } = scene;
  const isOwn = roles.green !== null && isOwnSet(request, scene.world, memory, roles.green);
  // Killed before its fence was written, a run had changed nothing.
  const hasBegun = memory.isPreflightPassed && (memory.interrupted === null || memory.fence !== null);
  switch (request.command) {
    case 'deploy':
    case 'stage':
      return isOwn ? !(request.command === 'stage' && isGreenLive(scene)) : hasBegun;
    case 'promote':
      return hasBegun;
    case 'rollback':
      // Production is where it was asked to be: going back from there would undo the rollback.
      return isOwn ? !isSwitched(scene) : memory.isPreflightPassed && !isToRollBack(scene);
    case 'teardown':
    case 'sweep':
    case 'status':
    case 'plan':
      return false;
  }
}

/** What a cancel calls for: before the end of the bake the way back, after it nothing. */
export function cancelFailure(scene: Scene, memory: Memory): Failure | null {
  if (!memory.isCancelled || memory.isBakePassed || scene.request.onCancel === 'keep') return null;
  if (!isRolledBackByCancel(scene)) return null;
  const why = memory.interrupted?.why ?? 'the run was cancelled';
  return failure(scene, 'cancelled', why, 'Run the release again when you want it.');
}
