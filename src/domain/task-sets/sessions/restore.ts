// Restores what a cut has changed in the production rules.
import { isAccepted, sticky } from '../../common/load-balancer/sessions.ts';
import { bringIn, formatRule, holds } from '../../common/load-balancer/traffic.ts';
import type { RuleAction, RuleView } from '../../common/load-balancer/view.ts';
import type { TargetGroupArn } from '../../common/values/arn.ts';
import { step } from '../model/make-step.ts';
import type { Step } from '../model/step.ts';
import { unlessAbandoned, type Decider, type Scene } from '../roles/scene.ts';
import { cookieSeconds, cookiesUntilMs, cutOf, cutRules, isBeingMade, notedGroup } from './known.ts';
import { notedRule } from '../tags/sessions.ts';
import { awaitExpiryAt } from './expiry.ts';
import { settleSessions } from './note.ts';

const wholePair = ({ roles: { pair } }: Scene): readonly TargetGroupArn[] =>
  pair?.blue == null ? [] : [pair.green, pair.blue];

/** Somebody may have given weight to an empty group. */
const isServed = ({ roles }: Scene, group: TargetGroupArn): boolean =>
  roles.live.some(({ attachment }) => attachment?.group === group);

/** Until when a sticky forward would send users to a group in which nothing proven runs. `null`: it would not. */
export function cutUntilMs(scene: Scene): number | null {
  const untils = wholePair(scene)
    .filter((group) => !isServed(scene, group))
    .flatMap((group) => cookiesUntilMs(scene, group) ?? []);
  return untils.length === 0 ? null : Math.max(...untils);
}

const hasExpired = (scene: Scene): boolean =>
  wholePair(scene).some((group) => (notedGroup(scene, group)?.untilMs ?? Infinity) <= scene.world.nowMs);

/** The rules that were cut are sticky again, and hold both groups, as soon as no cookie leads to a group where nothing proven runs. */
export function restoreSessions(scene: Scene, phase: Step['phase']): Step | null {
  const [rule] = cutRules(scene);
  const noted = rule === undefined ? null : cutOf(scene, rule);
  if (rule === undefined || noted === null || wholePair(scene).length === 0 || cutUntilMs(scene) !== null)
    return null;
  // Otherwise the tag would later show a cut that was never made.
  const settled = hasExpired(scene) ? settleSessions(scene, phase) : null;
  if (settled !== null) return settled;
  const plain = rejoinPlain(scene, phase);
  if (plain !== null) return plain;
  const whole = withPair(scene, rule);
  const because = `${formatRule(rule)} keeps users on their target group again for ${String(noted.seconds)} s, as before`;
  const act = { kind: 'write-rule', rule, actions: sticky(whole.actions, noted.seconds) } as const;
  return unlessAbandoned(scene, step(phase, 'restoring-sessions', because, act));
}

const withPair = (scene: Scene, rule: RuleView): RuleView =>
  wholePair(scene).reduce<RuleView>(
    (held, group) => (holds(held, group) ? held : { ...held, actions: bringIn(held, group) }),
    rule,
  );

/** A cut takes the group out of rules that never were sticky, too. They hold both again before the others do. */
function rejoinPlain(scene: Scene, phase: Step['phase']): Step | null {
  for (const rule of scene.roles.production) {
    const { actions } = withPair(scene, rule);
    const isLacking = wholePair(scene).some((group) => !holds(rule, group));
    if (cookieSeconds(scene, rule) > 0 || !isLacking || !isAccepted(rule, actions, scene.world.groups))
      continue;
    const because = `${formatRule(rule)} holds both target groups again, as before`;
    const restoring = step(phase, 'restoring-sessions', because, { kind: 'write-rule', rule, actions });
    const due = unlessAbandoned(scene, restoring);
    if (due !== null) return due;
  }
  return null;
}

/**
 * Short cookies have expired soon after the cut. Then this run restores the rules, and no later one has to. Cookies that are
 * still being made have no such time.
 */
export function awaitCookies(scene: Scene, phase: Step['phase']): Step | null {
  if (wholePair(scene).some((group) => !isServed(scene, group) && isBeingMade(scene, group))) return null;
  const untilMs = cutRules(scene).length === 0 ? null : cutUntilMs(scene);
  return awaitExpiryAt(scene, untilMs, {
    phase,
    reason: 'restoring-sessions',
    because: 'cookies of the sessions that were cut',
  });
}

/** The actions of the switch: green is proven, so the rule is sticky again. */
export function withSessions(
  scene: Scene,
  rule: RuleView,
  actions: readonly RuleAction[],
): readonly RuleAction[] {
  const noted = cutOf(scene, rule);
  return noted === null ? actions : sticky(actions, noted.seconds);
}

/**
 * Both groups, for a rule out of which somebody took one during a release. If ELB accepts them only with sessions, these are as
 * they were noted at the switch. `null`: no tag says how they were.
 */
export function withBoth(
  scene: Scene,
  rule: RuleView,
  actions: readonly RuleAction[],
): readonly RuleAction[] | null {
  if (isAccepted(rule, actions, scene.world.groups)) return actions;
  const noted = notedRule(scene.world, rule);
  return noted === undefined ? null : sticky(actions, noted.seconds);
}

/** Before green exists. Later, its switch restores the rules. */
export const restoreCut: Decider = (scene) =>
  scene.roles.green === null ? restoreSessions(scene, 'prepare') : null;
