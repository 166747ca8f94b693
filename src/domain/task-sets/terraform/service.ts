// What an apply would do to the service, its task definitions and its auto scaling.
import { formatCount } from '../../common/values/count.ts';
import type { TerraformChange } from '../../common/terraform/plan.ts';
import { lastPart } from '../../common/values/arn.ts';
import { formatSet } from '../roles/describe-set.ts';
import type { Scene } from '../roles/scene.ts';
import { changes, endOf, isUnreadable, moves, unreadable, writtenAmong, type Effect } from './effect.ts';

/** ECS takes these from task sets, and refuses them in UpdateService (fact 20). */
const ofTaskSets = [
  ...(['task_definition', 'load_balancer', 'network_configuration', 'launch_type'] as const),
  ...(['capacity_provider_strategy', 'platform_version', 'service_registries'] as const),
  ...(['service_connect_configuration', 'deployment_configuration'] as const),
  ...(['deployment_circuit_breaker', 'force_new_deployment'] as const),
] as const;

export function serviceEffect(scene: Scene, change: TerraformChange): readonly Effect[] {
  const { service, taskSets } = scene.world;
  const end = endOf(change);
  const what = `service ${service.name}`;
  if (isUnreadable(change)) return [moves(unreadable(what))];
  if (end !== null) {
    const running = taskSets.reduce((sum, set) => sum + set.running, service.outside?.running ?? 0);
    const tasks = service.otherwise === null ? formatCount(running, 'running task') : 'tasks';
    return [
      moves(
        `${end} ${what}: all its ${tasks} stop, and its users get errors ` +
          `${end === 'deletes' ? 'from then on' : 'until a release has created a task set again'}.`,
      ),
    ];
  }
  return [...countEffect(scene, change), ...refusedMembers(scene, change), ...tagEffect(change)];
}

function countEffect({ world }: Scene, change: TerraformChange): readonly Effect[] {
  const { desiredCount: then } = change.after;
  const { desiredCount: now, name } = world.service;
  if (!change.written.includes('desired_count') || then === null || then === now) return [];
  const which =
    world.service.otherwise === null
      ? `every task set of service ${name} at once, a warm blue included,`
      : `service ${name}`;
  const sentence = `scales ${which} from ${formatCount(now, 'task')} to ${String(then)}`;
  if (then === 0) return [moves(`${sentence}: its users get errors.`)];
  const advice = 'Add desired_count to ignore_changes.';
  if (then < now) return [moves(`${sentence}, fewer than production runs now. ${advice}`)];
  return [changes(`${sentence}. ${advice}`)];
}

function refusedMembers({ world }: Scene, change: TerraformChange): readonly Effect[] {
  const name = `service ${world.service.name}`;
  const controller = writtenAmong(change, ['deployment_controller']);
  if (controller.length > 0)
    return [
      moves(
        `changes the deployment controller of ${name}. This action then no longer releases it, and its task sets may ` +
          'be replaced.',
      ),
    ];
  const refused = writtenAmong(change, ofTaskSets);
  if (refused.length === 0 || world.service.controller !== 'EXTERNAL') return [];
  return [
    changes(
      `writes ${refused.join(', ')} of ${name}, which belong to its task sets. ECS shows those of the PRIMARY task set and ` +
        'refuses to change them on the service. Add them to ignore_changes.',
    ),
  ];
}

const tagEffect = ({ lostTags }: TerraformChange): readonly Effect[] =>
  lostTags === 0
    ? []
    : [
        changes(
          `removes ${formatCount(lostTags, 'tag')} in which this action keeps the state of the release: which run holds it, ` +
            'what a rollback returns to, how auto scaling was set. Add tags and tags_all to ignore_changes.',
        ),
      ];

/** Replacing a task definition deregisters the revision before, unless `skip_destroy` is set. */
export function revisionEffect(
  { world }: Scene,
  change: TerraformChange,
  revision: string,
): readonly Effect[] {
  const end = endOf(change);
  if (end === null || change.before.isKept) return [];
  const sets = world.taskSets.filter(({ taskDefinition }) => taskDefinition === revision);
  const who = sets.length === 0 ? 'a rollback may need' : `${sets.map(formatSet).join(' and ')} runs`;
  return [
    changes(
      `deregisters task definition ${lastPart(revision)}, which ${who}. Its tasks keep running, but no new task set can be ` +
        'created from it, so it can no longer be released again. Set skip_destroy = true.',
    ),
  ];
}

export const newTaskSet = ({ world }: Scene): readonly Effect[] => [
  changes(
    `changes a task set of service ${world.service.name} next to those of this action, which refuses releases while a task ` +
      'set of another tool is there.',
  ),
];

export function scalingEffect({ world }: Scene, change: TerraformChange): readonly Effect[] {
  const end = endOf(change);
  const { maxCapacity: most } = change.after;
  const { desiredCount: now, name } = world.service;
  if (most !== null && most < now && change.written.includes('max_capacity'))
    return [
      moves(
        `limits service ${name} to ${formatCount(most, 'task')}, fewer than the ${String(now)} that production has now. Auto scaling ` +
          'may stop tasks that users need.',
      ),
    ];
  if (end !== null)
    return [changes(`${end} the auto scaling target, so the desired count is no longer scaled.`)];
  const written = writtenAmong(change, ['min_capacity', 'max_capacity', 'suspended_state']);
  if (change.kind === 'create') return [changes('lets auto scaling set the desired count.')];
  return written.length === 0
    ? []
    : [changes(`changes ${written.join(', ')} of auto scaling, which may scale every task set at once.`)];
}
