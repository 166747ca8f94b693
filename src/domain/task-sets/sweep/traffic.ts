// What a sweep finds wrong with production traffic.
import { staleReadMs } from '../../common/run/refusal.ts';
import { shortName, type TargetGroupArn } from '../../common/values/arn.ts';
import { handCommands } from '../../common/load-balancer/by-hand.ts';
import { healSplit, raiseLive } from '../forward/heal.ts';
import { fullScale } from '../tags/lease.ts';
import { canServe, hasNoHealthyTarget, isReady } from '../health/readiness.ts';
import { isAdopted, isOurs } from '../roles/ours.ts';

import type { Step } from '../model/step.ts';
import { doing, forPerson, leftAlone, tryingTo, type Finding } from './finding.ts';
import { moveWeight, formatRule, weightOf } from '../../common/load-balancer/traffic.ts';
import { formatSet } from '../roles/describe-set.ts';
import type { TaskSetView } from '../model/world.ts';
import type { RuleView } from '../../common/load-balancer/view.ts';
import { describeTraffic } from '../health/describe-traffic.ts';
import type { Scene } from '../roles/scene.ts';
import { strayFrom } from '../health/stray.ts';
import { restoring, step, wait } from '../model/make-step.ts';

/** How long blue may take to start tasks or to recover, once a rollback has begun. */
const blueStartMs = 120_000;

/**
 * What is wrong with production traffic, to be fixed before anything is removed: production on two sets, an unfinished
 * rollback, weight on a group without healthy targets. Empty: every production rule leads to healthy targets.
 */
export function trafficFindings(scene: Scene): readonly Finding[] {
  const [only, ...more] = scene.roles.live;
  if (more.length > 0) return splitFindings(scene);
  if (only === undefined) return strandedFindings(scene);
  const rollback = rollbackFindings(scene, only);
  const found = rollback.length > 0 ? rollback : astrayFindings(scene, only);
  return found.length > 0 ? found : tryingTo(scene, raiseLive(scene));
}

function splitFindings(scene: Scene): readonly Finding[] {
  const { live, production } = scene.roles;
  const names = live.map(formatSet).join(' and ');
  if (!isOfASwitch(scene))
    return [
      forPerson(
        `production is split between ${names}, but not by a release of this action. ` +
          'If one of the rules is for tests, name it with test-rule-arn or test-listener-arn. Otherwise set its weights to one group',
      ),
    ];
  const next = tryingTo(scene, healSplit(scene));
  if (next.length > 0) return next;
  const [first, second] = live.map(({ attachment }) => attachment?.group);
  const commands =
    first === undefined || second === undefined
      ? []
      : handCommands(
          production.filter((rule) => weightOf(rule, second) > 0),
          { green: second, blue: first },
        );
  return [
    forPerson(`production is split between ${names}, and AWS refused to move it to one of them`, commands),
  ];
}

/** The lease is written before the first rule. If it was wiped, green still has the label and names its blue. */
function isOfASwitch({ roles, world }: Scene): boolean {
  const { live } = roles;
  if (live.some(({ arn }) => arn === world.service.tags.green)) return true;
  const primary = live.find(({ status }) => status === 'PRIMARY');
  return live.some((set) => set !== primary && set.id === primary?.tags.blue);
}

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

/**
 * Finishes the rollback of a run that was killed; both switch and rollback begin with the label. Begins a rollback only
 * within the lease of a killed run, if the live set has no healthy target and blue can serve.
 */
function rollbackFindings(scene: Scene, live: TaskSetView): readonly Finding[] {
  const { world, memory } = scene;
  const blue = rollbackTargetOf(scene, live);
  if (blue === null) return [];
  const isBegun = blue.status === 'PRIMARY';
  const isUnhealthy = hasNoHealthyTarget(world, live.attachment?.group);
  if (!isBegun && !(isUnhealthy && isPromised(scene, live))) return [];
  if (!isBegun && !canServe(world, blue, true).isYes) return [];
  if (!isBegun && !hasBeenAstray(scene)) return [readAgain];
  const because = isBegun
    ? `a run that was killed had begun to roll back from ${formatSet(live)} to ${formatSet(blue)}`
    : `${formatSet(live)} has no healthy target, its run was killed, and ${formatSet(blue)} is leased as the rollback target`;
  const percent = fullScale(world.service.tags, blue);
  if (blue.scalePercent < percent) {
    const raise = { kind: 'scale', set: blue.arn, percent } as const;
    const raising = tryingTo(scene, step('rollback', 'waiting-for-blue-to-serve', because, raise));
    if (raising.length > 0) return raising;
  }
  const able = canServe(world, blue, isUnhealthy);
  const isStarting = blue.running < blue.computedDesired && !isUnhealthy;
  if (!able.isYes || isStarting) {
    const isHopeful = world.nowMs - memory.startedAtMs < blueStartMs;
    const why = able.isYes ? `${formatSet(blue)} is still starting tasks` : able.why;
    if (isHopeful) return [doing(wait('rollback', 'waiting-for-blue-to-serve', why, 1000))];
    if (!able.isYes) return [forPerson(`${because}, but ${why}. Release a version, or roll back again`)];
  }
  return moveTo(scene, live.attachment?.group, blue, because);
}

/** Whether the lease or the bake of the release is still running, so that it may be rolled back. A forward-only release may not. */
function isPromised({ world }: Scene, live: TaskSetView): boolean {
  const { tags } = world.service;
  const isRunning = [tags['lease-until'], tags['bake-until']].some(
    (at) => at !== undefined && Date.parse(at) > world.nowMs,
  );
  return tags.green === live.arn && isRunning && live.tags['forward-only'] === undefined;
}

