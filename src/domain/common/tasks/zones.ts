// In which Availability Zones tasks run.
import type { TargetGroupView } from '../load-balancer/view.ts';
import { endpointsOf, isSameEndpoint } from './endpoints.ts';
import type { TaskView } from './view.ts';

/** Tasks that register in one target group. */
interface Fleet {
  readonly arn: string;
  readonly status: string;
  readonly computedDesired: number;
  readonly attachment: { readonly group: string } | null;
  readonly tasks: readonly TaskView[];
}

interface Seen {
  readonly groups: readonly TargetGroupView[];
  readonly taskSets: readonly Fleet[];
}

/** Each node of the load balancer then sends requests only to targets in its own zone. */
export const isCrossZoneOff = ({ attributes }: Pick<TargetGroupView, 'attributes'>): boolean =>
  attributes['load_balancing.cross_zone.enabled'] === 'false';

/** The number of running tasks by zone. Tasks of unknown zones are left out. */
export function zoneCounts({ tasks }: Pick<Fleet, 'tasks'>): ReadonlyMap<string, number> {
  const zones = tasks
    .filter(({ lastStatus }) => lastStatus === 'RUNNING')
    .flatMap(({ zone }) => (zone === null ? [] : [zone]));
  return new Map([...Map.groupBy(zones, (zone) => zone)].map(([zone, all]) => [zone, all.length]));
}

const groupOf = ({ groups }: Seen, { attachment }: Fleet): TargetGroupView | undefined =>
  groups.find(({ arn }) => arn === attachment?.group);

/** The zones in which it has a healthy target. */
function healthyZones(seen: Seen, fleet: Fleet): ReadonlySet<string | null> {
  const healthy = (groupOf(seen, fleet)?.targets ?? []).filter(({ state }) => state === 'healthy');
  const isHealthy = (task: TaskView): boolean =>
    endpointsOf(task).some((at) => healthy.some((target) => isSameEndpoint(at, target)));
  return new Set(fleet.tasks.filter(isHealthy).map(({ zone }) => zone));
}

/**
 * Zones whose users reach other tasks and would reach none of these. Empty if the load balancer sends requests across zones,
 * or if there are fewer tasks than zones.
 */
export function zonesWithout(seen: Seen, fleet: Fleet): readonly string[] {
  const group = groupOf(seen, fleet);
  if (group === undefined || !isCrossZoneOff(group)) return [];
  const own = healthyZones(seen, fleet);
  const others = seen.taskSets
    .filter(({ arn, status }) => arn !== fleet.arn && status !== 'DRAINING')
    .flatMap((other) => [...healthyZones(seen, other)]);
  const served = [...new Set(others)].filter((zone) => zone !== null);
  if (own.has(null) || fleet.computedDesired < served.length) return [];
  return served.filter((zone) => !own.has(zone)).toSorted();
}
