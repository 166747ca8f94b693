// What an apply would do to target groups, their targets, and the load balancer.
import type { TerraformChange } from '../../common/terraform/plan.ts';
import { shortName, type TargetGroupArn } from '../../common/values/arn.ts';
import { weightOf } from '../../common/load-balancer/traffic.ts';
import { formatSet } from '../roles/describe-set.ts';
import type { Scene } from '../roles/scene.ts';
import { changes, endOf, isUnreadable, moves, unreadable, writtenAmong, type Effect } from './effect.ts';
import { serviceRules } from './subject.ts';

export function groupEffect(scene: Scene, change: TerraformChange, group: TargetGroupArn): readonly Effect[] {
  const name = shortName(group);
  const isLive = serviceRules(scene).some(({ rule, isTest }) => !isTest && weightOf(rule, group) > 0);
  const end = endOf(change);
  const what = `target group ${name}, ${describeUse(scene, group, isLive)}`;
  if (isUnreadable(change)) return [changes(unreadable(what))];
  if (end !== null && isLive)
    return [
      moves(
        `${end} ${what}. AWS refuses to delete a group while a rule holds it, so the apply fails halfway, or it ` +
          'first moves users to a group without targets.',
      ),
    ];
  if (end !== null)
    return [
      changes(
        `${end} ${what}. AWS refuses that while a rule holds it. Without it, there is no group for the next release ` +
          'or for a rollback.',
      ),
    ];
  const written = writtenAmong(change, [
    ...(['health_check', 'deregistration_delay', 'stickiness', 'slow_start'] as const),
    ...(['load_balancing_algorithm_type'] as const),
  ]);
  const health = written.includes('health_check')
    ? ' Targets that are healthy now may fail the new health check.'
    : '';
  return written.length === 0 ? [] : [changes(`changes ${written.join(', ')} of ${what}.${health}`)];
}

function describeUse({ world }: Scene, group: TargetGroupArn, isLive: boolean): string {
  const sets = world.taskSets.filter(
    ({ attachment, status }) => attachment?.group === group && status !== 'DRAINING',
  );
  const who = sets.length === 0 ? '' : ` and holds task set ${sets.map(formatSet).join(', ')}`;
  return `which ${isLive ? 'has production traffic' : 'has no production traffic'}${who}`;
}

export const newTargets = (
  _scene: Scene,
  { kind }: TerraformChange,
  group: TargetGroupArn,
): readonly Effect[] => [
  changes(
    kind === 'create'
      ? `registers a target in ${shortName(group)} that no task set of this service owns. It gets a share of the traffic of that group.`
      : `changes a target in ${shortName(group)} that no task set of this service owns.`,
  ),
];

export function balancerEffect(change: TerraformChange): readonly Effect[] {
  const end = endOf(change);
  if (isUnreadable(change)) return [changes(unreadable('the load balancer'))];
  if (end !== null)
    return [
      moves(
        `${end} the load balancer with all its listeners. No request reaches the service ${end === 'deletes' ? 'from then on' : 'until users follow the new DNS name'}.`,
      ),
    ];
  const written = writtenAmong(change, ['internal', 'subnets', 'subnet_mapping', 'security_groups']);
  return written.length === 0
    ? []
    : [changes(`changes ${written.join(', ')} of the load balancer. Users may no longer reach it.`)];
}
