import { isDeepStrictEqual } from 'node:util';
import { isOnRule, productionOf } from './account.ts';
import { isNoted } from './judge-cookies.ts';
import { isVanished } from './set-state.ts';
import { lateMs, runName, type Actor, type Race, type State } from './state.ts';

/** Endings after which a person, or the next run, has something left to do: then the account need not be whole. */
const unfinished = new Set([
  'drift',
  'no-rollback-target',
  'blue-worse',
  'rollback-failed',
  'cancelled',
  'preflight-failed',
  'cleanup-incomplete',
  'left-alone',
  'reads-failed',
]);

/**
 * Whether a run stood down for one that was killed: its claim was on its way and landed all the same. No tag and no rule
 * tells whether the writer of a fence is alive, so what stands then is left to the next command.
 */
function isLeftToDead({ account, actors }: State): boolean {
  const { fence } = account.tags;
  const isAlive = actors.some(({ plan: request }) => fence?.endsWith(`:${runName(request)}`));
  return fence !== undefined && !isAlive && actors.some(({ ending }) => ending?.result === 'stood-down');
}

/** What is wrong with an account in which every run has ended (invariant 4). */
export function judgeRest(state: State): {
  readonly wrong: readonly string[];
  readonly races: readonly Race[];
} {
  const found = foundAtRest(state);
  if (found.length === 0 || !isLeftToDead(state)) return { wrong: found, races: [] };
  const what = '4: a run stands down for a claim of one that was killed, and production stays split';
  return {
    wrong: found.filter((one) => one !== split),
    races: found.includes(split) ? [{ what, windowMs: lateMs }] : [],
  };
}

const split = '4: every run has ended, and production is split';

/** It ended because another run had the service: as stood down, or as released where its bake was passed. */
function isRelieved({ account: { tags } }: State, { plan: request, ending }: Actor): boolean {
  if (ending?.result === 'stood-down') return true;
  return ending?.result === 'released' && tags.fence?.endsWith(`:${runName(request)}`) === false;
}

/** Invariant 6: what a cut has changed is noted until it is restored. */
const lostStickiness = ({ account }: State): readonly string[] =>
  productionOf(account).some(({ isSticky }) => isSticky === false) &&
  !isNoted(account) &&
  !account.isWiped &&
  !account.isTurnedOff
    ? ['6: every run has ended, and a rule lost its stickiness without a note']
    : [];

function foundAtRest(state: State): readonly string[] {
  return [...lostStickiness(state), ...unfinishedAtRest(state)];
}

function unfinishedAtRest(state: State): readonly string[] {
  const { account, actors, nowMs } = state;
  if (actors.some(({ ending }) => ending !== null && unfinished.has(ending.reason))) return [];
  if (actors.some(({ ending }) => ending?.result === 'swept' && ending.isTold)) return [];
  const carrying = productionOf(account).map((weights) =>
    (['a', 'b'] as const).filter((side) => (weights[side] ?? 0) > 0).join(''),
  );
  const found: string[] = [];
  // No run could report a change after the last observation of the last run.
  // A run that only observed AWS to stand down, and reported what it saw, has nothing to fix.
  const isSeen = actors.some(
    (actor) =>
      isDeepStrictEqual(actor.ending?.rules, account.rules) &&
      !(account.isByHand && isRelieved(state, actor)),
  );
  if (isSeen && new Set(carrying).size > 1) found.push(split);
  const there = account.sets.filter((set) => !isVanished(set, nowMs) && set.deletedAtMs === null);
  const idle = there.filter(
    (set) => set.release !== null && !isOnRule(account, set) && set.label !== 'PRIMARY',
  );
  const isReleased = actors.every(({ ending }) => ending?.result === 'released');
  if (idle.length > 0 && isReleased)
    found.push('4: every run has ended, and a set of ours without traffic is left and not named');
  if (account.oneOff.length > 0 && isReleased)
    found.push('4: every run has ended, and a task that tests green goes on');
  return found;
}
