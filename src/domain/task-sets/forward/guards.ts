// The first deciders of every command: fence, cancel, waiting for writes, preflight.
import { releasedText } from '../../common/report/deployments.ts';
import { describeOpenContract } from '../migrations/contract-end.ts';
import { formatCount } from '../../common/values/count.ts';
import { formatTagTime } from '../../common/values/moment.ts';
import { traitsOf } from '../../common/request/commands.ts';
import type { ReasonCode } from '../../common/run/reason.ts';
import { staleReadMs } from '../../common/run/refusal.ts';
import type { Trouble } from '../../common/values/trouble.ts';
import { restoredNotes } from '../health/drift.ts';
import { isTie, nextFence, outranks } from '../../common/run/fence.ts';
import { abandonedAs, type Memory } from '../model/memory.ts';

import { alarmsAwaited } from '../alarms/beginning.ts';
import { preflightProblems } from '../preflight/preflight.ts';
import { findSet, isOnAnyRule } from '../roles/roles.ts';

import type { Phase } from '../../common/run/step.ts';
import type { Step } from '../model/step.ts';
import { leftUndone } from '../evolve/undone.ts';
import { formatSet } from '../roles/describe-set.ts';
import { fenceSettleMs } from '../../common/run/fence.ts';
import { describeTraffic, describeWhoServes } from '../health/describe-traffic.ts';
import type { Decider, Scene } from '../roles/scene.ts';
import { step, wait } from '../model/make-step.ts';
import { isGreenLive, isSwitched } from '../health/switch-state.ts';
import { isBlind } from '../model/look.ts';
import type { Failure } from '../../common/run/failure.ts';
import { propagationMs } from '../health/propagation.ts';
import { describeOpenMigration } from '../migrations/failures.ts';
import { describeReturned } from '../warm/kept-return.ts';
import { capital } from '../../common/values/sentence.ts';
import { describeDrain } from '../warm/drain.ts';
import { byHandToOldTargets } from '../warm/old-targets.ts';
import { fullScale } from '../tags/lease.ts';
import type { TaskSetView } from '../model/world.ts';

/** Invariant 7: a run that finds another run's fence writes nothing more. The whole fence is compared, in every observation. */
export const standDown: Decider = (scene) => {
  const { world, memory, roles, request } = scene;
  const { fence } = world.service.tags;
  if (fence === undefined || !isTakenOver(scene)) return null;
  const ours = memory.fence === null ? '' : `, ours was ${memory.fence.value}`;
  const who = `run ${fence.slice(fence.indexOf(':') + 1)}`;
  if (isDoneButForWaiting(scene)) return endRelieved(scene, who);
  if (isKeepingGreenOnly(scene) && memory.failure !== null)
    return endReturnedAndRelieved(scene, memory.failure, who);
  return step('end', 'fence-lost', 'another run holds the service now', {
    kind: 'end',
    result: 'stood-down',
    message:
      `Stood down: ${who} took service ${request.service} over from this run ` +
      `(fence ${fence}${ours}). ${describeTraffic(roles)} This run changes nothing more. Follow the other run.`,
    details: [],
  });
};

/**
 * A post step holds the fence that main held. If it is unknown, any fence other than the one that main found is another run's.
 * If the same number appears after our claim has settled, it is a late claim, maybe of a killed run: `holdFence` outbids it.
 */
export function isTakenOver({ world, memory: { fence: ours, interrupted: left } }: Scene): boolean {
  const found = world.service.tags.fence;
  if (found === undefined) return false;
  if (ours !== null) return outranks(found, ours.value) && !(ours.isHeld && isTie(found, ours.value));
  return left !== null && found !== left.foundFence;
}

/** The bake has passed and nothing was rolled back: this run was only waiting to delete blue. */
function isDoneButForWaiting({ memory, request, world }: Scene): boolean {
  const blue = findSet(world, memory.blue);
  const isBack = blue !== null && blue.status !== 'DRAINING' && isOnAnyRule(world, blue);
  return memory.isBakePassed && !traitsOf(request).endsWarmTime && !isBack;
}

/** Users were returned and the rules were watched after that: a rollback with `teardown: wait` only ends its green. */
function isKeepingGreenOnly(scene: Scene): boolean {
  const { memory, request, world } = scene;
  const writtenMs = memory.rollbackWrittenMs;
  const isWatched = writtenMs !== null && world.nowMs - writtenMs >= propagationMs;
  return request.isKeptGreenAwaited && isWatched && !isGreenLive(scene);
}

