// Finds the two target groups that take turns.
import { shortName, type TargetGroupArn } from '../../common/values/arn.ts';
import type { Request } from '../../common/request/request.ts';
import { isNamedForProduction } from '../../common/request/production-rules.ts';
import { forwardOf, holds, weightOf } from '../../common/load-balancer/traffic.ts';
import type { RuleView } from '../../common/load-balancer/view.ts';
import type { TaskSetView, World } from '../model/world.ts';
import { notedRule, notedSessions } from '../tags/sessions.ts';
import { rememberedPair } from './remembered.ts';
import type { RulesByUse } from './rules.ts';
import type { Pair } from '../../common/load-balancer/pair.ts';

type GroupPair = readonly [TargetGroupArn, TargetGroupArn];

interface Seen {
  readonly request: Request;
  readonly world: World;
  readonly rules: RulesByUse;
}

/**
 * Only from safe sources, in this order: the task sets, the input `target-groups`, what tags remember of the last release,
 * and a rule that holds two groups. A rule comes last: a cut takes a group of the pair out of it, and may leave a third one.
 */
export function findPair(seen: Seen, green: TaskSetView | null, blue: TaskSetView | null): Pair | null {
  const greenGroup = green?.attachment?.group ?? null;
  const blueGroup = blue?.attachment?.group ?? null;
  if (greenGroup !== null)
    return {
      green: greenGroup,
      blue: blueGroup !== greenGroup && blueGroup !== null ? blueGroup : partner(seen, greenGroup),
    };
  if (blueGroup !== null) {
    const idle = partner(seen, blueGroup);
    return idle === null ? null : { green: idle, blue: blueGroup };
  }
  return pairWithoutSets(seen);
}

/** First deployment: green gets the group without weight. */
function pairWithoutSets({ request, world, rules }: Seen): Pair | null {
  const [first, second] = namedPair(request) ?? pairOfRules({ request, world, rules }) ?? [];
  if (first === undefined || second === undefined) return null;
  const isCarrying = (group: TargetGroupArn): boolean =>
    rules.others.some((rule) => weightOf(rule, group) > 0);
  return isCarrying(first) || !isCarrying(second)
    ? { blue: first, green: second }
    : { blue: second, green: first };
}

/** A task set that runs without traffic may be what should be live, so green gets its group only if an input names the rule. */
function pairOfRules({ request, world, rules }: Seen): GroupPair | null {
  const [remembered, only] = [rememberedPair(world, null), onlyPair(request, rules)];
  if (remembered === null) return only;
  const isSame = only?.every((group) => remembered.includes(group)) === true;
  return isSame || world.taskSets.every(({ status }) => status === 'DRAINING') ? remembered : null;
}

function partner({ request, world, rules }: Seen, known: TargetGroupArn): TargetGroupArn | null {
  const pair = namedPair(request) ?? rememberedPair(world, known);
  if (pair !== null) return pair.find((group) => group !== known && pair.includes(known)) ?? null;
  const partners = new Set(
    rules.others
      .filter((rule) => holds(rule, known) && !isCutShort(world, rule, known))
      .flatMap((rule) => otherOfTwo(groupsIn(rule), known)),
  );
  const [only, ...more] = partners;
  if (more.length > 0) return null;
  return only ?? groupOfNamedRules(request, rules, known);
}

/** The rule was sticky, and users hold cookies of a group that it no longer holds. What is left with `known` is a third one. */
function isCutShort(world: World, rule: RuleView, known: TargetGroupArn): boolean {
  const held = new Set([known, ...groupsIn(rule)].map(shortName));
  const groups = notedSessions(world)?.groups ?? [];
  return notedRule(world, rule) !== undefined && groups.some(({ group }) => !held.has(group));
}

/** If something took `known` out of the production rules that inputs name, the group that is left there is the other one. */
function groupOfNamedRules(
  request: Request,
  { others }: RulesByUse,
  known: TargetGroupArn,
): TargetGroupArn | null {
  const left = others
    .filter((rule) => isNamedForProduction(request, rule))
    .map(groupsIn)
    .filter((groups) => groups.length === 1)
    .flatMap((groups) => groups.filter((group) => group !== known));
  const [only, ...more] = new Set(left);
  return more.length === 0 ? (only ?? null) : null;
}

/** With three groups in a rule, it is unclear which one is idle. */
const otherOfTwo = (groups: readonly TargetGroupArn[], known: TargetGroupArn): readonly TargetGroupArn[] =>
  groups.length === 2 ? groups.filter((group) => group !== known) : [];

const groupsIn = (rule: Parameters<typeof forwardOf>[0]): readonly TargetGroupArn[] =>
  forwardOf(rule)?.groups.map(({ group }) => group) ?? [];

function namedPair(request: Request): GroupPair | null {
  const [first, second] = request.traffic.targetGroups;
  return first === undefined || second === undefined ? null : [first, second];
}

/** The only pair that the production rules named by inputs hold. Without inputs, it is unclear which rules belong to the service. */
function onlyPair(request: Request, { test, others }: RulesByUse): GroupPair | null {
  const rules = [...test, ...others].filter((rule) => isNamedForProduction(request, rule));
  const pairs = new Map(
    rules
      .map((rule) => groupsIn(rule).toSorted())
      .filter((groups) => groups.length === 2)
      .map((groups) => [groups.join(' '), groups]),
  );
  const [only, ...more] = pairs.values();
  const [first, second] = only ?? [];
  return more.length > 0 || first === undefined || second === undefined ? null : [first, second];
}
