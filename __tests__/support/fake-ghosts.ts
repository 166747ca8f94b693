// What the fake account keeps up to date after each change of the rules: live times, cookies, and since when a rule holds a group.
import { isSticky } from '../../src/domain/common/load-balancer/sessions.ts';
import { forwardOf, holds, weightOf } from '../../src/domain/common/load-balancer/traffic.ts';
import type { RuleView } from '../../src/domain/common/load-balancer/view.ts';
import { countOf, isHeld, targetsIn, type FakeSet, type FakeState } from './fake-state.ts';
import { endpointOf } from './tasks.ts';
import { a, b } from './worlds.ts';

const healthyOf = (state: FakeState, set: FakeSet, nowMs: number): number => {
  const own = Array.from({ length: countOf(state, set) }, (_, k) => endpointOf(set.n, k).id);
  return targetsIn(state, set.group, nowMs).filter((one) => one.state === 'healthy' && own.includes(one.id))
    .length;
};

/** Keeps the live times of every set up to date after a change of rules. `isTest`: rules that are not production. */
export function noteTraffic(state: FakeState, nowMs: number, isTest: (rule: RuleView) => boolean): void {
  for (const set of state.sets) {
    const isLive = state.rules.some((rule) => !isTest(rule) && weightOf(rule, set.group) > 0);
    if (isLive) set.firstHealthy ??= healthyOf(state, set, nowMs);
    if (isLive && (set.liveSinceMs === null || set.liveUntilMs !== null)) {
      set.liveSinceMs = nowMs;
      set.liveUntilMs = null;
    } else if (!isLive && set.liveSinceMs !== null) set.liveUntilMs ??= nowMs;
  }
}

/** Users of a sticky rule get cookies of a group with weight, and renew them as long as the rule holds it. */
export function noteCookies(state: FakeState, nowMs: number, isTest: (rule: RuleView) => boolean): void {
  const sticky = state.rules.filter((rule) => !isTest(rule) && isSticky(rule));
  for (const group of [a, b]) {
    const knownMs = state.cookiesUntilMs[group] ?? 0;
    const isMade = sticky.some((rule) => weightOf(rule, group) > 0);
    const isRenewed = knownMs > nowMs && sticky.some((rule) => holds(rule, group));
    if (isMade || isRenewed) state.cookiesUntilMs[group] = Number.POSITIVE_INFINITY;
    else if (knownMs === Number.POSITIVE_INFINITY) state.cookiesUntilMs[group] = nowMs + cookieMs(state);
  }
}

const cookieMs = ({ rules }: FakeState): number =>
  1000 * Math.max(...rules.map((rule) => forwardOf(rule)?.stickiness?.durationSeconds ?? 0));

/** Since when a rule holds each group. A group that leaves all rules and returns starts again. */
export function noteAssociation(state: FakeState, nowMs: number): void {
  const held = [a, b].filter((group) => isHeld(state, group));
  state.associatedAtMs = Object.fromEntries(
    held.map((group) => [group, state.associatedAtMs[group] ?? nowMs]),
  );
}
