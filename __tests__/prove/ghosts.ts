// What the judge keeps about a process, apart from the process itself: what it has watched, and what capacity it has seen.
import { healthyOf, isLive, type Account } from './account.ts';
import { ownIn } from './goals.ts';
import type { Actor, Capacity } from './state.ts';

/** The ghost that knows whether a bake was watched: this process saw all production on its green, and green well. */
export function watch({ watched, plan: request }: Actor, account: Account, nowMs: number): Actor['watched'] {
  const green = ownIn({ account, nowMs, plan: request });
  const isSwitched =
    green !== undefined &&
    account.rules.slice(0, 2).every((weights) => {
      const other = green.side === 'a' ? 'b' : 'a';
      return (weights[green.side] ?? 0) > 0 && (weights[other] ?? 0) === 0;
    });
  if (!isSwitched) return watched === null ? null : { ...watched, goodInRow: 0 };
  const isGood = healthyOf(green, nowMs) > 0 && green.health !== 'half';
  return { sinceMs: watched?.sinceMs ?? nowMs, goodInRow: isGood ? (watched?.goodInRow ?? 0) + 1 : 0 };
}

/** The ghost of the switch: a process that first sees its green live takes what it sees healthy, at least one. */
export function capacityOf(
  { capacity, plan: request }: Actor,
  account: Account,
  nowMs: number,
): Capacity | null {
  const green = ownIn({ account, nowMs, plan: request });
  if (green === undefined) return capacity;
  const known = capacity?.n === green.n ? capacity : null;
  if (!isLive(account, green)) return known;
  const count = known?.count ?? Math.max(1, healthyOf(green, nowMs));
  return { n: green.n, count, isSeen: true };
}

/** The first rule goes out with what green has now. */
export function beginning(
  { capacity, plan: request }: Actor,
  account: Account,
  nowMs: number,
): Capacity | null {
  const green = ownIn({ account, nowMs, plan: request });
  if (green === undefined || capacity?.isSeen === true) return capacity;
  return { n: green.n, count: healthyOf(green, nowMs), isSeen: false };
}

export function unwatchedBake(
  before: Actor,
  { memory, watched, plan: request }: Actor,
  nowMs: number,
): string[] {
  // A teardown ends what another run watched.
  if (before.memory.isBakePassed || !memory.isBakePassed || request.command === 'teardown') return [];
  const isWatched =
    watched !== null && watched.goodInRow >= 3 && nowMs - watched.sinceMs >= request.bake.seconds * 1000;
  return isWatched ? [] : ['9: calls a bake passed that it did not watch'];
}
