// Which task set is green.
import { traitsOf } from '../../common/request/commands.ts';
import { isOwnRun } from '../../common/run/fence.ts';
import { isKeptGreen, keptGreen } from './kept-green.ts';
import type { Memory } from '../model/memory.ts';
import { isAdopted, isOurs } from './ours.ts';
import { mayBePair } from './remembered.ts';
import type { Request } from '../../common/request/request.ts';
import { isRollbackId } from '../../common/request/release-id.ts';
import { isExpired, isBeingRolledBack, wasPromoted } from './staged.ts';
import { holds } from '../../common/load-balancer/traffic.ts';
import { rolledBackBy } from '../tags/rolled-back.ts';
import type { TaskSetView, World } from '../model/world.ts';

/**
 * The task set that the command is about, as its traits say. A re-run adopts the one of its release by its tags (fact
 * 14). `live`: the task sets with production traffic.
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
  // A task set that is draining counts only for the process that deletes it.
  if (known !== undefined && known.status !== 'DRAINING') return known;
  // Green is gone, and so the rollback is done. No other task set becomes green.
  if (rollsBack && memory.failure?.kind === 'requested') return known ?? null;
  return findGreen(request, world, memory, live) ?? known ?? null;
}

function findGreen(
  request: Request,
  world: World,
  memory: Memory,
  live: readonly TaskSetView[],
): TaskSetView | null {
  const standing = world.taskSets.filter(({ status }) => status !== 'DRAINING');
  const own = standing.find((set) => isOwnSet(request, world, memory, set));
  switch (traitsOf(request).green) {
    case 'own':
      return own === undefined || (isOverAsFallback(world, own) && !live.includes(own)) ? null : own;
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
 * Its release was rolled back, and it is kept only in case blue fails: another attempt creates a new task set. While the
 * tags still name it, its rollback isn't finished, and another attempt finishes that first.
 */
function isOverAsFallback(world: World, set: TaskSetView): boolean {
  const kept = keptGreen(world);
  return kept?.set === set && kept.reason === 'fallback' && !isUnderWay(world, set);
}

/**
 * Whether the task set is this run's own green. A rollback continues an unfinished re-release of another run: rolling
 * that back would return traffic to the failed version.
 */
export function isOwnSet(request: Request, world: World, memory: Memory, set: TaskSetView): boolean {
  if (set.tags.release === request.release.id) return true;
  if (!traitsOf(request).rollsBack || request.goal.rollbackTo !== null || !isReReleased(set)) return false;
  // Otherwise the run would fail before its first write.
  const isContinued = memory.isPreflightPassed && memory.failure === null && memory.green === set.arn;
  return isContinued || isUnderWay(world, set);
}

/** Whether its switch has begun and the tags of its release are not cleared yet. */
const isUnderWay = ({ service }: World, { arn }: TaskSetView): boolean => service.tags.green === arn;

/** Whether a rollback created it, as its release ID says. */
export const isReReleased = ({ tags }: TaskSetView): boolean =>
  tags.release !== undefined && isRollbackId(tags.release);

/**
 * A sweep sees the service as a release does before it creates green: what is live stays, everything else of ours is a
 * leftover. If nothing is live, our PRIMARY should be.
 */
function strandedOf(world: World, live: readonly TaskSetView[]): TaskSetView | null {
  if (live.length > 0) return null;
  const isMeant = (set: TaskSetView): boolean =>
    set.status === 'PRIMARY' && (isOurs(set) || isAdopted(world, set));
  return world.taskSets.find(isMeant) ?? null;
}

/** Whether the rollback is a re-release: no blue is kept, or the input names a revision other than blue's. */
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
 * Blue of a live task set that this action did not create, so that no tag names it: the only other task set, if a rule
 * holds the groups of both. It is an assumption, and every message that relies on it says so.
 */
export function assumedBlueOf(world: World, from: TaskSetView): TaskSetView | null {
  if (from.tags.release !== undefined) return null;
  const [only, ...more] = world.taskSets.filter((set) => set !== from && set.status !== 'DRAINING');
  const [own, other] = [from.attachment?.group, only?.attachment?.group];
  if (only === undefined || more.length > 0 || own === undefined || other === undefined || own === other)
    return null;
  if (!mayHaveBeenBefore(world, only, from) || !mayBePair(world, own, other)) return null;
  return world.rules.some((rule) => holds(rule, own) && holds(rule, other)) ? only : null;
}

/** Whether the set may have served before `from`: another tool or an earlier release created it. A later release may never have served. */
const mayHaveBeenBefore = (world: World, only: TaskSetView, from: TaskSetView): boolean =>
  only.tags.release === undefined ||
  (only.createdAtMs < from.createdAtMs && only.tags.expires === undefined && !isKeptGreen(world, only));

/**
 * The set to promote: that of the release that an input names. Without such an input, the first of these that exists:
 * this run's own set, the newest staged set without traffic or with an unfinished promotion, the set that this run has
 * promoted. An expired set that is to be staged again doesn't count: this run creates a new set.
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
  // While it is being rolled back, only the run that promoted it continues, even once a tag keeps it.
  const isOwn = isOwnRun(world.service.tags.fence, request.release.runId);
  const known = standing.filter(
    (set) =>
      isLive(set) || (isBeingRolledBack(world, set) ? isOwn : !(wasPromoted(world, set) || isOver(set))),
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

/** Its blue still exists, or the service's tags still name it. */
const isUnfinished = (world: World, standing: readonly TaskSetView[], set: TaskSetView): boolean =>
  world.service.tags.green === set.arn || standing.some(({ id }) => id === set.tags.blue);

/**
 * The release that is being switched to, or was last switched to. The service's tags name it while it is in progress, and after an
 * unfinished rollback. Otherwise it is what is live.
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
 * The newest release, which a rollback rolls back and status shows. A release next to what is live takes precedence, even if
 * it was never switched to, or if its tags were deleted during its rollback.
 */
function lastBegun(
  world: World,
  standing: readonly TaskSetView[],
  live: readonly TaskSetView[],
): TaskSetView | null {
  const serving = switchedTo(world, standing, live);
  if (serving === null || !live.includes(serving)) return serving;
  // A kept green is rolled back already, unless it still has the label. A staged green isn't a release in progress.
  const begun = standing.find(
    (set) =>
      set.tags.blue === serving.id &&
      set.tags.expires === undefined &&
      !live.includes(set) &&
      !isReReleased(set) &&
      (set.status === 'PRIMARY' || !isKeptGreen(world, set)),
  );
  return begun ?? serving;
}

const newestFirst = (a: TaskSetView, b: TaskSetView): number => b.createdAtMs - a.createdAtMs;
