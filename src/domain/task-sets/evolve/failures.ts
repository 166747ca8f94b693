import { traitsOf } from '../../common/request/commands.ts';
import { shortName } from '../../common/values/arn.ts';
import { outOfTime } from '../../common/run/time-limit.ts';

import {
  groupMates,
  hasUnusedTargets,
  healthyOwn,
  isReady,
  ownTargets,
  strangers,
  describeUnhealthy,
  describeUnused,
} from '../health/readiness.ts';
import { smokeProbing } from '../health/probing.ts';

import {
  breakerLimit,
  failedTasks,
  isUnhealthyStop,
  stopAdvice,
  whyNotRunning,
} from '../../common/tasks/stops.ts';
import { isToRollBack } from './rolled-back.ts';
import { unfinishedPromotion, unfinishedTidying, unfinishedRollback } from './unfinished.ts';
import { formatSet } from '../roles/describe-set.ts';
import type { TaskSetView } from '../model/world.ts';
import type { Failure } from '../../common/run/failure.ts';
import { formatDuration } from '../../common/values/duration.ts';
import type { Scene } from '../roles/scene.ts';
import { isGreenLive, isSwitched } from '../health/switch-state.ts';
import { deregistrationMs, stalledSwitchMs } from '../health/times.ts';
import { failure } from './failure-at.ts';

/** So many observations in a row make a bad sign: one alone may be a flicker or a stale read. */
export const badStreak = 3;

/** What this observation shows to have failed; the first that applies. A green that lost its traffic after the switch is drift. */
export function findFailure(scene: Scene): Failure | null {
  const { green } = scene.roles;
  if (scene.memory.greenGoneStreak >= badStreak && !isSwitched(scene)) return greenGone(scene);
  const isFinishing = scene.memory.interrupted !== null;
  if (isToRollBack(scene)) return scene.memory.isCancelled && !isFinishing ? null : askedFor(scene);
  // Who only finishes for another judges nothing: what that one had seen it was left.
  if (isFinishing) return null;
  if (green === null) return unfinishedTidying(scene);
  if (!isJudging(scene)) return null;
  if (isGreenLive(scene) ? scene.memory.isBakePassed : scene.memory.switchedAtMs !== null) return null;
  if (!isGreenLive(scene))
    return (
      unfinishedPromotion(scene, green) ??
      outOfTime(scene.request, scene.world.nowMs) ??
      startFailure(scene, green) ??
      smokeFailure(scene)
    );
  return unfinishedRollback(scene, green) ?? stalledSwitch(scene, green) ?? bakeFailure(scene, green);
}

/** Commands that only look, or only tidy up, judge nothing; nor is a staged green judged before it is known to be the one. */
function isJudging(scene: Scene): boolean {
  switch (traitsOf(scene.request).judgesGreen) {
    case 'always':
      return true;
    case 'before-switch':
      return !isGreenLive(scene);
    case 'once-fenced':
      return scene.memory.fence !== null || isGreenLive(scene);
    case 'never':
      return false;
  }
}

const askedFor = (scene: Scene): Failure =>
  failure(
    scene,
    'asked-for',
    `run ${scene.request.release.runUrl} was asked to take ${describeRelease(scene)} back` +
      (scene.request.goal.writtenReason === null ? '' : ` (${scene.request.goal.writtenReason})`),
    '',
  );

const describeRelease = ({ roles: { green } }: Scene): string => {
  if (green === null) return 'a release';
  const { release } = green.tags;
  return `${formatSet(green)} ${release === undefined ? 'that no release of this action made' : `of release ${release}`}`;
};

const greenGone = (scene: Scene): Failure =>
  failure(
    scene,
    'green-gone',
    `the green task set ${shortName(scene.memory.green ?? scene.world.service.arn)} was deleted by somebody else before the switch`,
    'Find out who deletes task sets of this service, then run the release again.',
  );

