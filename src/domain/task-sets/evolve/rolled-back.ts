// What a rollback is about, and what it notes of it in tags.
import { traitsOf } from '../../common/request/commands.ts';
import { isOwnSet, isRevision } from '../roles/green-role.ts';
import { formatRolledBack, ownRollback, rolledBackBy } from '../tags/rolled-back.ts';
import { isKeptGreen, isNotedAsFallback, keptGreen, formatKeptGreen } from '../roles/kept-green.ts';

import { isQuarantined } from '../../common/revision/quarantine.ts';
import { quarantineOf, quarantineTags } from '../revision/quarantine.ts';
import { isAdopted, isOurs } from '../roles/ours.ts';

import type { Step } from '../model/step.ts';
import { isSameVersion } from '../roles/version-before.ts';
import type { ServiceTagName, ServiceTags, TaskSetView, World } from '../model/world.ts';
import type { Request } from '../../common/request/request.ts';
import type { Failure } from '../../common/run/failure.ts';
import { sceneOf, unlessAbandoned, type Scene } from '../roles/scene.ts';
import { step } from '../model/make-step.ts';
import { compare, isBlueToServe, servingOf } from '../health/comparison.ts';
import type { Memory } from '../model/memory.ts';
import { isReturnUnfinished, keptReturnIn, type KeptReturn } from '../warm/kept-return.ts';
import { isRepairing } from '../reset/reset.ts';
import { isSwitched } from '../health/switch-state.ts';
import { fallbackTimeMs, isFallbackOver, whyNotFallback } from '../warm/fallback.ts';

const rolledBackId = ({ request, world }: Scene): string | null => rolledBackBy(request, world);

/** Whether an earlier process of this run has rolled back, and nothing is left to do. */
export function hasRolledBack(scene: Scene): boolean {
  const id = rolledBackId(scene);
  if (id === null) return false;
  if (isLeftForInspection(scene, id)) return true;
  return scene.memory.green?.endsWith(`/${id}`) !== true && scene.roles.green?.id !== id;
}

/** What went live since this run rolled back: neither what it returned production to, nor its own. `null`: nothing, or it isn't known. */
export function liveSinceRollback({ request, world, memory, roles }: Scene): TaskSetView | null {
  const to = ownRollback(request, world)?.to ?? null;
  if (to === null) return null;
  return roles.live.find((set) => set.id !== to && !isOwnSet(request, world, memory, set)) ?? null;
}

/** Kept for inspection, without production traffic, and the tags of its release are cleared. */
function isLeftForInspection({ world, roles }: Scene, id: string): boolean {
  const kept = keptGreen(world);
  if (kept?.set.id !== id || roles.live.includes(kept.set)) return false;
  return world.service.tags.green !== kept.set.arn;
}

/**
 * The process that rolled back was killed at its end: green is gone, but the tags of its release are not, or the run was to
 * wait until it can delete green.
 */
export function isCleanupOwed(scene: Scene): boolean {
  const { world, request, roles } = scene;
  const id = rolledBackId(scene);
  if (id === null) return false;
  const isIdle = roles.live.every((set) => set.id !== id);
  if (isIdle && request.isKeptGreenAwaited && isNotedAsFallback(world, id)) return true;
  if (world.taskSets.some((set) => set.id === id && set.status !== 'DRAINING')) return false;
  const kept = keptGreen(world)?.set;
  const wasReturn =
    kept?.tags.blue === id && isReturnUnfinished(world, kept) && scene.roles.live.includes(kept);
  return wasReturn || world.service.tags.green?.endsWith(`/${id}`) === true;
}

/**
 * A rollback returns production to the kept green, as if that were its blue: if what is live can't serve and the kept green
 * can, or if `rollback-to` names its revision and it serves as well. Decided before this run does anything else, and kept.
 */
export function evolveReturn(request: Request, memory: Memory, world: World): Memory {
  const hasBegun = memory.failure !== null || memory.isPreflightPassed || memory.isLabelTried;
  if (hasBegun || !traitsOf(request).rollsBack) return memory;
  const scene = sceneOf(request, world, memory);
  const found = keptReturnIn(scene);
  const isDue = found !== null && rolledBackId(scene) !== found.kept.id && isToReturn(scene, found);
  return isDue ? { ...memory, green: found.from.arn, blue: found.kept.arn } : memory;
}

function isToReturn(scene: Scene, { from, kept }: KeptReturn): boolean {
  const { request, world } = scene;
  const { rollbackTo } = request.goal;
  if (rollbackTo !== null && !isRevision(kept, rollbackTo)) return false;
  if (rollbackTo === null && isForcedAway(scene, { from, kept })) return false;
  if (isBlueToServe(world, from, kept)) return true;
  const hash = kept.tags['revision-hash'];
  const isBarred = quarantineOf(world).some((one) => isQuarantined(one, hash));
  const compared = { blue: kept, green: from, carried: null, isForced: false };
  return rollbackTo !== null && (request.isForced || !isBarred) && compare(world, compared).isYes;
}