function endReturnedAndRelieved({ roles }: Scene, failure: Failure, who: string): Step {
  return step('end', failure.reason, 'another run holds the service now, and the rollback is done', {
    kind: 'end',
    result: 'rolled-back',
    message:
      `Rolled back: ${failure.what}. Since then, ${who} has taken the service over, and it deletes the green that this ` +
      `rollback left. ${describeTraffic(roles)} This run changes nothing more. ${failure.advice}`.trimEnd(),
    details: [],
  });
}

/** The release is live and has passed its bake. If the next run ends the warm time, this run has not failed. */
function endRelieved(scene: Scene, who: string): Step {
  const { request, roles, memory, world } = scene;
  const green = roles.green === null ? 'green' : formatSet(roles.green);
  const what = isGreenLive(scene)
    ? `${green} serves ${request.service}`
    : `${green} served ${request.service} until the next release`;
  return step('end', 'released', 'another run holds the service now, and the bake has passed', {
    kind: 'end',
    result: 'released',
    message:
      `${releasedText(what)}. ${describeTraffic(roles)} The bake has passed. Since then, ${who} has taken the service over, and it deletes blue. ` +
      'This run changes nothing more.',
    details: restoredNotes(memory, world.nowMs),
  });
}

/** A cancel that needs no rollback: green has passed its bake, or `on-cancel: keep` is set. */
export const endOfCancel: Decider = (scene) => {
  const { memory, roles, request, world } = scene;
  if (!memory.isCancelled || memory.failure !== null) return null;
  const traffic = `${isBlind(world) ? 'Last seen: ' : ''}${describeTraffic(roles)}`;
  const kept = !hasWritten(memory)
    ? 'It had changed nothing.'
    : isSwitched(scene)
      ? describeKeptState(scene)
      : 'Nothing was rolled back (on-cancel: keep). Run the job again to continue.';
  const why =
    memory.interrupted === null
      ? `the ${request.command} of service ${request.service} was cancelled`
      : memory.interrupted.why;
  const isUnwatched = memory.interrupted !== null && isGreenLive(scene);
  return step('end', 'cancelled', 'the run was cancelled', {
    kind: 'end',
    result: 'failed',
    message: `Interrupted: ${why}. ${traffic} ${kept}${isUnwatched ? ` ${unwatched}` : ''}`,
    details: [...describeOpenMigration(scene), ...describeOpenContract(scene)],
  });
};

const unwatched =
  "Its job has ended, so nothing watches this release any more. If the live version can't serve and blue can, the next " +
  'deploy or sweep returns to blue, and the command rollback does so at once.';

/** The fence is the first write, except in a rollback. */
const hasWritten = ({ isPreflightPassed, fence, interrupted: left, failure }: Memory): boolean =>
  isPreflightPassed && (left === null || fence !== null || failure !== null);

function describeKeptState(scene: Scene): string {
  const { roles, world } = scene;
  const { blue } = roles;
  if (blue === null || blue.status === 'DRAINING') return 'Green stays. Blue has been deleted.';
  const until = world.service.tags['lease-until'];
  const leaseMs = Date.parse(until ?? '');
  if (!(leaseMs <= world.nowMs))
    return `Green stays, and blue is kept warm until ${formatTagTime(until ?? 'it is deleted', world.nowMs)}. A later run deletes it.`;
  const drain = describeDrain(scene, blue, leaseMs);
  return drain === null
    ? 'Green stays. The warm time of blue is over, and a later run deletes it.'
    : `Green stays. Blue ${formatSet(blue)} ${drain}. ${describeAfterDrain(scene, blue)}`;
}

/** What goes on with it, and what it means for a rollback. */
function describeAfterDrain({ request, world }: Scene, blue: TaskSetView): string {
  const isWeak = blue.scalePercent < fullScale(world.service.tags, blue);
  const who = traitsOf(request).endsWarmTime ? 'A sweep' : 'A sweep or another attempt of this run';
  return `${who} goes on with the drain. The next deploy, stage or teardown deletes blue at once.${isWeak ? ' A rollback first scales blue up.' : ''}`;
}

/** How long a write may take to show, and how often a failed write is repeated. */
export interface WriteLimits {
  readonly showsWithinMs: number;
  readonly firstRetryMs: number;
  readonly longestWaitMs: number;
}
const slowestRetryMs = 10_000;
const forwardLimits: WriteLimits = {
  showsWithinMs: staleReadMs,
  firstRetryMs: 500,
  longestWaitMs: slowestRetryMs,
};

/** A write that AWS accepted may not show in the next read. The wait keeps a stale read from being taken for drift. */
export function awaitWrite({ memory, world }: Scene, phase: Phase, limits: WriteLimits): Step | null {
  const { pending } = memory;
  if (pending === null || world.nowMs - pending.atMs >= limits.showsWithinMs) return null;
  return wait(phase, 'reading-back', 'the last write does not show yet', 400);
}

