import { shortName } from './arn.ts';
import { greenSettings, attachmentProblems } from './green.ts';
import type { Memory } from './memory.ts';
import type { Plan } from './plan.ts';
import { isLiveIn, isOurs, type Roles } from './roles.ts';
import { targetsOf } from './readiness.ts';
import { leftOutRules } from './rules.ts';
import { forwardOf, holds, ruleWords, weightOf } from './traffic.ts';
import type { RuleView, TaskSetView, World } from './world.ts';

/** ECS allows five task sets a service, and draining ones may count (fact 10). */
export const maxTaskSets = 5;

/** Everything that stands in the way of a release, found without a write and told all at once. Empty: go. */
export function preflightProblems(plan: Plan, world: World, roles: Roles, memory: Memory): readonly string[] {
  const service = serviceProblems(world);
  if (service.length > 0) return service;
  // Rules are not read from other types, so everything else would only look wrong: blue like a foreign set, say.
  if (world.loadBalancers.length > 0 && world.loadBalancers.every(isOtherType))
    return balancerProblems(world, roles);
  return [
    ...balancerProblems(world, roles),
    ...setProblems(world, roles, memory),
    ...pairProblems(plan, world, roles),
    ...ruleProblems(plan, world, roles),
    ...stickinessProblems(plan, roles),
    ...(world.candidate?.problems ?? []),
    ...(roles.green === null ? attachmentProblems(plan, world, roles) : []),
    ...(roles.green === null ? greenSettings(plan, world, roles).problems : []),
  ];
}

function serviceProblems({ service }: World): readonly string[] {
  const name = `service ${service.name} in cluster ${service.cluster}`;
  const problems: string[] = [];
  if (service.status !== 'ACTIVE')
    problems.push(
      `${name} is ${service.status}, so nothing can be released to it: name an ACTIVE service, or create it again.`,
    );
  if (service.controller !== 'EXTERNAL')
    problems.push(
      `${name} has the deployment controller ${service.controller}, and task sets need EXTERNAL: ` +
        `create the service with deploymentController type EXTERNAL (a controller can't be changed to it).`,
    );
  if (service.desiredCount === 0)
    problems.push(
      `${name} has a desired count of 0, so green would have no task to prove: set the desired count to 1 or more first.`,
    );
  return problems;
}

const isOtherType = ({ type }: World['loadBalancers'][number]): boolean => type !== 'application';

function balancerProblems(world: World, { production }: Roles): readonly string[] {
  const problems = world.loadBalancers
    .filter(isOtherType)
    .map(
      ({ arn, type }) =>
        `load balancer ${shortName(arn)} is a ${type} load balancer; version 1 switches application load balancers only.`,
    );
  const inUse = new Set(production.map(({ loadBalancer }) => loadBalancer));
  if (inUse.size > 1)
    problems.push(
      `the production rules belong to ${String(inUse.size)} load balancers (${[...inUse].map(shortName).join(', ')}); ` +
        'version 1 handles services with one: name the rules of one with production-rule-arns.',
    );
  return problems;
}

function setProblems(world: World, roles: Roles, memory: Memory): readonly string[] {
  const problems = roles.foreign.map(
    (set) =>
      `task set ${set.id} (${shortName(set.taskDefinition)}, ${set.status}) is neither live nor made by this action, ` +
      'so it is not touched: delete it, or find out who else deploys this service.',
  );
  for (const set of world.taskSets.filter(({ attachmentCount }) => attachmentCount > 1))
    problems.push(
      `task set ${set.id} hangs on ${String(set.attachmentCount)} load balancers; version 1 handles services with one.`,
    );
  if (sharesGroup(roles))
    problems.push(
      `task sets ${roles.live.map(({ id }) => id).join(' and ')} stand in the same live target group, so traffic can't ` +
        'be switched between them: delete the one that should not serve.',
    );
  const removable = roles.leftovers.filter((set) => !isLiveIn(roles.production, set)).length;
  const isFull = roles.green === null && world.taskSets.length - removable >= maxTaskSets;
  if (isFull && memory.created === null)
    problems.push(
      `service ${world.service.name} has ${String(world.taskSets.length)} task sets and ECS allows ${String(maxTaskSets)}: ` +
        `delete one of ${world.taskSets.map(({ id, status }) => `${id} (${status})`).join(', ')}.`,
    );
  return problems;
}

