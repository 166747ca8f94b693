// Availability Zones: where tasks run, where the load balancer has nodes, and where traffic is kept away.
import { formatCount } from '../../common/values/count.ts';
import { shortName } from '../../common/values/arn.ts';
import { endpointsOf, isSameEndpoint } from '../../common/tasks/endpoints.ts';
import type { TargetView } from '../../common/load-balancer/view.ts';
import { traitsOf } from '../../common/request/commands.ts';
import { isCrossZoneOff, zoneCounts } from '../../common/tasks/zones.ts';
import { greenSettings } from '../revision/creation.ts';
import type { World } from '../model/world.ts';
import type { Scene } from '../roles/scene.ts';
import { risk, warning, type RiskFinding, type Warning } from './finding.ts';
import { groupOf } from './groups.ts';

/** Green could not become ready, or would begin with less than blue has. */
export function zoneRisks(scene: Scene): readonly RiskFinding[] {
  const { request, roles } = scene;
  if (roles.green !== null || !traitsOf(request).isRelease) return [];
  return [
    ...zoneNotEnabled(scene).map((sentence) => risk('zone-not-enabled', sentence)),
    ...zonalShift(scene).map((sentence) => risk('zonal-shift', sentence)),
  ];
}

export const zoneWarnings = (scene: Scene): readonly Warning[] => [
  ...crossZoneOff(scene),
  ...oneZone(scene),
  ...rebalancing(scene),
];

const enabledZones = ({ loadBalancers }: World): World['loadBalancers'][number]['zones'] =>
  loadBalancers.flatMap(({ zones }) => zones);

/** Blue's tasks show where green's will be, unless the settings name other subnets. */
const blueZones = ({ request, roles: { blue } }: Scene): ReadonlyMap<string, number> =>
  blue === null || request.overrides.subnets.length > 0 ? new Map() : zoneCounts(blue);

function zoneNotEnabled(scene: Scene): readonly string[] {
  const enabled = new Set(enabledZones(scene.world).map(({ name }) => name));
  const outside = [...blueZones(scene)].filter(([zone]) => !enabled.has(zone));
  const balancer = scene.world.loadBalancers[0];
  if (balancer === undefined || enabled.size === 0 || outside.length === 0) return [];
  const count = outside.reduce((sum, [, tasks]) => sum + tasks, 0);
  const zones = outside.map(([zone]) => zone).join(', ');
  return [
    `${formatCount(count, 'task')} of blue ${count === 1 ? 'runs' : 'run'} in ${zones}, which is not enabled on load balancer ${shortName(balancer.arn)}: ` +
      'it sends no traffic there, so green would have tasks that never become healthy, and would not be ready in time. Enable ' +
      `the zone on the load balancer, or name subnets of ${[...enabled].join(', ')}.`,
  ];
}

function zonalShift(scene: Scene): readonly string[] {
  const group = groupOf(scene, 'blue');
  const shifted = (group?.targets ?? []).filter(({ isShiftedAway }) => isShiftedAway);
  if (group === null || shifted.length === 0) return [];
  const zones = [...new Set(shifted.flatMap((target) => zoneOf(scene, target) ?? []))];
  const where = zones.length === 0 ? '' : ` in ${zones.join(', ')}`;
  return [
    `a zonal shift keeps traffic away from ${formatCount(shifted.length, 'target')} of target group ${group.name}${where}: green's tasks in that zone would get none, and the ` +
      'others would have to carry all of it, with less capacity in reserve. Release after the shift has ended.',
  ];
}

function zoneOf({ world }: Scene, target: TargetView): string | null {
  const tasks = world.taskSets.flatMap((set) => set.tasks);
  const task = tasks.find((one) => endpointsOf(one).some((at) => isSameEndpoint(at, target)));
  return task?.zone ?? null;
}

function crossZoneOff(scene: Scene): readonly Warning[] {
  const group = groupOf(scene, 'green');
  const zones = blueZones(scene).size;
  if (group === null || !isCrossZoneOff(group)) return [];
  const { desiredCount } = scene.world.service;
  const effect =
    zones > desiredCount
      ? `with a desired count of ${String(desiredCount)}, a zone may have no task of green`
      : 'green is ready only once it has a healthy target in each zone in which blue has one';
  return [
    warning(
      'cross-zone-off',
      `cross-zone load balancing is off for target group ${group.name}, so users reach only tasks in the zone of their load balancer node: ${effect}. ` +
        'Turn load_balancing.cross_zone.enabled on, unless zones are kept apart on purpose.',
    ),
  ];
}

/** Of green's subnets, `null` for each that the load balancer doesn't have too. */
function subnetZones({ request, world, roles }: Scene): readonly (string | null)[] {
  const subnets = greenSettings(request, world, roles).settings.network?.subnets ?? [];
  return subnets.map(
    (subnet) => enabledZones(world).find((zone) => zone.subnets.includes(subnet))?.name ?? null,
  );
}

function oneZone(scene: Scene): readonly Warning[] {
  const known = subnetZones(scene);
  const byTasks = blueZones(scene);
  const tasks = [...byTasks.values()].reduce((sum, count) => sum + count, 0);
  const zones =
    known.length > 0 && known.every((zone) => zone !== null)
      ? new Set(known)
      : new Set(tasks > 1 ? byTasks.keys() : []);
  if (zones.size !== 1) return [];
  return [
    warning(
      'one-zone',
      `green runs in one Availability Zone only, ${[...zones].join('')}: it fails with that zone. Name subnets of a second one.`,
    ),
  ];
}

/**
 * ECS moves tasks only if the zones differ by more than one task. A zone of the subnets without a task counts too. New
 * services have it enabled by default. Whether it moves tasks of task sets is not established (fact 21f).
 */
function rebalancing(scene: Scene): readonly Warning[] {
  const byTasks = blueZones(scene);
  const named = subnetZones(scene);
  const isNamedAlone = byTasks.size === 0 && named[0] != null && named.every((zone) => zone === named[0]);
  const empty = byTasks.size === 0 ? [] : named.filter((zone) => zone !== null);
  const counts = [...new Map([...empty.map((zone) => [zone, 0] as const), ...byTasks])];
  const { service } = scene.world;
  const { name, desiredCount, isRebalanced } = service;
  // One task, or one zone, leaves nothing to move.
  if (!isRebalanced || desiredCount < 2 || counts.length === 1 || isNamedAlone) return [];
  const most = Math.max(...counts.map(([, count]) => count));
  const least = Math.min(...counts.map(([, count]) => count));
  const now =
    most - least < 2
      ? 'if they become uneven during the release'
      : `and blue's are uneven (${counts.map(([zone, count]) => `${zone} ${String(count)}`).join(', ')})`;
  return [
    warning(
      'zone-rebalancing',
      `ECS moves tasks of service ${name} between zones automatically, ${now}: it may start and stop tasks of blue and green, ` +
        'and a green that has lost a task is not switched to before it is ready again. Set availabilityZoneRebalancing to DISABLED, ' +
        'at least until the release is over.',
    ),
  ];
}
