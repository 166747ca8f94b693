// Where production traffic is, in a sentence.
import { formatCount } from '../../common/values/count.ts';
import { traitsOf } from '../../common/request/commands.ts';
import type { Request } from '../../common/request/request.ts';
import { weightOf } from '../../common/load-balancer/traffic.ts';
import { shortName } from '../../common/values/arn.ts';
import { blankMemory } from '../model/blank-memory.ts';
import type { World } from '../model/world.ts';
import { healthyOthers } from './readiness.ts';
import { formatSet } from '../roles/describe-set.ts';
import { isLiveIn, rolesOf, type Roles } from '../roles/roles.ts';

/** What a teardown deletes is blue, so it doesn't call that what is live. */
export const namesOf = (request: Pick<Request, 'command'>): Names =>
  traitsOf(request).endsWarmTime ? { blue: '', green: 'green ' } : roleNames;

/** Before the task set that has all production traffic. */
interface Names {
  readonly blue: string;
  readonly green: string;
}
const roleNames: Names = { blue: 'blue ', green: 'green ' };

/** Where production traffic is in this observation, for errors, endings and comments. */
export function describeTraffic({ production, blue, green, pair }: Roles, names = roleNames): string {
  const [onGreen, onBlue] = [isLiveIn(production, green), isLiveIn(production, blue)];
  if (onGreen && onBlue && green !== null && blue !== null)
    return `Production traffic is split between blue ${formatSet(blue)} and green ${formatSet(green)}.`;
  const [role, set] = onGreen ? [names.green, green] : [names.blue, blue];
  const elsewhere = [pair?.green, pair?.blue].find(
    (group) =>
      group != null &&
      group !== set?.attachment?.group &&
      production.some((rule) => weightOf(rule, group) > 0),
  );
  if ((onGreen || onBlue) && set !== null && elsewhere != null)
    return `Production traffic is split between ${role}${formatSet(set)} and target group ${shortName(elsewhere)}, which no task set of this release uses.`;
  if ((onGreen || onBlue) && set !== null) return `All production traffic is on ${role}${formatSet(set)}.`;
  // An input may name others than the service has.
  if (pair !== null && production.length === 0)
    return 'Where production traffic goes is not known: no production rule was found.';
  if (pair?.blue != null)
    return `Production traffic goes to target group ${shortName(pair.blue)}, where this service has no task set.`;
  return 'No task set of this service gets production traffic.';
}

/** The same, also for a service that another controller runs: its tasks are in no task set. */
export function describeWhoServes({ service, rules }: World, roles: Roles, names = roleNames): string {
  const served = service.otherwise?.attachments.map(({ group }) => group) ?? [];
  const live = served.filter((group) => rules.some((rule) => weightOf(rule, group) > 0));
  if (service.controller === 'EXTERNAL' || live.length === 0) return describeTraffic(roles, names);
  const groups = `target group${live.length === 1 ? '' : 's'} ${live.map(shortName).join(', ')}`;
  return `Traffic goes to ${groups}, where the controller ${service.controller} runs the tasks of this service.`;
}

/** The same without memory; `null`: there was no observation. */
export const lastTraffic = (request: Request, world: World | null): string | null =>
  world === null ? null : describeTraffic(rolesOf(request, world, blankMemory(world.nowMs)));

/** Targets that served before the service had a task set, and how traffic returns to them. `null`: there are none, or blue is kept. */
export function describeOldTargets(world: World, roles: Roles): string | null {
  const others = healthyOthers(world, roles);
  const group = roles.pair?.blue;
  if (others.length === 0 || group == null) return null;
  const count = formatCount(others.length, 'healthy target');
  return (
    `${count} outside this service, which served before, stay in target group ${shortName(group)}: by hand, traffic ` +
    'returns to them by weights alone, within seconds, as long as they exist; the command rollback returns only to task ' +
    'sets, and needs rollback-to'
  );
}
