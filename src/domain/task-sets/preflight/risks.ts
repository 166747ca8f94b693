import { traitsOf } from '../../common/request/commands.ts';
import type { Request } from '../../common/request/request.ts';
import { bakeOutlasts } from '../../common/run/time-limit.ts';
import { isLiveIn, type Roles } from '../roles/roles.ts';
import type { World } from '../model/world.ts';
import { forwardOf, formatRule } from '../../common/load-balancer/traffic.ts';

/** What is only risky: preflight stops for it unless the run is forced, and then it is said. */
export function preflightRisks(request: Request, world: World, roles: Roles): readonly string[] {
  return [...stickyRisks(request, roles), ...timeRisks(request, world, roles)];
}

/** Without rights, or without a job, nobody would take green back at the end of its bake. */
function timeRisks(request: Request, { nowMs }: World, { production, green }: Roles): readonly string[] {
  // Green that is live already is better watched for a part of its bake than not at all.
  const late =
    traitsOf(request).switches && !isLiveIn(production, green) ? bakeOutlasts(request, nowMs) : null;
  if (late === null) return [];
  return [
    `${late}. Nobody could take green back then: shorten bake-time, or give the job credentials that last longer ` +
      '(role-duration-seconds).',
  ];
}

/** Cookies of the forward beat weights, so users with one stay on blue until it ends (fact 30). */
function stickyRisks(request: Request, { production }: Roles): readonly string[] {
  return production.flatMap((rule) => {
    const sticky = forwardOf(rule)?.stickiness;
    const seconds = sticky?.enabled === true ? (sticky.durationSeconds ?? 0) : 0;
    if (seconds <= request.warmSeconds) return [];
    return [
      `${formatRule(rule)} keeps users on their target group for ${String(seconds)} s (stickiness of the forward action), ` +
        `longer than blue is kept (warm-time ${String(request.warmSeconds)} s), so some would lose their answers at the teardown: ` +
        `set warm-time to at least ${String(seconds)}s, or shorten the stickiness of the rule, or turn it off.`,
    ];
  });
}
