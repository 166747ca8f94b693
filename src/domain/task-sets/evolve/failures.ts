// The failures that an observation shows.
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
import { unfinishedPromotion, unfinishedCleanup, unfinishedRollback } from './unfinished.ts';
import { formatSet } from '../roles/describe-set.ts';
import type { TaskSetView } from '../model/world.ts';
import type { Failure } from '../../common/run/failure.ts';
import { formatDuration } from '../../common/values/duration.ts';
import type { Scene } from '../roles/scene.ts';
import { isGreenLive, isSwitched } from '../health/switch-state.ts';
import { deregistrationMs, stalledSwitchMs } from '../health/times.ts';
import { failure } from './failure-at.ts';

/** Number of observations in a row that count as a failure. A single observation may be a stale read. */
export const badStreak = 3;

/** The first failure that applies. A green that lost its traffic after the switch is drift, not a failure. */
export function findFailure(scene: Scene): Failure | null {
  const { green } = scene.roles;
  if (scene.memory.greenGoneStreak >= badStreak && !isSwitched(scene)) return greenGone(scene);
  const isFinishing = scene.memory.interrupted !== null;
  if (isToRollBack(scene)) return scene.memory.isCancelled && !isFinishing ? null : requestedRollback(scene);
  // The post step doesn't judge green. It uses the failure that main found.
  if (isFinishing) return null;
  if (green === null) return unfinishedCleanup(scene);
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

/** Whether the command judges green now. A staged green is judged once the run holds the service. */
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

const requestedRollback = (scene: Scene): Failure =>
  failure(
    scene,
    'requested',
    `run ${scene.request.release.runUrl} was asked to roll back ${describeRelease(scene)}` +
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
    `the green task set ${shortName(scene.memory.green ?? scene.world.service.arn)} was deleted before the switch, and not by this run`,
    'Find out what deletes task sets of this service, then run the release again.',
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
      'Add the target group to the production rules again, and enable the load balancer in every zone of the subnets.',
    );
  // Ready, but another task set still drains from its group, which may take longer than getting ready.
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
    'Check the health check and the logs of its tasks. If they only need longer, raise ready-timeout.',
  );
}

/** Once the gates have begun, green gets the same time again to become ready, and other targets get it to leave green's group. */
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
      `target group ${shortName(green.attachment?.group ?? green.arn)} still holds other task sets or targets (${others.join(', ')})`,
      'Delete or deregister them: they would get production traffic at the switch.',
    );
  const verdict = isReady(world, green);
  // Ready and alone: a write is being retried. Its own time limit ends the wait, with the reason.
  if (verdict.isYes) return null;
  return failure(
    scene,
    'not-ready-in-time',
    `green task set ${green.id} stopped being ready before the switch (${verdict.why}${whyNotRunning(world, green)})`,
    'Check why its tasks keep stopping.',
  );
}

/** A smoke test that an input asks for has to run and to pass in time. */
function smokeFailure(scene: Scene): Failure | null {
  const { memory, request, world } = scene;
  const { smoke } = memory;
  if (memory.hasLabelledGreen || smoke.isSkipped || smoke.passesInRow >= request.smoke.passes) return null;
  const advice = 'Fix the release, or correct health-paths, test-url or the test rule if they are wrong.';
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

/** Some rules are on green, and green is not ready for the others: production must not stay split. */
function stalledSwitch(scene: Scene, green: TaskSetView): Failure | null {
  const { world } = scene;
  // Only the time that this process observed counts. A switch that a killed process left unfinished is continued.
  const sinceMs = Math.max(Date.parse(world.service.tags['switched-at'] ?? ''), scene.memory.startedAtMs);
  if (isSwitched(scene) || scene.memory.switchedAtMs !== null || !(world.nowMs - sinceMs > stalledSwitchMs))
    return null;
  const verdict = isReady(world, green);
  return failure(
    scene,
    'not-ready-in-time',
    `green task set ${green.id} stopped being ready in the middle of the switch (${verdict.isYes ? 'ready only now' : verdict.why}${whyNotRunning(world, green)})`,
    'Check why its tasks keep stopping.',
  );
}

/** The failure signals of the bake: probes, green's own targets, and tasks that stop. */
function bakeFailure(scene: Scene, green: TaskSetView): Failure | null {
  const { memory, request, world } = scene;
  const set = `green task set ${green.id}`;
  if (memory.bakeProbe.failuresInRow >= request.bake.probeFailures)
    return failure(
      scene,
      'baked-bad-probe',
      `production failed ${String(memory.bakeProbe.failuresInRow)} probes in a row after the switch to ${set} (${memory.bakeProbe.lastFailure ?? 'no answer'})`,
      'Fix the release. Its logs since the switch show more.',
    );
  if (memory.badTargetStreak >= badStreak)
    return failure(
      scene,
      'baked-bad-targets',
      `${set} has unhealthy targets under production traffic (${describeBadTargets(scene, green)}${whyNotRunning(world, green)})`,
      'Fix the release. Its logs since the switch show more.',
    );
  const sinceMs = memory.switchedAtMs ?? world.nowMs;
  const stopped = failedTasks(world, green).filter(({ stoppedAtMs }) => stoppedAtMs >= sinceMs);
  // ECS may replace an unhealthy task before three observations see it.
  const unhealthy = stopped.filter(isUnhealthyStop).length;
  if (unhealthy > 0)
    return failure(
      scene,
      'baked-bad-targets',
      `${set} had ${String(unhealthy)} tasks replaced for failing their health checks under production traffic${whyNotRunning(world, green)}`,
      'Fix the release. Its logs since the switch show more.',
    );
  if (stopped.length < breakerLimit(world.service.desiredCount)) return null;
  return failure(
    scene,
    'baked-bad-tasks',
    `${set} lost ${String(stopped.length)} tasks under production traffic${whyNotRunning(world, green)}`,
    'Fix what stops the container. The logs of the stopped task show more.',
  );
}

/** Whether one of green's own targets is unhealthy, or none is healthy. */
export function hasBadTargets(scene: Scene): boolean {
  const { green } = scene.roles;
  if (green === null) return false;
  const own = ownTargets(scene.world, green);
  return own.some(({ state }) => state === 'unhealthy') || healthyOwn(scene.world, green).length === 0;
}

const describeBadTargets = ({ world }: Scene, green: TaskSetView): string =>
  `${String(healthyOwn(world, green).length)} of ${String(green.computedDesired)} healthy${describeUnhealthy(world, green)}`;
