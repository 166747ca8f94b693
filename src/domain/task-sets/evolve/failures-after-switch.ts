// The failures of a green that has production traffic.
import { formatCount } from '../../common/values/count.ts';
import { shortName } from '../../common/values/arn.ts';
import { traitsOf } from '../../common/request/commands.ts';
import { isShort, whyNotNext } from '../health/capacity.ts';
import { ownProbingDue } from '../health/probing.ts';
import { isBlueToServe } from '../health/comparison.ts';
import { healthyOwn, ownTargets, describeUnhealthy } from '../health/readiness.ts';
import { hasNeverRun, isUnhealthyStop } from '../../common/tasks/stop-causes.ts';
import { breakerLimit, failedTasks, whyNotRunning } from '../../common/tasks/stops.ts';
import type { TaskSetView } from '../model/world.ts';
import type { Failure } from '../../common/run/failure.ts';
import { failingOf, type Part } from '../model/look.ts';
import { lostAfterMs } from '../health/last-known.ts';
import { adviceOn, describeFailedCall } from '../../common/run/advice.ts';
import type { Scene } from '../roles/scene.ts';
import { doProbesJudge, isGreenLive, isSwitched, switchedAtMs } from '../health/switch-state.ts';
import { stalledSwitchMs } from '../health/times.ts';
import { badStreak, failure } from '../model/failure-at.ts';
import { bakeCheckFailure, proofFailure } from '../checks/failures.ts';
import { alarmFailure } from '../alarms/failure.ts';

/** Some rules are on green, and green can't take the others: production must not stay split. */
export function stalledSwitch(scene: Scene, green: TaskSetView): Failure | null {
  const { world, memory } = scene;
  if (isSwitched(scene) || memory.switchedAtMs !== null || memory.stalledSinceMs === null) return null;
  if (world.nowMs - memory.stalledSinceMs <= stalledSwitchMs) return null;
  const hindrance = whyNotNext(scene, green);
  if (hindrance?.reason === 'waiting-for-group-to-empty')
    return failure(
      scene,
      'group-not-emptied',
      `target group ${shortName(green.attachment?.group ?? green.arn)} has held other task sets or targets for ${String(stalledSwitchMs / 1000)} s, in the middle of the switch`,
      'Find out what put them there: they get production traffic.',
    );
  return failure(
    scene,
    'not-ready-in-time',
    `green task set ${green.id} has lacked capacity for ${String(stalledSwitchMs / 1000)} s in the middle of the switch (${hindrance?.why ?? 'enough only now'}${whyNotRunning(world, green)})`,
    'Check why its tasks keep stopping.',
  );
}

/** What production itself shows: the failures that are found even while AWS can't be read. */
export const askedFailure = (scene: Scene): Failure | null =>
  proofFailure(scene) ?? probeFailure(scene) ?? bakeCheckFailure(scene);

/** The bake's probes failed too often in a row. */
function probeFailure(scene: Scene): Failure | null {
  const { bakeProbe, isBakePassed } = scene.memory;
  if (isBakePassed || bakeProbe.failuresInRow < scene.request.bake.probeFailures) return null;
  if (ownProbingDue(scene) !== null) return null;
  const set = scene.roles.green === null ? 'green' : `green task set ${scene.roles.green.id}`;
  return failure(
    scene,
    'bake-probes-failed',
    `production failed ${formatCount(bakeProbe.failuresInRow, 'probe')} in a row after the switch to ${set} (${bakeProbe.lastFailure ?? 'no answer'}${describeOwn(scene)})`,
    'Fix the release. Its logs since the switch show more.',
  );
}

/** That green answers so too, where production alone could be a firewall. */
const describeOwn = ({ memory: { bakeProbe, ownProbe } }: Scene): string =>
  bakeProbe.barredBy !== null && ownProbe.hasConnected && ownProbe.lastFailure !== null
    ? `; asked the same, green's own target ${ownProbe.lastFailure}`
    : '';

