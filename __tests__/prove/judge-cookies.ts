// Judges what a write does to users who stay by a cookie (ADR 28).
import { forwardOf } from '../../src/domain/common/load-balancer/traffic.ts';
import type { RuleAction, RuleView } from '../../src/domain/common/load-balancer/view.ts';
import { ruleName } from '../../src/domain/task-sets/tags/sessions.ts';
import { isNotedFor } from '../support/noted-stickiness.ts';
import { a, b } from '../support/worlds.ts';
import { isLive, nodesFollowMs, productionOf, weightsIn, withWeights, type Account } from './account.ts';
import { isReached } from './cookies.ts';
import { present, type Situation } from './goals.ts';
import type { SetState, Side } from './set-state.ts';

const sides = ['a', 'b'] as const;

/** Once the tags are wiped, a rule that was cut looks like one that never was sticky, unless a task set remembers it. */
const isReachedBySight = (account: Account, side: Side, nowMs: number): boolean =>
  isReached(account, side, nowMs) &&
  (!account.isWiped ||
    account.sets.some(({ more }) => more.sessions !== undefined) ||
    productionOf(account).some((weights) => weights[side] !== undefined && weights.isSticky === true));

/** Invariant 1: no cookie leads to what is taken away, and every node knows it. */
export function reachedByCookies({ account, nowMs }: Situation, set: SetState, verb: string): string[] {
  const untilMs = account.reachedUntilMs[set.side] ?? 0;
  if (isReachedBySight(account, set.side, nowMs)) return [`1: ${verb} a set that cookies lead users to`];
  return untilMs > set.createdAtMs && nowMs - untilMs < nodesFollowMs
    ? [`1: ${verb} a set before every node knows that no cookie leads to it`]
    : [];
}

/** A person took the risk, or a re-release has no test rule: it doesn't wait (ADR 28). */
const isAccepted = (account: Account, { ignored, command }: Situation['plan']): boolean =>
  ignored.length > 0 || (command === 'rollback' && productionOf(account).length === account.rules.length);

/** Invariant 2: nobody reaches a green that is not proven, unless a person has asked for it. */
export function createdWhereCookiesLead(situation: Situation, side: Side): string[] {
  const { account, nowMs, plan } = situation;
  // Where nothing serves, holders of cookies get errors anyway.
  if (isAccepted(account, plan) || present(situation).every((set) => !isLive(account, set))) return [];
  // Where a rule gives the side weight, everybody reaches it, by a cookie or not.
  const isIdle = productionOf(account).some((weights) => weights[side] === 0);
  if (isIdle && isReachedBySight(account, side, nowMs)) return ['2: creates green where cookies lead users'];
  return nowMs - (account.reachedUntilMs[side] ?? 0) < nodesFollowMs
    ? ['2: creates green before every node knows that no cookie leads there']
    : [];
}

/** What the write of a production rule does to sessions. */
export function wrongSessions(situation: Situation, index: number, actions: readonly RuleAction[]): string[] {
  const { account, nowMs, phase, plan } = situation;
  const [before, after] = [account.rules[index] ?? {}, weightsIn(actions)];
  const next = withWeights(account, index, after, nowMs);
  const isLeft = (side: Side): boolean => (before[side] ?? 0) > 0 && (after[side] ?? 0) === 0;
  const keepsUsers = sides.some(
    (side) => isLeft(side) && after[side] !== undefined && after.isSticky === true,
  );
  const isTurnedOn = before.isSticky === false && after.isSticky === true;
  const found = [
    ...(phase === 'rollback' && keepsUsers ? ['3: a rollback leaves users on what it rolls back'] : []),
    ...(account.isTurnedOff && isTurnedOn ? ['6: turns on what the owner of the rule has turned off'] : []),
  ];
  const isOpened = (side: Side): boolean =>
    isReached(next, side, nowMs) &&
    !isReached(account, side, nowMs) &&
    productionOf(next).every((weights) => (weights[side] ?? 0) === 0);
  const isUnproven = ({ side, wasLive }: SetState): boolean => !wasLive && isOpened(side);
  return !isAccepted(account, plan) && present(situation).some(isUnproven)
    ? [...found, '2: leads holders of cookies to a green that is not proven']
    : found;
}

/** The one exception to invariant 6, of what the tag `sessions` has noted. Where it was wiped, nothing can restore it. */
export function isCutOrRestored(account: Account, now: RuleView, actions: readonly RuleAction[]): boolean {
  const stickiness = forwardOf(now)?.stickiness ?? null;
  if (stickiness === null) return false;
  const noted = account.tags.sessions ?? '';
  const isAllowed = account.isWiped || isNotedFor(noted, ruleName(now), account.cookieMs / 1000);
  if (!isAllowed) return false;
  const as = (enabled: boolean): readonly RuleAction[] =>
    actions.map((action) =>
      action.type === 'forward' ? { ...action, stickiness: { ...stickiness, enabled } } : action,
    );
  return isRestKept(now, as(stickiness.enabled));
}

/** Whether the tag says what stickiness a rule has, or had before a cut. */
export const isNoted = ({ tags, cookieMs }: Account): boolean =>
  tags.sessions?.includes(`=${String(cookieMs / 1000)}`) === true;

/** Whether nothing changes but the pair. */
export function isRestKept(now: RuleView, actions: readonly RuleAction[]): boolean {
  const rest = (list: readonly RuleAction[]): string =>
    JSON.stringify(
      list.map((action) =>
        action.type === 'forward'
          ? { ...action, groups: action.groups.filter(({ group }) => group !== a && group !== b) }
          : action,
      ),
    );
  return rest(now.actions) === rest(actions);
}
