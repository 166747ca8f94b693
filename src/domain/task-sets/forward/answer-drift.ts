// What a release does when something else changes its production weights.
import { formatCount } from '../../common/values/count.ts';
import { staleReadMs } from '../../common/run/refusal.ts';
import { isDrifted } from '../health/drift.ts';
import { ruleKey } from '../model/write-key.ts';
import { isLowered } from '../tags/lease.ts';
import { whyNotNext } from '../health/capacity.ts';
import { canServe } from '../health/readiness.ts';
import { isCutOff, resetOf } from '../reset/reset.ts';
import { formatSet } from '../roles/describe-set.ts';
import { shortName, type TargetGroupArn } from '../../common/values/arn.ts';

import type { Step } from '../model/step.ts';
import { bringIn, moveWeight, formatRule, weightOf } from '../../common/load-balancer/traffic.ts';

import type { RuleView } from '../../common/load-balancer/view.ts';
import type { Ending, Phase } from '../../common/run/step.ts';
import { describeTraffic, shareOfPair } from '../health/describe-traffic.ts';
import type { Roles } from '../roles/roles.ts';
import { unlessAbandoned, type Scene } from '../roles/scene.ts';
import { step, wait } from '../model/make-step.ts';
import { byHand, type ByHand } from '../sessions/by-hand.ts';
import { withBoth } from '../sessions/restore.ts';
import { rulesToSwitch } from '../health/switch-state.ts';

/** Maximum number of times that a run restores a rule. After that, something else keeps writing it, and traffic must not flap. */
const mostRestores = 3;
/** How long green may take to have its capacity for the rule that is to be restored. */
const readyAgainMs = 30_000;

/** Weights that something else changed are reported, and left or restored as `on-drift` says. Never silently. */
export function answerDrift(scene: Scene): Step | null {
  const { memory, world } = scene;
  if (!isDrifted(scene)) return null;
  if (memory.driftSinceMs === null || world.nowMs - memory.driftSinceMs < staleReadMs)
    return wait(phaseOf(scene), 'reading-back', 'the rules do not show the switch: reading them again', 500);
  return restore(scene) ?? stop(scene);
}

const phaseOf = ({ memory }: Scene): Phase =>
  memory.isBakePassed ? 'warm' : memory.switchedAtMs === null ? 'switch' : 'bake';

/** Only what this release had set, and only if green has the capacity for it in this observation (invariant 2). */
function restore(scene: Scene): Step | null {
  const { request, roles, memory, world } = scene;
  const { green, pair } = roles;
  // If the label has moved too, this is a rollback: see `isRolledBackByOther`.
  if (request.onDrift !== 'restore' || green?.status !== 'PRIMARY' || pair?.blue == null) return null;
  const rule = rulesToSwitch(scene).find((candidate) => memory.rulesOnGreen.includes(ruleKey(candidate)));
  if (rule === undefined || timesRestored(scene, rule) >= mostRestores) return null;
  if (isCutOff(world, green)) return rejoin(scene, rule, pair.green);
  const hindrance = whyNotNext(scene, green);
  if (hindrance !== null) {
    const waitedMs = world.nowMs - (memory.driftSinceMs ?? 0);
    return waitedMs < staleReadMs + readyAgainMs
      ? wait(phaseOf(scene), hindrance.reason, hindrance.why, 500)
      : null;
  }
  const because = `somebody else changed ${formatRule(rule)}, and it returns to green ${green.id} (on-drift: restore)`;
  const actions = withBoth(scene, rule, moveWeight(rule, pair.blue, pair.green));
  if (actions === null) return null;
  const write = { kind: 'write-rule', rule, actions } as const;
  const next = step(phaseOf(scene), 'restoring-drift', because, write);
  return unlessAbandoned(scene, { ...next, aim: 'restore-drift' });
}

/** One group was left in every rule, so nothing checks the health of green. It joins at weight 0 before it gets users again. */
function rejoin(scene: Scene, rule: RuleView, group: TargetGroupArn): Step | null {
  const actions = withBoth(scene, rule, bringIn(rule, group));
  if (actions === null) return null;
  const because = `somebody else took ${shortName(group)} out of the rules: it joins ${formatRule(rule)} at weight 0, so that the health of green is checked`;
  const write = { kind: 'write-rule', rule, actions } as const;
  return unlessAbandoned(scene, step(phaseOf(scene), 'restoring-drift', because, write));
}

const timesRestored = ({ memory }: Scene, rule: RuleView): number =>
  memory.restored.filter(({ key }) => key === ruleKey(rule)).length;

