// What a rollback does once production is off green.
import { noteContract } from '../migrations/contract.ts';
import { awaitRetry, awaitWrite, holdFence, type WriteLimits } from '../forward/guards.ts';
import { raiseBlue } from './raise-blue.ts';
import { endAstray, endRolledBack } from './end.ts';
import { endOffPair } from './off-pair.ts';
import { awaitFallback } from './await-fallback.ts';
import { deleteGreen, isResumed } from './delete-green.ts';
import { clearTags, restoreScaling } from '../forward/teardown.ts';
import { stopLeft } from '../checks/left-tasks.ts';
import { parseFence } from '../../common/run/fence.ts';
import { idleKeptGreen } from '../roles/kept-green.ts';
import { productionProbing } from '../health/probing.ts';
import { isOnAnyRule } from '../roles/roles.ts';
import type { Step } from '../model/step.ts';
import { noteMigration } from '../migrations/migrate.ts';
import { noteRollback } from '../evolve/rolled-back.ts';
import { moveWeight, formatRule, weightOf } from '../../common/load-balancer/traffic.ts';
import type { Failure } from '../../common/run/failure.ts';
import { unlessAbandoned, type Scene } from '../roles/scene.ts';
import { restoring, step, wait } from '../model/make-step.ts';
import { propagationMs } from '../health/propagation.ts';
import { weightlessInMs } from '../health/quiet.ts';
import { cutRules, notedGroup } from '../sessions/known.ts';
import { notedRule } from '../tags/sessions.ts';
import { settleSessions } from '../sessions/note.ts';
import { awaitCookies, restoreSessions } from '../sessions/restore.ts';

/** Shorter than for forward writes: each of these writes can be repeated without harm. */
const cleanUpLimits: WriteLimits = { showsWithinMs: 5000, firstRetryMs: 1000, longestWaitMs: 500 };

/** Production is off green. What is left: the label, the test rule, green, auto scaling, the tags. */
export function cleanUp(scene: Scene, failure: Failure): Step {
  return (
    awaitWrite(scene, 'rollback', cleanUpLimits) ??
    awaitRetry(scene, 'rollback', cleanUpLimits) ??
    // This run has moved nothing, so nothing of its rollback is left to complete.
    (scene.memory.rollbackWrittenMs === null ? endOffPair(scene, failure) : null) ??
    labelBlue(scene) ??
    raiseBlue(scene) ??
    (scene.roles.green === null && !isResumed(failure) ? null : holdFence(scene)) ??
    noteRollback(scene) ??
    stopLeft(scene, 'rollback') ??
    noteSeen(scene) ??
    noteCut(scene) ??
    freeTestRule(scene) ??
    (scene.memory.interrupted === null ? probeAfterRollback(scene, failure) : null) ??
    watchRollback(scene, failure) ??
    endOffPair(scene, failure) ??
    deleteGreen(scene) ??
    finishRollbackCleanup(scene) ??
    awaitFallback(scene) ??
    endAstray(scene, failure) ??
    endRolledBack(scene, failure)
  );
}

/** What became of a migration is noted by the run that sees it, since ECS shows it for an hour only. */
function noteSeen(scene: Scene): Step | null {
  const next =
    scene.memory.fence === null
      ? null
      : (noteMigration(scene, 'rollback') ?? noteContract(scene, 'rollback'));
  return next === null ? null : (holdFence(scene) ?? next);
}

/** A cut moves with the traffic, before any tag. Now it is known until when cookies of green live. */
function noteCut(scene: Scene): Step | null {
  const group = scene.roles.green?.attachment?.group;
  const isOpen = group !== undefined && notedGroup(scene, group)?.untilMs === null;
  const isUnnoted = cutRules(scene).some((rule) => notedRule(scene.world, rule)?.state !== 'cut');
  return isOpen || isUnnoted ? settleSessions(scene, 'rollback') : null;
}

/** A run that was cancelled before it claimed the fence has nothing to clean up: tags and scaling belong to the run that holds it. */
function finishRollbackCleanup(scene: Scene): Step | null {
  const { memory, world, request } = scene;
  const holder = parseFence(world.service.tags.fence);
  if (memory.fence === null && holder !== null && holder.runId !== request.release.runId) return null;
  // A green that is kept for inspection is an idle fleet, which halves the average load (fact 21a).
  const scaling = idleKeptGreen(world, scene.roles.live) === null ? restoreScaling(scene, 'rollback') : null;
  const next =
    scaling ??
    (memory.interrupted === null ? awaitCookies(scene, 'rollback') : null) ??
    restoreSessions(scene, 'rollback') ??
    settleSessions(scene, 'rollback') ??
    clearTags(scene, 'rollback');
  return next === null ? null : (holdFence(scene) ?? next);
}

function labelBlue(scene: Scene): Step | null {
  const { blue, green } = scene.roles;
  if (blue?.status !== 'ACTIVE' || green?.status !== 'PRIMARY') return null;
  const because = `blue ${blue.id} has the traffic, and ECS refuses to delete a PRIMARY task set`;
  const label = { kind: 'label', set: blue.arn, withinMs: null } as const;
  return unlessAbandoned(scene, restoring(step('rollback', 'labelling-blue', because, label)));
}

/** If the probe fails on blue too, green was not the cause. The final message says so. */
function probeAfterRollback(scene: Scene, failure: Failure): Step | null {
  const { memory, world } = scene;
  if (failure.kind !== 'probe' || memory.afterRollbackProbe.lastMs !== null) return null;
  const { green } = scene.roles;
  if (green === null) return null;
  // If AWS refused to move a test rule, that rule keeps pointing to green, so waiting would not help.
  const leftMs = isOnAnyRule(world, green) ? 0 : weightlessInMs(scene, green) - 5000;
  if (leftMs > 0)
    return wait(
      'rollback',
      'letting-nodes-follow',
      'waiting for all load balancer nodes to pick up the rollback',
      leftMs,
    );
  const probing = productionProbing(scene);
  if (probing.requests === null) return null;
  return step('rollback', 'probing-after-rollback', 'checking that production responds again', {
    kind: 'probe',
    purpose: 'after-rollback',
    requests: probing.requests,
  });
}

/**
 * The other side of invariant 7: a write of a run that has stood down may land after ours. While that is possible, the rules
 * are watched, and `restoreTraffic` writes them again.
 */
function watchRollback(scene: Scene, failure: Failure): Step | null {
  const { memory, world, roles } = scene;
  if (roles.green === null || roles.green.status === 'DRAINING') return null;
  const sinceMs = memory.rollbackWrittenMs ?? (failure.kind === 'requested' ? memory.startedAtMs : null);
  if (sinceMs === null) return null;
  const leftMs = sinceMs + propagationMs - world.nowMs;
  const because = `watching for ${String(propagationMs / 1000)} s: if another run undoes the rollback, it is repeated`;
  return leftMs > 0 ? wait('rollback', 'watching-rollback', because, Math.min(leftMs, 1000)) : null;
}

function freeTestRule(scene: Scene): Step | null {
  const { green, pair, test } = scene.roles;
  if (green === null || pair?.blue == null) return null;
  const { green: greenGroup, blue: to } = pair;
  const rule = test.find((candidate) => weightOf(candidate, greenGroup) > 0);
  if (rule === undefined) return null;
  return unlessAbandoned(
    scene,
    step('rollback', 'pointing-test-rule', `${formatRule(rule)} points to blue again`, {
      kind: 'write-rule',
      rule,
      actions: moveWeight(rule, greenGroup, to),
    }),
  );
}
