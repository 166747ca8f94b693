import { traitsOf } from '../../common/request/commands.ts';
import { isOwnRun } from '../../common/run/fence.ts';
import { isKeptGreen } from './kept-green.ts';
import type { Memory } from '../model/memory.ts';
import { isAdopted, isOurs } from './ours.ts';
import type { Request } from '../../common/request/request.ts';
import { isRollbackId } from '../../common/request/release-id.ts';
import { isExpired, isBeingRolledBack, wasPromoted } from './staged.ts';
import { holds } from '../../common/load-balancer/traffic.ts';
import type { TaskSetView, World } from '../model/world.ts';

/**
 * Which set a command is about. deploy and stage: the one that carries their release, which a re-run adopts by its
 * tags (fact 14). promote: the one that was staged. rollback, teardown and status: the last one that was switched to.
 * `live`: the sets that get production traffic.
 */
export function greenOf(
  request: Request,
  world: World,
  memory: Memory,
  live: readonly TaskSetView[],
): TaskSetView | null {
  const { green, rollsBack } = traitsOf(request);
  if (green === 'stranded') return strandedOf(world, live);
  const remembered = memory.green ?? memory.created?.set;
  const known = world.taskSets.find(({ arn }) => arn === remembered);
  // A draining one counts only for the process that is taking it down; for any other it is gone.
  if (known !== undefined && known.status !== 'DRAINING') return known;
  // What a rollback took back is gone, and that is all that it was asked for.
  if (rollsBack && memory.failure?.kind === 'requested') return known ?? null;
  return newOf(request, world, memory, live) ?? known ?? null;
}

function newOf(
  request: Request,
  world: World,
  memory: Memory,
  live: readonly TaskSetView[],
): TaskSetView | null {
  const standing = world.taskSets.filter(({ status }) => status !== 'DRAINING');
  const own = standing.find((set) => isOwnSet(request, world, memory, set));
  switch (traitsOf(request).green) {
    case 'own':
      return own ?? null;
    case 'staged':
      return stagedOf(request, world, standing, live) ?? null;
    case 'to-roll-back':
      return (
        own ??
        standing.find(({ id }) => id === rolledBackBy(request, world)) ??
        (isReRelease(request, world, standing, live) ? null : lastBegun(world, standing, live))
      );
    case 'last-begun':
      return lastBegun(world, standing, live);
    case 'switched-to':
      return switchedTo(world, standing, live);
    case 'stranded':
      return strandedOf(world, live);
  }
}

/**
 * Whether it is this run's own green. A rollback goes on with the way back anew that another one left half done: taking
 * that back as well would bring the very version live that nobody wants.
 */
export function isOwnSet(request: Request, world: World, memory: Memory, set: TaskSetView): boolean {
  if (set.tags.release === request.release.id) return true;
  if (!traitsOf(request).rollsBack || request.goal.rollbackTo !== null || !isReReleased(set)) return false;
  // What is not this run's to go on with makes it fail, as asked, before its first write.
  const isGoneOnWith = memory.isPreflightPassed && memory.failure === null && memory.green === set.arn;
  return isGoneOnWith || isUnderWay(world, set);
}

/** Its switch has begun, and nobody has tidied up after it. */
const isUnderWay = ({ service }: World, { arn }: TaskSetView): boolean => service.tags.green === arn;

/** A release that a rollback made: its id says so. */
export const isReReleased = ({ tags }: TaskSetView): boolean =>
  tags.release !== undefined && isRollbackId(tags.release);

/**
 * A sweep sees the service as a release does before it has made its green: what is live stays, all else of ours is left
 * over. Where nothing is live, the PRIMARY of ours is what should be.
 */
function strandedOf(world: World, live: readonly TaskSetView[]): TaskSetView | null {
  if (live.length > 0) return null;
  const isMeant = (set: TaskSetView): boolean =>
    set.status === 'PRIMARY' && (isOurs(set) || isAdopted(world, set));
  return world.taskSets.find(isMeant) ?? null;
}

/** Whether going back means releasing an older revision: no blue is kept, or another revision than blue's was named. */
function isReRelease(
  request: Request,
  world: World,
  standing: readonly TaskSetView[],
  live: readonly TaskSetView[],
): boolean {
  const from = lastBegun(world, standing, live);
  const kept = from === null ? null : (keptFor(world, standing, from) ?? assumedBlueOf(world, from));
  if (kept === null) return true;
  return request.goal.rollbackTo !== null && !isRevision(kept, request.goal.rollbackTo);
}

const keptFor = (
  world: World,
  standing: readonly TaskSetView[],
  from: TaskSetView,
): TaskSetView | undefined =>
  standing.find((set) => set !== from && (set.id === from.tags.blue || set.arn === world.service.tags.blue));

/** Whether the set runs the revision of this ARN or `family:revision`. */
export const isRevision = ({ taskDefinition }: TaskSetView, reference: string): boolean =>
  taskDefinition === reference || taskDefinition.endsWith(`/${reference}`);

