// What a release reports about connections that stayed on blue at the switch.
import { formatCount } from '../../common/values/count.ts';
import { formatMoment } from '../../common/values/moment.ts';
import { deregistrationMs, stopMs } from '../health/times.ts';
import { healthyOwn } from '../health/readiness.ts';
import type { TaskSetView } from '../model/world.ts';
import type { Scene } from '../roles/scene.ts';
import { drainedUntilMs, drainOf } from './drain.ts';

/** CloudWatch counts connections per load balancer only, and target health shows none (facts 33 and 36). */
const notCounted =
  'neither ECS nor the load balancer counts connections per target group, and blue.connections-path names no path at which ' +
  'tasks say it';

/**
 * How many connections were open on blue, as far as that is known, and when they are closed. Only of a release that asks for
 * it, or drains its blue. `leaseMs`: when the lease of blue ends.
 */
export function describeConnections(scene: Scene, leaseMs: number): readonly string[] {
  const { roles, world, request } = scene;
  const { blue, green } = roles;
  if ((request.drain === null && request.connectionsPath === null) || green === null) return [];
  const open = describeOpen(scene);
  if (blue === null) return [`${open} All were closed by ${formatMoment(world.nowMs, world.nowMs)}.`];
  const healthy = healthyOwn(world, blue).length;
  const stay = `${open} They stay on blue, which has ${formatCount(healthy, 'healthy target')} now.`;
  const drain = drainOf(scene, blue, green);
  const begins = formatMoment(Math.max(leaseMs, world.nowMs), world.nowMs);
  const ends = formatMoment(closedMs(scene, blue, leaseMs, drain?.everySeconds ?? 0), world.nowMs);
  return [
    drain === null
      ? `${stay} All are closed at once when blue is deleted: by ${ends}, if that is done when its lease ends.`
      : `${stay} They are closed in waves from ${begins} on, the last ones at ${ends} if every step is taken when it is due.`,
  ];
}

function describeOpen({ request, memory, world }: Scene): string {
  const { connections } = memory;
  const path = request.connectionsPath;
  const unknown = 'How many connections were open on blue at the switch is not known';
  if (path === null) return `${unknown}: ${notCounted}.`;
  if (connections === null) return `${unknown}: this run did not ask the tasks of blue before it.`;
  const { asked, answered, open, why, atMs } = connections;
  const tasks = formatCount(asked, 'task');
  if (answered === 0) return `${unknown}: none of its ${tasks} said it (${why ?? 'no answer'}).`;
  const least = answered === asked ? '' : 'At least ';
  const who = answered === asked ? `its ${tasks}` : `${String(answered)} of its ${tasks}`;
  const rest = why === null ? '' : ` (${why})`;
  return `${least}${formatCount(open, 'connection')} ${open === 1 ? 'was' : 'were'} open on blue just before the switch, as ${who} said at ${path} at ${formatMoment(atMs, world.nowMs)}${rest}.`;
}

/** Connections of the last step are cut at the end of its deregistration delay, or as its tasks stop. */
function closedMs(scene: Scene, blue: TaskSetView, leaseMs: number, everySeconds: number): number {
  const { world } = scene;
  const lastStepMs = drainedUntilMs(scene, blue, scene.roles.green, leaseMs) - everySeconds * 1000;
  return lastStepMs + deregistrationMs(world, blue.attachment?.group) + stopMs(world, blue);
}
