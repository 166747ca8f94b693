import { parseFence } from '../../common/run/fence.ts';
import { isOurs } from '../roles/ours.ts';

import type { ServiceView, TaskSetView, World } from '../model/world.ts';
import { formatDuration } from '../../common/values/duration.ts';
import type { Scene } from '../roles/scene.ts';

/** A job on a hosted runner ends after so long, so what has not changed for that long is nobody's work in progress. */
export const jobLimitMs = 6 * 3_600_000;
/** A live run that finds its fence wiped takes it again at its next look, which is never further away than this. */
const reclaimMs = 20_000;
/** A run at work changes something within this time: a task starts, a gate passes, a rule moves. */
const watchedMs = 300_000;

/** The runs whose end a sweep has to know: who holds the service, and who made the sets. */
export function runsNamedBy(service: ServiceView, sets: readonly Pick<TaskSetView, 'tags'>[]): Set<number> {
  const holder = parseFence(service.tags.fence);
  const makers = sets.map(({ tags }) => runOf(tags.run));
  return new Set([holder?.runId ?? null, ...makers].filter((id) => id !== null));
}

/** The run id of a set's tag `run`, `<run id>.<attempt>`. */
function runOf(tag: string | undefined): number | null {
  const id = /^(\d+)\.\d+$/.exec(tag ?? '')?.[1];
  return id === undefined ? null : Number(id);
}

const isOver = ({ runs }: World, runId: number): boolean | null =>
  runs.find((run) => run.runId === runId)?.isOver ?? null;

/** Whether a sweep may act: `watchMs`: perhaps, once it has seen for so much longer that nothing changes. */
export type Desertion =
  { readonly isYes: true } | { readonly isYes: false; readonly why: string; readonly watchMs: number };

/**
 * Whether nobody is at work at the service any more: then what a run left half done may be finished. A run that is
 * going on is never disturbed. Where GitHub can't say, a release is dead once nothing of it is younger than six hours,
 * and nothing changes while the sweep looks on: a rollback of an old release is work in progress without a date.
 */
export function isDeserted(scene: Scene): Desertion {
  const { world, request, memory } = scene;
  const holder = parseFence(world.service.tags.fence);
  const ids = [holder?.runId ?? null, ...makersOf(scene).map(({ tags }) => runOf(tags.run))];
  const working = ids.find(
    (id) => id !== null && id !== request.release.runId && isOver(world, id) === false,
  );
  if (working != null) return { isYes: false, why: `run ${String(working)} is still going on`, watchMs: 0 };
  if (isHolderOver(scene)) return { isYes: true };
  const why = tooYoung(scene);
  if (why !== null) return { isYes: false, why, watchMs: 0 };
  const watchMs = watchedMs - (world.nowMs - (memory.still?.sinceMs ?? world.nowMs));
  // Its own writes are changes too, but by then the fence is this run's, and a live one would have taken it back.
  if (watchMs <= 0 || memory.fence !== null) return { isYes: true };
  return { isYes: false, why: 'whether another run is at it is not known; a change would tell', watchMs };
}

/** What is live was finished, or its run holds the fence: only the others tell of work in progress by themselves. */
const makersOf = ({ world, roles }: Scene): readonly TaskSetView[] =>
  world.taskSets.filter((set) => set.status !== 'DRAINING' && isOurs(set) && !roles.live.includes(set));

/** Known to be over: the run that holds the service and those that made what is not live. */
function isHolderOver(scene: Scene): boolean {
  const { world, request } = scene;
  const holder = parseFence(world.service.tags.fence);
  const isKnown = (id: number | null): boolean => id === null || isOver(world, id) === true;
  const makers = makersOf(scene).map(({ tags }) => runOf(tags.run));
  // Wiped: whoever is at it takes it again before the sweep does.
  if (holder === null) return makers.length > 0 && makers.every(isKnown);
  // An earlier process of this sweep; but a job of the same run may also be releasing right now.
  const isOwn = holder.runId === request.release.runId && !makers.includes(holder.runId);
  return (isOwn || isKnown(holder.runId)) && makers.every(isKnown);
}

/** Why the release is too young to count as dead without GitHub's word; `null`: it is not. */
function tooYoung({ world }: Scene): string | null {
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
  const holder = parseFence(tags.fence);
  const who = holder === null ? 'the run that released last' : `run ${String(holder.runId)}`;
  return (
    `whether ${who} is over is not known (that takes a github-token with actions: read, and a run of this repository), ` +
    `and its release changed ${formatDuration(Math.max(0, ageMs) / 1000)} ago: it counts as dead after ${formatDuration(jobLimitMs / 1000)}`
  );
}

/** How long to wait for a live run to show itself, where no fence stands; 0: long enough. */
export const fenceMayComeInMs = ({ world, memory }: Scene): number =>
  world.service.tags.fence !== undefined || memory.fence !== null
    ? 0
    : Math.max(0, memory.startedAtMs + reclaimMs - world.nowMs);
