// The contract of a release, once its blue is gone. Nothing here moves traffic. It is never stopped, and no try is started twice.
import { formatSet } from '../roles/describe-set.ts';
import { teardownMs } from '../health/times.ts';
import {
  formatBegun,
  formatPlanned,
  hasNotBegun,
  isOwed,
  lostId,
  olderThan,
  type BegunContract,
} from '../tags/contract.ts';
import type { TaskSetView } from '../model/world.ts';
import type { TryNote } from '../../common/migrations/note.ts';
import type { NextOfContract } from '../../common/migrations/next-of-contract.ts';
import { usualTimeoutSeconds } from '../../common/migrations/migration.ts';
import { paceMs } from '../../common/values/pace.ts';
import { outlasts } from '../../common/run/time-limit.ts';
import type { Phase } from '../../common/run/step.ts';
import { step, wait } from '../model/make-step.ts';
import type { Step } from '../model/step.ts';
import { unlessAbandoned, type Decider, type Scene } from '../roles/scene.ts';
import { contractOf, nextOf, nextOfBegun, requestOf, runsContracts } from './contract-sight.ts';
import { requestFor } from './sight.ts';
import { afterLateTags, describeStart, describeWait, isNeverStarted } from './tries.ts';

/** How often it is asked how far it is. It may take an hour. */
const askMs = 2000;
/** How long green may take to serve, and ECS to show that a task has stopped. */
const beginsWithinMs = 240_000;

/** Relies on blue being gone: every command that ends it comes here after that. */
export const contract: Decider = (scene) => {
  const { memory, request } = scene;
  if (!memory.isBakePassed || memory.failure !== null || !runsContracts(request)) return null;
  const found = contractOf(scene);
  const begun = nextOfBegun(scene);
  const isOfOther = begun !== null && begun.set !== found?.set.id;
  const waiting = isOfOther ? awaitBegun(scene, begun, 'teardown') : null;
  // As long as another one is not over, it is no time for this one.
  if (waiting !== null || (isOfOther && begun.note.end === null)) return waiting;
  const next = nextOf(scene);
  return found === null || next === null ? null : follow(scene, found.set, next);
};

/**
 * Before the lease is cleared or written for another release: after that, nothing else would show that the contract of this
 * set has not begun, and nobody could roll back to what was before it.
 */
export function notePlanned(scene: Scene, set: TaskSetView | null, phase: Phase): Step | null {
  const { world } = scene;
  if (set === null || !isOwed(world, set) || !hasNotBegun(world, set)) return null;
  const planned = formatPlanned(set);
  if (world.service.tags.contract === planned) return null;
  const because = `the contract of ${formatSet(set)} has not begun`;
  const tags = { contract: planned };
  return unlessAbandoned(scene, step(phase, 'contracting', because, { kind: 'tag-service', tags }));
}

/** Another release may overwrite the lease of what is live. */
export const keepPlanned: Decider = (scene) => {
  const { live, green } = scene.roles;
  const [only, ...more] = live;
  return only === undefined || more.length > 0 || only === green ? null : notePlanned(scene, only, 'prepare');
};

function follow(scene: Scene, set: TaskSetView, next: NextOfContract): Step | null {
  switch (next.kind) {
    case 'not-yet':
      return isTooLateToBegin(scene, set)
        ? notePlanned(scene, set, 'teardown')
        : wait(
            'teardown',
            'contracting',
            `the contract waits: ${next.why}`,
            paceMs(sinceDueMs(scene), askMs),
          );
    case 'note':
      return note(scene, 'teardown', { set: set.id, note: next.note, why: next.why });
    case 'start':
      return start(scene) ?? noteRefused(scene, 'teardown');
    case 'await':
      return isLate(scene) ? null : awaitEnd(scene, next, 'teardown');
    case 'nothing':
    case 'done':
    case 'failed':
    case 'unknown':
      return null;
  }
}

type Why = Extract<NextOfContract, { kind: 'note' }>['why'];

const because: Readonly<Record<Why, string>> = {
  new: 'first, a tag says that it begins: from now on nothing rolls back',
  found: 'a tag names its task',
  ended: 'a tag holds how it ended',
  said: 'the input migration-answer says how it ended',
};

