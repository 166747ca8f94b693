// What people read about sessions.
import { isSticky, stickySeconds } from '../../common/load-balancer/sessions.ts';
import { formatRule } from '../../common/load-balancer/traffic.ts';
import type { RuleView } from '../../common/load-balancer/view.ts';
import { shortName, type TargetGroupArn } from '../../common/values/arn.ts';
import { formatDuration } from '../../common/values/duration.ts';
import { formatMoment } from '../../common/values/moment.ts';
import { switchedAtMs } from '../health/switch-state.ts';
import type { RuleWrite } from '../model/step.ts';
import type { Scene } from '../roles/scene.ts';
import {
  cookiesUntilMs,
  cookieSeconds,
  cutOf,
  cutRules,
  cuttingCommand,
  isBeingMade,
  lastCookieMs,
  leasedUntilMs,
  longestSessionSeconds,
} from './known.ts';
import { cutUntilMs } from './restore.ts';
import { exposure } from './unproven.ts';
import { notedRule, notedSessions } from '../tags/sessions.ts';

/** How long sessions on green have lasted at most when this write of a rollback cuts them. 0: it cuts none. */
export function secondsCut(scene: Scene, { rule, actions }: RuleWrite): number {
  if (!isSticky(rule) || isSticky({ ...rule, actions })) return 0;
  const sinceMs = switchedAtMs(scene);
  const livedSeconds = sinceMs === null ? Number.POSITIVE_INFINITY : (scene.world.nowMs - sinceMs) / 1000;
  return Math.ceil(Math.min(stickySeconds(rule), Math.max(1, livedSeconds)));
}

/** What happens to the sessions on blue at the end of its warm time. */
export function describeSessionsEnd(cookieSeconds: number, keptSeconds: number): string {
  const cutSeconds = Math.max(0, cookieSeconds - keptSeconds);
  return cutSeconds === 0
    ? 'Sessions that are not renewed have ended by then.'
    : `At the end, up to ${formatDuration(cutSeconds)} of a session are cut.`;
}

/** For the end of a rollback. */
export const describeCutSessions = ({ memory }: Scene): readonly string[] =>
  memory.sessionsCutSeconds === 0
    ? []
    : [
        `sessions of green were cut: its users were returned to blue after up to ${formatDuration(memory.sessionsCutSeconds)} on green`,
      ];

/** For the report, also at the end. */
export const describeExposed = ({ memory }: Scene): readonly string[] =>
  memory.wasGreenExposed ? [`before the switch, ${exposure}`] : [];

/** The stickiness of a rule that the last release knew, and that something else has changed. It is left as it is. */
export function describeChanged(scene: Scene): readonly string[] {
  return scene.roles.production.flatMap((rule) => {
    const before = notedRule(scene.world, rule);
    if (before === undefined || before.state === 'cut' || cutOf(scene, rule) !== null) return [];
    const seconds = stickySeconds(rule);
    if (seconds === before.seconds) return [];
    const was = `the stickiness of ${formatRule(rule)} was ${String(before.seconds)} s at the last release`;
    const isKnown = notedSessions(scene.world)?.isWhole === true;
    if (seconds === 0 && !isKnown)
      return [
        `${was}, and it is off now. The tag that says why is gone, so it is left as it is. Turn it on if it is to keep users`,
      ];
    const now = seconds === 0 ? 'turned it off' : `set it to ${String(seconds)} s`;
    return [`${was}, and somebody else ${now}. It is left as it is`];
  });
}

/** The rules whose stickiness was turned off to cut sessions, and when it returns. */
export function describeCutRules(scene: Scene): readonly string[] {
  const untilMs = cutUntilMs(scene);
  const when =
    untilMs === null
      ? 'The next command that writes restores it'
      : `The next command that writes after ${formatMoment(untilMs, scene.world.nowMs)} restores it, once these cookies have expired`;
  return cutRules(scene).map(
    (rule) =>
      `${formatRule(rule)} no longer keeps users on their target group: its stickiness of ${describeSeconds(scene, rule)} was turned ` +
      `off to cut sessions. ${when}`,
  );
}

/** For status: where sessions are, what was changed, and until when. */
export function describeSessions(scene: Scene): readonly string[] {
  const { pair, production } = scene.roles;
  const kept = [pair?.green, pair?.blue].flatMap((group) =>
    group == null ? [] : describeHolders(scene, group),
  );
  const cut = describeCutRules(scene);
  const on = production
    .filter(isSticky)
    .map(
      (rule) => `${formatRule(rule)} keeps users on their target group for ${describeSeconds(scene, rule)}`,
    );
  return [...on, ...cut, ...kept, ...describeChanged(scene)].map((line) => `sessions: ${line}`);
}

/** Users of a group with weight are where they should be. */
function describeHolders(scene: Scene, group: TargetGroupArn): readonly string[] {
  const { nowMs } = scene.world;
  const name = shortName(group);
  const isLive = scene.roles.live.some(({ attachment }) => attachment?.group === group);
  if (isLive || cookiesUntilMs(scene, group) === null) return [];
  const leasedMs = leasedUntilMs(scene, group);
  if (leasedMs !== null && isBeingMade(scene, group))
    return [
      `users with a cookie of ${name} stay on it until ${formatMoment(leasedMs, nowMs)}, when its warm time ends. ${describeWarmEnd(scene, leasedMs) ?? ''}`.trim(),
    ];
  const untilMs = lastCookieMs(scene, group);
  return untilMs === null
    ? [
        `users with a cookie of ${name} stay on it as long as they return. The command ${cuttingCommand(scene, group)} cuts their sessions`,
      ]
    : [`users may hold cookies of ${name} until ${formatMoment(untilMs, nowMs)}`];
}

/** How many seconds of a session the end of the warm time cuts. The lease says when it began. */
export function describeWarmEnd(scene: Scene, untilMs: number): string | null {
  const seconds = longestSessionSeconds(scene);
  const taggedMs = Date.parse(scene.world.service.tags['switched-at'] ?? '');
  const atMs = Number.isNaN(taggedMs) ? switchedAtMs(scene) : taggedMs;
  return atMs === null || seconds === 0 ? null : describeSessionsEnd(seconds, (untilMs - atMs) / 1000);
}

const describeSeconds = (scene: Scene, rule: RuleView): string => `${String(cookieSeconds(scene, rule))} s`;
