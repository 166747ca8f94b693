// What the judge keeps about a process, apart from the process itself: what capacity it has seen.
import { isLive, type Account } from './account.ts';
import { healthyOf } from './set-state.ts';
import { ownIn } from './goals.ts';
import type { Actor, Capacity } from './state.ts';

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
