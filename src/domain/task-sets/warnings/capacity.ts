// Whether there is enough of what serves: tasks, capacity that stays, room on the load balancer.
import { shortName, type LoadBalancerArn } from '../../common/values/arn.ts';
import { formatCount } from '../../common/values/count.ts';
import type { Scene } from '../roles/scene.ts';
import { warning, type Warning } from '../preflight/finding.ts';

export const capacityWarnings = (scene: Scene): readonly Warning[] => [
  ...singleTask(scene),
  ...spotOnly(scene),
  ...scene.world.loadBalancers.flatMap(({ arn }) => fullBalancer(scene, arn)),
];

const singleTask = ({ world: { service } }: Scene): readonly Warning[] =>
  service.desiredCount !== 1
    ? []
    : [
        warning(
          'single-task',
          `service ${service.name} runs one task: users get errors whenever ECS replaces it, also in the bake. Set the desired count to 2.`,
        ),
      ];

/** A strategy of which every part with a share is Fargate Spot. */
function spotOnly({ roles: { blue } }: Scene): readonly Warning[] {
  const used = (blue?.settings.capacityProviders ?? []).filter(
    ({ weight, base }) => (weight ?? 0) + (base ?? 0) > 0,
  );
  if (blue === null || used.length === 0 || !used.every(({ name }) => name === 'FARGATE_SPOT')) return [];
  return [
    warning(
      'spot-only-blue',
      `blue ${blue.id} runs only on FARGATE_SPOT: AWS may take its tasks at two minutes' notice while it is kept, and a rollback would find fewer or ` +
        'none. Give FARGATE a base in capacity-providers.',
    ),
  ];
}

/** The quota of an account that asked for no more (fact 37). */
const usualQuota = 1000;

/** Of the groups that were read: other groups of the load balancer hold more. */
function fullBalancer({ world, roles }: Scene, balancer: LoadBalancerArn): readonly Warning[] {
  const there = world.groups
    .filter(({ loadBalancers }) => loadBalancers.includes(balancer))
    .reduce((sum, { targets }) => sum + targets.length, 0);
  const ahead = there + (roles.green === null ? world.service.desiredCount : 0);
  if (ahead <= usualQuota) return [];
  return [
    warning(
      'target-quota',
      `load balancer ${shortName(balancer)} would hold at least ${formatCount(ahead, 'target')} with green, and AWS allows ${String(usualQuota)} unless the quota ` +
        '"Targets per Application Load Balancer" was raised: green\'s further tasks could not register. Check that quota.',
    ),
  ];
}