function startFailure(scene: Scene, green: TaskSetView): Failure | null {
  const { world, request, memory } = scene;
  const set = `green task set ${green.id}`;
  const failed = failedTasks(world, green).length;
  const running = `${String(green.running)} of ${String(green.computedDesired)} running`;
  if (failed >= breakerLimit(world.service.desiredCount))
    return failure(
      scene,
      'circuit-breaker',
      `${set} lost ${String(failed)} tasks (${running}${whyNotRunning(world, green)})`,
      stopAdvice(world, green),
    );
  if (hasUnusedTargets(world, green))
    return failure(
      scene,
      'targets-unused',
      `the targets of ${set} are unused: no rule refers to target group ${shortName(green.attachment?.group ?? green.arn)}, or its zone is not enabled (${describeUnused(world, green)})`,
      'Bring the target group back into the production rules, and enable the load balancer in every zone of the subnets.',
    );
  // Ready, and yet not through: an older set drains from its group, and that may take longer than getting ready.
  if (memory.hasLabelledGreen || memory.smoke.startedAtMs !== null || isReady(world, green).isYes)
    return stallFailure(scene, green);
  const sinceMs = Math.max(green.createdAtMs, memory.startedAtMs);
  if (world.nowMs - sinceMs < request.readyTimeoutSeconds * 1000) return null;
  const verdict = isReady(world, green);
  const why = verdict.isYes ? 'ready only now' : verdict.why;
  return failure(
    scene,
    'not-ready-in-time',
    `${set} was not ready after ${formatDuration(request.readyTimeoutSeconds)} (${why}${whyNotRunning(world, green)})`,
    'Look at the health check and the logs of its tasks; raise ready-timeout if they only need longer.',
  );
}

/** After the gates began, green gets as long again to become ready anew, or the idle group to become green's alone. */
function stallFailure(scene: Scene, green: TaskSetView): Failure | null {
  const { world, request, memory } = scene;
  const drainMs = deregistrationMs(world, green.attachment?.group) + 150_000;
  const limitMs =
    Math.max(request.readyTimeoutSeconds * 1000, drainMs) +
    (request.smoke.timeoutSeconds + request.readyTimeoutSeconds) * 1000;
  const sinceMs = Math.max(green.createdAtMs, memory.startedAtMs);
  if (world.nowMs - sinceMs < limitMs) return null;
  const others = [
    ...groupMates(world, green).map(({ id }) => id),
    ...strangers(world, green).map(({ id, port }) => `${id}:${String(port)}`),
  ];
  if (others.length > 0)
    return failure(
      scene,
      'group-not-emptied',
      `target group ${shortName(green.attachment?.group ?? green.arn)} still holds what is not green's (${others.join(', ')})`,
      'Delete or deregister it: it would get production traffic at the switch.',
    );
  const verdict = isReady(world, green);
  // Ready and alone: what takes so long is a write, whose own patience ends the wait with the true reason.
  if (verdict.isYes) return null;
  return failure(
    scene,
    'not-ready-in-time',
    `green task set ${green.id} stopped being ready before the switch (${verdict.why}${whyNotRunning(world, green)})`,
    'Look at why its tasks come and go.',
  );
}

/** Asked for and not runnable is a failure before the switch; so is a test that does not pass in its time. */
function smokeFailure(scene: Scene): Failure | null {
  const { memory, request, world } = scene;
  const { smoke } = memory;
  if (memory.hasLabelledGreen || smoke.isSkipped || smoke.passesInRow >= request.smoke.passes) return null;
  const advice =
    'Mend the version, or correct health-paths, test-url or the test rule if they ask for the wrong thing.';
  const probing = memory.readyStreak > 0 ? smokeProbing(scene) : null;
  if (probing?.requests === null && probing.isAskedFor)
    return failure(
      scene,
      'smoke-test-not-runnable',
      `the smoke test could not be run: ${probing.why}`,
      advice,
    );
  if (smoke.startedAtMs === null || world.nowMs - smoke.startedAtMs < request.smoke.timeoutSeconds * 1000)
    return null;
  const last = smoke.lastFailure ?? `only ${String(smoke.passesInRow)} passes in a row`;
  const within = `within ${formatDuration(request.smoke.timeoutSeconds)}`;
  return smoke.hasAnswered
    ? failure(
        scene,
        'smoke-test-failed',
        `the smoke test of green did not pass ${String(request.smoke.passes)} times in a row ${within} (${last})`,
        advice,
      )
    : failure(
        scene,
        'smoke-test-not-runnable',
        `green could not be reached for its smoke test ${within} (${last})`,
        advice,
      );
}

