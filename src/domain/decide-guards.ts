import { restoredNotes } from './drift.ts';
import { nextFence, outranks } from './fence.ts';
import { fenceSettleMs } from './notice.ts';
import { preflightProblems } from './preflight.ts';
import { isSwitched, step, wait, type Decider, type Scene } from './scene.ts';
import type { Step } from './step.ts';
import { leftUndone } from './undone.ts';
import { setWords, trafficWords } from './words.ts';
import { staleReadMs, writeKey } from './writes.ts';

/** Invariant 7: who finds another's fence writes nothing more. The fence is compared as a whole, in every observation. */
export const standDown: Decider = (scene) => {
  const { world, memory, roles, plan } = scene;
  const { fence } = world.service.tags;
  if (memory.fence === null || fence === undefined || !outranks(fence, memory.fence.value)) return null;
  const who = `run ${fence.slice(fence.indexOf(':') + 1)}`;
  if (isDoneButForWaiting(scene)) return endRelieved(scene, who);
  return step('end', 'fence-lost', 'another run holds the service now', {
    kind: 'end',
    result: 'stood-down',
    message:
      `Stood down: ${who} took service ${plan.service} over from this run ` +
      `(fence ${fence}, ours was ${memory.fence.value}). ${trafficWords(roles)} This run changes nothing more; follow the other one.`,
    details: [],
  });
};

/** The bake is passed and users are still on green: what was left is to wait for the end of blue. */
const isDoneButForWaiting = (scene: Scene): boolean =>
  scene.memory.isBakePassed && scene.plan.command !== 'teardown' && isSwitched(scene);

/** The release is as good as it was a moment ago: that the next run ends its warm time is no failure of this one. */
function endRelieved({ plan, roles, memory }: Scene, who: string): Step {
  return step('end', 'released', 'another run holds the service now, and the bake was passed', {
    kind: 'end',
    result: 'released',
    message:
      `Released: ${roles.green === null ? 'green' : setWords(roles.green)} serves ${plan.service}. ${trafficWords(roles)} ` +
      `${who.charAt(0).toUpperCase()}${who.slice(1)} has taken the service over since, and the end of blue with it; this run changes nothing more.`,
    details: restoredNotes(memory),
  });
}

/** A cancel that calls for nothing: green has passed its bake, or the author asked to keep everything as it is. */
export const endOfCancel: Decider = (scene) => {
  const { memory, roles, plan, world } = scene;
  if (!memory.isCancelled || memory.failure !== null) return null;
  const kept = !memory.isPreflightPassed
    ? 'It had changed nothing.'
    : isSwitched(scene)
      ? `Green stays, and blue is kept warm until ${world.service.tags['lease-until'] ?? 'somebody removes it'}; a later run removes it.`
      : 'Nothing was taken back (on-cancel: keep); run the job again to go on where it stopped.';
  return step('end', 'cancelled', 'the run was cancelled', {
    kind: 'end',
    result: 'failed',
    message: `Interrupted: the ${plan.command} of service ${plan.service} was cancelled. ${trafficWords(roles)} ${kept}`,
    details: [],
  });
};

/** A write that AWS took may not show in the next read: wait for it, so that a stale read is never taken for drift. */
export const settle: Decider = ({ memory, world }) => {
  const { pending } = memory;
  if (pending === null || world.nowMs - pending.atMs >= staleReadMs) return null;
  const isCreated = pending.write.kind === 'create-green';
  return wait(isCreated ? 'start' : 'prepare', 'reading-back', 'the last write does not show yet', 400);
};

/** A write that failed for now: less and less often, so that a throttled account is not throttled more. */
export const backOff: Decider = ({ memory, world }) => {
  if (memory.trouble === null) return null;
  const { lastMs, count, last } = memory.trouble;
  const leftMs = lastMs + Math.min(500 * 2 ** (count - 1), 10_000) - world.nowMs;
  if (leftMs <= 0) return null;
  return wait('prepare', 'backing-off', `${last.action}: ${last.code}; trying again`, leftMs);
};

export const preflight: Decider = ({ plan, world, roles, memory }) => {
  if (memory.isPreflightPassed) return null;
  const problems = preflightProblems(plan, world, roles, memory);
  if (problems.length === 0) return null;
  const count = problems.length === 1 ? 'a problem' : `${String(problems.length)} problems`;
  return step('preflight', 'preflight-failed', `preflight found ${count}`, {
    kind: 'end',
    result: 'refused',
    message:
      `Nothing was changed: preflight found ${count} with service ${plan.service} in cluster ${plan.cluster}. ` +
      trafficWords(roles),
    details: problems,
  });
};

/** Taken by writing the next number and reading it back after the others' writes would show; claimed again when wiped. */
export const holdFence: Decider = (scene) => {
  const { plan, world, memory } = scene;
  if (isOutOfReach(scene)) return endWithoutFence(scene);
  const current = world.service.tags.fence;
  const { runId, runAttempt } = plan.release;
  if (memory.fence === null || (current !== memory.fence.value && memory.fence.isHeld)) {
    const value = memory.fence?.value ?? nextFence(current, runId, runAttempt);
    const because =
      memory.fence === null
        ? 'this run takes the service'
        : 'the fence was wiped or overwritten by an older run, this run takes it again';
    return step('prepare', 'claiming-fence', because, { kind: 'tag-service', tags: { fence: value } });
  }
  if (memory.fence.isHeld) return null;
  const leftMs = (memory.fence.writtenAtMs ?? 0) + fenceSettleMs - world.nowMs;
  if (leftMs > 0)
    return wait('prepare', 'fence-settling', 'another run could have written the fence too', leftMs);
  return step('prepare', 'claiming-fence', 'the fence does not show', {
    kind: 'tag-service',
    tags: { fence: nextFence(current, runId, runAttempt) },
  });
};

const fenceKey = writeKey({ kind: 'tag-service', tags: { fence: '' } });

const isOutOfReach = ({ memory, world }: Scene): boolean =>
  fenceKey in memory.abandoned && (memory.fence === null || world.service.tags.fence !== memory.fence.value);

/** Without the fence nothing is written: another run might be at it. Traffic that had to go back has gone back before. */
function endWithoutFence({ memory, roles, plan }: Scene): Step {
  const reason = memory.abandoned[fenceKey]?.kind === 'denied' ? 'write-denied' : 'write-kept-failing';
  return step('end', reason, 'the fence can not be taken', {
    kind: 'end',
    result: 'failed',
    message:
      `Stopped: the fence of service ${plan.service} could not be written, and without it nothing more is changed. ` +
      `${trafficWords(roles)} Mend what is listed, then run the job again: it goes on where this run stopped.`,
    details: leftUndone(memory),
  });
}
