// What tags say about the pair and the production rules, whatever the rules say by now.
import type { Pair } from '../../common/load-balancer/pair.ts';
import { holds, isSameRule } from '../../common/load-balancer/traffic.ts';
import type { RuleView } from '../../common/load-balancer/view.ts';
import type { TargetGroupArn } from '../../common/values/arn.ts';
import { parseRollbackTags, type KnownRule, type RollbackTags } from '../tags/rollback-tags.ts';
import type { TaskSetView, World } from '../model/world.ts';

type Tagged = Pick<World, 'service'> & {
  readonly taskSets: readonly Pick<TaskSetView, 'status' | 'createdAtMs' | 'tags'>[];
};

/** What each source remembers: the service, then its task sets, PRIMARY first and then the newest. */
function sourcesOf({ service, taskSets }: Tagged): readonly RollbackTags[] {
  const sets = taskSets
    .filter(({ status }) => status !== 'DRAINING')
    .toSorted((one, other) => rankOf(other) - rankOf(one) || other.createdAtMs - one.createdAtMs);
  return [service, ...sets].flatMap(({ tags }) => parseRollbackTags({ arn: service.arn, tags }) ?? []);
}

const rankOf = ({ status }: Pick<TaskSetView, 'status'>): number => (status === 'PRIMARY' ? 1 : 0);

/** Every target group that a tag names, so that it is read even if no rule holds it any more. */
export const rememberedGroups = (world: Tagged): readonly TargetGroupArn[] => [
  ...new Set(sourcesOf(world).flatMap(({ pair }) => [pair.green, pair.blue])),
];

/** The production rules of the last release, as the first source names them. */
export const rememberedRules = (world: Tagged): readonly KnownRule[] => sourcesOf(world)[0]?.rules ?? [];

/** The first remembered pair that holds the group, if one is given, and whose groups can still replace each other. */
export function rememberedPair(
  world: World,
  known: TargetGroupArn | null,
): readonly [TargetGroupArn, TargetGroupArn] | null {
  return rememberedPairs(world, known)[0] ?? null;
}

const rememberedPairs = (
  world: World,
  known: TargetGroupArn | null,
): readonly (readonly [TargetGroupArn, TargetGroupArn])[] =>
  sourcesOf(world)
    .map(({ pair }) => [pair.green, pair.blue] as const)
    .filter((groups) => known === null || groups.includes(known))
    .filter((groups) => groups.every((group) => isOfThisBalancer(world, group)));

/** Whether production may move between the two groups: a tag remembers them as a pair, or none remembers a pair of the first. */
export function mayBePair(world: World, one: TargetGroupArn, other: TargetGroupArn): boolean {
  const pairs = rememberedPairs(world, one);
  return pairs.length === 0 || pairs.some((pair) => pair.includes(other));
}

/** It exists, and no other load balancer has it. A group that was taken out of every rule belongs to none. */
function isOfThisBalancer({ groups, loadBalancers }: World, group: TargetGroupArn): boolean {
  const view = groups.find(({ arn }) => arn === group);
  if (view === undefined) return false;
  return (
    view.loadBalancers.length === 0 ||
    view.loadBalancers.some((balancer) => loadBalancers.some(({ arn }) => arn === balancer))
  );
}

/** Remembered rules that don't exist any more. Somebody deleted them, or created them again with another ARN. */
export const goneRules = (world: World): readonly KnownRule[] =>
  world.rules.length === 0
    ? []
    : rememberedRules(world).filter(({ ref }) => !world.rules.some((rule) => isSameRule(rule.ref, ref)));

/** Remembered rules that hold no group of the pair any more: somebody leads their requests elsewhere, or answers them. */
export function ledAwayAmong(
  world: World,
  rules: readonly RuleView[],
  pair: Pair | null,
): readonly RuleView[] {
  const groups = [pair?.blue, pair?.green].filter((group) => group != null);
  const others = rules.filter((rule) => groups.every((group) => !holds(rule, group)));
  const known = pair === null || others.length === 0 ? [] : rememberedRules(world);
  return others.filter((rule) => known.some(({ ref }) => isSameRule(ref, rule.ref)));
}

/** Its conditions are not remembered, so it is named by its ARN. */
export const describeGoneRule = ({ ref }: KnownRule): string =>
  `the last release switched ${ref.kind === 'rule' ? `rule ${ref.rule}` : `the default action of ${ref.listener}`}, which is gone or ` +
  'was created again with another ARN. It is not written';
