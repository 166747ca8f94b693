// Ghosts of the exhaustive check: which users hold a cookie that leads them to a side, whatever its weight.
import { productionOf, type Account } from './account.ts';
import type { Side } from './set-state.ts';

const sides = ['a', 'b'] as const;

/**
 * Whether a cookie may lead to the side, whatever its weight. A rule without stickiness may still honour a cookie, even one
 * that another rule gave: whether ELB does is not established.
 */
export const isReached = (account: Account, side: Side, nowMs: number): boolean =>
  (account.cookies[side] ?? 0) > nowMs &&
  productionOf(account).some((weights) => weights[side] !== undefined);

/** The account after a change of its rules: cookies are made, renewed, or left to expire. */
export function withCookies(before: Account, after: Account, nowMs: number): Account {
  const next = { ...after, cookies: cookiesIn(after, nowMs) };
  const left = sides.filter((side) => isReached(before, side, nowMs) && !isReached(next, side, nowMs));
  if (left.length === 0) return next;
  const untils = Object.fromEntries(left.map((side) => [side, nowMs])) as Account['reachedUntilMs'];
  return { ...next, reachedUntilMs: { ...next.reachedUntilMs, ...untils } };
}

function cookiesIn(account: Account, nowMs: number): Account['cookies'] {
  const sticky = productionOf(account).filter(({ isSticky }) => isSticky === true);
  const untils = sides.flatMap((side) => {
    const knownMs = account.cookies[side] ?? 0;
    // An empty group answers nobody, so it is taken to give no cookies.
    const isManned = account.sets.some((set) => set.side === side && set.deletedAtMs === null);
    const isMade = isManned && sticky.some((weights) => (weights[side] ?? 0) > 0);
    const isRenewed = knownMs > nowMs && sticky.some((weights) => weights[side] !== undefined);
    if (isMade || isRenewed) return [[side, Infinity]];
    return knownMs === 0 ? [] : [[side, knownMs === Infinity ? nowMs + account.cookieMs : knownMs]];
  });
  return Object.fromEntries(untils) as Account['cookies'];
}
