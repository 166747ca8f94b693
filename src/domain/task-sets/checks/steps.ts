// The list `checks`: before the switch at green, in the bake at production, and the version as the proof of the switch.
import { formatCount } from '../../common/values/count.ts';
import type { AskedJob, CheckJob, CheckPurpose } from '../../common/probes/check-job.ts';
import type { CheckMemory } from '../../common/probes/check-memory.ts';
import { lastPart } from '../../common/values/arn.ts';
import type { Phase } from '../../common/run/step.ts';
import { ownBakeCheck, ownGateCheck, ownProof } from './own.ts';
import { isProofDue } from './proof.ts';
import { testTaskIn } from './test-task.ts';
import { areBakeChecksPassed, bakeJob, checksOf, dueBakeCheck, dueCheck, gateJob } from './jobs.ts';
import { proofJob, versionCheckOf } from './proof-job.ts';
import { propagationMs } from '../health/propagation.ts';
import { testersReachGreenInMs } from '../health/quiet.ts';
import { bakeEndsMs } from '../health/switch-state.ts';
import { proofMs, proofPasses } from '../health/times.ts';
import { step, wait } from '../model/make-step.ts';
import type { Step } from '../model/step.ts';
import type { Scene } from '../roles/scene.ts';

/** How often a check that runs is asked. */
const askMs = 1000;

/** Why green's own targets are asked before the switch. */
export const barredAtFront = 'its address answers 403 or 429: asking the targets of green the same';

/** The checks of the list, one after the other, at green. */
export function runChecks(scene: Scene): Step | null {
  const { memory, request, world } = scene;
  const check = dueCheck(scene);
  if (check === null) return null;
  const { job, ...at } = gateJob(scene, check);
  if (job === null) return null;
  const leftMs = testersReachGreenInMs(scene);
  if (leftMs > 0)
    return wait(
      'smoke',
      'letting-nodes-follow',
      'waiting for all load balancer nodes to pick up the test rule',
      leftMs,
    );
  const number = `check ${String(memory.checks.passed + 1)} of ${String(checksOf(scene).length)}, ${check.name}`;
  if (job.kind === 'task' && memory.checks.isRunning) return awaitTask(scene, 'smoke', number);
  const own = ownGateCheck(scene);
  if (own !== null) {
    const because = `${number}: ${barredAtFront}`;
    const lookMs = ownInMs(memory.checks, world.nowMs);
    return lookMs > 0
      ? wait('smoke', 'checking', because, lookMs)
      : checking('smoke', 'gate-own', own, because);
  }
  const waited = dueInMs(memory.checks, world.nowMs, request.smoke.intervalSeconds * 1000);
  // The next one follows at once.
  if (memory.checks.startedAtMs !== null && waited > 0)
    return wait('smoke', 'checking', `${number}${lastOf(memory.checks)}`, waited);
  return carryOut('smoke', 'gate', job, `${number}: ${'where' in at ? at.where : ''}`);
}

const lastOf = ({ isRunning, lastFailure }: CheckMemory): string => {
  if (isRunning) return ' runs';
  return lastFailure === null ? '' : `: ${lastFailure}`;
};

/** A task is started by a write. Any other check is carried out by this process. */
const carryOut = (phase: Phase, purpose: CheckPurpose, job: CheckJob, because: string): Step =>
  job.kind === 'task'
    ? step(phase, 'checking', because, { kind: 'run-task', request: job.request })
    : checking(phase, purpose, job, because);

/** Observations show how it stands. */
function awaitTask(scene: Scene, phase: Phase, check: string): Step {
  const task = testTaskIn(scene);
  const name = lastPart(task?.arn ?? scene.memory.testTask?.arn ?? '');
  return wait(phase, 'checking', `${check}: task ${name} is ${task?.lastStatus ?? 'not shown yet'}`, askMs);
}

const checking = (phase: Phase, purpose: CheckPurpose, job: AskedJob, because: string): Step =>
  step(phase, purpose === 'version-after' ? 'proving-switch' : 'checking', because, {
    kind: 'check',
    purpose,
    job,
  });

const dueInMs = ({ lastMs, isRunning }: CheckMemory, nowMs: number, intervalMs: number): number =>
  lastMs === null ? 0 : lastMs + (isRunning ? askMs : intervalMs) - nowMs;