/** Nobody would see a bad version for the rest of the bake, so green does not keep the users (ADR 24). */
export function unwatchedFailure(scene: Scene): Failure | null {
  const { world } = scene;
  // In the middle of a switch, the next rule needs the targets, whatever the probes show.
  const isHalfDone = isGreenLive(scene) && !isSwitched(scene);
  const needed: readonly Part[] =
    doProbesJudge(scene) && !isHalfDone ? ['rules', 'service'] : ['rules', 'service', 'targets'];
  const lost = needed
    .flatMap((part) => failingOf(world, part) ?? [])
    .find(({ trouble, sinceMs }) => world.nowMs - sinceMs >= lostAfterMs(trouble));
  if (lost === undefined) return null;
  const { trouble } = lost;
  const what = isHalfDone ? "the switch can't be completed" : "the bake can't be watched any more";
  return failure(scene, 'reads-denied', `${what}: ${describeFailedCall(trouble)}`, adviceOn(trouble));
}

/** The failure signals of the bake: probes, alarms, green's own targets, and tasks that stop. */
export function bakeFailure(scene: Scene, green: TaskSetView): Failure | null {
  const { memory, world } = scene;
  const set = `green task set ${green.id}`;
  const seen = askedFailure(scene) ?? alarmFailure(scene) ?? unwatchedFailure(scene);
  if (seen !== null) return seen;
  const sinceMs = memory.switchedAtMs ?? world.nowMs;
  if (memory.badTargetStreak >= badStreak)
    return failure(
      scene,
      'bake-targets-unhealthy',
      `${set} has unhealthy targets under production traffic (${describeBadTargets(scene, green)}${whyNotRunning(world, green, null, sinceMs)})`,
      'Fix the release. Its logs since the switch show more.',
    );
  // One that never ran took no user with it, whatever the reason. If green lacks it, its targets show that.
  const stopped = failedTasks(world, green).filter(
    (task) => task.stoppedAtMs >= sinceMs && !hasNeverRun(task),
  );
  // ECS may replace an unhealthy task before three observations see it.
  const unhealthy = stopped.filter(isUnhealthyStop).length;
  if (unhealthy > 0)
    return failure(
      scene,
      'bake-targets-unhealthy',
      `${set} had ${formatCount(unhealthy, 'task')} replaced for failing health checks under production traffic${whyNotRunning(world, green, 'version', sinceMs)}`,
      'Fix the release. Its logs since the switch show more.',
    );
  if (stopped.length < breakerLimit(world.service.desiredCount)) return null;
  return failure(
    scene,
    'bake-tasks-stopped',
    `${set} lost ${formatCount(stopped.length, 'task')} under production traffic${whyNotRunning(world, green, 'version', sinceMs)}`,
    'Fix what stops the container. The logs of the stopped task show more.',
  );
}

/** For the post step: nobody has watched green since its job ended. It is judged by its own targets, as the next command does. */
export function unservedFailure(scene: Scene): Failure | null {
  const { world, memory, roles } = scene;
  const { green, blue } = roles;
  const isToJudge = traitsOf(scene.request).switches && !memory.isBakePassed && isSwitched(scene);
  if (!isToJudge || green === null || blue === null || !isBlueToServe(world, green, blue)) return null;
  return failure(
    scene,
    'bake-targets-unhealthy',
    `green task set ${green.id} can't serve, and its job has ended (${describeBadTargets(scene, green)}${whyNotRunning(world, green, null, switchedAtMs(scene) ?? -Infinity)})`,
    'Fix the release. Its logs since the switch show more.',
  );
}

/** Whether one of the targets that green has to have is unhealthy, or none is healthy. */
export function hasBadTargets({ world, memory, roles: { green } }: Scene): boolean {
  if (green === null) return false;
  if (healthyOwn(world, green).length === 0) return true;
  const isAnyUnhealthy = ownTargets(world, green).some(({ state }) => state === 'unhealthy');
  return isAnyUnhealthy && isShort(world, green, memory.healthyDue);
}

const describeBadTargets = ({ world }: Scene, green: TaskSetView): string =>
  `${String(healthyOwn(world, green).length)} of ${String(green.computedDesired)} healthy${describeUnhealthy(world, green)}`;
