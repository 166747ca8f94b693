// Where production traffic is, in a sentence.
import { formatAll, formatCount } from '../../common/values/count.ts';
import { traitsOf } from '../../common/request/commands.ts';
import type { Request } from '../../common/request/request.ts';
import { formatSending, groupsWithWeight, weightOf } from '../../common/load-balancer/traffic.ts';
import type { RuleView } from '../../common/load-balancer/view.ts';
import { shortName, type TargetGroupArn } from '../../common/values/arn.ts';
import { blankMemory } from '../model/blank-memory.ts';
import type { TaskSetView, World } from '../model/world.ts';
import { healthyOthers } from './readiness.ts';
import { formatSet } from '../roles/describe-set.ts';
import { rolesOf, type Roles } from '../roles/roles.ts';

/**
 * What gets production requests, by all weights of the production rules and of those that were led away: also target groups
 * outside the pair.
 */
interface Receivers {
  /** Task sets of the service: blue, then green, then those of somebody else. */
  readonly sets: readonly TaskSetView[];
  /** Target groups in which the service has no task set. */
  readonly groups: readonly TargetGroupArn[];
  /** Those of these rules that send no request to any target group. */
  readonly idle: readonly RuleView[];
}

export function receiversOf({ production, ledAway, blue, green, live }: Roles): Receivers {
  const rules = [...production, ...ledAway];
  const groups = [...new Set(rules.flatMap(groupsWithWeight))];
  const own = [blue, green, ...live].filter((set) => set !== null);
  const setIn = (group: TargetGroupArn): TaskSetView | undefined =>
    own.find(({ attachment }) => attachment?.group === group);
  const receiving = groups.map(setIn);
  return {
    sets: [...new Set(own.filter((set) => receiving.includes(set)))],
    groups: groups.filter((group) => setIn(group) === undefined),
    idle: rules.filter((rule) => groupsWithWeight(rule).length === 0),
  };
}

/** What gets all of production. `null`: no task set of the service does. */
export function onlyReceiver(roles: Roles): TaskSetView | null {
  const { sets, groups, idle } = receiversOf(roles);
  return sets.length === 1 && groups.length + idle.length === 0 ? (sets[0] ?? null) : null;
}

/** How much of production goes to the pair: a release and a rollback move nothing else. `null`: no production rule is known. */
export function shareOfPair({ production, ledAway, pair }: Roles): 'all' | 'part' | 'none' | null {
  const reached = [...production, ...ledAway].map(groupsWithWeight);
  const isOfPair = (group: TargetGroupArn): boolean => group === pair?.green || group === pair?.blue;
  if (reached.length === 0) return null;
  if (!reached.flat().some(isOfPair)) return 'none';
  return reached.every((groups) => groups.length > 0 && groups.every(isOfPair)) ? 'all' : 'part';
}

/**
 * What a teardown deletes is blue, so it doesn't call that what is live. A command that finds no blue doesn't know the version
 * that is live as a green: a rollback may have returned to it.
 */
export function namesOf(request: Pick<Request, 'command'>, { blue }: Roles): Names {
  const { endsWarmTime, report } = traitsOf(request);
  if (blue === null && (endsWarmTime || report === 'status')) return noNames;
  return endsWarmTime ? { blue: '', green: 'green ' } : roleNames;
}

/** Before a task set. */
interface Names {
  readonly blue: string;
  readonly green: string;
}
const roleNames: Names = { blue: 'blue ', green: 'green ' };

/** For people who know other releases, or none. */
export const noNames: Names = { blue: '', green: '' };

/** Where production traffic is in this observation, for errors, endings and comments. */
export function describeTraffic(roles: Roles, names = roleNames): string {
  const { sets, groups, idle } = receiversOf(roles);
  const nameOf = (set: TaskSetView): string => {
    const role = set === roles.green ? names.green : set === roles.blue ? names.blue : '';
    return `${role}${formatSet(set)}`;
  };
  const all = [...sets.map(nameOf), ...groups.map((group) => `target group ${shortName(group)}`)];
  // An input may name others than the service has.
  const isUnknown = roles.pair !== null || roles.live.length > 0;
  if (roles.production.length + roles.ledAway.length === 0 && isUnknown)
    return 'Where production traffic goes is not known: no production rule was found.';
  if (all.length === 0) return 'No task set of this service gets production traffic.';
  const [only, ...more] = all;
  const where = groups.length === 0 ? '' : ', where this service has no task set';
  const rest = idle.length === 0 ? '' : `, but ${formatSending(idle)} requests to no target group`;
  if (more.length > 0) return `Production traffic is split between ${formatAll(all)}${where}${rest}.`;
  if (sets.length === 0) return `Production traffic goes to ${only}${where}${rest}.`;
  return rest === '' ? `All production traffic is on ${only}.` : `Production traffic is on ${only}${rest}.`;
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
