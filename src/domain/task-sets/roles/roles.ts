import { traitsOf } from '../../common/request/commands.ts';
import type { TargetGroupArn } from '../../common/values/arn.ts';
import type { Memory } from '../model/memory.ts';
import type { Request } from '../../common/request/request.ts';
import { assumedBlueOf, greenOf } from './green-role.ts';
import { isAdopted, isOurs } from './ours.ts';
import { findPair } from './pair.ts';
import { productionAmong } from '../../common/request/production-rules.ts';
import { rulesByUse } from './rules.ts';
import { weightOf } from '../../common/load-balancer/traffic.ts';
import type { TaskSetView, World } from '../model/world.ts';
import type { RuleView } from '../../common/load-balancer/view.ts';
import type { TaskSetArn } from '../model/world.ts';
import type { Pair } from '../../common/load-balancer/pair.ts';

/** Who is who, worked out anew from each world: never from the PRIMARY label, never from a colour. */
export interface Roles {
  readonly green: TaskSetView | null;
  readonly blue: TaskSetView | null;
  /** `null`: it can't be found, and preflight says what to name. */
  readonly pair: Pair | null;
  readonly production: readonly RuleView[];
  readonly test: readonly RuleView[];
  /** Sets with our tags that are neither green nor blue: what earlier releases left. */
  readonly leftovers: readonly TaskSetView[];
  /** Sets that are nobody's we know. They are never touched (invariant 5). */
  readonly foreign: readonly TaskSetView[];
  /** Sets whose group a production rule gives weight, green and leftovers among them. */
  readonly live: readonly TaskSetView[];
}

export function rolesOf(request: Request, world: World, memory: Memory): Roles {
  const rules = rulesByUse(request, world);
  const live = setsWithTraffic(world, rules.others);
  const green = greenOf(request, world, memory, live);
  const blue = blueOf({ request, world, memory }, green, live);
  const pair = findPair(request, rules, green, blue);
  const others = world.taskSets.filter((set) => set !== green && set !== blue);
  return {
    green,
    blue,
    pair,
    production: productionAmong(request, rules.others, pair),
    test: rules.test,
    leftovers: others.filter((set) => isOurs(set) || isAdopted(world, set)),
    foreign: others.filter((set) => !isOurs(set) && !isAdopted(world, set) && set.status !== 'DRAINING'),
    live,
  };
}

/** Every task set with production traffic, by the weights of all rules that aren't for tests. */
export const liveSets = (request: Request, world: World): readonly TaskSetView[] =>
  setsWithTraffic(world, rulesByUse(request, world).others);

const setsWithTraffic = (world: World, rules: readonly RuleView[]): readonly TaskSetView[] =>
  world.taskSets.filter(
    (set) => set.status !== 'DRAINING' && rules.some((rule) => weightOf(rule, groupOf(set)) > 0),
  );

interface Seen {
  readonly request: Request;
  readonly world: World;
  readonly memory: Memory;
}

/**
 * Blue: as long as green has no traffic, whatever else has it. Once green has, the first of these that names an
 * existing set: what this process saw live before the switch; green's own tag; the service's tag; what is live
 * besides green. Tags of the service may be wiped at any time, those of the set may not.
 */
function blueOf(
  { request, world, memory }: Seen,
  green: TaskSetView | null,
  live: readonly TaskSetView[],
): TaskSetView | null {
  // What stands in green's own group gets what green gets: it is no way back.
  const isElsewhere = (set: TaskSetView): boolean =>
    set !== green && (green === null || groupOf(set) !== groupOf(green));
  const byName = (name: string | undefined | null): TaskSetView | undefined =>
    name == null
      ? undefined
      : world.taskSets.find((set) => (set.arn === name || set.id === name) && isElsewhere(set));
  const others = live.filter(isElsewhere);
  const serving = others.find(({ status }) => status === 'PRIMARY') ?? others[0];
  const named = byName(memory.blue) ?? byName(green?.tags.blue);
  if (green === null) return serving ?? null;
  if (!live.includes(green)) return serving ?? named ?? null;
  const known = named ?? byName(world.service.tags.blue) ?? serving ?? null;
  // Only the commands about what is live look for a way back that nobody wrote down.
  return known ?? (traitsOf(request).assumesBlue ? assumedBlueOf(world, green) : null);
}

const groupOf = (set: TaskSetView): TargetGroupArn => set.attachment?.group ?? ('' as TargetGroupArn);

/** Whether any rule at all, test rules too, gives the set's group weight: what deleting must never ignore. */
export const isOnAnyRule = (world: World, set: TaskSetView): boolean =>
  world.rules.some((rule) => weightOf(rule, groupOf(set)) > 0);

export const isLiveIn = (production: readonly RuleView[], set: TaskSetView | null): boolean =>
  set !== null && production.some((rule) => weightOf(rule, groupOf(set)) > 0);

export const findSet = (world: World, set: TaskSetArn | null): TaskSetView | null =>
  world.taskSets.find(({ arn }) => arn === set) ?? null;

/**
 * A release that was killed between two rule writes: two sets, one of them ours, on different rules; or, of a first
 * deployment, the one set that the service's tags call the green of a switch that was never finished.
 */
export function isHealable({ service }: World, { live, green, blue }: Roles): boolean {
  if (green !== null) return false;
  const [only, ...more] = live;
  if (more.length === 0) return only !== undefined && isOurs(only) && service.tags.green === only.arn;
  if (!live.some(isOurs) || new Set(live.map(groupName)).size !== 2) return false;
  // More than two: what dead releases made shares the other group, and blue alone can be told apart.
  const mates = live.filter((set) => blue !== null && groupName(set) === groupName(blue));
  return live.length === 2 || (mates.length === 1 && live.every((set) => set === blue || isOurs(set)));
}

const groupName = (set: TaskSetView): string => set.attachment?.group ?? set.id;
