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
import { describeTraffic } from '../roles/traffic-words.ts';
import type { Scene } from '../roles/scene.ts';
import { strayFrom } from '../roles/stray.ts';
import { restoring, step, wait } from '../model/make-step.ts';

/** So long blue gets to start tasks or to recover, once the way back has begun. */
const blueStartMs = 120_000;

/**
 * What has to be put right about traffic before anything is removed: production on two sets, a way back that was begun,
 * weights that lead to nobody. Empty: every production rule goes where somebody serves.
 */
export function trafficFindings(scene: Scene): readonly Finding[] {
  const [only, ...more] = scene.roles.live;
  if (more.length > 0) return splitFindings(scene);
  if (only === undefined) return strandedFindings(scene);
  const blueGroup = backFindings(scene, only);
  const found = blueGroup.length > 0 ? blueGroup : astrayFindings(scene, only);
  return found.length > 0 ? found : tryingTo(scene, raiseLive(scene));
}

function splitFindings(scene: Scene): readonly Finding[] {
  const { live, production } = scene.roles;
  const names = live.map(formatSet).join(' and ');
  if (!isOfASwitch(scene))
    return [
      forPerson(
        `production is split between ${names}, and no release of this action is known to have begun that: ` +
          'if one of the rules is for tests, name it with test-rule-arn or test-listener-arn; otherwise set its weights to one side',
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
  return [forPerson(`production is split between ${names}, and AWS does not take it together`, commands)];
}

/** The lease is written before the first rule; where it was wiped, green carries the label and names its blue. */
function isOfASwitch({ roles, world }: Scene): boolean {
  const { live } = roles;
  if (live.some(({ arn }) => arn === world.service.tags.green)) return true;
  const primary = live.find(({ status }) => status === 'PRIMARY');
  return live.some((set) => set !== primary && set.id === primary?.tags.blue);
}

/** What the live set would be taken back to: its own tag says it, or the lease that names both. */
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
 * A way back that a dead run had begun (the label comes first, both ways) is finished. One is begun only for a release
 * that died within its lease and whose live set has no healthy target left, while blue can serve.
 */
function backFindings(scene: Scene, live: TaskSetView): readonly Finding[] {
  const { world, memory } = scene;
  const blue = rollbackTargetOf(scene, live);
  if (blue === null) return [];
  const isBegun = blue.status === 'PRIMARY';
  const isDead = hasNoHealthyTarget(world, live.attachment?.group);
  if (!isBegun && !(isDead && isPromised(scene, live))) return [];
  if (!isBegun && !canServe(world, blue, true).isYes) return [];
  if (!isBegun && !hasBeenAstray(scene)) return [lookAgain];
  const because = isBegun
    ? `a dead run had begun the way back from ${formatSet(live)} to ${formatSet(blue)}`
    : `${formatSet(live)} has no healthy target, its run is dead, and ${formatSet(blue)} is leased as the way back`;
  const percent = fullScale(world.service.tags, blue);
  if (blue.scalePercent < percent) {
    const raise = { kind: 'scale', set: blue.arn, percent } as const;
    const raising = tryingTo(scene, step('rollback', 'waiting-for-blue-to-serve', because, raise));
    if (raising.length > 0) return raising;
  }
  const able = canServe(world, blue, isDead);
  const isStarting = blue.running < blue.computedDesired && !isDead;
  if (!able.isYes || isStarting) {
    const isHopeful = world.nowMs - memory.startedAtMs < blueStartMs;
    const why = able.isYes ? `${formatSet(blue)} is still starting tasks` : able.why;
    if (isHopeful) return [doing(wait('rollback', 'waiting-for-blue-to-serve', why, 1000))];
    if (!able.isYes) return [forPerson(`${because}, but ${why}: release a version, or roll back again`)];
  }
  return moveTo(scene, live.attachment?.group, blue, because);
}

/** Its lease or its bake is still running, so the way back is what this release was promised; unless it is forward-only. */
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
    tryingTo(scene, restoring(moving(rule, from, group, 'rollback', 'rolling-back', because))),
  );
  if (moves.length > 0) return moves;
  const commands = handCommands(rules, { green: from, blue: group });
  return [forPerson(`${because}, and AWS does not take the way back`, commands)];
}

const moving = (
  rule: RuleView,
  from: TargetGroupArn,
  to: TargetGroupArn,
  phase: Step['phase'],
  reason: Step['reason'],
  because: string,
): Step =>
  step(phase, reason, `${formatRule(rule)} goes to ${shortName(to)}: ${because}`, {
    kind: 'write-rule',
    rule,
    actions: moveWeight(rule, from, to),
  });

/** No set is live. Only where the PRIMARY is ours is it known which one should be. */
function strandedFindings(scene: Scene): readonly Finding[] {
  const { green, pair } = scene.roles;
  if (green === null) return [];
  if (pair?.blue == null)
    return [
      forPerson(`PRIMARY ${formatSet(green)} gets no traffic, and no rule is known that should send it any`),
    ];
  if (!hasNoHealthyTarget(scene.world, pair.blue))
    return [
      forPerson(
        `PRIMARY ${formatSet(green)} gets no traffic: target group ${shortName(pair.blue)} does, with healthy targets that are no task set's of this service`,
      ),
    ];
  const found = driftFindings(scene, green, pair.blue);
  if (found.length > 0) return found;
  return [
    forPerson(`PRIMARY ${formatSet(green)} gets no traffic: no production rule gives its pair any weight`),
  ];
}

/** Some set is live. Requests may still go where nobody is healthy: to its own group, or by a rule that does not know it. */
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

/** Rules that lead past what is live, where nothing better is known to do: a sweep that left it unsaid would call it whole. */
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

/** Rules that somebody pointed at a group where nobody is healthy, while `home` stands ready at the other. */
function driftFindings(scene: Scene, home: TaskSetView, away: TargetGroupArn): readonly Finding[] {
  const { world, roles, request } = scene;
  const to = home.attachment?.group;
  const rules = roles.production.filter((rule) => weightOf(rule, away) > 0);
  if (to === undefined || rules.length === 0) return [];
  const what = `${rules.map(formatRule).join(', ')} send requests to target group ${shortName(away)}, which has no healthy target`;
  const ready = isReady(world, home);
  if (!ready.isYes)
    return [
      forPerson(`${what}; ${formatSet(home)} is not ready either (${ready.why}). ${describeTraffic(roles)}`),
    ];
  if (!hasBeenAstray(scene)) return [lookAgain];
  if (request.onDrift === 'restore') {
    const because = `somebody else pointed it at ${shortName(away)}, which has no healthy target, and ${formatSet(home)} is ready`;
    const moves = rules.flatMap((rule) =>
      tryingTo(scene, {
        ...moving(rule, away, to, 'teardown', 'restoring-drift', because),
        aim: 'restore-drift',
      }),
    );
    if (moves.length > 0) return moves;
  }
  return [
    forPerson(
      `${what}, while ${formatSet(home)} stands ready at ${shortName(to)}: somebody else changed the weights. Find what writes the rules ` +
        '(infrastructure code that resets weights should ignore them), and run the commands below, or sweep with on-drift: restore',
      handCommands(rules, { green: away, blue: to }),
    ),
  ];
}

/** Seen for longer than a read may be old. */
const hasBeenAstray = ({ memory, world }: Scene): boolean =>
  memory.astraySinceMs !== null && world.nowMs - memory.astraySinceMs >= staleReadMs;

const lookAgain: Finding = doing(
  wait('prepare', 'reading-back', 'a live target group has no healthy target; it is read again', 1000),
);
