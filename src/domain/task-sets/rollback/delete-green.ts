import { remove } from '../forward/supersede.ts';
import { isToGo, isToKeep, isRolledBackDraining } from '../evolve/rolled-back.ts';

import { paceMs } from '../../common/values/pace.ts';
import { isOnAnyRule } from '../roles/roles.ts';

import type { Step } from '../model/step.ts';
import { formatSet } from '../roles/describe-set.ts';
import type { TaskSetView } from '../model/world.ts';
import type { Failure } from '../../common/run/failure.ts';
import { unlessAbandoned, type Scene } from '../roles/scene.ts';
import { orWhileTooEarly } from '../model/attempt.ts';
import { step, wait } from '../model/make-step.ts';
import { isQuiet, quietInMs } from '../health/quiet.ts';

/** What is taken back may have been deleted by an earlier process, which died before it had tidied up. */
export const isResumed = ({ kind }: Failure): boolean => kind === 'requested' || kind === 'unfinished';

const isStillDraining = (scene: Scene): boolean =>
  scene.memory.failure !== null &&
  isResumed(scene.memory.failure) &&
  (isRolledBackDraining(scene) ||
    scene.world.taskSets.some(
      ({ arn, status }) => status === 'DRAINING' && arn === scene.world.service.tags.green,
    ));

/** Green after the way back: removed, unless somebody wants to look at it or it is not ours (invariant 5). */
export function deleteGreen(scene: Scene): Step | null {
  const { green } = scene.roles;
  if (green === null) return isStillDraining(scene) ? awaitVanishing(scene) : null;
  if (green.status === 'DRAINING') return awaitVanishing(scene);
  if (!isToGo(scene, green) || isToKeep(scene, green)) return null;
  // A test rule that AWS would not take back still shows it to testers: then it stays, and the end says so.
  if (isOnAnyRule(scene.world, green)) return null;
  const wasNeverLive = !mayHaveBeenLive(scene, green);
  if (green.status === 'PRIMARY')
    return wasNeverLive || isQuiet(scene, green) ? emptyGreen(scene) : awaitNodes(quietInMs(scene, green));
  const because = `green ${formatSet(green)} is not wanted`;
  const removal = { phase: 'rollback', reason: 'deleting-green', because, wasNeverLive } as const;
  return orWhileTooEarly(remove(scene, green, removal), awaitNodes);
}

const awaitNodes = (ms: number): Step =>
  wait('rollback', 'letting-nodes-follow', 'waiting for all load balancer nodes to pick up the rollback', ms);

/** A process that came after the switch back did not see for itself when the rules left green. */
const mayHaveBeenLive = ({ memory }: Scene, green: TaskSetView): boolean =>
  memory.lastOnRulesMs[green.arn] !== undefined ||
  memory.hasGreenBeenLive ||
  memory.failure?.kind === 'requested';

/** PRIMARY without a blue to take the label: ECS never deletes it, so it is emptied and said. */
function emptyGreen(scene: Scene): Step | null {
  const { green, blue } = scene.roles;
  if (green === null || blue !== null || green.scalePercent === 0) return null;
  const because = `green ${green.id} is PRIMARY and no other set could be: it is emptied, ECS does not delete it`;
  return unlessAbandoned(
    scene,
    step('rollback', 'deleting-green', because, { kind: 'scale', set: green.arn, percent: 0 }),
  );
}

function awaitVanishing({ world, memory }: Scene): Step | null {
  const waitedMs = world.nowMs - (memory.vanishingSinceMs ?? world.nowMs);
  // Who finishes for another has sent the deletion, and ECS ends it.
  if (waitedMs > 720_000 || memory.interrupted !== null) return null;
  return wait('rollback', 'waiting-for-green-to-vanish', 'green is draining', paceMs(waitedMs, 1500));
}