function sharesGroup({ live, green }: Roles): boolean {
  const groups = live.filter((set) => set !== green).map(({ attachment }) => attachment?.group);
  return new Set(groups).size < groups.length;
}

function pairProblems(plan: Plan, world: World, roles: Roles): readonly string[] {
  const named = plan.traffic.targetGroups;
  const views = named.map((group) => world.groups.find(({ arn }) => arn === group));
  const problems = named
    .filter((_group, index) => views[index] === undefined)
    .map((group) => `target-groups: "${group}" does not exist in this account and region.`);
  if (problems.length > 0) return problems;
  if (roles.pair?.back == null && roles.green === null) problems.push(pairUnknown(plan, world, roles));
  return [...problems, ...mismatchProblems(world, roles), ...occupiedProblems(world, roles)];
}

/** Targets that no task set of the service registered never leave by themselves, and would get traffic at the switch. */
function occupiedProblems(world: World, roles: Roles): readonly string[] {
  const { pair, green } = roles;
  if (green !== null || pair === null || isHealable(world, roles)) return [];
  if (world.taskSets.some(({ attachment }) => attachment?.group === pair.front)) return [];
  const stray = targetsOf(world, pair.front).filter(({ state }) => state !== 'draining');
  if (stray.length === 0) return [];
  return [
    `the idle target group ${shortName(pair.front)} holds ${String(stray.length)} targets that are not of this service ` +
      `(${stray.map(({ id, port }) => `${id}:${String(port)}`).join(', ')}), which would get production traffic at the ` +
      'switch: deregister them, or remove the service that registers them.',
  ];
}

function pairUnknown(plan: Plan, world: World, roles: Roles): string {
  const live = roles.blue?.attachment?.group;
  if (live !== undefined && plan.traffic.targetGroups.length === 2)
    return `target-groups: neither of the two is the live one, ${live}, which task set ${roles.blue?.id ?? ''} is attached to.`;
  const what =
    live === undefined
      ? 'no task set of the service is live, and no named production rule holds two target groups'
      : `no production rule holds a second target group beside ${shortName(live)}`;
  const candidates = world.candidateGroups.filter((group) => group !== live);
  const listed = candidates.length === 0 ? 'none was found: create one' : candidates.join(', ');
  return (
    `the pair of target groups is not known: ${what}. Name both with target-groups` +
    (live === undefined ? '' : ` (the live one is ${live})`) +
    `. Candidates on this load balancer or on none: ${listed}.`
  );
}

/** Both groups have to be interchangeable in a rule: same load balancer, type and protocol. */
function mismatchProblems(world: World, { pair }: Roles): readonly string[] {
  const [a, b] = [pair?.back, pair?.front].map((group) => world.groups.find(({ arn }) => arn === group));
  if (a === undefined || b === undefined) return [];
  const problems: string[] = [];
  const both = `target groups ${a.name} and ${b.name}`;
  if (a.targetType !== b.targetType)
    problems.push(
      `${both} have different target types (${a.targetType}, ${b.targetType}): both must be the same.`,
    );
  if (a.protocol !== b.protocol)
    problems.push(`${both} have different protocols (${a.protocol}, ${b.protocol}): both must be the same.`);
  const isElsewhere = b.loadBalancers.length > 0 && a.loadBalancers.length > 0;
  if (isElsewhere && !b.loadBalancers.some((balancer) => a.loadBalancers.includes(balancer)))
    problems.push(
      `${both} belong to different load balancers (${a.loadBalancers.map(shortName).join(', ')}; ` +
        `${b.loadBalancers.map(shortName).join(', ')}): name two groups of one load balancer.`,
    );
  return problems;
}

function ruleProblems(plan: Plan, world: World, roles: Roles): readonly string[] {
  const { pair } = roles;
  const problems = [...missingNamedRules(plan, world, roles)];
  if (pair === null) return problems;
  if (roles.production.length === 0)
    problems.push(
      'no production rule was found: no listener forwards to the target groups of the pair. ' +
        'Name the rule with production-rule-arns or the listener with production-listener-arns.',
    );
  for (const rule of leftOutRules(plan, world, pair))
    problems.push(
      `${ruleWords(rule)} forwards to a target group of the pair but is not among the named production rules: ` +
        'name it too, or production would be split at the switch.',
    );
  if (!isHealable(world, roles))
    for (const rule of roles.production) problems.push(...weightProblem(rule, roles));
  return problems;
}

