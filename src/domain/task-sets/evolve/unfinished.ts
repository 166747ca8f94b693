// A way back that an earlier process had begun, and did not come to the end of.
import { traitsOf } from '../../common/request/commands.ts';
import { isOwnRun } from '../../common/run/fence.ts';

import { isBeingRolledBack } from '../roles/staged.ts';
import { formatRule, weightOf } from '../../common/load-balancer/traffic.ts';
import type { TaskSetView } from '../model/world.ts';
import type { Failure } from '../../common/run/failure.ts';
import type { Scene } from '../roles/scene.ts';
import { failure } from './failure-at.ts';

/** The label comes first both ways. Green with traffic while blue is PRIMARY: an earlier process had begun to go back. */
export function unfinishedRollback(scene: Scene, green: TaskSetView): Failure | null {
  const { blue } = scene.roles;
  if (scene.memory.hasLabelledGreen || green.status === 'PRIMARY' || blue?.status !== 'PRIMARY') return null;
  const { fence, green: named } = scene.world.service.tags;
  // This process has held the service since before, and no lease says that anybody had begun to switch.
  const isByOthers = scene.memory.fence !== null && scene.memory.fence.value === fence && named !== green.arn;
  return isByOthers ? exposed(scene, green) : unfinished(scene, `green task set ${green.id}`);
}

/** All of its rules are back, and it still stands: promoting it once more would bring back what this run took away. */
export function unfinishedPromotion(scene: Scene, green: TaskSetView): Failure | null {
  const { request, world, roles, memory } = scene;
  const isLeft =
    !memory.hasLabelledGreen && isBeingRolledBack(world, green) && roles.blue?.status === 'PRIMARY';
  if (traitsOf(request).green !== 'staged' || !isLeft) return null;
  return unfinished(scene, `green task set ${green.id}`);
}

/** Users are not left on what no gate has passed, whatever on-drift says: blue serves, and both states are told. */
const exposed = (scene: Scene, green: TaskSetView): Failure =>
  failure(
    scene,
    'exposed-before-switch',
    `somebody else gave green task set ${green.id} production weight before it was proven (${scene.roles.production
      .filter((rule) => scene.roles.pair !== null && weightOf(rule, scene.roles.pair.green) > 0)
      .map(formatRule)
      .join(', ')})`,
    'Find what writes the rules (infrastructure code that resets weights should ignore them), then run the release again.',
  );

const unfinished = (scene: Scene, from: string): Failure =>
  failure(
    scene,
    'unfinished-rollback',
    `an earlier process of this release had begun the way back from ${from} to blue ${scene.roles.blue?.id ?? ''}`.trimEnd(),
    'Read the earlier attempt for the reason, mend it, and release again.',
  );

/** This run promoted a set that is gone, and the tags of its switch are not: it died while it tidied up after the way back. */
export function unfinishedTidying(scene: Scene): Failure | null {
  const { request, world } = scene;
  const { green, fence } = world.service.tags;
  if (traitsOf(request).green !== 'staged' || green === undefined || !isOwnRun(fence, request.release.runId))
    return null;
  const isThere = world.taskSets.some(({ arn, status }) => arn === green && status !== 'DRAINING');
  return isThere ? null : unfinished(scene, 'a green task set that is gone');
}