const note = (
  scene: Scene,
  phase: Phase,
  { why, ...begun }: BegunContract & { readonly why: Why },
): Step | null =>
  unlessAbandoned(
    scene,
    step(phase, 'contracting', `contract ${begun.note.id}: ${because[why]}`, {
      kind: 'tag-service',
      tags: { contract: formatBegun(begun) },
    }),
  );

function start(scene: Scene): Step | null {
  const found = contractOf(scene);
  const asked = found === null ? null : requestOf(scene, found.set, found.plan);
  const noted = nextOfBegun(scene)?.note;
  if (asked === null || noted === undefined) return null;
  const request = requestFor(scene, asked, noted.id);
  const what = describeStart('contract', request);
  const next = unlessAbandoned(scene, step('teardown', 'contracting', what, { kind: 'run-task', request }));
  return next === null ? null : afterLateTags(scene, next);
}

function noteRefused(scene: Scene, phase: Phase): Step | null {
  const begun = nextOfBegun(scene);
  if (begun === null || !isNeverStarted(scene.memory, begun.note)) return null;
  const ended: TryNote = { ...begun.note, end: 'not-started' };
  return note(scene, phase, { set: begun.set, note: ended, why: 'ended' });
}

const awaitEnd = (scene: Scene, { task }: Extract<NextOfContract, { kind: 'await' }>, phase: Phase): Step => {
  const found = contractOf(scene);
  // With all tags wiped, it is named as in the question for an answer.
  const id = nextOfBegun(scene)?.note.id ?? (found === null ? '' : lostId(found.set));
  return wait(phase, 'contracting', describeWait('contract', id, task), askMs);
};

/** It takes longer than its time-out, or than this run may. */
export function isLate(scene: Scene): boolean {
  const { request, world, memory } = scene;
  const begun = nextOfBegun(scene);
  if (begun === null) return false;
  const limitSeconds = contractOf(scene)?.plan.timeoutSeconds ?? usualTimeoutSeconds;
  const sinceMs = Math.max(begun.note.notedAtMs, memory.startedAtMs);
  return world.nowMs - sinceMs >= limitSeconds * 1000 || outlasts(request, world.nowMs);
}

/** Left for the next teardown. What stands and does not drain by now could not be deleted, or may not be. */
function isTooLateToBegin({ request, world, memory }: Scene, set: TaskSetView): boolean {
  if (memory.contractDueSinceMs === null || outlasts(request, world.nowMs)) return true;
  // What has vanished took as long as what took its place.
  const stopsMs = Math.max(...[set, ...olderThan(world, set)].map((one) => teardownMs(world, one)));
  return sinceDueMs({ world, memory }) >= stopsMs + beginsWithinMs;
}

const sinceDueMs = ({ world, memory }: Pick<Scene, 'world' | 'memory'>): number =>
  world.nowMs - (memory.contractDueSinceMs ?? world.nowMs);

function awaitBegun(
  scene: Scene,
  begun: NonNullable<ReturnType<typeof nextOfBegun>>,
  phase: Phase,
): Step | null {
  const { next } = begun;
  if (next.kind === 'note') return note(scene, phase, { set: begun.set, note: next.note, why: next.why });
  return next.kind === 'await' && !isLate(scene) ? awaitEnd(scene, next, phase) : null;
}

/** Before a release makes its green, the contract of an earlier one has ended: two changes of the database never run at once. */
export function awaitContract(scene: Scene): Step | null {
  const begun = nextOfBegun(scene);
  return begun === null ? null : awaitBegun(scene, begun, 'prepare');
}

/** Of any command that holds the service: what it sees of a contract is noted, so that nobody has to be asked later. */
export function noteContract(scene: Scene, phase: Phase): Step | null {
  const begun = nextOfBegun(scene);
  if (begun?.next.kind === 'note' && begun.next.why !== 'new')
    return note(scene, phase, { set: begun.set, note: begun.next.note, why: begun.next.why });
  return noteRefused(scene, phase);
}
