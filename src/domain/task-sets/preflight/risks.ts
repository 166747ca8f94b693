// What makes a release risky.
import { traitsOf } from '../../common/request/commands.ts';
import type { Request } from '../../common/request/request.ts';
import { bakeOutlasts } from '../../common/run/time-limit.ts';
import { isLiveIn, type Roles } from '../roles/roles.ts';
import type { World } from '../model/world.ts';
import { forwardOf, formatRule } from '../../common/load-balancer/traffic.ts';

/** Preflight refuses these unless the run is forced. Then the log shows them. */
export function preflightRisks(request: Request, world: World, roles: Roles): readonly string[] {
  return [...stickyRisks(request, roles), ...timeRisks(request, world, roles)];
}

/** Without credentials or a job, green could not be rolled back at the end of its bake. */
function timeRisks(request: Request, { nowMs }: World, { production, green }: Roles): readonly string[] {
  // Watching a live green for part of its bake is better than not watching it.
  const late =
    traitsOf(request).switches && !isLiveIn(production, green) ? bakeOutlasts(request, nowMs) : null;
  if (late === null) return [];
  return [
    `${late}. After that, green could not be rolled back. Shorten bake-time, or give the job credentials that last longer ` +
      '(role-duration-seconds).',
  ];
}

/** A stickiness cookie overrides weights, so its users stay on blue until it expires (fact 30). */
function stickyRisks(request: Request, { production }: Roles): readonly string[] {
  return production.flatMap((rule) => {
    const sticky = forwardOf(rule)?.stickiness;
    const seconds = sticky?.enabled === true ? (sticky.durationSeconds ?? 0) : 0;
    if (seconds <= request.warmSeconds) return [];
    return [
      `${formatRule(rule)} keeps users on their target group for ${String(seconds)} s (stickiness of the forward action), ` +
        `longer than blue is kept (warm-time ${String(request.warmSeconds)} s), so some requests would fail at the teardown. ` +
        `Set warm-time to at least ${String(seconds)}s, or shorten the stickiness of the rule, or turn it off.`,
    ];
  });
}
