// Which rules of an observation carry production traffic, and which are for tests.
import { traitsOf } from '../../common/request/commands.ts';
import type { Pair } from '../../common/load-balancer/pair.ts';
import { isNamedForTests, leftOutAmong, productionAmong } from '../../common/request/production-rules.ts';
import type { RuleView } from '../../common/load-balancer/view.ts';
import type { Request } from '../../common/request/request.ts';
import type { SetTags, TaskSetView, World } from '../model/world.ts';
import { isOurs } from './ours.ts';

/** Whether the rule is for tests: the inputs name it, or the tags that the last release left. */
export const isTestRule = (request: Request, world: World, rule: RuleView): boolean =>
  isNamedForTests(request, testsLeft(request, world), rule);

/**
 * What the last release used for tests, from the tags of its set. For the next release only its own inputs count: a
 * rule that was for tests once may be for users by now.
 */
export function testsLeft(request: Request, world: World): SetTags {
  if (!traitsOf(request).isAboutExisting) return {};
  let last: TaskSetView | null = null;
  for (const set of world.taskSets)
    if (isOurs(set) && (last === null || set.createdAtMs > last.createdAtMs)) last = set;
  return last?.tags ?? {};
}

export const productionRules = (request: Request, world: World, pair: Pair | null): readonly RuleView[] =>
  productionAmong(request, notForTests(request, world), pair);

export const leftOutRules = (request: Request, world: World, pair: Pair | null): readonly RuleView[] =>
  leftOutAmong(request, notForTests(request, world), pair);

const notForTests = (request: Request, world: World): readonly RuleView[] =>
  world.rules.filter((rule) => !isTestRule(request, world, rule));
