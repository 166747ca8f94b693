// The failures that checks find.
import { isRepeatable, type Check } from '../../common/checks/check.ts';
import type { RunTask } from '../../common/one-off-tasks/task.ts';
import { lastPart } from '../../common/values/arn.ts';
import { formatCount } from '../../common/values/count.ts';
import { formatDuration } from '../../common/values/duration.ts';
import type { CheckMemory } from '../../common/probes/check-memory.ts';
import type { Failure, FailureReason } from '../../common/run/failure.ts';
import { isUnproven, unbarAdvice } from '../../common/probes/barring.ts';
import { adviceOfRefusal } from '../../common/probes/refused-addresses.ts';
import { bakeJob, commitOfGreen, dueBakeCheck, dueCheck, gateJob, isOverdue, planOf } from './jobs.ts';
import { versionCheckOf } from './proof-job.ts';
import { unrunIn } from './unproven.ts';
import { isUnreached } from './unreached.ts';
import { ownBakeCheck, ownGateCheck, ownProof } from './own.ts';
import { isProofDue, isProofImpossible } from './proof.ts';
import { propagationMs } from '../health/propagation.ts';
import { proofMs, proofPasses, provenWithinMs } from '../health/times.ts';
import type { Scene } from '../roles/scene.ts';
import { failure } from '../model/failure-at.ts';

const fixOrCorrect = (check: Check): string =>
  `Fix the release, or correct the check ${check.name} in tests.checks if it is wrong.`;

/** With what is known of the check that failed. */
const checkFailed = (
  scene: Scene,
  reason: FailureReason,
  what: string,
  { check, own }: { readonly check: Check; readonly own: CheckMemory },
): Failure => ({
  ...failure(scene, reason, what, own.advice ?? fixOrCorrect(check)),
  ...(own.lines.length === 0 ? {} : { output: own.lines }),
});

/** What to do about a task that AWS refused to start. `null`: it is not for a check. */
export function refusedTestAdvice(
  scene: Scene,
  { purpose, container, taskDefinition }: RunTask,
): string | null {
  const check = scene.memory.switchedAtMs === null ? dueCheck(scene) : dueBakeCheck(scene);
  if (purpose !== 'test' || check === null) return null;
  return (
    `The check ${check.name} runs in container "${container}" of ${lastPart(taskDefinition)}. If there is no such container, ` +
    'or no such task definition, correct container or revision of the check in tests.checks. Otherwise fix what AWS reports.'
  );
}

/** A check that green did not pass, or that can't be run. */
export function checkFailure(scene: Scene): Failure | null {
  const { memory } = scene;
  const check = dueCheck(scene);
  if (check === null) return isProofImpossible(scene) ? unreachableProduction(scene) : null;
  const { checks } = memory;
  if (ownGateCheck(scene) !== null) return null;
  const sinceMs = dueSinceMs(scene, checks);
  const unrun = unrunIn(scene, check, { own: checks, sinceMs });
  if (unrun !== null) return failure(scene, 'smoke-test-not-runnable', unrun.what, unrun.advice);
  if (checks.isFailed && !isBarredFrom(scene, check))
    return checkFailed(
      scene,
      'check-failed',
      `green failed the check ${check.name} (${checks.lastFailure ?? ''})`,
      { check, own: checks },
    );
  const job = memory.readyStreak > 0 ? gateJob(scene, check) : null;
  if (job?.job === null)
    return failure(
      scene,
      'smoke-test-not-runnable',
      `the check ${check.name} could not be run: ${job.why}`,
      'Name a test rule or test-url, or run the job where it reaches the tasks of green.',
    );
  const isOver = isOverdue(scene, check, sinceMs);
  if (checks.isFailed || (isOver && isBarredFrom(scene, check)))
    return failure(
      scene,
      'smoke-test-not-runnable',
      `the check ${check.name} could not be run: a rate limit bars this runner from its address (${checks.lastFailure ?? ''})`,
      unbarAdvice,
    );
  if (!isOver) return null;
  return late(scene, check, checks);
}

/** A rate limit answered instead of green, and green's own targets can't be asked. At its own targets, it answers itself. */
const isBarredFrom = (scene: Scene, check: Check): boolean =>
  check.kind === 'http' &&
  ('url' in check.place || planOf(scene, check.place.path).kind === 'front') &&
  isUnproven(scene.memory.checks.barred);

