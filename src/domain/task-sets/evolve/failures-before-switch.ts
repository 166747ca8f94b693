// The failures of a green that has no traffic yet.
import { checksSeconds } from '../../common/checks/check.ts';
import { formatCount } from '../../common/values/count.ts';
import { shortName } from '../../common/values/arn.ts';
import { goingMate, groupMates, healthyOwn, isReady, strangers, whyUnchecked } from '../health/readiness.ts';
import { ownSmokeDue, smokePlan, smokeProbing } from '../health/probing.ts';
import {
  breakerLimit,
  capacityAdvice,
  failedTasks,
  fewestFailures,
  lackingAtStart,
  stopAdvice,
  whyNotRunning,
} from '../../common/tasks/stops.ts';
import { isUnproven, unbarAdvice } from '../../common/probes/barring.ts';
import { ownAnswerOf } from '../../common/probes/evolve-probes.ts';
import { adviceOfRefusal } from '../../common/probes/refused-addresses.ts';
import { mixedImages } from '../../common/tasks/images.ts';
import { describeProtected, formatSet } from '../roles/describe-set.ts';
import type { TaskSetView } from '../model/world.ts';
import { traitsOf } from '../../common/request/commands.ts';
import type { Failure } from '../../common/run/failure.ts';
import { formatDuration } from '../../common/values/duration.ts';
import type { Scene } from '../roles/scene.ts';
import { deregistrationMs } from '../health/times.ts';
import { failure } from '../model/failure-at.ts';

export function startFailure(scene: Scene, green: TaskSetView): Failure | null {
  const { world, request, memory } = scene;
  const set = `green task set ${green.id}`;
  const failed = failedTasks(world, green).length;
  const running = `${String(green.running)} of ${String(green.computedDesired)} running`;
  const lacking = lackingAtStart(world, green);
  if (lacking !== null)
    return failure(scene, 'cannot-start', `${set} can't start (${running}): ${lacking.what}`, lacking.advice);
  if (failed >= failuresAllowed(scene, green))
    return failure(
      scene,
      'circuit-breaker',
      `${set} lost ${formatCount(failed, 'task')} (${running}${whyNotRunning(world, green, 'version')})`,
      stopAdvice(world, green),
    );
  const unchecked = whyUnchecked(world, green);
  if (unchecked !== null) return uncheckedFailure(scene, green, unchecked);
  const mixed = mixedImages(world, green, 'running');
  if (mixed.length > 0)
    return failure(
      scene,
      'mixed-images',
      `the tasks of ${set} run different images (${mixed.join('; ')}): the tag was pushed again while green started`,
      'Release again, with a tag for each build, or with the image by its digest.',
    );
  // Ready, but another task set still drains from its group, which may take longer than getting ready.
  if (memory.hasLabelledGreen || memory.smoke.startedAtMs !== null || isReady(world, green).isYes)
    return stallFailure(scene, green);
  if (world.nowMs - waitsSinceMs(scene, green) < request.readyTimeoutSeconds * 1000) return null;
  return notReady(
    scene,
    green,
    `was not ready after ${formatDuration(request.readyTimeoutSeconds)}`,
    'Check the health check and the logs of its tasks. If they only need longer, raise ready-timeout.',
  );
}

function uncheckedFailure(scene: Scene, { id, attachment, arn }: TaskSetView, why: string): Failure {
  const group = `target group ${shortName(attachment?.group ?? arn)}`;
  const isDisabled = why.startsWith('Target.HealthCheckDisabled');
  return failure(
    scene,
    'targets-unused',
    isDisabled
      ? `the targets of green task set ${id} are never checked: the health check of ${group} is disabled (${why})`
      : `targets of green task set ${id} are unused: no rule refers to ${group}, or their zone is not enabled (${why})`,
    isDisabled
      ? 'Enable the health check of the target group.'
      : 'Add the target group to the production rules again, and enable the load balancer in every zone of the subnets.',
  );
}

/** While no task of it has become healthy, the third failed one shows a crash loop, however many tasks there should be. */
const failuresAllowed = ({ world }: Scene, green: TaskSetView): number =>
  healthyOwn(world, green).length === 0 ? fewestFailures : breakerLimit(world.service.desiredCount);

/** Not the version's fault if ECS found no room for its tasks, or could not set them up. */
function notReady(scene: Scene, green: TaskSetView, what: string, advice: string): Failure {
  const { world } = scene;
  const verdict = isReady(world, green);
  const why = verdict.isYes ? 'ready only now' : verdict.why;
  const wayOut = capacityAdvice(world, green);
  return failure(
    scene,
    wayOut === null ? 'not-ready-in-time' : 'no-capacity',
    `green task set ${green.id} ${what} (${why}${whyNotRunning(world, green)})`,
    wayOut === null
      ? advice
      : `${wayOut} The version is not the cause: release it again. If capacity only comes later, raise ready-timeout.`,
  );
}

/** A raised count gives green the time again, if it was raised within the first. */
function waitsSinceMs({ memory, request }: Scene, green: TaskSetView): number {
  const sinceMs = Math.max(green.createdAtMs, memory.startedAtMs);
  const raisedMs = memory.greenCount?.raisedAtMs ?? sinceMs;
  return Math.max(sinceMs, Math.min(raisedMs, sinceMs + request.readyTimeoutSeconds * 1000));
}

