// Repairs what a killed run left of production, before a release begins.
import { whyForwardOnly } from '../tags/contract.ts';
import type { TargetGroupArn } from '../../common/values/arn.ts';
import { isLowered, leaseScaleOf } from '../tags/lease.ts';
import { describeComparison, isBlueToServe } from '../health/comparison.ts';
import { canServe, targetsOf } from '../health/readiness.ts';
import { isOurs } from '../roles/ours.ts';
import { isHealable } from '../roles/roles.ts';

import { formatRule, weightOf } from '../../common/load-balancer/traffic.ts';
import { formatSet } from '../roles/describe-set.ts';
import type { TaskSetView } from '../model/world.ts';
import { unlessAbandoned, type Decider, type Scene } from '../roles/scene.ts';
import { step } from '../model/make-step.ts';
import { moveAway } from '../sessions/cut.ts';

/** A run was killed between two rule writes. All of production moves to one of the two task sets before a release begins. */
export const healSplit: Decider = (scene) => {
  const { roles, world } = scene;
  const here = roles.blue?.attachment?.group;
  if (!isHealable(world, roles) || roles.blue === null || here === undefined) return null;
  const other = roles.live.find((set) => set !== roles.blue);
  const there = other?.attachment?.group ?? roles.pair?.green;
  if (there === undefined || isWholeNextToBlue(scene, there)) return null;
  const isBetterThere = targetsOf(world, there).some(({ state }) => state === 'healthy');
  const isToStay = canServe(world, roles.blue, false).isYes || !isBetterThere;
  const [from, to] = isToStay ? [there, here] : [here, there];
  const rule = roles.production.find((candidate) => weightOf(candidate, from) > 0);
  if (rule === undefined) return null;
  const because = `an earlier release left ${formatRule(rule)} behind: production moves to one task set again`;
  return moveAway(scene, rule, { from, to }, { phase: 'prepare', reason: 'healing-split', because });
};

/** Nothing is split, and the other task set is its blue. One observation must not decide to return users to it. */
const isWholeNextToBlue = ({ roles, world }: Scene, there: TargetGroupArn): boolean =>
  roles.production.every((rule) => weightOf(rule, there) === 0) &&
  world.taskSets.some(({ attachment, status }) => attachment?.group === there && status !== 'DRAINING');

/** How long the live task set has to be unable to serve before traffic moves. A single observation may be a flicker. */
const unservedForMs = 3000;

/**
 * The live version can't serve, its run is gone, and its blue can: users return to blue before a release begins. This run may have waited for that bake. Otherwise the release's own run would have rolled it back.
 */
export const healUnhealthy: Decider = (scene) => {
  const { roles, world, memory } = scene;
  const [unserved, ...more] = roles.live;
  const isBelieved =
    memory.unhealthyLiveSinceMs !== null && world.nowMs - memory.unhealthyLiveSinceMs >= unservedForMs;
  if (
    unserved === undefined ||
    more.length > 0 ||
    unserved === roles.green ||
    !isOurs(unserved) ||
    !isBelieved
  )
    return null;
  if (whyForwardOnly(world, unserved) !== null) return null;
  const blue = blueKeptFor(scene, unserved);
  const [from, to] = [unserved.attachment?.group, blue?.attachment?.group];
  if (blue === undefined || from === undefined || to === undefined || from === to) return null;
  if (!isBlueToServe(world, unserved, blue)) return null;
  const rule = roles.production.find((candidate) => weightOf(candidate, from) > 0);
  if (rule === undefined) return null;
  const compared = { blue, green: unserved, carried: null, isForced: false };
  const because =
    `${formatSet(unserved)} has all of production and can't serve: ${describeComparison(world, compared)}. ` +
    `${formatRule(rule)} returns to it first`;
  const next = moveAway(scene, rule, { from, to }, { phase: 'prepare', reason: 'healing-split', because });
  return unlessAbandoned(scene, next);
};

/** What a rollback of the live release returns to, as its own tag or the service's tag names it. */
const blueKeptFor = ({ world, roles }: Scene, live: TaskSetView): TaskSetView | undefined =>
  roles.leftovers.find(
    (set) =>
      set.id === live.tags.blue ||
      (set.arn === world.service.tags.blue && world.service.tags.green === live.arn),
  );

/** Live again after it was scaled down, by a rollback that was killed or by hand: it has to carry all traffic. */
export const raiseLive: Decider = (scene) => {
  const { roles, world } = scene;
  const { blue } = roles;
  const lease = blue === null ? null : leaseScaleOf(world.service.tags, blue);
  if (blue === null || lease === null || blue.status === 'DRAINING' || !roles.live.includes(blue))
    return null;
  if (!isLowered(world.service.tags, blue)) return null;
  const because = `blue ${blue.id} has the traffic and stands at ${String(blue.scalePercent)} %`;
  const write = { kind: 'scale', set: blue.arn, percent: lease.full } as const;
  return unlessAbandoned(scene, step('prepare', 'waiting-for-blue-to-serve', because, write));
};
