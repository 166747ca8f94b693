import type { Write } from '../model/step.ts';
import type { Roles } from '../roles/roles.ts';
import type { World } from '../model/world.ts';
import type { Permissions } from '../../common/report/plan.ts';

/** What every observation asks for, whatever the service looks like. */
const alwaysRead = [
  'application-autoscaling:DescribeScalableTargets',
  'ecs:DescribeServices',
  'ecs:ListTasks',
  'elasticloadbalancing:DescribeListeners',
  'elasticloadbalancing:DescribeLoadBalancers',
  'elasticloadbalancing:DescribeRules',
  'elasticloadbalancing:DescribeTargetGroupAttributes',
  'elasticloadbalancing:DescribeTargetGroups',
  'elasticloadbalancing:DescribeTargetHealth',
];
/** Once there is a task set, blue or green, with tasks. */
const readOfSets = ['ecs:DescribeTaskSets', 'ecs:DescribeTasks'];

/** A release that goes back may need these on top: green is deleted, at scale 0 where ECS asks for that first (fact 17). */
const onRollback = ['ecs:DeleteTaskSet', 'ecs:UntagResource', 'ecs:UpdateTaskSet'];

/** The IAM actions of a release that reads this world and makes these writes; `docs/iam.md` holds them all. */
export function permissionsFor(writes: readonly Write[], world: World, roles: Roles): Permissions {
  const used = new Set([
    ...alwaysRead,
    ...(world.taskSets.length > 0 || writes.some(({ kind }) => kind === 'create-green') ? readOfSets : []),
    ...readsOfInstances(world),
    ...readsOfRevisions(world, roles),
    ...writes.flatMap((write) => actionsOf(write, world)),
  ]);
  const isMaking = writes.some(({ kind }) => kind === 'create-green') || roles.green !== null;
  return {
    used: [...used].toSorted(),
    onRollback: isMaking ? onRollback.filter((action) => !used.has(action)) : [],
  };
}

const readsOfInstances = ({ groups, taskSets }: World): readonly string[] =>
  groups.some(
    ({ arn, targetType }) =>
      targetType === 'instance' && taskSets.some(({ attachment }) => attachment?.group === arn),
  )
    ? ['ecs:DescribeContainerInstances']
    : [];

/** The base of the new revision; and a registration whose answer was lost is looked for by its hash. */
function readsOfRevisions({ candidate }: World, { blue }: Roles): readonly string[] {
  if (candidate === null) return [];
  const isSearched = candidate.content !== null && candidate.registeredAs !== blue?.taskDefinition;
  return [
    ...(isSearched ? ['ecs:ListTaskDefinitions'] : []),
    ...(blue !== null || candidate.content === null || isSearched ? ['ecs:DescribeTaskDefinition'] : []),
  ];
}

function actionsOf(write: Write, { candidate }: World): readonly string[] {
  // The caller hands the tasks' roles to ECS, and IAM asks whether it may.
  const passing = (candidate?.roleArns.length ?? 0) > 0 ? ['iam:PassRole'] : [];
  switch (write.kind) {
    case 'tag-service':
      return ['ecs:TagResource'];
    case 'untag-service':
      return ['ecs:UntagResource'];
    case 'register':
      return ['ecs:RegisterTaskDefinition', 'ecs:TagResource', ...passing];
    case 'create-green':
      return ['ecs:CreateTaskSet', 'ecs:TagResource', ...passing];
    case 'label':
      return ['ecs:UpdateServicePrimaryTaskSet'];
    case 'write-rule':
      return [
        write.rule.ref.kind === 'default'
          ? 'elasticloadbalancing:ModifyListener'
          : 'elasticloadbalancing:ModifyRule',
      ];
    case 'scale':
      return ['ecs:UpdateTaskSet'];
    case 'delete':
      return ['ecs:DeleteTaskSet'];
    case 'write-scaling':
      // Application Auto Scaling checks that its caller could update the service itself.
      return ['application-autoscaling:RegisterScalableTarget', 'ecs:UpdateService'];
  }
}
