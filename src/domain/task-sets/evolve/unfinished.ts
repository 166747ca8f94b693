// What an earlier process began and did not finish: a rollback, or a bake.
import { traitsOf } from '../../common/request/commands.ts';
import { isOwnRun } from '../../common/run/fence.ts';

import { isBeingRolledBack } from '../roles/staged.ts';
import { formatRule, weightOf } from '../../common/load-balancer/traffic.ts';
import type { TaskSetView } from '../model/world.ts';
import type { Failure } from '../../common/run/failure.ts';
import type { Scene } from '../roles/scene.ts';
import { hasNothingToPass } from '../checks/proof.ts';
import { canNotServe } from '../health/comparison.ts';
import { isSwitched } from '../health/switch-state.ts';
import { hasBadTargets } from './failures-after-switch.ts';
import { failure } from '../model/failure-at.ts';

/** The label moves first in both directions. If green has traffic and blue is PRIMARY, an earlier process began a rollback. */
export function unfinishedRollback(scene: Scene, green: TaskSetView): Failure | null {
  const { blue } = scene.roles;
  if (scene.memory.hasLabelledGreen || green.status === 'PRIMARY' || blue?.status !== 'PRIMARY') return null;
  const { fence, green: named } = scene.world.service.tags;
  // This process already held the service, and no lease says that a switch had begun.
  const isByOthers = scene.memory.fence !== null && scene.memory.fence.value === fence && named !== green.arn;
  return isByOthers ? exposed(scene, green) : unfinished(scene, `green task set ${green.id}`);
}

/** Its rules are back on blue, and it still exists. Promoting it again would undo this run's rollback. */
export function unfinishedPromotion(scene: Scene, green: TaskSetView): Failure | null {
  const { request, world, roles, memory } = scene;
  const isLeft =
    !memory.hasLabelledGreen && isBeingRolledBack(world, green) && roles.blue?.status === 'PRIMARY';
  if (traitsOf(request).green !== 'staged' || !isLeft) return null;
  return unfinished(scene, `green task set ${green.id}`);
}

/** Users must not stay on a green that has passed no gate, whatever on-drift says. */
const exposed = (scene: Scene, green: TaskSetView): Failure =>
  failure(
    scene,
    'exposed-before-switch',
    `somebody else gave green task set ${green.id} production weight before it passed its gates (${scene.roles.production
      .filter((rule) => scene.roles.pair !== null && weightOf(rule, scene.roles.pair.green) > 0)
      .map(formatRule)
      .join(', ')})`,
    'Find what writes the rules (infrastructure code that resets weights should ignore them), then run the release again.',
  );

const unfinished = (scene: Scene, from: string): Failure =>
  failure(
    scene,
    'unfinished-rollback',
    `an earlier process of this release began a rollback from ${from} to blue ${scene.roles.blue?.id ?? ''}`.trimEnd(),
    'Find the reason in the earlier attempt, fix it, and release again.',
  );

/** The green that this run promoted is gone, but the tags of its switch are not: the process was killed while it cleaned up after a rollback. */
export function unfinishedCleanup(scene: Scene): Failure | null {
  const { request, world } = scene;
  const { green, fence } = world.service.tags;
  if (traitsOf(request).green !== 'staged' || green === undefined || !isOwnRun(fence, request.release.runId))
    return null;
  const isThere = world.taskSets.some(({ arn, status }) => arn === green && status !== 'DRAINING');
  return isThere ? null : unfinished(scene, 'a green task set that is gone');
}

/**
 * For the post step: whether the bake is over, because its time in the tags has passed, or because blue is being
 * deleted. If blue has the label, a rollback had begun, and the bake isn't over. The same applies to an unhealthy green.
 */
export function isBakeOverByClock(scene: Scene): boolean {
  const { memory, roles, request, world } = scene;
  if (memory.interrupted === null || memory.failure !== null) return false;
  if (!isSwitched(scene) || roles.green?.status !== 'PRIMARY') return false;
  if (hasBadTargets(scene) || canNotServe(world, roles.green)) return false;
  // A bake goes on past its time until its tests have passed.
  if (memory.testTask?.arn === null || world.oneOffTasks.some(({ isToRun }) => isToRun)) return false;
  const { tags } = world.service;
  if (tags.green !== roles.green.arn) return roles.blue === null || roles.blue.status === 'DRAINING';
  if (roles.blue?.status === 'DRAINING') return true;
  // Nor has a check passed that nobody saw pass.
  if (!memory.areChecksOver && !hasNothingToPass(scene)) return false;
  const untilMs = Date.parse(tags['bake-until'] ?? '');
  const bakedMs = Date.parse(tags['switched-at'] ?? '') + request.bake.seconds * 1000;
  return world.nowMs >= (Number.isNaN(untilMs) ? bakedMs : untilMs);
}
