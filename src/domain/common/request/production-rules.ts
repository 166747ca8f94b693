// Which listener rules carry production traffic, and which are for tests.
import { traitsOf } from './commands.ts';
import type { Request } from './request.ts';
import type { TargetGroupArn } from '../values/arn.ts';
import type { Pair } from '../load-balancer/pair.ts';
import { forwardOf, holds } from '../load-balancer/traffic.ts';
import type { RuleView } from '../load-balancer/view.ts';

/** The tags by which a release names its test rule. */
interface TestTags {
  readonly 'test-rule'?: string;
  readonly 'test-listener'?: string;
}

/**
 * A test rule is never guessed. The inputs name it, or the tags of the release that the command is about. If they name
 * a listener, all its rules that forward are for tests.
 */
export function isNamedForTests({ traffic }: Request, tags: TestTags, rule: RuleView): boolean {
  const { testListener, testRule } = traffic;
  const { ref, listener } = rule;
  if (ref.kind === 'rule' && (ref.rule === testRule || ref.rule === tags['test-rule'])) return true;
  return (listener === testListener || listener === tags['test-listener']) && forwardOf(rule) !== null;
}

/** The production rules among those that aren't for tests. Inputs may narrow them; preflight refuses a split. */
export function productionAmong(
  request: Request,
  rules: readonly RuleView[],
  pair: Pair | null,
): readonly RuleView[] {
  const holding = holdingPair(rules, pair);
  return isNarrowed(request) ? holding.filter((rule) => isNamedForProduction(request, rule)) : holding;
}

/** Rules that hold a group of the pair but that no input names. Switching only the others would split production. */
export const leftOutAmong = (
  request: Request,
  rules: readonly RuleView[],
  pair: Pair | null,
): readonly RuleView[] =>
  isNarrowed(request) ? holdingPair(rules, pair).filter((rule) => !isNamedForProduction(request, rule)) : [];

const holdingPair = (rules: readonly RuleView[], pair: Pair | null): readonly RuleView[] =>
  pair === null ? [] : rules.filter((rule) => groupsOf(pair).some((group) => holds(rule, group)));

const groupsOf = (pair: Pair): readonly TargetGroupArn[] =>
  [pair.blue, pair.green].filter((group) => group !== null);

/** A rollback moves every rule that the release moved. Otherwise users of the others would stay on the failed version. */
const isNarrowed = (request: Request): boolean =>
  !traitsOf(request).rollsBack &&
  request.traffic.productionListeners.length + request.traffic.productionRules.length > 0;

/** An input names a rule by its ARN or by its listener's. A default action has no ARN. */
export function isNamedForProduction({ traffic }: Request, rule: RuleView): boolean {
  const { productionListeners, productionRules } = traffic;
  return (
    productionListeners.includes(rule.listener) ||
    (rule.ref.kind === 'rule' && productionRules.includes(rule.ref.rule))
  );
}