/** Half of the rules on green, and green not ready for the others: no state to stay in. */
function stalledSwitch(scene: Scene, green: TaskSetView): Failure | null {
  const { world } = scene;
  // Only the time that this process watched counts: a switch that a killed one left half-done long ago is finished.
  const sinceMs = Math.max(Date.parse(world.service.tags['switched-at'] ?? ''), scene.memory.startedAtMs);
  if (isSwitched(scene) || scene.memory.switchedAtMs !== null || !(world.nowMs - sinceMs > stalledSwitchMs))
    return null;
  const verdict = isReady(world, green);
  return failure(
    scene,
    'not-ready-in-time',
    `green task set ${green.id} stopped being ready in the middle of the switch (${verdict.isYes ? 'ready only now' : verdict.why}${whyNotRunning(world, green)})`,
    'Look at why its tasks come and go.',
  );
}

/** The bad signs of the bake: probes, green's own targets, and tasks that keep dying under real traffic. */
function bakeFailure(scene: Scene, green: TaskSetView): Failure | null {
  const { memory, request, world } = scene;
  const set = `green task set ${green.id}`;
  if (memory.bakeProbe.failuresInRow >= request.bake.probeFailures)
    return failure(
      scene,
      'baked-bad-probe',
      `production failed ${String(memory.bakeProbe.failuresInRow)} probes in a row after the switch to ${set} (${memory.bakeProbe.lastFailure ?? 'no answer'})`,
      'Mend the version; its logs since the switch say more.',
    );
  if (memory.badTargetStreak >= badStreak)
    return failure(
      scene,
      'baked-bad-targets',
      `${set} has unhealthy targets under production traffic (${describeBadTargets(scene, green)}${whyNotRunning(world, green)})`,
      'Mend the version; its logs since the switch say more.',
    );
  const sinceMs = memory.switchedAtMs ?? world.nowMs;
  const dead = failedTasks(world, green).filter(({ stoppedAtMs }) => stoppedAtMs >= sinceMs);
  // ECS may replace an unhealthy task faster than it can be seen unhealthy three times.
  const unhealthy = dead.filter(isUnhealthyStop).length;
  if (unhealthy > 0)
    return failure(
      scene,
      'baked-bad-targets',
      `${set} had ${String(unhealthy)} tasks replaced for failing their health checks under production traffic${whyNotRunning(world, green)}`,
      'Mend the version; its logs since the switch say more.',
    );
  const died = dead.length;
  if (died < breakerLimit(world.service.desiredCount)) return null;
  return failure(
    scene,
    'baked-bad-tasks',
    `${set} lost ${String(died)} tasks under production traffic${whyNotRunning(world, green)}`,
    'Mend what stops the container; the logs of the stopped task say more.',
  );
}

/** Whether this observation shows one of green's own targets unhealthy, or none healthy at all. */
export function hasBadTargets(scene: Scene): boolean {
  const { green } = scene.roles;
  if (green === null) return false;
  const own = ownTargets(scene.world, green);
  return own.some(({ state }) => state === 'unhealthy') || healthyOwn(scene.world, green).length === 0;
}

const describeBadTargets = ({ world }: Scene, green: TaskSetView): string =>
  `${String(healthyOwn(world, green).length)} of ${String(green.computedDesired)} healthy${describeUnhealthy(world, green)}`;