/** Once the gates have begun, green gets the same time again to become ready, and other targets get it to leave green's group. */
function stallFailure(scene: Scene, green: TaskSetView): Failure | null {
  const { world, request } = scene;
  const drainMs = deregistrationMs(world, green.attachment?.group) + 150_000;
  const limitMs =
    Math.max(request.readyTimeoutSeconds * 1000, drainMs) +
    (request.smoke.timeoutSeconds + checksSeconds(request.checks) + request.readyTimeoutSeconds) * 1000;
  if (world.nowMs - waitsSinceMs(scene, green) < limitMs) return null;
  const others = [
    ...groupMates(world, green).map(({ id }) => id),
    ...strangers(world, green).map(({ id, port }) => `${id}:${String(port)}`),
  ];
  if (others.length > 0) return notEmptied(scene, green, others);
  // Ready and alone: a write is being retried. Its own time limit ends the wait, with the reason.
  if (isReady(world, green).isYes) return null;
  return notReady(
    scene,
    green,
    'stopped being ready before the switch',
    'Check why its tasks keep stopping.',
  );
}

/** The others would get production traffic at the switch. */
function notEmptied(scene: Scene, green: TaskSetView, others: readonly string[]): Failure {
  const group = `target group ${shortName(green.attachment?.group ?? green.arn)}`;
  const going = goingMate(scene.world, green);
  return going === null
    ? failure(
        scene,
        'group-not-emptied',
        `${group} still holds other task sets or targets (${others.join(', ')})`,
        'Find out what put them there: they would get production traffic at the switch.',
      )
    : failure(
        scene,
        'group-not-emptied',
        `${group} still holds targets (${others.join(', ')}): ${formatSet(going)} is being deleted, and ${describeProtected(going)}`,
        'They would get production traffic at the switch. Release again once they have ended, or end their protection.',
      );
}

/** A smoke test that an input asks for has to run and to pass in time. */
export function smokeFailure(scene: Scene): Failure | null {
  const { memory, request, world } = scene;
  const { smoke } = memory;
  if (smoke.isSkipped || smoke.passesInRow >= request.smoke.passes || ownSmokeDue(scene) !== null)
    return null;
  const advice = smokeAdvice(scene);
  const probing = memory.readyStreak > 0 ? smokeProbing(scene) : null;
  if (probing?.requests === null && probing.isAskedFor)
    return failure(
      scene,
      'smoke-test-not-runnable',
      `the smoke test could not be run: ${probing.why}`,
      advice,
    );
  // While green isn't ready, for example for a raised count, it isn't tested: that wait has its own end.
  if (smoke.startedAtMs === null || memory.readySinceMs === null) return null;
  const sinceMs = Math.max(smoke.startedAtMs, memory.readySinceMs);
  if (world.nowMs - sinceMs < request.smoke.timeoutSeconds * 1000) return null;
  const last = smoke.lastFailure ?? `only ${formatCount(smoke.passesInRow, 'pass', 'passes')} in a row`;
  const within = `within ${formatDuration(request.smoke.timeoutSeconds)}`;
  if (isBarredFromFront(scene))
    return failure(
      scene,
      'smoke-test-not-runnable',
      `green could not be tested ${within}: a rate limit bars this runner from the address of the smoke test (${last})`,
      unbarAdvice,
    );
  return smoke.hasConnected
    ? failure(
        scene,
        'smoke-test-failed',
        `the smoke test of green did not pass ${formatCount(request.smoke.passes, 'time')} in a row ${within} (${last})`,
        advice,
      )
    : failure(
        scene,
        'smoke-test-not-runnable',
        `green could not be reached for its smoke test ${within} (${last})`,
        adviceOfRefusal(smoke.lastFailure) ?? unreachedAdvice(scene),
      );
}

/** A rate limit answered instead of green, and green's own targets can't be asked. */
const isBarredFromFront = (scene: Scene): boolean => {
  const { smoke, ownProbe } = scene.memory;
  if (smoke.barredBy === null || smokePlan(scene).kind !== 'front') return false;
  return isUnproven({ by: smoke.barredBy, own: ownAnswerOf(ownProbe) });
};

/** A re-release doesn't read the file of the release that it repeats. */
function smokeAdvice({ request: { smoke, ...request }, memory }: Scene): string {
  if (smoke.paths.length > 0 || smoke.url !== null)
    return 'Fix the release, or correct health-paths, test-url or the test rule if they are wrong.';
  const given = "This is the default test, as the target group's health check asks.";
  return traitsOf(request).rollsBack
    ? `${given} If the release was tested otherwise, roll back again with its config file or its health-paths.`
    : `${given}${addedPaths(memory.bluePaths ?? [])} Fix the release, or name the right paths with health-paths or a config file.`;
}

const addedPaths = (paths: readonly string[]): string =>
  paths.length === 0
    ? ''
    : ` Blue answers ${paths.join(' and ')} too, so each task of green is asked for it.`;

/** No connection was established, while the load balancer reports the targets as healthy. */
const unreachedAdvice = (scene: Scene): string =>
  smokePlan(scene).kind === 'targets'
    ? "This runner can't reach the VPC: name a test rule or test-url, or run the job in the VPC. GitHub-hosted runners " +
      'reach no private address. Without health-paths, a smoke test that reaches nothing is skipped.'
    : "This runner can't reach the address of the smoke test: open its port to the runner. Only a runner in the VPC " +
      'reaches an internal load balancer.';
