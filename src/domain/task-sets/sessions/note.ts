// Writes the tag `sessions`.
import { isSticky } from '../../common/load-balancer/sessions.ts';
import { holds, weightOf } from '../../common/load-balancer/traffic.ts';
import type { RuleView } from '../../common/load-balancer/view.ts';
import { shortName, type TargetGroupArn } from '../../common/values/arn.ts';
import { propagationMs } from '../health/propagation.ts';
import { step } from '../model/make-step.ts';
import type { Step } from '../model/step.ts';
import type { ServiceTags, SetTags } from '../model/world.ts';
import { ruleKey } from '../model/write-key.ts';
import { unlessAbandoned, type Decider, type Scene } from '../roles/scene.ts';
import {
  cookiesUntilMs,
  cookieSeconds,
  cutOf,
  isCutPending,
  isTurnedOff,
  longestCookieSeconds,
  longestSessionSeconds,
  notedGroup,
  pairOf,
  sessionSeconds,
} from './known.ts';
import {
  formatSessions,
  type NotedGroup,
  type NotedRule,
  type Sessions,
  notedBySet,
  notedRule,
  notedSessions,
  ruleName,
} from '../tags/sessions.ts';

/** Until all load balancer nodes know a cut, answers may renew cookies. The note is written a moment before the cut. */
const reserveMs = 2 * propagationMs;

interface Change {
  /** The group whose sessions are about to be cut. */
  readonly cutting?: TargetGroupArn;
  /** Rules whose stickiness ends with it, although they don't hold the group yet. */
  readonly rules?: readonly RuleView[];
  /** The group that is about to get users. */
  readonly opening?: TargetGroupArn;
}

type Noted = Omit<Sessions, 'isWhole'>;

/** What the tag is to say; `null`: nothing. */
function sessionsAhead(scene: Scene, change: Change): Noted | null {
  const groups = [...ofPair(scene, change), ...ofOthers(scene, change)];
  const rules = rulesOf(scene, change).flatMap((rule) => {
    const seconds = cookieSeconds(scene, rule);
    const state = seconds === 0 ? null : stateAhead(scene, rule, change);
    // Without the tag, a task set would say that its cookies live.
    const isOver = state === 'off' && groups.length === 0 && notedBySet(scene.world, rule) === undefined;
    return state === null || isOver ? [] : [{ rule: ruleName(rule), seconds, state }];
  });
  return rules.length + groups.length === 0 ? null : { rules, groups, isPlain: arePlain(scene) };
}

/** A repair may cut in rules that hold no whole pair. */
const rulesOf = ({ roles: { production } }: Scene, { rules = [] }: Change): readonly RuleView[] => [
  ...production,
  ...rules.filter((rule) => !production.some((one) => ruleKey(one) === ruleKey(rule))),
];

const longestOf = (scene: Scene, change: Change): number =>
  Math.max(0, ...rulesOf(scene, change).map((rule) => cookieSeconds(scene, rule)));

const groupsOf = (scene: Scene, { cutting }: Change): readonly TargetGroupArn[] => [
  ...new Set([...pairOf(scene), ...(cutting === undefined ? [] : [cutting])]),
];

function stateAhead(scene: Scene, rule: RuleView, { cutting, rules = [] }: Change): NotedRule['state'] {
  if (!isSticky(rule)) return cutOf(scene, rule) === null ? 'off' : 'cut';
  return cutting !== undefined && (holds(rule, cutting) || rules.includes(rule)) ? 'cut' : 'sticky';
}

/** For a set that is created: how long the cookies last, should something else remove the tag of the service. */
export function setSessions(scene: Scene): SetTags {
  const rules = scene.roles.production.flatMap((rule) => {
    const seconds = sessionSeconds(scene, rule);
    return seconds === 0 ? [] : [{ rule: ruleName(rule), seconds, state: 'sticky' as const }];
  });
  return rules.length === 0
    ? {}
    : { sessions: formatSessions({ rules, groups: [], isPlain: arePlain(scene) }) };
}

/** As last read. */
function arePlain({ world, roles }: Scene): boolean {
  const views = world.groups.filter(({ arn }) => roles.production.some((rule) => holds(rule, arn)));
  const isUnread = views.some(({ isSticky: own }) => own === null);
  if (isUnread) return notedSessions(world)?.isPlain ?? false;
  return views.every(({ isSticky: own }) => own === false);
}

