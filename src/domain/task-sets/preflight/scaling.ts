// What preflight knows of auto scaling: policies that can't follow a switch, and what scaling does during the release.
import { checksSeconds } from '../../common/checks/check.ts';
import { boundPolicies, dilutedPolicies, scheduledWithin } from '../../common/scaling/findings.ts';
import type { Request } from '../../common/request/request.ts';
import type { Roles } from '../roles/roles.ts';
import type { World } from '../model/world.ts';

/** Policies are read only for a release, so they don't hold up a rollback. */
export const scalingProblems = ({ scalingPlan }: World, { pair }: Roles): readonly string[] =>
  scalingPlan === null || pair === null ? [] : boundPolicies(scalingPlan, pair);

/** What doesn't stop a release. */
export function scalingFindings(request: Request, world: World, { pair }: Roles): readonly string[] {
  const { scalingPlan, scaling, nowMs } = world;
  if (scalingPlan === null || pair === null) return [];
  const keptSeconds = Math.max(request.warmSeconds, request.bake.seconds);
  const warm = { scalePercent: request.warmScalePercent, seconds: keptSeconds };
  const testedSeconds = request.smoke.timeoutSeconds + checksSeconds(request.checks);
  const untilMs = nowMs + (request.readyTimeoutSeconds + testedSeconds + keptSeconds) * 1000;
  return [
    ...(scaling?.scaleOutSuspended === true ? [] : dilutedPolicies(scalingPlan, pair, warm)),
    ...(scaling?.scheduledSuspended === true ? [] : scheduledWithin(scalingPlan, { nowMs, untilMs })),
  ];
}
