import type { TargetGroupArn } from '../values/arn.ts';
import { isOurs } from '../../task-sets/roles/ours.ts';
import type { Command, Plan } from '../request/request.ts';
import { forwardOf, holds } from './traffic.ts';
import type { SetTags, TaskSetView, World } from '../../task-sets/model/world.ts';
import type { RuleView } from './view.ts';
import type { Pair } from './pair.ts';

/** Only what was named: a test rule is never guessed. A whole listener may be named; then all its forwards are. */
export function isTestRule(plan: Plan, world: World, rule: RuleView): boolean {
  const { testListener, testRule } = plan.traffic;
  const left = testsLeft(plan, world);
  const { ref, listener } = rule;
  if (ref.kind === 'rule' && (ref.rule === testRule || ref.rule === left['test-rule'])) return true;
  return (listener === testListener || listener === left['test-listener']) && forwardOf(rule) !== null;
}

/** Commands about a release that is there: often they know of its test rule only what the release itself left. */
const followUps: readonly Command[] = ['rollback', 'teardown', 'sweep', 'status'];

/**
 * What the last release had for tests, which stands in the tags of its set. For the next release only its own inputs
 * count: a rule that was for tests once may be for users by now.
 */
export function testsLeft({ command }: Plan, world: World): SetTags {
  if (!followUps.includes(command)) return {};
  let last: TaskSetView | null = null;
  for (const set of world.taskSets)
    if (isOurs(set) && (last === null || set.createdAtMs > last.createdAtMs)) last = set;
  return last?.tags ?? {};
}

/** The rules that production comes through. Inputs may narrow them; preflight then refuses a split. */
export function productionRules(plan: Plan, world: World, pair: Pair | null): readonly RuleView[] {
  const holding = rulesHolding(plan, world, pair);
  return isNarrowed(plan) ? holding.filter((rule) => isNamed(plan, rule)) : holding;
}

/** Rules that hold a group of the pair, yet were left out by the inputs: moving only the others would split production. */
export function leftOutRules(plan: Plan, world: World, pair: Pair | null): readonly RuleView[] {
  if (!isNarrowed(plan)) return [];
  return rulesHolding(plan, world, pair).filter((rule) => !isNamed(plan, rule));
}

function rulesHolding(plan: Plan, world: World, pair: Pair | null): readonly RuleView[] {
  if (pair === null) return [];
  return world.rules.filter(
    (rule) => !isTestRule(plan, world, rule) && groupsOf(pair).some((group) => holds(rule, group)),
  );
}

const groupsOf = (pair: Pair): readonly TargetGroupArn[] =>
  [pair.back, pair.front].filter((group) => group !== null);

/** A rollback moves every rule that the release moved: inputs that name fewer would leave users on what is taken back. */
const isNarrowed = ({ command, traffic }: Plan): boolean =>
  command !== 'rollback' && traffic.productionListeners.length + traffic.productionRules.length > 0;

/** A rule named by its own ARN, or by that of its listener; a default action has no ARN of its own in ModifyListener. */
function isNamed(plan: Plan, rule: RuleView): boolean {
  const { productionListeners, productionRules: rules } = plan.traffic;
  const isListenerNamed = productionListeners.includes(rule.listener);
  return isListenerNamed || (rule.ref.kind === 'rule' && rules.includes(rule.ref.rule));
}
