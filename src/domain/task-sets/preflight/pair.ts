// Findings about the pair of target groups.
import { bothGroups } from './groups.ts';
import { formatCount } from '../../common/values/count.ts';
import { shortName } from '../../common/values/arn.ts';
import { traitsOf } from '../../common/request/commands.ts';
import type { Request } from '../../common/request/request.ts';
import type { Roles } from '../roles/roles.ts';
import type { Memory } from '../model/memory.ts';
import type { World } from '../model/world.ts';
import { describeLost } from '../reset/describe-reset.ts';
import { strayTargets } from '../warm/old-targets.ts';

/** Whether both groups are known, exist, and can replace each other in a rule. */
export function pairProblems(
  request: Request,
  world: World,
  roles: Roles,
  memory: Memory,
): readonly string[] {
  const named = request.traffic.targetGroups;
  const views = named.map((group) => world.groups.find(({ arn }) => arn === group));
  const problems = named
    .filter((_group, index) => views[index] === undefined)
    .map((group) => `target-groups: "${group}" does not exist in this account and region.`);
  if (problems.length > 0) return problems;
  if (roles.pair?.blue == null && roles.green === null)
    problems.push(pairUnknown(request, world, roles, memory));
  return [...problems, ...mismatchProblems(world, roles), ...occupiedProblems(request, world, roles)];
}

/** Nothing deregisters targets that no task set of the service registered. They would get traffic at the switch. */
function occupiedProblems(request: Request, world: World, roles: Roles): readonly string[] {
  const stray = strayTargets(world, roles);
  const { pair } = roles;
  if (pair === null || stray.length === 0) return [];
  // A rollback may want to return to them.
  const advice = traitsOf(request).rollsBack
    ? 'Let it use another target group.'
    : 'If this service has replaced it, end it. Otherwise, let it use another target group.';
  return [
    `the idle target group ${shortName(pair.green)} holds ${formatCount(stray.length, 'target')} outside this service ` +
      `(${stray.map(({ id, port }) => `${id}:${String(port)}`).join(', ')}). Production traffic would get there at the ` +
      `switch. Find out what has registered what is listed. ${advice} If the pair has changed, name it with target-groups.`,
  ];
}

function pairUnknown(request: Request, world: World, roles: Roles, memory: Memory): string {
  const lost = describeLost({ request, world, roles, memory });
  if (lost !== null) return `the pair of target groups is not known: ${lost}.`;
  const live = roles.blue?.attachment?.group;
  if (live !== undefined && request.traffic.targetGroups.length === 2)
    return `target-groups: neither of the two is the live target group ${live}, which task set ${roles.blue?.id ?? ''} is attached to.`;
  const what =
    live === undefined
      ? 'no task set of the service is live, and no named production rule holds two target groups'
      : `no production rule holds a second target group next to ${shortName(live)}`;
  const candidates = world.candidateGroups.filter((group) => group !== live);
  const unknown = `the pair of target groups is not known: ${what}.`;
  // Without a live set, the load balancer is not known, so there are no candidates to list.
  if (live === undefined && candidates.length === 0)
    return `${unknown} Name the two with target-groups, or the listeners whose rules hold both with production-rules.`;
  const listed = candidates.length === 0 ? 'none was found, so create one' : candidates.join(', ');
  return (
    `${unknown} Name both with target-groups${live === undefined ? '' : ` (the live one is ${live})`}. ` +
    `Candidates on this load balancer or on none: ${listed}.`
  );
}

/** Both groups need the same load balancer, target type, protocol and version of HTTP. */
export function mismatchProblems(world: World, { pair }: Pick<Roles, 'pair'>): readonly string[] {
  const groups = bothGroups({ world, roles: { pair } });
  if (groups === null) return [];
  const [a, b] = groups;
  const problems: string[] = [];
  const both = `target groups ${a.name} and ${b.name}`;
  if (a.targetType !== b.targetType)
    problems.push(
      `${both} have different target types (${a.targetType}, ${b.targetType}). Use groups of the same type.`,
    );
  if (a.protocol !== b.protocol)
    problems.push(
      `${both} have different protocols (${a.protocol}, ${b.protocol}). Use groups of the same protocol.`,
    );
  if (a.protocolVersion !== b.protocolVersion)
    problems.push(
      `${both} have different protocol versions (${a.protocolVersion}, ${b.protocolVersion}). Use groups of the same version.`,
    );
  const isElsewhere = b.loadBalancers.length > 0 && a.loadBalancers.length > 0;
  if (isElsewhere && !b.loadBalancers.some((balancer) => a.loadBalancers.includes(balancer)))
    problems.push(
      `${both} belong to different load balancers (${a.loadBalancers.map(shortName).join(', ')}; ` +
        `${b.loadBalancers.map(shortName).join(', ')}). Name two groups of one load balancer.`,
    );
  return problems;
}
