// What is known of the users' cookies: from the tag `sessions`, the rules, and the times of the task sets.
import { isSticky, stickySeconds } from '../../common/load-balancer/sessions.ts';
import { holds, weightOf } from '../../common/load-balancer/traffic.ts';
import type { RuleView } from '../../common/load-balancer/view.ts';
import { shortName, type TargetGroupArn } from '../../common/values/arn.ts';
import { parseDuration } from '../../common/values/duration.ts';
import { ruleKey } from '../model/write-key.ts';
import type { Memory } from '../model/memory.ts';
import type { TaskSetView, World } from '../model/world.ts';
import { isOurs } from '../roles/ours.ts';
import type { Scene } from '../roles/scene.ts';
import { notedRule, notedSessions, ruleName, type NotedRule, type Sessions } from '../tags/sessions.ts';

export const pairOf = ({ roles: { pair } }: Scene): readonly TargetGroupArn[] =>
  [pair?.green, pair?.blue].filter((group) => group != null);

/** How long cookies of the rule last, also after its stickiness was turned off. 0: its users never had any. */
export const cookieSeconds = (scene: Scene, rule: RuleView): number =>
  isSticky(rule)
    ? stickySeconds(rule)
    : (notedRule(scene.world, rule)?.seconds ?? scene.memory.stickySeconds[ruleName(rule)] ?? 0);

/** How long the rule keeps users, or will again once a cut is restored. 0: it doesn't. */
export const sessionSeconds = (scene: Scene, rule: RuleView): number =>
  isSticky(rule) ? stickySeconds(rule) : (cutOf(scene, rule)?.seconds ?? 0);

/**
 * What is noted of a rule whose stickiness this action has ended and not restored yet; `null`: it has not. A cut is noted
 * before its write. That of a rollback shows in the rule, by the lease. Anything else is the hand of the rule's owner.
 */
export function cutOf(scene: Scene, rule: RuleView): NotedRule | null {
  if (isSticky(rule)) return null;
  const noted = notedRule(scene.world, rule);
  if (noted === undefined) return seenBeforeRollback(scene, rule);
  if (noted.state === 'off') return null;
  return noted.state === 'cut' || isByRollback(scene, rule) ? noted : null;
}

/** The owner has turned the stickiness of the rule off, and no tag says so yet. */
export const isTurnedOff = (scene: Scene, rule: RuleView): boolean =>
  !isSticky(rule) && notedRule(scene.world, rule)?.state === 'sticky' && cutOf(scene, rule) === null;

/** An earlier version of this action wrote no tag, or somebody removed it: this process saw the rule before it cut it. */
function seenBeforeRollback({ memory }: Scene, rule: RuleView): NotedRule | null {
  const seconds = memory.stickySeconds[ruleName(rule)];
  return seconds === undefined || !memory.rulesRolledBack.includes(ruleKey(rule))
    ? null
    : { rule: ruleName(rule), seconds, state: 'cut' };
}

/**
 * A rollback cuts before it can write a tag: the lease names green, the label has left it, and so has the weight of the
 * rule. Other rules may still lead to green, if the run was killed.
 */
function isByRollback({ memory, world }: Scene, rule: RuleView): boolean {
  const { green } = world.service.tags;
  // This process saw whether it was sticky when it moved it.
  if (memory.rulesRolledBack.includes(ruleKey(rule)))
    return memory.stickySeconds[ruleName(rule)] !== undefined;
  const set = world.taskSets.find(({ arn }) => arn === green);
  if (set === undefined) return green !== undefined;
  const group = set.attachment?.group;
  return set.status !== 'PRIMARY' && (group === undefined || weightOf(rule, group) === 0);
}

/** The production rules that a cut has changed, to be restored. */
export const cutRules = (scene: Scene): readonly RuleView[] =>
  scene.roles.production.filter((rule) => cutOf(scene, rule) !== null);

/** The duration of the longest cookies. 0: production never was sticky. */
export const longestCookieSeconds = (scene: Scene): number =>
  Math.max(0, ...scene.roles.production.map((rule) => cookieSeconds(scene, rule)));

/** How long production keeps users, or will again. 0: it doesn't. */
export const longestSessionSeconds = (scene: Scene): number =>
  Math.max(0, ...scene.roles.production.map((rule) => sessionSeconds(scene, rule)));

