// Deletes green after a rollback.
import { remove } from '../forward/supersede.ts';
import { isToGo, isToKeep, isRolledBackDraining } from '../evolve/rolled-back.ts';

import { paceMs } from '../../common/values/pace.ts';
import { isOnAnyRule } from '../roles/roles.ts';

import type { Step } from '../model/step.ts';
import { keptGreen } from '../roles/kept-green.ts';
import { formatSet } from '../roles/describe-set.ts';
import type { TaskSetView } from '../model/world.ts';
import type { Failure } from '../../common/run/failure.ts';
import { unlessAbandoned, type Scene } from '../roles/scene.ts';
import { orWhileTooEarly } from '../model/attempt.ts';
import { step, wait } from '../model/make-step.ts';
import { isQuiet, quietInMs, weightlessInMs } from '../health/quiet.ts';
import { endSessions } from '../sessions/cut.ts';

/** An earlier process may have deleted green, and been killed before it cleaned up. */
export const isResumed = ({ kind }: Failure): boolean => kind === 'requested' || kind === 'unfinished';

const isStillDraining = (scene: Scene): boolean =>
  scene.memory.failure !== null &&
  isResumed(scene.memory.failure) &&
  (isRolledBackDraining(scene) ||
    scene.world.taskSets.some(
      ({ arn, status }) => status === 'DRAINING' && arn === scene.world.service.tags.green,
    ));

/** Green is deleted, unless it is kept for inspection or not ours (invariant 5). */
export function deleteGreen(scene: Scene): Step | null {
  const { green } = scene.roles;
  if (green === null) return isStillDraining(scene) ? awaitVanishing(scene) : null;
  if (green.status === 'DRAINING') return awaitVanishing(scene);
  if (!isToGo(scene, green)) return null;
  if (isToKeep(scene, green)) return cutKept(scene, green);
  // If AWS refused to move a test rule, testers still see green: it stays, and the end reports that.
  if (isOnAnyRule(scene.world, green)) return null;
  const wasNeverLive = !mayHaveBeenLive(scene, green);
  if (green.status === 'PRIMARY') {
    const leftMs = wasNeverLive ? 0 : weightlessInMs(scene, green);
    return leftMs > 0 ? awaitNodes(leftMs) : emptyGreen(scene);
  }
  const because = `green ${formatSet(green)} was rolled back`;
  const removal = { phase: 'rollback', reason: 'deleting-green', because, wasNeverLive } as const;
  return orWhileTooEarly(remove(scene, green, removal), awaitNodes);
}

/** It is kept, and no user is to reach it by a cookie. */
function cutKept(scene: Scene, green: TaskSetView): Step | null {
  const what = keptGreen(scene.world)?.reason === 'fallback' ? 'in case blue fails' : 'for inspection';
  const because = `green ${formatSet(green)} was rolled back and is kept ${what}`;
  const ending = endSessions(scene, green, { phase: 'rollback', because });
  return ending === null ? null : orWhileTooEarly(ending, awaitNodes);
}

const awaitNodes = (ms: number): Step =>
  wait('rollback', 'letting-nodes-follow', 'waiting for all load balancer nodes to pick up the rollback', ms);

/** A process that started after the rules left green did not see when that was. */
const mayHaveBeenLive = ({ memory }: Scene, green: TaskSetView): boolean =>
  memory.lastOnRulesMs[green.arn] !== undefined ||
  memory.hasGreenBeenLive ||
  memory.failure?.kind === 'requested';

/** PRIMARY without a blue to take the label: ECS never deletes it, so it is scaled to 0, and the end reports that. */
function emptyGreen(scene: Scene): Step | null {
  const { green, blue } = scene.roles;
  if (green === null || blue !== null || green.scalePercent === 0) return null;
  const because = `green ${green.id} is PRIMARY and no other task set can be, so ECS does not delete it: it is scaled to 0`;
  const ending = endSessions(scene, green, { phase: 'rollback', because });
  if (ending !== null) return orWhileTooEarly(ending, awaitNodes);
  const isAsked = scene.memory.lastByCookiesMs[green.arn] !== undefined;
  if (isAsked && !isQuiet(scene, green)) return awaitNodes(quietInMs(scene, green));
  return unlessAbandoned(
    scene,
    step('rollback', 'deleting-green', because, { kind: 'scale', set: green.arn, percent: 0 }),
  );
}

function awaitVanishing({ world, memory }: Scene): Step | null {
  const waitedMs = world.nowMs - (memory.vanishingSinceMs ?? world.nowMs);
  // The post step only sends the deletion. ECS completes it.
  if (waitedMs > 720_000 || memory.interrupted !== null) return null;
  return wait('rollback', 'waiting-for-green-to-vanish', 'green is draining', paceMs(waitedMs, 1500));
}
