// What a release reports about connections that stayed on blue at the switch.
import { formatCount } from '../../common/values/count.ts';
import { formatMoment } from '../../common/values/moment.ts';
import { deregistrationMs, stopMs } from '../health/times.ts';
import { healthyOwn } from '../health/readiness.ts';
import type { TaskSetView } from '../model/world.ts';
import type { Scene } from '../roles/scene.ts';
import { drainedUntilMs, drainOf } from './drain.ts';

/** CloudWatch counts connections per load balancer only, and target health shows none (facts 33 and 36). */
const notCounted = 'neither ECS nor the load balancer counts connections per target group';

/**
 * How many connections were open on blue, as far as that can be known, and when they are closed. Only of a release that
 * drains its blue. `leaseMs`: when the lease of blue ends.
 */
export function describeConnections(scene: Scene, leaseMs: number): readonly string[] {
  const { roles, world, request } = scene;
  const { blue, green } = roles;
  if (request.drain === null || green === null) return [];
  if (blue === null)
    return [
      `How many connections were open on blue at the switch is not known: ${notCounted}. All were closed by ${formatMoment(world.nowMs, world.nowMs)}.`,
    ];
  const drain = drainOf(scene, blue, green);
  const healthy = healthyOwn(world, blue).length;
  const open = `Connections that were open at the switch stay on blue, which has ${formatCount(healthy, 'healthy target')}. How many is not known: ${notCounted}.`;
  if (drain === null) return [open];
  const begins = formatMoment(Math.max(leaseMs, world.nowMs), world.nowMs);
  const ends = formatMoment(closedMs(scene, blue, leaseMs, drain.everySeconds), world.nowMs);
  return [
    `${open} They are closed in waves from ${begins} on, the last ones at ${ends} if every step is taken when it is due.`,
  ];
}

/** Connections of the last step are cut at the end of its deregistration delay, or as its tasks stop. */
function closedMs(scene: Scene, blue: TaskSetView, leaseMs: number, everySeconds: number): number {
  const { world } = scene;
  const lastStepMs = drainedUntilMs(scene, blue, scene.roles.green, leaseMs) - everySeconds * 1000;
  return lastStepMs + deregistrationMs(world, blue.attachment?.group) + stopMs(world, blue);
}
