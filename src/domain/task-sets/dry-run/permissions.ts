// The IAM actions that a planned release needs.
import type { Write } from '../model/step.ts';
import type { Roles } from '../roles/roles.ts';
import type { World } from '../model/world.ts';
import type { Permissions } from '../../common/report/plan.ts';

/** The reads of every observation, for any service. */
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
/** The reads of services with a task set. */
const readOfSets = ['ecs:DescribeTaskSets', 'ecs:DescribeTasks'];

/** The reads of services that are scaled. A release goes on without them. */
const readsOfScaling = [
  'application-autoscaling:DescribeScalingPolicies',
  'application-autoscaling:DescribeScheduledActions',
];

/** A rollback may need these too: green is deleted, and scaled to 0 before that if ECS requires it (fact 17). */
const onRollback = ['ecs:DeleteTaskSet', 'ecs:UntagResource', 'ecs:UpdateTaskSet'];

/** The IAM actions of a release that reads this world and makes these writes. `docs/iam.md` lists all actions. */
export function permissionsFor(writes: readonly Write[], world: World, roles: Roles): Permissions {
  const used = new Set([
    ...alwaysRead,
    ...(world.taskSets.length > 0 || writes.some(({ kind }) => kind === 'create-green') ? readOfSets : []),
    ...(world.scaling === null ? [] : readsOfScaling),
    ...(world.alarms === null ? [] : ['cloudwatch:DescribeAlarms']),
    ...readsOfInstances(world),
    ...readsOfRevisions(world, roles),
    ...writes.flatMap((write) => actionsOf(write, world)),
  ]);
  const isCreating = writes.some(({ kind }) => kind === 'create-green') || roles.green !== null;
  const isTesting = writes.some((write) => write.kind === 'run-task' && write.request.purpose === 'test');
  return {
    used: [...used].toSorted(),
    onRollback: isCreating
      ? [...onRollback, ...(isTesting ? ['ecs:StopTask'] : [])].filter((action) => !used.has(action))
      : [],
  };
}

const readsOfInstances = ({ groups, taskSets }: World): readonly string[] =>
  groups.some(
    ({ arn, targetType }) =>
      targetType === 'instance' && taskSets.some(({ attachment }) => attachment?.group === arn),
  )
    ? ['ecs:DescribeContainerInstances']
    : [];

/** Reads the base of the new revision. A registration whose response was lost is found by its hash. */
function readsOfRevisions({ candidate }: World, { blue }: Roles): readonly string[] {
  if (candidate === null) return [];
  const isSearched = candidate.content !== null && candidate.registeredAs !== blue?.taskDefinition;
  return [
    ...(candidate.asksRegistry ? ['ecr:DescribeImages'] : []),
    ...(isSearched ? ['ecs:ListTaskDefinitions'] : []),
    ...(blue !== null || candidate.content === null || isSearched ? ['ecs:DescribeTaskDefinition'] : []),
  ];
}

function actionsOf(write: Write, { candidate }: World): readonly string[] {
  // The caller passes the roles of the tasks to ECS, which IAM has to allow.
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
    case 'run-task':
      return [
        'ecs:RunTask',
        'ecs:TagResource',
        ...(write.request.taskRole === null ? passing : ['iam:PassRole']),
      ];
    case 'stop-task':
      return ['ecs:StopTask'];
    case 'write-scaling':
      // Application Auto Scaling checks that its caller is allowed to update the service.
      return ['application-autoscaling:RegisterScalableTarget', 'ecs:UpdateService'];
  }
}