/** Until when users may hold cookies of the target group. `null`: none does. Answers may renew them as long as they lead there. */
export function cookiesUntilMs(scene: Scene, group: TargetGroupArn): number | null {
  const { nowMs } = scene.world;
  const seconds = longestCookieSeconds(scene);
  const entry = notedGroup(scene, group);
  const lasting = (ms: number | null | undefined): number | null => (ms != null && ms > nowMs ? ms : null);
  if (seconds > 0 && isBeingMade(scene, group)) return nowMs + seconds * 1000;
  if (isUnopened(scene, group)) return lasting(scene.memory.unopened?.untilMs);
  if (seconds === 0) return lasting(entry?.untilMs);
  return lasting(entry?.untilMs ?? exposedUntilMs(scene, group)) ?? lasting(wipedUntilMs(scene, group));
}

/**
 * When the last cookies of the group have expired. `null`: users still get or renew them, and it is open until when. What is
 * leased is cut at the end of its warm time.
 */
export function lastCookieMs(scene: Scene, group: TargetGroupArn): number | null {
  if (!isBeingMade(scene, group)) return cookiesUntilMs(scene, group);
  const cutMs = leasedUntilMs(scene, group);
  return cutMs === null ? null : cutMs + longestCookieSeconds(scene) * 1000;
}

/** Until when the lease keeps the blue that stands in the group. `null`: there is none, or its lease is over. */
export function leasedUntilMs({ world, roles }: Scene, group: TargetGroupArn): number | null {
  const { blue, 'lease-until': until } = world.service.tags;
  const set = standingIn(world, group);
  const untilMs = Date.parse(until ?? '');
  return set !== undefined && set.arn === blue && !roles.live.includes(set) && untilMs > world.nowMs
    ? untilMs
    : null;
}

/** The command that cuts the sessions of what stands in the group: a switch that began there has never ended, or it is a blue. */
export const cuttingCommand = ({ world }: Scene, group: TargetGroupArn): 'rollback' | 'teardown' =>
  standingIn(world, group)?.arn === world.service.tags.green ? 'rollback' : 'teardown';

/** How long sessions on blue would still last at most, by the lease. 0: they are over, or no lease says it. */
export function secondsLeft({ world }: Scene, group: TargetGroupArn, cookieLasts: number): number {
  const { blue, 'switched-at': at } = world.service.tags;
  if (at === undefined || standingIn(world, group)?.arn !== blue) return 0;
  return Math.max(0, Math.ceil(cookieLasts - (world.nowMs - Date.parse(at)) / 1000));
}

/** Somebody gave green users before its switch, so no tag says so. Then this run returned them, or no rule kept them there. */
function exposedUntilMs(scene: Scene, group: TargetGroupArn): number | null {
  const { memory } = scene;
  if (!isOfLiveGreen(scene, group)) return null;
  // The process that handed over to this one saw it.
  const seenMs = memory.lastStickyMs[group] ?? (memory.interrupted === null ? null : memory.startedAtMs);
  // After a cut, the rule may be sticky again, and nobody gets a cookie of the group.
  const endedMs = memory.rollbackWrittenMs ?? seenMs;
  return endedMs === null ? null : endedMs + longestCookieSeconds(scene) * 1000;
}

const isOfLiveGreen = ({ memory, roles }: Scene, group: TargetGroupArn): boolean =>
  memory.hasGreenBeenLive && roles.green?.attachment?.group === group;

export const notedGroup = ({ world }: Scene, group: TargetGroupArn): Sessions['groups'][number] | undefined =>
  notedSessions(world)?.groups.find((one) => one.group === shortName(group));

/** Whether users still get, or renew, cookies of the group. Then no time is known from which nobody holds one. */
export function isBeingMade(scene: Scene, group: TargetGroupArn): boolean {
  const { world, roles, memory } = scene;
  if (roles.production.some((rule) => isSticky(rule) && weightOf(rule, group) > 0)) return true;
  if (isUnopened(scene, group)) return false;
  const entry = notedGroup(scene, group);
  const set = standingIn(world, group);
  if (entry !== undefined && set !== undefined) return entry.untilMs === null || isCutPending(scene, group);
  if (set === undefined || entry !== undefined) return false;
  // Nothing says whether it was live.
  if (!isWhole(world)) return true;
  const isHeld = roles.production.some((rule) => isSticky(rule) && holds(rule, group));
  return isHeld && isOfLiveGreen(scene, group) && memory.rollbackWrittenMs === null;
}

