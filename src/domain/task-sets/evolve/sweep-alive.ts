// Whether a run is still working on the service.
import { traitsOf } from '../../common/request/commands.ts';
import type { Request } from '../../common/request/request.ts';
import { parseFence } from '../../common/run/fence.ts';
import type { RunView } from '../../common/run/view.ts';
import { formatAll } from '../../common/values/count.ts';
import { formatSet } from '../roles/describe-set.ts';
import { isOurs } from '../roles/ours.ts';
import type { ServiceView, TaskSetView, World } from '../model/world.ts';
import { formatDuration } from '../../common/values/duration.ts';
import type { Scene } from '../roles/scene.ts';
import { runIdOf } from '../tags/run.ts';

/** Maximum time of a job on a hosted runner. What has been unchanged for that long is no work in progress. */
export const jobLimitMs = 6 * 3_600_000;
/** Maximum time until a live run that lost its fence takes it again, at its next observation. */
const reclaimMs = 20_000;
/** A working run changes something within this time: a task starts, a gate passes, a rule moves. */
const watchedMs = 300_000;
/** How long a sweep waits for GitHub to show whether a run is over. Then it decides without. */
const answerWithinMs = 10_000;

/** The other runs that a command has to know the state of: the one that holds the service, and those that created the task sets. */
export function runsToAsk(
  request: Request,
  service: ServiceView,
  sets: readonly Pick<TaskSetView, 'tags'>[],
): readonly number[] {
  const { asksForRuns } = traitsOf(request);
  const holder = asksForRuns === 'none' ? null : (parseFence(service.tags.fence)?.runId ?? null);
  const makers = asksForRuns === 'all' ? sets.map(({ tags }) => runIdOf(tags.run)) : [];
  const ids = [holder, ...makers].filter((id) => id !== null && id !== request.release.runId);
  return [...new Set(ids as number[])];
}

/** `null`: GitHub doesn't show it, has not answered yet, or was not asked. */
export const isOver = ({ runs }: World, runId: number): boolean | null => viewOf(runs, runId)?.isOver ?? null;

const viewOf = (runs: World['runs'], runId: number): RunView | undefined =>
  runs.find((run) => run.runId === runId);

/** Whether a sweep may act. `againInMs`: when to observe again, before that is decided. 0: it may not act. */
type Desertion =
  { readonly isYes: true } | { readonly isYes: false; readonly why: string; readonly againInMs: number };

/**
 * Whether no run works on the service, so that unfinished work may be finished. A run in progress is never disturbed.
 * If GitHub doesn't show whether a run is over, a release counts as abandoned once nothing of it is younger than six
 * hours and nothing changes while the sweep observes it. The rollback of an old release leaves no recent time.
 */
export function isDeserted(scene: Scene): Desertion {
  const { world, memory } = scene;
  const ids = runsOf(scene);
  const working = ids.find((id) => isOver(world, id) === false);
  if (working !== undefined)
    return { isYes: false, why: `run ${String(working)} is still going on`, againInMs: 0 };
  // Decided before this process claimed the service, and kept: tags that are wiped since then show nothing new.
  const isClaimed = memory.fence !== null && memory.fence.writtenAtMs !== null;
  if (isClaimed || isHolderOver(scene)) return { isYes: true };
  const awaited = answersAwaited(scene, ids);
  if (awaited !== null) return awaited;
  const why = tooYoung(scene);
  if (why !== null) return { isYes: false, why, againInMs: 0 };
  const watchMs = watchedMs - (world.nowMs - (memory.still?.sinceMs ?? world.nowMs));
  // Its own writes are changes too. By then it holds the fence, which a live run would have taken again.
  if (watchMs <= 0 || memory.fence !== null) return { isYes: true };
  return {
    isYes: false,
    why: 'it is not known whether another run works on it; any change would show that',
    againInMs: Math.min(watchMs, 10_000),
  };
}

/** The other runs that may work on the service. */
function runsOf(scene: Scene): readonly number[] {
  const holder = parseFence(scene.world.service.tags.fence)?.runId ?? null;
  const ids = [holder, ...makersOf(scene).map(({ tags }) => runIdOf(tags.run))];
  return ids.filter((id) => id !== null && id !== scene.request.release.runId) as number[];
}

