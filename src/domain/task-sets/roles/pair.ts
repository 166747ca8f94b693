import type { TargetGroupArn } from '../../common/values/arn.ts';
import type { Request } from '../../common/request/request.ts';
import { isTestRule } from './rules.ts';
import { forwardOf, holds, weightOf } from '../../common/load-balancer/traffic.ts';
import type { TaskSetView, World } from '../model/world.ts';
import type { Pair } from '../../common/load-balancer/pair.ts';

/** Found only where it is safe: from the sets themselves, from `target-groups`, or from a rule that already holds both. */
export function findPair(
  plan: Request,
  world: World,
  green: TaskSetView | null,
  blue: TaskSetView | null,
): Pair | null {
  const front = green?.attachment?.group ?? null;
  const back = blue?.attachment?.group ?? null;
  if (front !== null)
    return { green: front, blue: back !== front && back !== null ? back : partner(plan, world, front) };
  if (back !== null) {
    const idle = partner(plan, world, back);
    return idle === null ? null : { green: idle, blue: back };
  }
  return pairWithoutSets(plan, world);
}

/** First deployment: traffic stands at whichever of the two has weight, so green gets the other. */
function pairWithoutSets(plan: Request, world: World): Pair | null {
  const [first, second] = namedPair(plan) ?? onlyPair(plan, world) ?? [];
  if (first === undefined || second === undefined) return null;
  const isCarrying = (group: TargetGroupArn): boolean =>
    world.rules.some((rule) => !isTestRule(plan, world, rule) && weightOf(rule, group) > 0);
  return isCarrying(first) || !isCarrying(second)
    ? { blue: first, green: second }
    : { blue: second, green: first };
}

function partner(plan: Request, world: World, known: TargetGroupArn): TargetGroupArn | null {
  const named = namedPair(plan);
  if (named !== null) return named.includes(known) ? (named.find((group) => group !== known) ?? null) : null;
  const partners = new Set(
    world.rules
      .filter((rule) => !isTestRule(plan, world, rule) && holds(rule, known))
      .flatMap((rule) => otherOfTwo(rule.actions.length > 0 ? groupsIn(rule) : [], known)),
  );
  const [only, ...more] = partners;
  return more.length === 0 ? (only ?? null) : null;
}

/** With three groups in a rule it can't be told which one is the idle one. */
const otherOfTwo = (groups: readonly TargetGroupArn[], known: TargetGroupArn): readonly TargetGroupArn[] =>
  groups.length === 2 ? groups.filter((group) => group !== known) : [];

const groupsIn = (rule: Parameters<typeof forwardOf>[0]): readonly TargetGroupArn[] =>
  forwardOf(rule)?.groups.map(({ group }) => group) ?? [];

function namedPair(plan: Request): readonly [TargetGroupArn, TargetGroupArn] | null {
  const [first, second] = plan.traffic.targetGroups;
  return first === undefined || second === undefined ? null : [first, second];
}

/** The one pair that the named production rules hold; without names nothing says whose rules they are. */
function onlyPair(plan: Request, world: World): readonly [TargetGroupArn, TargetGroupArn] | null {
  const { productionListeners, productionRules } = plan.traffic;
  const rules = world.rules.filter(
    ({ listener, ref }) =>
      productionListeners.includes(listener) || (ref.kind === 'rule' && productionRules.includes(ref.rule)),
  );
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
