// Which rules of an observation carry production traffic, and which are for tests.
import { traitsOf } from '../../common/request/commands.ts';
import { isNamedForTests } from '../../common/request/production-rules.ts';
import type { RuleView } from '../../common/load-balancer/view.ts';
import type { Request } from '../../common/request/request.ts';
import type { SetTags, TaskSetView, World } from '../model/world.ts';
import { isOurs } from './ours.ts';

export interface RulesByUse {
  /** Named by the inputs, or by the tags of the last release. */
  readonly test: readonly RuleView[];
  readonly others: readonly RuleView[];
}

export function rulesByUse(request: Request, world: World): RulesByUse {
  const tags = lastTestTags(request, world);
  const [test, others]: [RuleView[], RuleView[]] = [[], []];
  for (const rule of world.rules) (isNamedForTests(request, tags, rule) ? test : others).push(rule);
  return { test, others };
}

/**
 * The tags of the last release's task set, which name its test rule. For a new release only its own inputs count: what
 * was a test rule once may carry users by now.
 */
export function lastTestTags(request: Request, world: World): SetTags {
  if (!traitsOf(request).isAboutExisting) return {};
  let last: TaskSetView | null = null;
  for (const set of world.taskSets)
    if (isOurs(set) && (last === null || set.createdAtMs > last.createdAtMs)) last = set;
  return last?.tags ?? {};
}