function stop(scene: Scene): Step {
  const because = 'somebody else changed the weights';
  const words = isRolledBackByOther(scene) ? describeRollbackByOther(scene) : describeDrift(scene);
  return step('end', 'drift', because, { kind: 'end', result: 'failed', ...words });
}

type Report = Omit<Ending, 'kind' | 'result'>;

/** The PRIMARY label never moves by accident. If it has moved to blue as well, the release was rolled back. */
const isRolledBackByOther = ({ roles }: Scene): boolean => roles.blue?.status === 'PRIMARY';

/** Leaves out the commands that move production to green, since somebody in a hurry might paste them. */
function describeRollbackByOther(scene: Scene): Report {
  const { roles, request } = scene;
  return {
    message:
      `Stopped: service ${request.service} was rolled back ${whenOf(scene)}, by another run or by hand: production and the ` +
      `PRIMARY label have moved. ${describeTraffic(roles)} ${describeKept(scene)} and this run changes nothing more. The ` +
      'other run, or the next deploy, rollback or sweep, cleans up.',
    details: [...shareLines(scene), ...weakLines(scene)],
  };
}

function describeDrift(scene: Scene): Report {
  const { roles, request, memory } = scene;
  const times = memory.restored.length;
  const fight =
    times === 0 ? '' : `This run has restored them ${formatCount(times, 'time')} (on-drift: restore). `;
  const { commands, note } = toGreen(scene);
  return {
    message:
      `Stopped: somebody else changed the production weights of service ${request.service} ${whenOf(scene)}. ${describeTraffic(roles)} ${fight}` +
      `${describeKept(scene)} and nothing more is changed. Find what writes the rules (infrastructure code that resets weights ` +
      `should ignore them).${commands.length === 0 ? '' : ` The commands below move production to green.${note}`}${describeRollback(scene)}`,
    details: [...shareLines(scene), ...weakLines(scene)],
    commands,
  };
}

/** What of both task sets there is in this observation. */
function describeKept({ roles: { blue, green }, memory }: Scene): string {
  if (blue !== null && blue.status !== 'DRAINING') return 'Both task sets are kept';
  const left = green === null ? 'No task set of this release is left' : `Green ${formatSet(green)} is kept`;
  if (blue !== null) return `${left}, blue ${formatSet(blue)} is being deleted,`;
  return memory.blue === null ? left : `${left}, blue has been deleted,`;
}

/** What the command rollback would do now. */
function describeRollback(scene: Scene): string {
  const { blue, green } = scene.roles;
  if (blue !== null && blue.status !== 'DRAINING')
    return canServe(scene.world, blue, true).isYes ? describeReturn(scene.roles) : '';
  const { request } = scene;
  // A rollback is another release than the one that it finds.
  const release = { ...request.release, id: '' };
  const asRollback = { ...scene, request: { ...request, release, command: 'rollback' as const } };
  return green !== null && resetOf(asRollback)?.home === green
    ? ' The command rollback returns it to green, since blue is gone.'
    : '';
}

/** The weights of target groups outside the pair never change. */
function describeReturn(roles: Roles): string {
  const share = shareOfPair(roles);
  if (share === 'none') return '';
  return share === 'part'
    ? ' The command rollback returns to blue what other target groups do not have.'
    : ' The command rollback returns all of it to blue.';
}

const whenOf = ({ memory, roles }: Scene): string =>
  memory.switchedAtMs !== null
    ? 'after the switch'
    : memory.rulesOnGreen.length === 0 && shareOfPair(roles) === 'none'
      ? 'before the switch'
      : 'during the switch';

function shareLines({ roles: { production, pair }, memory }: Scene): readonly string[] {
  if (pair === null) return [];
  const { green: greenGroup, blue: blueGroup } = pair;
  return production.map(
    (rule) =>
      `${formatRule(rule)}: green ${String(weightOf(rule, greenGroup))}, ` +
      `blue ${String(blueGroup === null ? 0 : weightOf(rule, blueGroup))}` +
      (memory.rulesOnGreen.includes(ruleKey(rule)) ? '; this release had set green to all of it' : ''),
  );
}

const toGreen = (scene: Scene): ByHand =>
  byHand(scene, rulesToSwitch(scene), scene.roles.pair?.blue, scene.roles.pair?.green);

function weakLines({ roles: { blue }, world }: Scene): readonly string[] {
  if (blue === null || !isLowered(world.service.tags, blue)) return [];
  return [
    `blue ${blue.id} is at ${String(blue.scalePercent)} % (warm-scale): the next release scales it up if it is live`,
  ];
}
