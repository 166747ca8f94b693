// Findings about users who stay on a target group by a cookie of the load balancer (ADR 28).
import { traitsOf } from '../../common/request/commands.ts';
import { formatRule } from '../../common/load-balancer/traffic.ts';
import { shortName, type TargetGroupArn } from '../../common/values/arn.ts';
import { formatDuration } from '../../common/values/duration.ts';
import { formatMoment } from '../../common/values/moment.ts';
import type { Scene } from '../roles/scene.ts';
import {
  cuttingCommand,
  isBeingMade,
  lastCookieMs,
  longestCookieSeconds,
  longestSessionSeconds,
  sessionSeconds,
} from '../sessions/known.ts';
import { describeSessionsEnd } from '../sessions/describe.ts';
import { isExposed } from '../sessions/unproven.ts';

/** Also a plan, which shows what a deploy would do. */
const isToSwitch = ({ request }: Scene): boolean =>
  traitsOf(request).isRelease && !traitsOf(request).endsStaged;

/** Fewer tasks could not carry the users who stay. */
export function sessionProblems(scene: Scene): readonly string[] {
  const { request } = scene;
  const seconds = longestSessionSeconds(scene);
  if (!isToSwitch(scene) || request.warmScalePercent === 100 || seconds === 0) return [];
  return [
    `warm-scale is ${String(request.warmScalePercent)}, but ${describeSticky(scene)}, so blue carries them while it is warm. Set warm-scale to 100.`,
  ];
}

function describeSticky(scene: Scene): string {
  const sticky = scene.roles.production.filter((rule) => sessionSeconds(scene, rule) > 0);
  const bySeconds = Map.groupBy(sticky, (rule) => sessionSeconds(scene, rule));
  const parts = [...bySeconds].map(
    ([seconds, rules]) =>
      `${rules.map(formatRule).join(', ')} ${rules.length === 1 ? 'keeps' : 'keep'} users on their target group for ${String(seconds)} s`,
  );
  return `${parts.join(', and ')} (stickiness of the forward action)`;
}

/** Holders of cookies of the idle group would reach green before its smoke test. */
export function sessionRisks(scene: Scene): readonly string[] {
  const { roles, world, request } = scene;
  const group = roles.pair?.green;
  if (group === undefined || roles.green !== null || !traitsOf(request).isRelease || !isExposed(scene, group))
    return [];
  const untilMs = lastCookieMs(scene, group);
  const until =
    untilMs === null ? 'as long as they return' : `until ${formatMoment(untilMs, world.nowMs)} or later`;
  return [
    `users may hold cookies for the idle target group ${shortName(group)} ${until}, and ` +
      'no other rule can check the health of green there. Name a test rule (test-rule) that forwards to both target groups, ' +
      `or ${describeWait(scene, group)}. Before that, holders of old cookies may get errors until green is healthy, and reach it ` +
      'before its smoke test.',
  ];
}

/** Users renew their cookies until a command cuts their sessions, so no time is promised before. */
function describeWait(scene: Scene, group: TargetGroupArn): string {
  if (!isBeingMade(scene, group)) return 'release after that time';
  const what = cuttingCommand(scene, group) === 'rollback' ? 'what a release left there' : 'blue';
  return (
    `run the command ${cuttingCommand(scene, group)}, which cuts the sessions on ${what}, and release once their cookies have ` +
    `expired, ${formatDuration(longestCookieSeconds(scene))} after it: the command status shows when`
  );
}

/** Where sessions are, and until when: for plan and for the log. */
export function sessionFindings(scene: Scene): readonly string[] {
  const { request } = scene;
  const seconds = longestSessionSeconds(scene);
  if (!isToSwitch(scene) || seconds === 0) return [];
  const kept = describeSticky(scene);
  if (traitsOf(request).rollsBack && scene.roles.green !== null)
    return [`${kept}: the rollback cuts the sessions of green, so that its users return to blue at once.`];
  const keptSeconds = Math.max(request.warmSeconds, request.bake.seconds);
  const advice = seconds > keptSeconds ? ` Set warm-time to ${String(seconds)}s to let it finish.` : '';
  return [
    `${kept}: after the switch only new sessions reach green, also in the bake. The others stay on blue for ${formatDuration(keptSeconds)}, until the warm time ends. ` +
      `${describeSessionsEnd(seconds, keptSeconds)}${advice} A rollback cuts the sessions of green.`,
  ];
}