/** Repeats a failed write less and less often, so that a throttled account is not throttled more. */
export function awaitRetry({ memory, world }: Scene, phase: Phase, limits: WriteLimits): Step | null {
  if (memory.trouble === null) return null;
  const { lastMs, count, last } = memory.trouble;
  const pauseMs = Math.min(limits.firstRetryMs * 2 ** (count - 1), slowestRetryMs);
  const leftMs = lastMs + pauseMs - world.nowMs;
  if (leftMs <= 0) return null;
  const because = `${last.action}: ${last.code}; trying again`;
  return wait(phase, 'backing-off', because, Math.min(leftMs, limits.longestWaitMs));
}

export const settle: Decider = (scene) =>
  awaitWrite(scene, scene.memory.pending?.write.kind === 'create-green' ? 'start' : 'prepare', forwardLimits);

export const backOff: Decider = (scene) => awaitRetry(scene, 'prepare', forwardLimits);

export const preflight: Decider = (scene) => {
  const { request, world, roles, memory } = scene;
  if (memory.isPreflightPassed) return null;
  const busy = alarmsAwaited(scene);
  if (busy !== null) return wait('preflight', 'backing-off', busy, 2000);
  const problems = preflightProblems(request, world, roles, memory);
  if (problems.length === 0) return null;
  const count = problems.length === 1 ? 'a problem' : formatCount(problems.length, 'problem');
  const old = byHandToOldTargets(scene);
  const returned = traitsOf(request).rollsBack ? describeReturned(scene) : '';
  return step('preflight', 'preflight-failed', `preflight found ${count}`, {
    kind: 'end',
    result: 'refused',
    message:
      `Nothing was changed: preflight found ${count} with service ${request.service} in cluster ${request.cluster}. ` +
      `${describeWhoServes(world, roles)}${old?.sentence ?? ''}${returned === '' ? '' : ` ${capital(returned)}.`}`,
    details: problems,
    ...(old === null ? {} : { commands: old.commands }),
  });
};

/** Claims the fence with the next number, and reads it back once a write of another run would show. Claims it again if it was wiped. */
export const holdFence: Decider = (scene) => {
  const { request, world, memory } = scene;
  if (isOutOfReach(scene)) return endWithoutFence(scene);
  const current = world.service.tags.fence;
  const { runId, runAttempt } = request.release;
  if (memory.fence === null || (current !== memory.fence.value && memory.fence.isHeld)) {
    const next = nextFence(current, runId, runAttempt);
    const value = memory.fence === null || isTie(current, memory.fence.value) ? next : memory.fence.value;
    const because =
      memory.fence === null
        ? 'this run claims the service'
        : 'the fence was wiped or overwritten by an older run: this run claims it again';
    return step('prepare', 'claiming-fence', because, { kind: 'tag-service', tags: { fence: value } });
  }
  if (memory.fence.isHeld) return null;
  const leftMs = (memory.fence.writtenAtMs ?? 0) + fenceSettleMs - world.nowMs;
  if (leftMs > 0)
    return wait(
      'prepare',
      'fence-settling',
      'waiting, in case another run claims the service at the same time',
      leftMs,
    );
  return step('prepare', 'claiming-fence', 'the fence does not show', {
    kind: 'tag-service',
    tags: { fence: nextFence(current, runId, runAttempt) },
  });
};

/** Why the fence is not written any more. `undefined`: it still is. */
export const abandonedFence = ({ memory }: Scene): ReturnType<typeof abandonedAs> =>
  abandonedAs(memory, { kind: 'tag-service', tags: { fence: '' } });

const isOutOfReach = (scene: Scene): boolean => {
  const { memory, world } = scene;
  return (
    abandonedFence(scene) !== undefined &&
    (memory.fence === null || world.service.tags.fence !== memory.fence.value)
  );
};

/** Without the fence nothing is written, since another run might hold the service. A rollback has moved traffic before this. */
function endWithoutFence(scene: Scene): Step {
  const { memory, roles, request } = scene;
  const kind = abandonedFence(scene)?.trouble.kind;
  const what = kind === 'reverted' ? 'is undone each time that it is written' : 'could not be written';
  return step('end', reasonWithoutFence(kind), `the fence ${what}`, {
    kind: 'end',
    result: 'failed',
    message:
      `Stopped: the fence of service ${request.service} ${what}, and without it nothing more is changed. ` +
      `${describeTraffic(roles)} Fix what is listed, then run the job again. It continues where this run stopped.`,
    details: leftUndone(memory),
  });
}

function reasonWithoutFence(kind: Trouble['kind'] | undefined): ReasonCode {
  if (kind === 'reverted') return 'write-reverted';
  return kind === 'denied' ? 'write-denied' : 'write-kept-failing';
}
