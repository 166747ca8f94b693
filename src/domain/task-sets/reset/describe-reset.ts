// How messages describe reset rules, and a PRIMARY that no rule leads to.
import { formatRule, formatSending, holds } from '../../common/load-balancer/traffic.ts';
import { shortName } from '../../common/values/arn.ts';
import { formatSet } from '../roles/describe-set.ts';
import { describeGoneRule, goneRules } from '../roles/remembered.ts';
import type { Scene } from '../roles/scene.ts';
import { healthyOwn } from '../health/readiness.ts';
import { byHand, type ByHand } from '../sessions/by-hand.ts';
import { isCutOff, type Reset } from './reset.ts';

/** The rules, both groups and PRIMARY. */
export function describeReset({ world }: Pick<Scene, 'world'>, reset: Reset): string {
  const { home, to, away, rules, unknown } = reset;
  const [first] = [...rules, ...unknown];
  const health = isCutOff(world, home)
    ? 'its health is not checked, because no rule holds that group'
    : `${String(healthyOwn(world, home).length)} of ${String(home.running)} healthy`;
  return first === undefined
    ? ''
    : `somebody else changed the production rules: ${formatSending([...rules, ...unknown])} requests to target group ${shortName(away)}, which has no ` +
        `healthy target, instead of PRIMARY ${formatSet(home)} in ${shortName(to)} (${health})`;
}

/** Which commands repair it. */
export function repairAdvice(scene: Scene, reset: Reset): string {
  const { rules, unknown } = reset;
  const cause = 'Find what writes the rules (infrastructure code that resets weights should ignore them).';
  const [are, they, belong, them] =
    unknown.length === 1 ? ['is', 'it', 'belongs', 'it'] : ['are', 'they', 'belong', 'them'];
  const others =
    unknown.length === 0
      ? ''
      : ` ${unknown.map(formatRule).join(', ')} ${are} not among the rules of the last release, so ${they} ${are} not written. ` +
        `If ${they} ${belong} to this service, name ${them} with production-rules and run the ` +
        'command rollback, or run the commands below.';
  const gone = goneRules(scene.world).map((rule) => ` Note that ${describeGoneRule(rule)}.`);
  const how =
    rules.length === 0
      ? ''
      : 'Run the command rollback, or sweep with on-drift: restore: both return production to PRIMARY and roll back nothing. ' +
        'Or run the commands below. ';
  return `${how}${cause}${others}${gone.join('')}${repairByHand(scene, reset).note}`;
}

/** They move the rules to PRIMARY. */
export const repairByHand = (scene: Scene, { rules, unknown, to, away }: Reset): ByHand =>
  byHand(scene, [...rules, ...unknown], away, to);

/** PRIMARY runs, and neither its rules nor the other group can be found. `null`: they can, or nothing runs. */
export function describeLost({ world, roles }: Scene): string | null {
  const home = world.taskSets.find(({ status }) => status === 'PRIMARY');
  const group = home?.attachment?.group;
  if (home === undefined || group === undefined || home.running === 0 || roles.live.length > 0) return null;
  if (world.rules.some((rule) => holds(rule, group))) return null;
  return (
    `PRIMARY ${formatSet(home)} runs in target group ${shortName(group)}, but no rule that is known holds that group, and no tag names ` +
    'the other one. Name both with target-groups, or the rule with production-rules'
  );
}

/** One sentence, since nothing else about such a service matters. `null`: it has a load balancer. */
export function describeNoBalancer({ world }: Pick<Scene, 'world'>): string | null {
  const standing = world.taskSets.filter(({ status }) => status !== 'DRAINING');
  if (standing.length === 0 || standing.some(({ attachment }) => attachment !== null)) return null;
  return (
    `service ${world.service.name} has no load balancer, since ${standing.map(formatSet).join(', ')} ${standing.length === 1 ? 'is' : 'are'} in no ` +
    'target group, and this action releases only services behind an Application Load Balancer.'
  );
}
