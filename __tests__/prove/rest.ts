import { isDeepStrictEqual } from 'node:util';
import { isOnRule, isVanished, productionOf } from './account.ts';
import type { State } from './state.ts';

/** Endings after which a person, or the next run, has something left to do: then the account need not be whole. */
const unfinished = new Set([
  'drift',
  'no-way-back',
  'rollback-failed',
  'cancelled',
  'preflight-failed',
  'cleanup-incomplete',
  'left-alone',
]);

/** What is wrong with an account in which every run has ended (invariant 4). */
export function judgeRest({ account, actors, nowMs }: State): readonly string[] {
  if (actors.some(({ ending }) => ending !== null && unfinished.has(ending.reason))) return [];
  if (actors.some(({ ending }) => ending?.result === 'swept' && ending.isTold)) return [];
  const carrying = productionOf(account).map((weights) =>
    (['a', 'b'] as const).filter((side) => (weights[side] ?? 0) > 0).join(''),
  );
  const found: string[] = [];
  // What somebody changed after the last look of the last run nobody could have told.
  const isSeen = actors.some(({ ending }) => isDeepStrictEqual(ending?.rules, account.rules));
  if (isSeen && new Set(carrying).size > 1) found.push('4: every run has ended, and production is split');
  const there = account.sets.filter((set) => !isVanished(set, nowMs) && set.deletedAtMs === null);
  const idle = there.filter(
    (set) => set.release !== null && !isOnRule(account, set) && set.label !== 'PRIMARY',
  );
  const isReleased = actors.every(({ ending }) => ending?.result === 'released');
  if (idle.length > 0 && isReleased)
    found.push('4: every run has ended, and a set of ours without traffic is left and not named');
  return found;
}