/** While green isn't ready, it isn't asked. What runs on its own goes on. */
function dueSinceMs({ memory }: Scene, { startedAtMs, isRunning }: CheckMemory): number | null {
  if (startedAtMs === null || isRunning) return startedAtMs;
  return memory.readySinceMs === null ? null : Math.max(startedAtMs, memory.readySinceMs);
}

function late(scene: Scene, check: Check, { lastFailure, isRunning, hasConnected }: CheckMemory): Failure {
  const within = `within ${formatDuration(check.timeoutSeconds)}`;
  const last = lastFailure === null ? '' : ` (${lastFailure})`;
  if (hasConnected || (isRunning && check.kind === 'command'))
    return failure(
      scene,
      'check-failed',
      `green did not pass the check ${check.name} ${within}${last}`,
      fixOrCorrect(check),
    );
  return failure(
    scene,
    'smoke-test-not-runnable',
    `green could not be reached for the check ${check.name} ${within}${last}`,
    adviceOfRefusal(lastFailure) ??
      'Open the port to the runner, name a test rule or test-url that it reaches, or run the job in the VPC.',
  );
}

const unreachableProduction = (scene: Scene): Failure =>
  failure(
    scene,
    'smoke-test-not-runnable',
    `production could not be asked for its version before the switch (${scene.memory.proof.lastFailure ?? 'no answer'}), so the check version could not prove the switch`,
    adviceOfRefusal(scene.memory.proof.lastFailure) ??
      'Name a production-url that the runner reaches, run the job in the VPC, or give the check another name: then it only tests green.',
  );

/** A check that production did not pass in the bake. */
export function bakeCheckFailure(scene: Scene): Failure | null {
  const { memory, request } = scene;
  const check = dueBakeCheck(scene);
  if (memory.isBakePassed || check === null || ownBakeCheck(scene) !== null) return null;
  const { isFailed, failuresInRow, startedAtMs, lastFailure } = memory.bakeChecks;
  const next = bakeJob(scene, check);
  if (next.job === null && memory.switchedAtMs !== null)
    return failure(
      scene,
      'bake-check-failed',
      `the check ${check.name} could not be run in the bake: ${next.why}`,
      'Name a production-url that the runner reaches, or leave bake out of the check.',
    );
  // It shows nothing about the version, so it is left.
  if (unrunIn(scene, check, { own: memory.bakeChecks, sinceMs: startedAtMs }) !== null) return null;
  if (isUnreached(scene, check)) return null;
  const isOften = isRepeatable(check) && failuresInRow >= request.bake.probeFailures;
  const isLate = isOverdue(scene, check, startedAtMs);
  if (!isFailed && !isOften && !(isLate && !isRepeatable(check))) return null;
  const times = isOften ? ` ${formatCount(failuresInRow, 'time')} in a row` : '';
  return checkFailed(
    scene,
    'bake-check-failed',
    `production failed the check ${check.name}${times} after the switch to ${greenOf(scene)} (${lastFailure ?? `no result within ${formatDuration(check.timeoutSeconds)}`})`,
    { check, own: memory.bakeChecks },
  );
}

/** Number of answers in a row with another version, once every load balancer node uses the switched rules. */
const wrongVersions = 3;

/** Production does not answer with the version that it was switched to. */
export function proofFailure(scene: Scene): Failure | null {
  const { memory, world } = scene;
  const check = versionCheckOf(scene);
  if (check === null || memory.switchedAtMs === null || !isProofDue(scene)) return null;
  if (ownProof(scene) !== null) return null;
  const { failuresInRow, lastMs, lastFailure } = memory.proof;
  const countsFromMs = memory.switchedAtMs + propagationMs + (wrongVersions - 1) * proofMs;
  const isWrong = failuresInRow >= wrongVersions && (lastMs ?? 0) >= countsFromMs;
  const isLate = world.nowMs - memory.switchedAtMs >= provenWithinMs;
  if (!isWrong && !isLate) return null;
  return failure(
    scene,
    'switch-unproven',
    `production does not answer with the version of ${greenOf(scene)}, commit ${commitOfGreen(scene) ?? 'unknown'}, ` +
      `${formatCount(proofPasses, 'time')} in a row (${lastFailure ?? 'it could not be asked often enough'})`,
    'Find what answers there instead: a cache or CDN, a rule or listener that this release does not switch, or another server.',
  );
}

const greenOf = ({ roles: { green } }: Scene): string =>
  green === null ? 'green' : `green task set ${green.id}`;
