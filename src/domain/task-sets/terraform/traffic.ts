// What an apply would do to the requests of one rule.
import type { PlannedForward } from '../../common/terraform/forward.ts';
import { forwardOf } from '../../common/load-balancer/traffic.ts';
import { stickySeconds } from '../../common/load-balancer/sessions.ts';
import type { RuleView } from '../../common/load-balancer/view.ts';
import { arn, shortName } from '../../common/values/arn.ts';
import { targetsOf } from '../health/readiness.ts';
import { formatSet } from '../roles/describe-set.ts';
import type { Scene } from '../roles/scene.ts';
import { serviceGroups } from './subject.ts';

/** Percent of the requests by target group. A group that is known only after the apply has the empty name. */
type Shares = ReadonlyMap<string, number>;

export const liveForward = (rule: RuleView): PlannedForward => ({
  groups: forwardOf(rule)?.groups ?? [],
  stickySeconds: stickySeconds(rule),
});

function sharesOf({ groups }: PlannedForward): Shares {
  const sum = groups.reduce((total, { weight }) => total + weight, 0);
  const shares = new Map<string, number>();
  for (const { group, weight } of groups)
    if (weight > 0) shares.set(group ?? '', (shares.get(group ?? '') ?? 0) + (100 * weight) / sum);
  return shares;
}

export function hasSameShares(a: PlannedForward, b: PlannedForward): boolean {
  const [one, other] = [sharesOf(a), sharesOf(b)];
  return one.size === other.size && [...one].every(([group, share]) => other.get(group) === share);
}

/** `now 100 % to web-b (…), after an apply 100 % to web-a (…)`, and what that means for users. */
export function describeMove(scene: Scene, now: PlannedForward, then: PlannedForward): string {
  return `now ${describeShares(scene, sharesOf(now))}, ${describeThen(scene, then)}`;
}

export function describeThen(scene: Scene, then: PlannedForward): string {
  const shares = sharesOf(then);
  return `after an apply ${describeShares(scene, shares)}.${describeUsers(scene, shares)}`;
}

export const describeNow = (scene: Scene, rule: RuleView): string =>
  describeShares(scene, sharesOf(liveForward(rule)));

function describeShares(scene: Scene, shares: Shares): string {
  if (shares.size === 0) return 'no request to a target group';
  return [...shares]
    .map(([group, share]) => `${String(Math.round(share))} % to ${describeGroup(scene, group)}`)
    .join(' and ');
}

/** Who would answer. */
function describeUsers(scene: Scene, shares: Shares): string {
  if (shares.size === 0) return ' Its users would no longer reach the service.';
  const failing = failingOf(scene, shares);
  if (failing.length === 0) return '';
  const whole = failing.length === shares.size;
  return ` ${whole ? 'Its users' : 'That part of its users'} would get errors, because no healthy target is there.`;
}

const failingOf = (scene: Scene, shares: Shares): readonly string[] =>
  [...shares.keys()].filter((group) => healthyIn(scene, group) === 0);

/** Some of the requests would get no answer of a healthy target. */
export const servesNobody = (scene: Scene, then: PlannedForward): boolean => {
  const shares = sharesOf(then);
  return shares.size === 0 || failingOf(scene, shares).length > 0;
};

/** Before the first release of a new service, nobody is there whom an apply could move. */
export const someoneServes = (scene: Scene): boolean =>
  serviceGroups(scene).some((group) => healthyIn(scene, group) > 0);

const healthyIn = ({ world }: Scene, group: string): number =>
  targetsOf(world, arn(group)).filter(({ state }) => state === 'healthy').length;

const isGroup = /^arn:[\w-]+:elasticloadbalancing:[\w-]+:\d+:targetgroup\/[\w-]+\/\w+$/;

/** `web-b (ecs-svc/2 (web:42), 2 healthy targets)` */
function describeGroup(scene: Scene, group: string): string {
  if (group === '') return 'a target group that is known only after the apply';
  const { world } = scene;
  const name = shortName(arn(group));
  if (!world.groups.some(({ arn: known }) => known === group))
    return isGroup.test(group) ? `${name}, which is not of this service` : 'another target group';
  const sets = world.taskSets.filter(
    ({ attachment, status }) => attachment?.group === group && status !== 'DRAINING',
  );
  const isServed =
    world.service.otherwise?.attachments.some(({ group: served }) => served === group) ?? false;
  const none = isServed ? `tasks of service ${world.service.name}` : 'no task set of this service';
  const who = sets.length === 0 ? none : sets.map(formatSet).join(', ');
  const healthy = healthyIn(scene, group);
  const targets = `${healthy === 0 ? 'no' : String(healthy)} healthy target${healthy === 1 ? '' : 's'}`;
  return `${name} (${who}, ${targets})`;
}
