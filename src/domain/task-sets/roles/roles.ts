// Which task set has which role in an observation.
import { traitsOf } from '../../common/request/commands.ts';
import type { TargetGroupArn } from '../../common/values/arn.ts';
import type { Memory } from '../model/memory.ts';
import type { Request } from '../../common/request/request.ts';
import { assumedBlueOf, greenOf } from './green-role.ts';
import { isAdopted, isOurs } from './ours.ts';
import { findPair } from './pair.ts';
import { ledAwayAmong, mayBePair } from './remembered.ts';
import { leftOutAmong, productionAmong } from '../../common/request/production-rules.ts';
import { rulesByUse } from './rules.ts';
import { weightOf } from '../../common/load-balancer/traffic.ts';
import type { TaskSetView, World } from '../model/world.ts';
import type { RuleView } from '../../common/load-balancer/view.ts';
import type { TaskSetArn } from '../model/world.ts';
import type { Pair } from '../../common/load-balancer/pair.ts';

/** Derived from each observation, never from the PRIMARY label or a color. */
export interface Roles {
  readonly green: TaskSetView | null;
  readonly blue: TaskSetView | null;
  /** `null`: not found. Preflight says what to name. */
  readonly pair: Pair | null;
  readonly production: readonly RuleView[];
  readonly test: readonly RuleView[];
  /** Rules that hold a group of the pair but that no input names, although inputs name others. */
  readonly leftOut: readonly RuleView[];
  /** Rules that the last release switched, and that hold no group of the pair by now. They are named and never written. */
  readonly ledAway: readonly RuleView[];
  /** Task sets of ours that are neither green nor blue, left by earlier releases. */
  readonly leftovers: readonly TaskSetView[];
  /** Task sets that this action did not create. They are never changed (invariant 5). */
  readonly foreign: readonly TaskSetView[];
  /** Task sets whose group has weight in any rule that isn't for tests, including green and leftovers. */
  readonly live: readonly TaskSetView[];
}

export function rolesOf(request: Request, world: World, memory: Memory): Roles {
  const rules = rulesByUse(request, world);
  const live = setsWithTraffic(world, rules.others);
  const green = greenOf(request, world, memory, live);
  const blue = blueOf({ request, world, memory }, green, live);
  const pair = findPair({ request, world, rules }, green, blue);
  const others = world.taskSets.filter((set) => set !== green && set !== blue);
  return {
    green,
    blue,
    pair,
    production: productionAmong(request, rules.others, pair),
    test: rules.test,
    leftOut: leftOutAmong(request, rules.others, pair),
    ledAway: ledAwayAmong(world, rules.others, pair),
    leftovers: others.filter((set) => isOurs(set) || isAdopted(world, set)),
    foreign: others.filter((set) => !isOurs(set) && !isAdopted(world, set) && set.status !== 'DRAINING'),
    live,
  };
}

const setsWithTraffic = (world: World, rules: readonly RuleView[]): readonly TaskSetView[] =>
  world.taskSets.filter(
    (set) => set.status !== 'DRAINING' && rules.some((rule) => weightOf(rule, groupOf(set)) > 0),
  );

interface Observed {
  readonly request: Request;
  readonly world: World;
  readonly memory: Memory;
}

/**
 * While green has no traffic, blue is the set that has it. Once green has traffic, blue is the first of these that exists:
 * the set that this process saw live before the switch, the set in green's tag, the set in the service's tag, another live
 * set. Tags of the service may be deleted at any time. Tags of a task set are never deleted.
 */
function blueOf(
  { request, world, memory }: Observed,
  green: TaskSetView | null,
  live: readonly TaskSetView[],
): TaskSetView | null {
  // A task set in green's group shares green's traffic, so traffic can't return to it.
  const isElsewhere = (set: TaskSetView): boolean =>
    set !== green && (green === null || groupOf(set) !== groupOf(green));
  const byName = (name: string | undefined | null): TaskSetView | undefined =>
    name == null
      ? undefined
      : world.taskSets.find((set) => (set.arn === name || set.id === name) && isElsewhere(set));
  // Somebody's task set in a third group may be live too.
  const others = live.filter(
    (set) =>
      isElsewhere(set) &&
      (green === null || !live.includes(green) || mayBePair(world, groupOf(green), groupOf(set))),
  );
  const serving = others.find(({ status }) => status === 'PRIMARY') ?? others[0];
  const named = byName(memory.blue) ?? byName(green?.tags.blue);
  if (green === null) return serving ?? null;
  if (!live.includes(green)) return serving ?? named ?? null;
  const known = named ?? byName(world.service.tags.blue) ?? serving ?? null;
  return known ?? (traitsOf(request).assumesBlue ? assumedBlueOf(world, green) : null);
}

const groupOf = (set: TaskSetView): TargetGroupArn => set.attachment?.group ?? ('' as TargetGroupArn);

/** Whether any rule, including test rules, gives the task set's group weight. Then it must not be deleted. */
export const isOnAnyRule = (world: World, set: TaskSetView): boolean =>
  world.rules.some((rule) => weightOf(rule, groupOf(set)) > 0);

export const isLiveIn = (production: readonly RuleView[], set: TaskSetView | null): boolean =>
  set !== null && production.some((rule) => weightOf(rule, groupOf(set)) > 0);

export const findSet = (world: World, set: TaskSetArn | null): TaskSetView | null =>
  world.taskSets.find(({ arn }) => arn === set) ?? null;

/**
 * Whether a release was killed between two rule writes: two task sets, one of them ours, are live on different rules.
 * After a first deployment: the only live task set is the green of an unfinished switch.
 */
export function isHealable(world: World, { live, green, blue }: Roles): boolean {
  if (green !== null) return false;
  const [only, ...more] = live;
  if (more.length === 0) return only !== undefined && isOurs(only) && world.service.tags.green === only.arn;
  if (!live.some(isOurs) || new Set(live.map(groupName)).size !== 2 || isOnThirdGroup(world, live))
    return false;
  // More than two: leftovers share the other group, and blue is alone in its group.
  const mates = live.filter((set) => blue !== null && groupName(set) === groupName(blue));
  return live.length === 2 || (mates.length === 1 && live.every((set) => set === blue || isOurs(set)));
}

/** One of the live task sets is in neither group of the remembered pair, whose weight is not changed. */
export const isOnThirdGroup = (world: World, live: readonly TaskSetView[]): boolean =>
  live.some((one) => live.some((other) => !mayBePair(world, groupOf(one), groupOf(other))));

const groupName = (set: TaskSetView): string => set.attachment?.group ?? set.id;
