// Findings about production and test rules.
import { shortName } from '../../common/values/arn.ts';
import type { Request } from '../../common/request/request.ts';
import { isHealable, type Roles } from '../roles/roles.ts';
import { forwardOf, hasShare, holds, formatRule, weightOf } from '../../common/load-balancer/traffic.ts';
import type { World } from '../model/world.ts';
import type { RuleView } from '../../common/load-balancer/view.ts';
import type { Pair } from '../../common/load-balancer/pair.ts';

/** Whether the named or discovered rules hold the pair, and show where production traffic goes. */
export function ruleProblems(request: Request, world: World, roles: Roles): readonly string[] {
  const { pair } = roles;
  const problems = [...missingNamedRules(request, world, roles)];
  if (pair === null) return problems;
  if (roles.production.length === 0)
    problems.push(
      'no production rule was found, because no listener forwards to the target groups of the pair. ' +
        'Name the rule or its listener with production-rules.',
    );
  problems.push(...shareProblems(roles, pair));
  for (const rule of roles.leftOut)
    problems.push(
      `${formatRule(rule)} forwards to a target group of the pair but is not among the named production rules. ` +
        'Name it too, or production would be split at the switch.',
    );
  if (!isHealable(world, roles))
    for (const rule of roles.production) problems.push(...weightProblem(rule, roles));
  return problems;
}

/** Weights of other groups never change. Where they have all of it in every rule, there is nothing to switch. */
function shareProblems({ production, test }: Roles, pair: Pair): readonly string[] {
  const { green: greenGroup, blue: blueGroup } = pair;
  const stuck = [production, test.filter((rule) => holdsPair(rule, pair))].flatMap((rules) =>
    rules.every((rule) => !hasShare(rule, blueGroup, greenGroup)) ? rules : [],
  );
  return stuck.map(
    (rule) =>
      `${formatRule(rule)} gives ${[greenGroup, blueGroup].flatMap((group) => (group === null ? [] : [shortName(group)])).join(' and ')} ` +
      `no weight (all of it goes to ${formatWeighted(rule)}), and the weights of other target groups are not changed, so green ` +
      'would get no traffic. Give one group of the pair a weight, or name another rule.',
  );
}

const formatWeighted = (rule: RuleView): string =>
  (forwardOf(rule)?.groups ?? [])
    .flatMap(({ group, weight }) => (weight > 0 ? [shortName(group)] : []))
    .join(', ');

/** Weight on both groups is a canary of somebody else or a test rule that no input names, unless a release left a switch half done. */
function weightProblem(rule: RuleView, roles: Roles): readonly string[] {
  const { pair, green } = roles;
  if (pair?.blue == null || green !== null) return [];
  const [blueGroup, greenGroup] = [weightOf(rule, pair.blue), weightOf(rule, pair.green)];
  if (greenGroup === 0) return [];
  const where = `${formatRule(rule)} gives weight to ${blueGroup > 0 ? 'both target groups' : `the idle target group ${shortName(pair.green)}`}`;
  return [
    `${where}, while ${shortName(pair.blue)} is live, so it is not clear which of the two serves production. ` +
      'If this is the test rule, name it with test-rule. Otherwise set its weights to one group.',
  ];
}

function missingNamedRules(request: Request, world: World, { pair }: Roles): readonly string[] {
  const { productionListeners, productionRules, testListener, testRule } = request.traffic;
  const problems: string[] = [];
  const check = (input: string, name: string, rules: readonly RuleView[]): void => {
    if (rules.length === 0)
      problems.push(`${input}: "${name}" was not found on the service's load balancer.`);
    else if (pair !== null && !rules.some((rule) => holdsPair(rule, pair)))
      problems.push(
        `${input}: "${name}" does not forward to either target group of the pair (it forwards to ${formatForwards(rules)}).`,
      );
  };
  for (const name of productionRules) check('production-rules', name, rulesNamed(world, name));
  for (const name of productionListeners)
    check(
      'production-rules',
      name,
      world.rules.filter(({ listener }) => listener === name),
    );
  if (testRule !== null) check('test-rule', testRule, rulesNamed(world, testRule));
  if (testListener !== null)
    check(
      'test-rule',
      testListener,
      world.rules.filter(({ listener }) => listener === testListener),
    );
  return problems;
}

const rulesNamed = (world: World, name: string): readonly RuleView[] =>
  world.rules.filter(({ ref }) => ref.kind === 'rule' && ref.rule === name);

const holdsPair = (rule: RuleView, pair: NonNullable<Roles['pair']>): boolean =>
  holds(rule, pair.green) || (pair.blue !== null && holds(rule, pair.blue));

const formatForwards = (rules: readonly RuleView[]): string =>
  rules
    .flatMap((rule) => forwardOf(rule)?.groups ?? [])
    .map(({ group }) => shortName(group))
    .join(', ') || 'no target group';
