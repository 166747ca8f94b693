import type { Memory } from './memory.ts';
import type { Plan } from './plan.ts';
import type { TaskSetView, World } from './world.ts';

/**
 * Which set a command is about. deploy and stage: the one that carries their release, which a re-run adopts by its
 * tags (fact 14). promote: the one that was staged. rollback, teardown and status: the last one that was switched to.
 * `live`: the sets that get production traffic.
 */
export function greenOf(
  plan: Plan,
  world: World,
  memory: Memory,
  live: readonly TaskSetView[],
): TaskSetView | null {
  const remembered = memory.green ?? memory.created?.set;
  const known = world.taskSets.find(({ arn }) => arn === remembered);
  // A draining one counts only for the process that is taking it down; for any other it is gone.
  if (known !== undefined && known.status !== 'DRAINING') return known;
  return newOf(plan, world, live) ?? known ?? null;
}

function newOf(plan: Plan, world: World, live: readonly TaskSetView[]): TaskSetView | null {
  const standing = world.taskSets.filter(({ status }) => status !== 'DRAINING');
  const own = standing.find(({ tags }) => tags.release === plan.release.id);
  switch (plan.command) {
    case 'deploy':
    case 'stage':
      return own ?? null;
    case 'promote':
      return stagedOf(plan, standing, live) ?? null;
    case 'rollback':
      return own ?? (isBackAnew(plan, world, standing, live) ? null : switchedTo(world, standing, live));
    case 'teardown':
    case 'status':
      return switchedTo(world, standing, live);
  }
}

/** Whether going back means releasing an older revision: one was named, or no blue is kept that could take the traffic. */
function isBackAnew(
  plan: Plan,
  world: World,
  standing: readonly TaskSetView[],
  live: readonly TaskSetView[],
): boolean {
  const from = switchedTo(world, standing, live);
  if (plan.goal.backTo !== null || from === null) return true;
  return !standing.some(
    (set) => set !== from && (set.id === from.tags.blue || set.arn === world.service.tags.blue),
  );
}

/** By its release if one was named; else the newest one that was staged and has no traffic, or this run's own. */
function stagedOf(
  plan: Plan,
  standing: readonly TaskSetView[],
  live: readonly TaskSetView[],
): TaskSetView | undefined {
  const { promoted } = plan.goal;
  if (promoted !== null) return standing.find(({ tags }) => tags.release === promoted);
  const staged = standing.filter((set) => set.tags.expires !== undefined).toSorted(newestFirst);
  return (
    staged.find((set) => !live.includes(set)) ?? staged.find(({ tags }) => tags.release === plan.release.id)
  );
}

/**
 * The service's tags name it as long as its release goes on, also after a way back that was not finished; else it is
 * what is live, or the newer one of a release whose tags were wiped in the middle of the way back: live is the blue
 * of that one, and it was never merely staged.
 */
function switchedTo(
  world: World,
  standing: readonly TaskSetView[],
  live: readonly TaskSetView[],
): TaskSetView | null {
  const tagged = standing.find(({ arn }) => arn === world.service.tags.green);
  if (tagged !== undefined) return tagged;
  const [serving] = live.toSorted(newestFirst);
  const takenBack = standing.find(
    (set) => set.tags.blue === serving?.id && set.tags.expires === undefined && !live.includes(set),
  );
  return takenBack ?? serving ?? null;
}

const newestFirst = (a: TaskSetView, b: TaskSetView): number => b.createdAtMs - a.createdAtMs;
