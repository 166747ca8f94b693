// Folds a failed write into memory.
import { traitsOf } from '../../common/request/commands.ts';
import { adviceOn, describeFailedCall } from '../../common/run/advice.ts';
import { failureOfWrite, isRefusedForScale, isSpentToken, patienceOf } from '../../common/run/refusal.ts';
import type { Failure } from '../../common/run/failure.ts';
import { refusedTestAdvice } from '../checks/failures.ts';
import type { Memory } from '../model/memory.ts';
import type { Write } from '../model/step.ts';
import type { ServiceTagName } from '../model/world.ts';
import type { Trouble } from '../../common/values/trouble.ts';
import { isSameWrite, writeKey } from '../model/write-key.ts';
import type { Scene } from '../roles/scene.ts';

const sameTroubleMs = 60_000;

/** A write that fails is repeated within seconds. One that was not is no longer due, and nothing is wrong with it any more. */
export const evolveOldTrouble = ({ memory: { trouble }, world }: Scene): Memory['trouble'] =>
  trouble === null || world.nowMs - trouble.lastMs < sameTroubleMs ? trouble : null;

interface FailedWrite {
  readonly write: Write;
  readonly trouble: Trouble;
  readonly nowMs: number;
  readonly isRollback: boolean;
}

/** Retries the write later, or abandons it and rolls back while that is possible. */
export function evolveTrouble(scene: Scene, memory: Memory, failed: FailedWrite): Memory {
  const { write, trouble, nowMs, isRollback } = failed;
  const key = writeKey(write);
  // After a minute without a failure, a new one counts from the start.
  const { trouble: last } = memory;
  const isSame = last !== null && isSameWrite(last.key, key) && nowMs - last.lastMs < sameTroubleMs;
  const before = isSame ? last : null;
  const current = {
    key,
    sinceMs: before?.sinceMs ?? nowMs,
    lastMs: nowMs,
    count: (before?.count ?? 0) + 1,
    last: trouble,
  };
  const next: Memory = {
    ...memory,
    trouble: current,
    // No answer came, so it may have been carried out. Observe before sending it again.
    pending: trouble.kind === 'lost' ? { write, atMs: nowMs } : memory.pending,
    ...(write.kind === 'label' && isRollback ? failedLabel(memory, scene.world.nowMs) : {}),
  };
  if (isOfTest(write) && mayStillStart(trouble)) return next;
  if (nowMs - current.sinceMs < patienceOf(trouble)) return next;
  if (write.kind === 'create-green' && isSpentToken(trouble) && memory.createTry < 3)
    return { ...next, trouble: null, createTry: memory.createTry + 1 };
  if (isTestInBake(scene, write)) return { ...next, trouble: null, bakeChecks: unrunCheck(next, trouble) };
  const needsScaleZero = write.kind === 'delete' && write.atScale > 0 && isRefusedForScale(trouble);
  const others = memory.abandoned.filter((one) => !isSameWrite(one.key, key));
  const abandoned = [...others, { key, trouble, needsScaleZero, isUnread: false }];
  return {
    ...next,
    trouble: null,
    abandoned,
    failure: memory.failure ?? (isCleanup(scene, write) ? null : failureOfFailed(scene, failed)),
  };
}

const isOfTest = (write: Write): boolean => write.kind === 'run-task' && write.request.purpose === 'test';

/** Then a test is started until its own timeout is over, which ends it by its own name. */
const mayStillStart = ({ kind }: Trouble): boolean => kind === 'busy' || kind === 'lost';

/** Green passed the same check before the switch, so it is not the cause. */
const isTestInBake = ({ memory }: Scene, write: Write): boolean =>
  isOfTest(write) && memory.switchedAtMs !== null;

const unrunCheck = ({ bakeChecks }: Memory, trouble: Trouble): Memory['bakeChecks'] => ({
  ...bakeChecks,
  unproven: 'final',
  lastFailure: describeFailedCall(trouble),
  advice: adviceOn(trouble),
});

const failedLabel = (memory: Memory, nowMs: number): Partial<Memory> => ({
  isLabelTried: true,
  labelFailedSinceMs: memory.labelFailedSinceMs ?? nowMs,
});

function failureOfFailed(scene: Scene, { write, trouble, nowMs }: FailedWrite): Failure {
  const found = failureOfWrite(trouble, nowMs);
  if (write.kind !== 'run-task' || trouble.kind !== 'refused') return found;
  return { ...found, advice: refusedTestAdvice(scene, write.request) ?? found.advice };
}

/** After the bake, a failed write doesn't roll back. Only the cleanup stays incomplete. Nor does a task that was left in the bake. */
const isCleanup = (scene: Scene, write: Write): boolean =>
  traitsOf(scene.request).finishesOthers ||
  write.kind === 'delete' ||
  write.kind === 'untag-service' ||
  (write.kind === 'stop-task' && scene.memory.switchedAtMs !== null) ||
  write.kind === 'scale'
    ? true
    : scene.memory.isBakePassed || isOnlyForOthers(scene, write);

/** It changes only what other runs read, so the release doesn't fail without it. */
const isOnlyForOthers = ({ world }: Scene, write: Write): boolean =>
  write.kind === 'tag-service' &&
  Object.entries(write.tags).every(
    ([name, value]) => name === 'bake-until' || world.service.tags[name as ServiceTagName] === value,
  );