/** Weight on both sides is either a canary of somebody else or a test rule that nobody named. Our own half-done switch is neither. */
function weightProblem(rule: RuleView, roles: Roles): readonly string[] {
  const { pair, green } = roles;
  if (pair?.back == null || green !== null) return [];
  const [back, front] = [weightOf(rule, pair.back), weightOf(rule, pair.front)];
  if (front === 0) return [];
  const where = `${ruleWords(rule)} gives weight to ${back > 0 ? 'both target groups' : `the idle target group ${shortName(pair.front)}`}`;
  return [
    `${where}, while ${shortName(pair.back)} is live: it can't be told which of the two carries production. ` +
      'If this is the rule for tests, name it with test-rule-arn or test-listener-arn; otherwise set its weights to one side.',
  ];
}

/**
 * A release that was killed between two rule writes: two sets, one of them ours, on different rules; or, of a first
 * deployment, the one set that the service's tags call the green of a switch that was never finished.
 */
export function isHealable({ service }: World, { live, green }: Roles): boolean {
  if (green !== null) return false;
  const [only, ...more] = live;
  if (more.length === 0) return only !== undefined && isOurs(only) && service.tags.green === only.arn;
  return live.length === 2 && live.some(isOurs) && new Set(live.map(groupName)).size === 2;
}

const groupName = (set: TaskSetView): string => set.attachment?.group ?? set.id;

function missingNamedRules(plan: Plan, world: World, { pair }: Roles): readonly string[] {
  const { productionListeners, productionRules, testListener, testRule } = plan.traffic;
  const problems: string[] = [];
  const check = (input: string, name: string, rules: readonly RuleView[]): void => {
    if (rules.length === 0)
      problems.push(`${input}: "${name}" was not found on the service's load balancer.`);
    else if (pair !== null && !rules.some((rule) => holdsPair(rule, pair)))
      problems.push(
        `${input}: "${name}" does not forward to either target group of the pair (it forwards to ${forwardWords(rules)}).`,
      );
  };
  for (const name of productionRules) check('production-rule-arns', name, rulesNamed(world, name));
  for (const name of productionListeners)
    check(
      'production-listener-arns',
      name,
      world.rules.filter(({ listener }) => listener === name),
    );
  if (testRule !== null) check('test-rule-arn', testRule, rulesNamed(world, testRule));
  if (testListener !== null)
    check(
      'test-listener-arn',
      testListener,
      world.rules.filter(({ listener }) => listener === testListener),
    );
  return problems;
}

const rulesNamed = (world: World, name: string): readonly RuleView[] =>
  world.rules.filter(({ ref }) => ref.kind === 'rule' && ref.rule === name);

const holdsPair = (rule: RuleView, pair: NonNullable<Roles['pair']>): boolean =>
  holds(rule, pair.front) || (pair.back !== null && holds(rule, pair.back));

const forwardWords = (rules: readonly RuleView[]): string =>
  rules
    .flatMap((rule) => forwardOf(rule)?.groups ?? [])
    .map(({ group }) => shortName(group))
    .join(', ') || 'no target group';

/** Cookies of the forward beat weights: users with one stay on blue until it ends (fact 30). */
function stickinessProblems(plan: Plan, { production }: Roles): readonly string[] {
  return production.flatMap((rule) => {
    const sticky = forwardOf(rule)?.stickiness;
    const seconds = sticky?.enabled === true ? (sticky.durationSeconds ?? 0) : 0;
    if (seconds <= plan.warmSeconds) return [];
    return [
      `${ruleWords(rule)} keeps users on their target group for ${String(seconds)} s (stickiness of the forward action), ` +
        `longer than blue is kept (warm-time ${String(plan.warmSeconds)} s), so some would lose their answers at the teardown: ` +
        `set warm-time to at least ${String(seconds)}s, or shorten the stickiness of the rule, or turn it off.`,
    ];
  });
}
