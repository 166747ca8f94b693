import type { Memory } from '../model/memory.ts';
import type { Scene } from '../health/scene.ts';
import type { Write } from '../model/step.ts';
import type { Trouble } from '../../common/values/trouble.ts';
import { staleReadMs, writeKey } from '../roles/writes.ts';
import type { Failure } from '../../common/run/failure.ts';

/** How long a write that may yet succeed is tried again, before the release goes back. */
const patienceMs = { again: 300_000, association: 120_000, full: 600_000 } as const;

const sameTroubleMs = 60_000;

/** Folds a failed write into the memory: try again later, or give it up and, while that is possible, go back. */
export function noticeTrouble(
  scene: Scene,
  memory: Memory,
  write: Write,
  trouble: Trouble,
  nowMs: number,
  isBack: boolean,
): Memory {
  const key = writeKey(write);
  // After a minute without a new failure it is another trouble, not the old one going on.
  const isSame = memory.trouble?.key === key && nowMs - memory.trouble.lastMs < sameTroubleMs;
  const before = isSame ? memory.trouble : null;
  const seen = {
    key,
    sinceMs: before?.sinceMs ?? nowMs,
    lastMs: nowMs,
    count: (before?.count ?? 0) + 1,
    last: trouble,
  };
  const next: Memory = {
    ...memory,
    trouble: seen,
    // No answer came, so it may have been carried out: look before it is sent again.
    pending: trouble.kind === 'lost' ? { write, atMs: nowMs } : memory.pending,
    labelBackSinceMs:
      write.kind === 'label' && isBack
        ? (memory.labelBackSinceMs ?? scene.world.nowMs)
        : memory.labelBackSinceMs,
  };
  if (nowMs - seen.sinceMs < patienceOf(trouble)) return next;
  if (isSpentToken(write, trouble) && memory.createTry < 3)
    return { ...next, trouble: null, createTry: memory.createTry + 1 };
  const abandoned = { ...memory.abandoned, [key]: trouble };
  return {
    ...next,
    trouble: null,
    abandoned,
    failure: memory.failure ?? failureOf(scene, write, trouble, nowMs),
  };
}

function patienceOf(trouble: Trouble): number {
  if (trouble.kind === 'busy' || trouble.kind === 'lost') return patienceMs.again;
  if (trouble.kind === 'denied') return 0;
  // Fact 9: for some seconds after a group was brought into a rule, ECS still says that it has no load balancer.
  if (/does not have an associated load balancer/i.test(trouble.message)) return patienceMs.association;
  // So long a set that the token did make may stay unseen.
  if (/client ?token/i.test(trouble.message)) return staleReadMs;
  // Fact 10: sets that are being deleted may count until they have vanished.
  if (/deployments exist on the service|LimitExceeded/i.test(`${trouble.code} ${trouble.message}`))
    return patienceMs.full;
  return 0;
}

/** Fact 12: what the token of a deleted set brings is not established. Where it is a refusal, another token is tried. */
const isSpentToken = (write: Write, trouble: Trouble): boolean =>
  write.kind === 'create-green' && trouble.kind === 'refused' && /client ?token/i.test(trouble.message);

/** Fact 17: the sources differ on whether a set above scale 0 may be deleted without force. */
export const isRefusedForScale = (trouble: Trouble | undefined): boolean =>
  trouble?.kind === 'refused' && /scale|force/i.test(trouble.message);

const reasons = {
  denied: 'write-denied',
  refused: 'write-refused',
  busy: 'write-kept-failing',
  lost: 'write-kept-failing',
} as const;

/** Once green was proven under real traffic a failed write leaves it where it is: only the tidying up is undone. */
function failureOf(scene: Scene, write: Write, trouble: Trouble, nowMs: number): Failure | null {
  if (isTidying(scene, write)) return null;
  return {
    reason: reasons[trouble.kind],
    what: `${trouble.action} on ${trouble.resource} failed: ${trouble.code}: ${trouble.message}`,
    advice:
      trouble.kind === 'denied'
        ? `Allow ${trouble.action} on ${trouble.resource} for the role of this job.`
        : 'Mend what AWS names, then run the release again.',
    atMs: nowMs,
  };
}

const isTidying = (scene: Scene, write: Write): boolean =>
  scene.plan.command === 'sweep' ||
  write.kind === 'delete' ||
  write.kind === 'untag-service' ||
  write.kind === 'scale'
    ? true
    : scene.memory.isBakePassed || isOnlyForOthers(write);

/** What others wait by: a release does not fail because it could not tell them. */
const isOnlyForOthers = (write: Write): boolean =>
  write.kind === 'tag-service' && Object.keys(write.tags).join() === 'bake-until';