/**
 * The way back from a live set that no release of ours made, which no tag can name: the only other set, where a rule
 * that sends `from` traffic holds its group as well. It is an assumption, and whoever makes it says so.
 */
export function assumedBlueOf(world: World, from: TaskSetView): TaskSetView | null {
  if (from.tags.release !== undefined) return null;
  const [only, ...more] = world.taskSets.filter((set) => set !== from && set.status !== 'DRAINING');
  const groups = [from.attachment?.group, only?.attachment?.group];
  if (
    only === undefined ||
    more.length > 0 ||
    groups[0] === groups[1] ||
    !mayHaveBeenBefore(world, only, from)
  )
    return null;
  const isPair = world.rules.some((rule) =>
    groups.every((group) => group !== undefined && holds(rule, group)),
  );
  return isPair ? only : null;
}

/** One of our releases that another tool has switched away from, but not what came after it: that may never have served. */
const mayHaveBeenBefore = (world: World, only: TaskSetView, from: TaskSetView): boolean =>
  only.tags.release === undefined ||
  (only.createdAtMs < from.createdAtMs && only.tags.expires === undefined && !isKeptGreen(world, only));

/**
 * By its release if one was named; else this run's own, or the newest that was staged and has no traffic, or whose
 * promotion was begun and not finished. One that this run promoted to the end is found again too. What is to be staged
 * again is not it: then it is the one that this run makes in its place.
 */
function stagedOf(
  request: Request,
  world: World,
  standing: readonly TaskSetView[],
  live: readonly TaskSetView[],
): TaskSetView | undefined {
  const { promoted, isRestaging } = request.goal;
  const isLive = (set: TaskSetView): boolean => live.includes(set);
  const isOver = (set: TaskSetView): boolean => isRestaging && isExpired(set, world.nowMs);
  // Another run takes it back at this moment: only the run that had promoted it goes on with it.
  const isAnothers = (set: TaskSetView): boolean =>
    isBeingRolledBack(world, set) && !isOwnRun(world.service.tags.fence, request.release.runId);
  const known = standing.filter(
    (set) => isLive(set) || !(wasPromoted(world, set) || isAnothers(set) || isOver(set)),
  );
  const staged = known.filter((set) => set.tags.expires !== undefined).toSorted(newestFirst);
  const own = staged.find(({ tags }) => tags.release === request.release.id);
  if (promoted !== null)
    return known.find(({ tags }) => tags.release === promoted) ?? (isRestaging ? own : undefined);
  return (
    own ??
    staged.find((set) => !isLive(set) || isUnfinished(world, standing, set)) ??
    staged.find((set) => live.includes(set) && isOwnRun(world.service.tags.fence, request.release.runId))
  );
}

/** Its blue is still there, or the service's tags still speak of its switch. */
const isUnfinished = (world: World, standing: readonly TaskSetView[], set: TaskSetView): boolean =>
  world.service.tags.green === set.arn || standing.some(({ id }) => id === set.tags.blue);

/**
 * The release that is on the switch or was last: the service's tags name it as long as it goes on, also after a way back
 * that was not finished; else it is what is live.
 */
function switchedTo(
  world: World,
  standing: readonly TaskSetView[],
  live: readonly TaskSetView[],
): TaskSetView | null {
  const tagged = standing.find(({ arn }) => arn === world.service.tags.green);
  return tagged ?? live.toSorted(newestFirst)[0] ?? null;
}

/**
 * What a rollback takes back, and what status tells of: the newest release there is. One that was made beside what is
 * live and never switched to comes before that; so does one whose tags were wiped in the middle of its way back.
 */
function lastBegun(
  world: World,
  standing: readonly TaskSetView[],
  live: readonly TaskSetView[],
): TaskSetView | null {
  const serving = switchedTo(world, standing, live);
  if (serving === null || !live.includes(serving)) return serving;
  // One that is kept for a look was taken back to the end; one that waits for its promotion is nobody's mistake.
  const begun = standing.find(
    (set) =>
      set.tags.blue === serving.id &&
      set.tags.expires === undefined &&
      !live.includes(set) &&
      !isReReleased(set) &&
      !isKeptGreen(world, set),
  );
  return begun ?? serving;
}

/**
 * A rollback leaves its run and the set that it took back in a tag of the service, `<run id>:<task set id>`. Run again,
 * it goes on where it stopped, and once it is over it takes back nothing more: not what it went back to, and not what
 * was released since.
 */
export const formatRolledBack = ({ release }: Request, set: TaskSetView): string =>
  `${String(release.runId)}:${set.id}`;

/** The id of the set that this run has taken back, as the tag says; `null`: none yet. */
export function rolledBackBy({ release }: Request, { service }: World): string | null {
  const [run, id] = (service.tags['rolled-back'] ?? '').split(/:(.*)/s);
  return run === String(release.runId) && id !== undefined ? id : null;
}

const newestFirst = (a: TaskSetView, b: TaskSetView): number => b.createdAtMs - a.createdAtMs;