function moveTo(
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
      restoring(moving(rule, { from, to: group }, { phase: 'rollback', reason: 'rolling-back', because })),
    ),
  );
  if (moves.length > 0) return moves;
  const commands = handCommands(rules, { green: from, blue: group });
  return [forPerson(`${because}, and AWS refused the rollback`, commands)];
}

const moving = (
  rule: RuleView,
  { from, to }: { readonly from: TargetGroupArn; readonly to: TargetGroupArn },
  { phase, reason, because }: Pick<Step, 'phase' | 'reason' | 'because'>,
): Step =>
  step(phase, reason, `${formatRule(rule)} moves to ${shortName(to)}: ${because}`, {
    kind: 'write-rule',
    rule,
    actions: moveWeight(rule, from, to),
  });

/** No set is live. Only a PRIMARY of this action shows which set should be. */
function strandedFindings(scene: Scene): readonly Finding[] {
  const { green, pair } = scene.roles;
  if (green === null) return [];
  if (pair?.blue == null)
    return [forPerson(`PRIMARY ${formatSet(green)} gets no traffic, and no production rule for it is known`)];
  if (!hasNoHealthyTarget(scene.world, pair.blue))
    return [
      forPerson(
        `PRIMARY ${formatSet(green)} gets no traffic. Target group ${shortName(pair.blue)} gets it, and its healthy targets belong to no task set of this service`,
      ),
    ];
  const found = driftFindings(scene, green, pair.blue);
  if (found.length > 0) return found;
  return [
    forPerson(
      `PRIMARY ${formatSet(green)} gets no traffic, because no production rule gives its target group any weight`,
    ),
  ];
}

/** A set is live, but requests may go to a group without healthy targets: its own, or the other one through another rule. */
function astrayFindings(scene: Scene, live: TaskSetView): readonly Finding[] {
  const { world, roles } = scene;
  const own = live.attachment?.group;
  const primary = world.taskSets.find(({ status }) => status === 'PRIMARY');
  const idle = roles.pair?.green;
  if (own === undefined || idle === undefined) return [];
  if (hasNoHealthyTarget(world, own)) {
    const isOther =
      primary !== undefined &&
      primary.attachment?.group === idle &&
      (isOurs(primary) || isAdopted(world, primary));
    return isOther && isReady(world, primary).isYes ? driftFindings(scene, primary, own) : [];
  }
  const healed = tryingTo(scene, healSplit(scene));
  return healed.length > 0 ? healed : hasNoHealthyTarget(world, idle) ? driftFindings(scene, live, idle) : [];
}

/** Production weight outside the live set that the sweep can't fix. It is reported, because the sweep would otherwise seem complete. */
export function elsewhereFindings({ roles, world }: Scene): readonly Finding[] {
  const [live, ...more] = roles.live;
  const stray = live === undefined || more.length > 0 ? null : strayFrom(roles, live.attachment?.group);
  if (live === undefined || stray === null) return [];
  const whose = hasNoHealthyTarget(world, stray.group)
    ? 'which has no healthy target'
    : 'whose healthy targets belong to no task set of this service';
  const what = `${stray.rules.map(formatRule).join(', ')} send requests to target group ${shortName(stray.group)}, ${whose}`;
  return [leftAlone(`${what}, in addition to ${formatSet(live)}. ${describeTraffic(roles)}`)];
}

/** Rules that somebody pointed at a group without healthy targets, while `home` is ready in the other group. */
function driftFindings(scene: Scene, home: TaskSetView, away: TargetGroupArn): readonly Finding[] {
  const { world, roles, request } = scene;
  const to = home.attachment?.group;
  const rules = roles.production.filter((rule) => weightOf(rule, away) > 0);
  if (to === undefined || rules.length === 0) return [];
  const what = `${rules.map(formatRule).join(', ')} send requests to target group ${shortName(away)}, which has no healthy target`;
  const ready = isReady(world, home);
  if (!ready.isYes)
    return [
      forPerson(`${what}, and ${formatSet(home)} is not ready (${ready.why}). ${describeTraffic(roles)}`),
    ];
  if (!hasBeenAstray(scene)) return [readAgain];
  if (request.onDrift === 'restore') {
    const because = `somebody else pointed it at ${shortName(away)}, which has no healthy target, and ${formatSet(home)} is ready`;
    const moves = rules.flatMap((rule) =>
      tryingTo(scene, {
        ...moving(rule, { from: away, to }, { phase: 'teardown', reason: 'restoring-drift', because }),
        aim: 'restore-drift',
      }),
    );
    if (moves.length > 0) return moves;
  }
  return [
    forPerson(
      `${what}, while ${formatSet(home)} is ready in ${shortName(to)}: somebody else changed the weights. Find what writes the rules ` +
        '(infrastructure code that resets weights should ignore them). Then run the commands below, or sweep with on-drift: restore',
      handCommands(rules, { green: away, blue: to }),
    ),
  ];
}

/** Whether the problem was seen for longer than a read may be stale. */
const hasBeenAstray = ({ memory, world }: Scene): boolean =>
  memory.astraySinceMs !== null && world.nowMs - memory.astraySinceMs >= staleReadMs;

const readAgain: Finding = doing(
  wait('prepare', 'reading-back', 'a live target group has no healthy target, so it is read again', 1000),
);