/** What production answers with before the switch. Without any connection it could not prove the switch either. */
export function measureVersion(scene: Scene): Step | null {
  const { memory, roles, world } = scene;
  const check = versionCheckOf(scene);
  if (check === null || memory.proof.before !== 'unknown' || roles.production.length === 0) return null;
  const { job } = proofJob(scene, check);
  if (job === null || job.kind === 'task') return null;
  const waitMs = memory.proof.lastMs === null ? 0 : memory.proof.lastMs + proofMs - world.nowMs;
  if (waitMs > 0)
    return wait('smoke', 'checking', 'waiting to ask production for its version before the switch', waitMs);
  const because = 'asking production for its version before the switch';
  return checking('smoke', 'version-before', job, because);
}

/** Production has to answer with the version of green. It isn't asked again while green's own targets are. */
export function proveSwitch(scene: Scene): Step | null {
  const check = versionCheckOf(scene);
  if (check === null || !isProofDue(scene) || ownProof(scene) !== null || proofInMs(scene) > 0) return null;
  const { job } = proofJob(scene, check);
  if (job === null || job.kind === 'task') return null;
  const passes = `${String(scene.memory.proof.passesInRow)} of ${formatCount(proofPasses, 'time')} in a row`;
  const same =
    scene.memory.proof.before === 'same'
      ? '; blue answered with it too, so it proves nothing about the switch'
      : '';
  const because = `asking production for its version: ${passes}${same}`;
  return checking('bake', 'version-after', job, because);
}

/** Green's own targets, asked what production has just answered with 403 or 429. The bake goes on until they answer. */
export function askOwn(scene: Scene): Step | null {
  const { memory, world } = scene;
  const because = 'production answers 403 or 429: asking the targets of green the same';
  const proof = isProofDue(scene) ? ownProof(scene) : null;
  if (proof !== null && ownInMs(memory.proof, world.nowMs) <= 0)
    return checking('bake', 'version-own', proof, because);
  const check = ownBakeCheck(scene);
  return check === null || ownInMs(memory.bakeChecks, world.nowMs) > 0
    ? null
    : checking('bake', 'bake-own', check, because);
}

const ownInMs = ({ barred }: Pick<CheckMemory, 'barred'>, nowMs: number): number =>
  barred?.lastMs == null ? 0 : Math.max(0, barred.lastMs + askMs - nowMs);

/** Until production is asked for its version again, or green's own targets are. */
export function proofInMs(scene: Scene): number {
  if (!isProofDue(scene)) return Infinity;
  const { memory, world } = scene;
  if (ownProof(scene) !== null) return ownInMs(memory.proof, world.nowMs);
  return Math.max(0, (memory.proof.lastMs ?? 0) + proofMs - world.nowMs);
}

/** The checks of the bake, one at a time. They go on past its time until each has passed once. */
export function bakeCheck(scene: Scene): Step | null {
  if (ownBakeCheck(scene) !== null || bakeCheckInMs(scene) > 0) return null;
  const check = dueBakeCheck(scene);
  const next = check === null ? null : bakeJob(scene, check);
  if (check === null || next?.job == null) return null;
  if (next.job.kind === 'task' && scene.memory.bakeChecks.isRunning)
    return awaitTask(scene, 'bake', check.name);
  return carryOut('bake', 'bake', next.job, `checking ${check.name}: ${next.where}`);
}

/** Until the next one is due: not while a load balancer node may still use the rules as they were (fact 28). */
export function bakeCheckInMs(scene: Scene): number {
  const { memory, request, world } = scene;
  const isOver = areBakeChecksPassed(scene) && (bakeEndsMs(scene) ?? Infinity) <= world.nowMs;
  if (memory.switchedAtMs === null || isOver || dueBakeCheck(scene) === null) return Infinity;
  if (ownBakeCheck(scene) !== null) return ownInMs(memory.bakeChecks, world.nowMs);
  const followMs = memory.switchedAtMs + propagationMs - world.nowMs;
  const nextMs = dueInMs(memory.bakeChecks, world.nowMs, request.bake.probeIntervalSeconds * 1000);
  return Math.max(0, followMs, nextMs);
}