/** A slow GitHub may still answer. `null`: no answer is missing, or it took too long. */
function answersAwaited({ world }: Scene, ids: readonly number[]): Desertion | null {
  const waits = ids.flatMap((id) => {
    const askedAtMs = viewOf(world.runs, id)?.askedAtMs;
    return askedAtMs === undefined ? [] : [{ id, leftMs: askedAtMs + answerWithinMs - world.nowMs }];
  });
  const leftMs = Math.max(0, ...waits.map((one) => one.leftMs));
  if (leftMs <= 0) return null;
  const why = `GitHub has not answered yet whether ${describeOver(waits.map(({ id }) => id))}`;
  return { isYes: false, why, againInMs: Math.min(leftMs, 3000) };
}

function describeOver(ids: readonly number[]): string {
  const named = formatAll([...new Set(ids)].map((id) => `run ${String(id)}`));
  return `${named} ${new Set(ids).size > 1 ? 'are' : 'is'} over`;
}

/** Task sets that may be work in progress. What is live is finished, or its run holds the fence. */
const makersOf = ({ world, roles }: Scene): readonly TaskSetView[] =>
  world.taskSets.filter((set) => set.status !== 'DRAINING' && isOurs(set) && !roles.live.includes(set));

/** Whether the run that holds the service and the runs that created what is not live are known to be over. */
function isHolderOver(scene: Scene): boolean {
  const { world, request } = scene;
  const holder = parseFence(world.service.tags.fence);
  const isKnown = (id: number | null): boolean => id === null || isOver(world, id) === true;
  const makers = makersOf(scene).map(({ tags }) => runIdOf(tags.run));
  // The fence was deleted. A working run takes it again before the sweep does.
  if (holder === null) return makers.length > 0 && makers.every(isKnown);
  // An earlier process of this sweep, unless another job of the same run is releasing.
  const isOwn = holder.runId === request.release.runId && !makers.includes(holder.runId);
  return (isOwn || isKnown(holder.runId)) && makers.every(isKnown);
}

/** Why the release is too young to count as abandoned without an answer from GitHub; `null`: it is not. */
function tooYoung(scene: Scene): string | null {
  const { world } = scene;
  const { tags } = world.service;
  const written = [tags['switched-at'], tags['lease-until'], tags['bake-until']].map((at) =>
    Date.parse(at ?? ''),
  );
  const made = world.taskSets
    .filter((set) => set.status !== 'DRAINING' && isOurs(set))
    .map(({ createdAtMs }) => createdAtMs);
  const newestMs = Math.max(0, ...written.filter((ms) => !Number.isNaN(ms)), ...made);
  const ageMs = world.nowMs - newestMs;
  if (ageMs >= jobLimitMs) return null;
  return (
    `${describeUnknown(scene)}, and the release changed ${formatDuration(Math.max(0, ageMs) / 1000)} ago: ` +
    `it counts as abandoned after ${formatDuration(jobLimitMs / 1000)}${describeKept(scene)}`
  );
}

/** Which runs GitHub doesn't show as over, and why. */
function describeUnknown(scene: Scene): string {
  const { world } = scene;
  const holder = parseFence(world.service.tags.fence)?.runId ?? null;
  const unknown = runsOf(scene).filter((id) => isOver(world, id) === null);
  const isLate = unknown.some((id) => viewOf(world.runs, id)?.askedAtMs !== undefined);
  const ids = unknown.length > 0 || holder === null ? unknown : [holder];
  const who = ids.length === 0 ? 'the run that released last is over' : describeOver(ids);
  const cause = isLate
    ? 'GitHub did not answer in time'
    : 'this requires a github-token with actions: read, and a run of this repository';
  return `it is not known whether ${who} (${cause})`;
}

/** What nothing but the answer proves to be abandoned. */
function describeKept(scene: Scene): string {
  const kept = makersOf(scene).filter(({ tags }) => {
    const id = runIdOf(tags.run);
    return id !== null && isOver(scene.world, id) !== true;
  });
  if (kept.length === 0) return '';
  return `. Until then, ${formatAll(kept.map(formatSet))} ${kept.length > 1 ? 'stay' : 'stays'}`;
}

/** How long to wait for a live run to take the fence, if there is none. */
export const fenceMayComeInMs = ({ world, memory }: Scene): number =>
  world.service.tags.fence !== undefined || memory.fence !== null
    ? 0
    : Math.max(0, memory.startedAtMs + reclaimMs - world.nowMs);
