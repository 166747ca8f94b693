// Production traffic that goes where nothing of the service can answer.
import { shortName, type TargetGroupArn } from '../../common/values/arn.ts';
import { healSplit } from '../forward/heal.ts';
import { hasNoHealthyTarget, isReady } from '../health/readiness.ts';
import { isAdopted, isOurs } from '../roles/ours.ts';
import { forPerson, leftAlone, tryingTo, type Finding } from './finding.ts';
import { formatRule, formatSending, weightOf } from '../../common/load-balancer/traffic.ts';
import { formatSet } from '../roles/describe-set.ts';
import type { TaskSetView } from '../model/world.ts';
import { describeTraffic } from '../health/describe-traffic.ts';
import type { Scene } from '../roles/scene.ts';
import { strayFrom } from '../reset/stray.ts';
import { byHand } from '../sessions/by-hand.ts';
import { moveAway } from '../sessions/cut.ts';
import { hasBeenAstray, readAgain } from './moving.ts';

/** No set is live. Only a PRIMARY of this action shows which set should be. */
export function strandedFindings(scene: Scene): readonly Finding[] {
  const { green, pair, production } = scene.roles;
  if (green === null) return [];
  if (pair?.blue == null)
    return [forPerson(`PRIMARY ${formatSet(green)} gets no traffic, and no production rule for it is known`)];
  const { blue } = pair;
  const isElsewhere = production.some((rule) => weightOf(rule, blue) > 0);
  if (isElsewhere && !hasNoHealthyTarget(scene.world, blue))
    return [
      forPerson(
        `PRIMARY ${formatSet(green)} gets no traffic. Target group ${shortName(blue)} gets it, and its healthy targets belong to no task set of this service`,
      ),
    ];
  const found = driftFindings(scene, green, blue);
  if (found.length > 0) return found;
  return [
    forPerson(
      `PRIMARY ${formatSet(green)} gets no traffic, because no production rule gives its target group any weight`,
    ),
  ];
}

/** A set is live, but requests may go to a group without healthy targets: its own, or the other one through another rule. */
export function astrayFindings(scene: Scene, live: TaskSetView): readonly Finding[] {
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
export function elsewhereFindings(scene: Scene): readonly Finding[] {
  const { roles, world } = scene;
  const [live, ...more] = roles.live;
  const stray = live === undefined || more.length > 0 ? null : strayFrom(scene, live.attachment?.group);
  if (live === undefined || stray === null) return [];
  const whose = hasNoHealthyTarget(world, stray.group)
    ? 'which has no healthy target'
    : 'whose healthy targets belong to no task set of this service';
  const what = `${formatSending(stray.rules)} requests to target group ${shortName(stray.group)}, ${whose}`;
  return [leftAlone(`${what}, in addition to ${formatSet(live)}. ${describeTraffic(roles)}`)];
}

/** Rules that somebody pointed at a group without healthy targets, while `home` is ready in the other group. */
function driftFindings(scene: Scene, home: TaskSetView, away: TargetGroupArn): readonly Finding[] {
  const { world, roles, request } = scene;
  const to = home.attachment?.group;
  const rules = roles.production.filter((rule) => weightOf(rule, away) > 0);
  if (to === undefined || rules.length === 0) return [];
  const what = `${formatSending(rules)} requests to target group ${shortName(away)}, which has no healthy target`;
  const ready = isReady(world, home);
  if (!ready.isYes)
    return [
      forPerson(`${what}, and ${formatSet(home)} is not ready (${ready.why}). ${describeTraffic(roles)}`),
    ];
  if (!hasBeenAstray(scene)) return [readAgain];
  if (request.onDrift === 'restore') {
    const why = `somebody else pointed it at ${shortName(away)}, which has no healthy target, and ${formatSet(home)} is ready`;
    const moves = rules.flatMap((rule) => {
      const because = `${formatRule(rule)} moves to ${shortName(to)}: ${why}`;
      const next = moveAway(
        scene,
        rule,
        { from: away, to },
        { phase: 'teardown', reason: 'restoring-drift', because },
      );
      return tryingTo(scene, { ...next, aim: 'restore-drift' });
    });
    if (moves.length > 0) return moves;
  }
  const { commands, note } = byHand(scene, rules, away, to);
  return [
    forPerson(
      `${what}, while ${formatSet(home)} is ready in ${shortName(to)}: somebody else changed the weights. Find what writes the rules ` +
        '(infrastructure code that resets weights should ignore them). Then run the commands below, or sweep with on-drift: restore.' +
        note,
      commands,
    ),
  ];
}
