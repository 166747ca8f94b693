// How a sweep finishes the rollback of a killed run, or begins one in its place.
import { whyForwardOnly } from '../tags/contract.ts';
import { shortName, type TargetGroupArn } from '../../common/values/arn.ts';
import { fullScale, leaseWith } from '../tags/lease.ts';
import { compare, describeComparison, isBlueToServe } from '../health/comparison.ts';
import { hasNoHealthyTarget } from '../health/readiness.ts';
import { isAdopted, isOurs } from '../roles/ours.ts';
import { doing, forPerson, tryingTo, type Finding } from './finding.ts';
import { formatRule, weightOf } from '../../common/load-balancer/traffic.ts';
import { formatSet } from '../roles/describe-set.ts';
import { keptGreen } from '../roles/kept-green.ts';
import { wasLastRolledBack } from '../tags/rolled-back.ts';
import { isStaged } from '../roles/staged.ts';
import type { TaskSetView } from '../model/world.ts';
import type { Scene } from '../roles/scene.ts';
import { restoring, step, wait } from '../model/make-step.ts';
import { byHand } from '../sessions/by-hand.ts';
import { returnTraffic } from '../sessions/cut.ts';
import { hasBeenAstray, hasBeenUnserved, readAgain } from './moving.ts';

/** How long blue may take to start tasks or to recover, once a rollback has begun. */
const blueStartMs = 120_000;

/** The rollback target of the live set, named by its own tag or by the lease. */
export function rollbackTargetOf({ world }: Pick<Scene, 'world'>, live: TaskSetView): TaskSetView | null {
  const { tags } = world.service;
  const isNamed = (set: TaskSetView): boolean =>
    set.id === live.tags.blue || (tags.green === live.arn && tags.blue === set.arn);
  return (
    world.taskSets.find(
      (set) =>
        set !== live &&
        set.status !== 'DRAINING' &&
        set.attachment?.group !== live.attachment?.group &&
        isNamed(set) &&
        (isOurs(set) || isAdopted(world, set)),
    ) ?? null
  );
}

/** The last rollback took production from it. If it still has the label, AWS refused to move that: nobody returns to it. */
export const wasRolledBack = ({ world }: Pick<Scene, 'world'>, set: TaskSetView): boolean =>
  wasLastRolledBack(world, set) && keptGreen(world)?.set !== set;

/**
 * Finishes the rollback of a run that was killed; both switch and rollback begin with the label. Begins a rollback only
 * within the lease of a killed run, if the live set can't serve and blue can.
 */
export function rollbackFindings(scene: Scene, live: TaskSetView): readonly Finding[] {
  const { world, memory } = scene;
  const blue = rollbackTargetOf(scene, live);
  if (blue === null) return [];
  const isBegun = blue.status === 'PRIMARY' && !wasRolledBack(scene, blue);
  if (isBegun && isStaged(world, live))
    return [
      forPerson(
        `somebody else moved production to ${formatSet(live)}, which waits for its promotion. Run the command rollback, which ` +
          `returns it to ${formatSet(blue)}`,
      ),
    ];
  const isDown = hasNoHealthyTarget(world, live.attachment?.group);
  const compared = { blue, green: isDown ? null : live, carried: null, isForced: false };
  const isToLeave = isDown ? compare(world, compared).isYes : isBlueToServe(world, live, blue);
  if (!isBegun && !(isToLeave && isPromised(scene, live))) return [];
  if (!isBegun && !(hasBeenAstray(scene) || hasBeenUnserved(scene))) return [readAgain];
  const because = isBegun
    ? `a run that was killed had begun to roll back from ${formatSet(live)} to ${formatSet(blue)}`
    : `${formatSet(live)} can't serve, its run was killed, and its blue can: ${describeComparison(world, { ...compared, green: live })}`;
  const percent = fullScale(world.service.tags, blue);
  if (blue.scalePercent < percent) {
    const raise = { kind: 'scale', set: blue.arn, percent } as const;
    const raising = tryingTo(scene, step('rollback', 'waiting-for-blue-to-serve', because, raise));
    if (raising.length > 0) return raising;
  }
  const able = compare(world, compared);
  const isStarting = blue.running < blue.computedDesired && !isDown;
  if (!able.isYes || isStarting) {
    const isHopeful = world.nowMs - memory.startedAtMs < blueStartMs;
    const why = able.isYes ? `${formatSet(blue)} is still starting tasks` : able.why;
    if (isHopeful) return [doing(wait('rollback', 'waiting-for-blue-to-serve', why, 1000))];
    if (!able.isYes) return [forPerson(`${because}, but ${why}. Release a version, or roll back again`)];
  }
  const noted = noteBegun(scene, live, blue);
  return noted.length > 0 ? noted : moveTo(scene, live.attachment?.group, blue, because);
}

/** Between two rules, only the lease shows that the split is of a rollback. It was wiped, so it is written first. */
function noteBegun(scene: Scene, live: TaskSetView, blue: TaskSetView): readonly Finding[] {
  if (scene.world.service.tags.green === live.arn) return [];
  const tags = leaseWith(scene.world.service.tags, { green: live.arn, blue: blue.arn });
  const because = `the lease of ${formatSet(live)} was wiped, and its rollback is being finished`;
  return tryingTo(scene, step('rollback', 'writing-lease', because, { kind: 'tag-service', tags }));
}

/** Whether the lease or the bake of the release is still running, so that it may be rolled back. A forward-only release may not. */
function isPromised({ world }: Scene, live: TaskSetView): boolean {
  const { tags } = world.service;
  const isRunning = [tags['lease-until'], tags['bake-until']].some(
    (at) => at !== undefined && Date.parse(at) > world.nowMs,
  );
  return tags.green === live.arn && isRunning && whyForwardOnly(world, live) === null;
}

/** Label first, then one rule after the other, each without the sessions of what it leaves. */
export function moveTo(
  scene: Scene,
  from: TargetGroupArn | undefined,
  to: TaskSetView,
  because: string,
): readonly Finding[] {
  const group = to.attachment?.group;
  if (from === undefined || group === undefined) return [];
  const labelled =
    to.status === 'PRIMARY'
      ? []
      : tryingTo(
          scene,
          restoring(
            step('rollback', 'labelling-blue', because, { kind: 'label', set: to.arn, withinMs: null }),
          ),
        );
  if (labelled.length > 0) return labelled;
  const rules = scene.roles.production.filter((rule) => weightOf(rule, from) > 0);
  const moves = rules.flatMap((rule) =>
    tryingTo(
      scene,
      restoring(
        step(
          'rollback',
          'rolling-back',
          `${formatRule(rule)} moves to ${shortName(group)}: ${because}`,
          returnTraffic(scene, rule, from, group),
        ),
      ),
    ),
  );
  if (moves.length > 0) return moves;
  const { commands, note } = byHand(scene, rules, from, group);
  return [forPerson(`${because}, and AWS refused the rollback.${note}`, commands)];
}