const ofPair = (scene: Scene, change: Change): readonly NotedGroup[] =>
  groupsOf(scene, change).flatMap((group) => {
    const untilMs = untilAhead(scene, group, change);
    return untilMs === undefined ? [] : [{ group: shortName(group), untilMs }];
  });

/** `undefined`: nobody holds a cookie of the group. */
function untilAhead(scene: Scene, group: TargetGroupArn, change: Change): number | null | undefined {
  const { roles, world } = scene;
  const seconds = longestOf(scene, change);
  const endMs = world.nowMs + seconds * 1000 + reserveMs;
  if (change.cutting === group) return seconds > 0 ? endMs : undefined;
  if (change.opening === group && longestSessionSeconds(scene) > 0) return null;
  const untilMs = cookiesUntilMs(scene, group);
  if (untilMs === null) return undefined;
  const notedMs = notedGroup(scene, group)?.untilMs;
  if (notedMs != null && notedMs === untilMs) return notedMs;
  const isMade = roles.production.some((rule) => isSticky(rule) && holds(rule, group));
  const isServing = roles.production.some(
    (rule) => weightOf(rule, group) > 0 && sessionSeconds(scene, rule) > 0,
  );
  return isMade || isServing ? null : Math.max(untilMs, endMs);
}

/** Groups of an earlier pair. */
const ofOthers = (scene: Scene, change: Change): readonly NotedGroup[] =>
  (notedSessions(scene.world)?.groups ?? []).filter(
    ({ group, untilMs }) =>
      untilMs !== null &&
      untilMs > scene.world.nowMs &&
      !groupsOf(scene, change).some((one) => shortName(one) === group),
  );

/** For the write of the lease: what a rollback would cut is known before it. */
export function sessionTags(scene: Scene, change: Change = {}): ServiceTags {
  const ahead = sessionsAhead(scene, change);
  if (ahead !== null) return { sessions: formatSessions(ahead) };
  // What an earlier release noted is over.
  const isNoted = scene.world.service.tags.sessions !== undefined;
  return isNoted ? { sessions: formatSessions({ rules: [], groups: [], isPlain: arePlain(scene) }) } : {};
}

/** The tag to write before a cut. `null`: it is there, and recent enough. */
export function noteOfCut(
  scene: Scene,
  cutting: TargetGroupArn,
  rules: readonly RuleView[],
): ServiceTags | null {
  const dueMs = scene.world.nowMs + longestOf(scene, { rules }) * 1000 + propagationMs;
  const notedMs = notedGroup(scene, cutting)?.untilMs ?? null;
  // After a rollback's cut, no answer renews a cookie any more.
  const isRecent = notedMs !== null && (notedMs >= dueMs || !rules.some(isSticky));
  const isWhole = rules
    .filter((rule) => cookieSeconds(scene, rule) > 0)
    .every((rule) => ['cut', 'off'].includes(notedRule(scene.world, rule)?.state ?? ''));
  return isRecent && isWhole ? null : sessionTags(scene, { cutting, rules });
}

/** The tag as it is to be now: cookies that have expired, rules that were restored, a rollback that has cut. */
export function settleSessions(scene: Scene, phase: Step['phase']): Step | null {
  if (pairOf(scene).some((group) => isCutPending(scene, group))) return null;
  const { sessions } = scene.world.service.tags;
  const noted = sessionsAhead(scene, {});
  const ahead = noted === null ? undefined : formatSessions(noted);
  if (ahead === sessions) return null;
  const because = 'a tag records whose users hold cookies of the load balancer';
  const act =
    ahead === undefined
      ? ({ kind: 'untag-service', names: ['sessions'] } as const)
      : ({ kind: 'tag-service', tags: { sessions: ahead } } as const);
  return unlessAbandoned(scene, step(phase, 'ending-sessions', because, act));
}

/** The first time, so that a later run knows which group never had users, and once the owner has turned a rule off. */
export const noteSessions: Decider = (scene) => {
  const { production } = scene.roles;
  const isUnknown = notedSessions(scene.world)?.isWhole !== true && longestCookieSeconds(scene) > 0;
  return isUnknown || production.some((rule) => isTurnedOff(scene, rule))
    ? settleSessions(scene, 'prepare')
    : null;
};