/** Nobody was sent to the green that stands in the group, although its lease is written before its first rule. */
const isUnopened = ({ world, memory }: Scene, group: TargetGroupArn): boolean =>
  memory.unopened !== null && standingIn(world, group)?.arn === memory.unopened.set;

/** What is known of a green that this process created, from then until the first rule gives it weight. */
export function evolveUnopened(scene: Scene): Memory['unopened'] {
  const { memory, roles, world } = scene;
  const { green } = roles;
  const group = green?.attachment?.group;
  if (memory.hasGreenBeenLive || roles.live.some(({ arn }) => arn === green?.arn)) return null;
  if (memory.unopened !== null || group === undefined) return memory.unopened;
  const isOwn = memory.created?.set === green?.arn && world.service.tags.green !== green?.arn;
  return isOwn && green !== null && !isBeingMade(scene, group)
    ? { set: green.arn, untilMs: cookiesUntilMs(scene, group) }
    : null;
}

/** The tag says that its sessions are cut, and a rule is still as it was: the run was killed in between. */
export const isCutPending = (scene: Scene, group: TargetGroupArn): boolean =>
  notedGroup(scene, group)?.untilMs != null &&
  standingIn(scene.world, group) !== undefined &&
  scene.roles.production.some(
    (rule) => isSticky(rule) && holds(rule, group) && notedRule(scene.world, rule)?.state === 'cut',
  );

/** Whether the tag is there as it was written. Then nobody holds a cookie of a group that it doesn't name. */
const isWhole = (world: World): boolean => notedSessions(world)?.isWhole === true;

const standingIn = (world: World, group: TargetGroupArn): TaskSetView | undefined =>
  world.taskSets.find(({ attachment, status }) => attachment?.group === group && status !== 'DRAINING');

/**
 * The tag is missing, or its group was emptied by hand: the newest release in the other group replaced what was here. Its
 * blue was kept for its warm time, and the cookies last from then. So do those that this process has seen.
 */
export function wipedUntilMs(scene: Scene, group: TargetGroupArn): number | null {
  const { world } = scene;
  const entry = notedGroup(scene, group);
  if (entry === undefined ? isWhole(world) : entry.untilMs !== null) return null;
  const heirs = world.taskSets.filter(
    (set) => isOurs(set) && set.tags.blue !== undefined && set.attachment?.group !== group,
  );
  const seenMs = scene.memory.lastByCookiesMs[group];
  const fromMs = [...heirs.map(switchedByMs), ...(seenMs === undefined ? [] : [seenMs])];
  return fromMs.length === 0 ? null : Math.max(...fromMs) + longestCookieSeconds(scene) * 1000;
}

function switchedByMs({ createdAtMs, tags }: TaskSetView): number {
  const expiresMs = Date.parse(tags.expires ?? '');
  const warm = parseDuration(tags['warm-time'] ?? '');
  return (Number.isNaN(expiresMs) ? createdAtMs : expiresMs) + (warm.ok ? warm.seconds * 1000 : 0);
}

/** The production rules by which a cookie may lead to the task set, whatever its weight. */
export function reachingRules(scene: Scene, set: TaskSetView): readonly RuleView[] {
  const group = set.attachment?.group;
  return group === undefined ? [] : rulesOfCookies(scene, group);
}

/**
 * The production rules by which a cookie may lead to the group, whatever its weight. It is not established that ELB ignores
 * the cookie of one rule in another that never was sticky, and hosts and listeners of a load balancer may share cookies. So
 * the rules of the pair count as one.
 */
export const rulesOfCookies = (scene: Scene, group: TargetGroupArn): readonly RuleView[] =>
  cookiesUntilMs(scene, group) === null ? [] : scene.roles.production.filter((rule) => holds(rule, group));

/** Such a set is not deleted, lowered or reused (invariant 1). */
export const isReachedByCookies = (scene: Scene, set: TaskSetView): boolean =>
  set.status !== 'DRAINING' && reachingRules(scene, set).length > 0;