/**
 * A person forces production off the kept green, and another run that does the same is not over: the second press completes
 * the first. As with any `force`, blue needs a healthy target.
 */
const isForcedAway = ({ request, world }: Scene, { from, kept }: KeptReturn): boolean =>
  request.isForced && world.service.tags.green === kept.arn && servingOf(world, from).healthy > 0;

/** Green is being deleted by an earlier process of this run. */
export const isRolledBackDraining = (scene: Scene): boolean =>
  scene.world.taskSets.some(({ id, status }) => status === 'DRAINING' && id === rolledBackId(scene));

/**
 * Another run's re-release is live, its bake has ended, and its blue is still leased. There is nothing to continue, and
 * an input has to name the next revision to return to. Once the lease is over, cleanup is left to do.
 */
export function isRolledBackAlready(scene: Scene): boolean {
  const { request, roles, world, memory } = scene;
  const { green, blue } = roles;
  const isOfAnother = green !== null && green.tags.release !== request.release.id;
  if (!traitsOf(request).rollsBack || !isOfAnother || !isOwnSet(request, world, memory, green)) return false;
  const { 'bake-until': baked, 'lease-until': leased } = world.service.tags;
  const isKept = blue?.status === 'ACTIVE' && Date.parse(leased ?? '') > world.nowMs;
  const isWhole = green.status === 'PRIMARY' && isSwitched(scene);
  return isKept && isWhole && Date.parse(baked ?? '') <= world.nowMs;
}

/** Whether this rollback is to roll back the live release. Not if it is its own re-release. */
export function isToRollBack(scene: Scene): boolean {
  const { roles, request, world, memory } = scene;
  if (!traitsOf(request).rollsBack || isRepairing(scene)) return false;
  if (hasRolledBack(scene)) return isCleanupOwed(scene);
  return roles.green !== null && !isOwnSet(request, world, memory, roles.green);
}

/**
 * Tags about a green that was rolled back, in one write before anything happens to it: the run, so that it doesn't roll
 * back twice; its quarantined content; and until when it is kept. The first two outlast the task set.
 */
export function noteRollback(scene: Scene): Step | null {
  const { world, roles, memory } = scene;
  const { green } = roles;
  if (green === null || memory.failure === null) return null;
  const due = {
    ...mark(scene, green),
    ...quarantine(scene, green, memory.failure),
    ...keeping(scene, green),
  };
  const isWritten = Object.entries(due).every(
    ([name, value]) => world.service.tags[name as ServiceTagName] === value,
  );
  if (isWritten) return null;
  const reason = reasonOf(due['kept-green']);
  const because = `tags about the green that was rolled back: ${Object.keys(due).join(', ')} of ${green.id}`;
  return unlessAbandoned(scene, step('rollback', reason, because, { kind: 'tag-service', tags: due }));
}

function reasonOf(kept: string | undefined): Step['reason'] {
  if (kept === undefined) return 'quarantining';
  return kept.endsWith('fallback') ? 'keeping-green' : 'keeping-for-inspection';
}

const mark = ({ request, memory, roles }: Scene, green: TaskSetView): ServiceTags =>
  memory.failure?.kind === 'requested' ? { 'rolled-back': formatRolledBack(request, green, roles.blue) } : {};

/** Content that users never saw fails its gates again, so it needs no quarantine. Nor does content that stays live on blue. */
const quarantine = ({ memory, world, roles }: Scene, green: TaskSetView, { kind }: Failure): ServiceTags =>
  memory.hasGreenBeenLive && !isSameVersion(roles) ? quarantineTags(world, green, kind) : {};

/** The time counts from the first write, however often the same rollback runs. */
function keeping(scene: Scene, green: TaskSetView): ServiceTags {
  const { request, world } = scene;
  if (!isToGo(scene, green) || isKeptGreen(world, green)) return {};
  const inspectedMs = isToInspect(scene) ? request.goal.keepRolledBackSeconds * 1000 : 0;
  const fallbackMs = whyNotFallback(scene, green) === null ? fallbackTimeMs(world, green) : 0;
  const keptMs = Math.max(inspectedMs, fallbackMs);
  if (keptMs === 0) return {};
  const reason = inspectedMs >= fallbackMs ? 'inspection' : 'fallback';
  return { 'kept-green': formatKeptGreen(green, world.nowMs + keptMs, reason) };
}

/** Whether green is not deleted now. Another run of the same job keeps it too. */
export const isToKeep = (scene: Scene, green: TaskSetView): boolean =>
  isToInspect(scene) || (isKeptGreen(scene.world, green) && !isFallbackOver(scene));

const isToInspect = ({ request, memory }: Scene): boolean =>
  traitsOf(request).rollsBack &&
  memory.failure?.kind === 'requested' &&
  request.goal.keepRolledBackSeconds > 0;

/** Whether green may be deleted. What this action did not create is left alone (invariant 5). */
export const isToGo = ({ world }: Scene, green: TaskSetView): boolean =>
  isOurs(green) || isAdopted(world, green);
