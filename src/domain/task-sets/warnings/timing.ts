// Times of the target groups and of the service that don't fit the release.
import { formatDuration } from '../../common/values/duration.ts';
import { formatCount } from '../../common/values/count.ts';
import type { TargetGroupView } from '../../common/load-balancer/view.ts';
import { isUnhealthyStop } from '../../common/tasks/stop-causes.ts';
import type { Scene } from '../roles/scene.ts';
import { warning, type Warning } from '../preflight/finding.ts';
import { groupOf } from '../preflight/groups.ts';

export const timingWarnings = (scene: Scene): readonly Warning[] => [
  ...slowHealthCheck(scene),
  ...longDeregistration(scene),
  ...noGracePeriod(scene),
  ...slowStart(scene),
];

/** How long the load balancer takes to call a target unhealthy. */
const unhealthyAfterSeconds = ({ healthIntervalSeconds, healthCheck }: TargetGroupView): number =>
  healthIntervalSeconds * healthCheck.unhealthyThreshold;

const describeUnhealthyAfter = (group: TargetGroupView): string =>
  `${formatDuration(unhealthyAfterSeconds(group))} (interval ${formatDuration(group.healthIntervalSeconds)} × unhealthy threshold ` +
  `${String(group.healthCheck.unhealthyThreshold)})`;

function slowHealthCheck(scene: Scene): readonly Warning[] {
  const { seconds } = scene.request.bake;
  const group = groupOf(scene, 'green');
  if (group === null || seconds === 0 || unhealthyAfterSeconds(group) < seconds) return [];
  return [
    warning(
      'slow-health-check',
      `target group ${group.name} takes ${describeUnhealthyAfter(group)} to call a target unhealthy, and the bake lasts ` +
        `${formatDuration(seconds)}: a green that fails its health checks isn't rolled back. Shorten the interval, lower the ` +
        'threshold, or raise bake-time.',
    ),
  ];
}

/** AWS's default is no finding, however short the warm time is. */
const usualDelaySeconds = 300;

function longDeregistration(scene: Scene): readonly Warning[] {
  const { warmSeconds, bake } = scene.request;
  const group = groupOf(scene, 'blue');
  const delay = group?.deregistrationDelaySeconds ?? 0;
  const kept = Math.max(warmSeconds, bake.seconds);
  if (group === null || delay <= usualDelaySeconds || delay < 2 * kept) return [];
  return [
    warning(
      'long-deregistration',
      `target group ${group.name} has a deregistration delay of ${formatDuration(delay)}, and blue is kept for ${formatDuration(kept)}: its ` +
        'tasks run on for that delay after it is deleted, and the next release waits until they are gone. Lower ' +
        'deregistration_delay.timeout_seconds to the time of the longest request.',
    ),
  ];
}

/** ECS replaces a task that the load balancer calls unhealthy before it has started (fact 20). */
function noGracePeriod(scene: Scene): readonly Warning[] {
  const { world } = scene;
  const group = groupOf(scene, 'green');
  if (group === null || world.service.graceSeconds > 0) return [];
  const needs = world.candidate?.startSeconds ?? 0;
  const replaced = world.stoppedTasks.filter(isUnhealthyStop).length;
  if (needs <= unhealthyAfterSeconds(group) && replaced === 0) return [];
  const why =
    needs > unhealthyAfterSeconds(group)
      ? `its container health check allows ${formatDuration(needs)} for the start`
      : `${formatCount(replaced, 'task')} ${replaced === 1 ? 'was' : 'were'} replaced for failing health checks within the last hour`;
  return [
    warning(
      'no-grace-period',
      `service ${world.service.name} has a health check grace period of 0, and ${why}: ECS replaces tasks of green that are not healthy after ` +
        `${describeUnhealthyAfter(group)}, again and again. Set healthCheckGracePeriodSeconds to the time that a task needs to start.`,
    ),
  ];
}

/** ECS registers targets one by one: the first takes no slow start, and all that come after it do (fact 31). */
function slowStart(scene: Scene): readonly Warning[] {
  const group = groupOf(scene, 'green');
  const seconds = Number(group?.attributes['slow_start.duration_seconds'] ?? 0);
  if (group === null || seconds === 0 || scene.world.service.desiredCount < 2) return [];
  return [
    warning(
      'slow-start',
      `target group ${group.name} has a slow start of ${formatDuration(seconds)}: for that time after green's tasks are healthy, the first one gets more ` +
        'than its share of production. Set slow_start.duration_seconds to 0, or let the tests before the switch take longer.',
    ),
  ];
}
