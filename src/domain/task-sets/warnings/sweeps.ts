// A sweep that should have run by now.
import { traitsOf } from '../../common/request/commands.ts';
import { leavesTeardown } from '../../common/run/time-limit.ts';
import { formatAge } from '../../common/values/duration.ts';
import { formatMoment } from '../../common/values/moment.ts';
import type { World } from '../model/world.ts';
import { warning, type Warning } from '../preflight/finding.ts';
import { isOurs } from '../roles/ours.ts';
import type { Scene } from '../roles/scene.ts';
import { describeOverstay, leftBySweeps } from '../warm/beyond-lease.ts';

/** A sweep runs every hour, and GitHub may start a schedule an hour late. */
const usualMs = 2 * 3_600_000;

/** Decided on what preflight reads anyway. */
export function sweepWarnings(scene: Scene): readonly Warning[] {
  const what = describeMissed(scene) ?? describeNext(scene);
  if (what === null) return [];
  return [
    warning(
      'sweep-overdue',
      `${what}. ${describeLastSweep(scene.world)} Run the command sweep on a schedule (examples/workflows/sweep.yml), and ` +
        'check that GitHub has not disabled the schedule.',
    ),
  ];
}

/** What would be gone, or drained further, if sweeps had run. */
function describeMissed({ world, roles }: Scene): string | null {
  const missed = leftBySweeps(world, roles.live, { agoMs: usualMs, sweptMs: sweptMs(world) });
  return missed.length === 0 ? null : missed.map((one) => describeOverstay(world.nowMs, one)).join('; ');
}

/** This release leaves its blue to a sweep, and none has run for longer than blue is kept. */
function describeNext({ request, world, roles }: Scene): string | null {
  const sinceMs = world.nowMs - request.warmSeconds * 1000 - usualMs;
  const isReleased = roles.live.some((set) => isOurs(set) && set.createdAtMs <= sinceMs);
  if (traitsOf(request).endsStaged || !leavesTeardown(request) || !isReleased || sweptMs(world) > sinceMs)
    return null;
  return 'this release leaves its blue to a sweep';
}

const sweptMs = ({ service }: World): number => Date.parse(service.tags['swept-at'] ?? '') || 0;

function describeLastSweep(world: World): string {
  const { nowMs, service } = world;
  const atMs = sweptMs(world);
  if (atMs === 0) return `No sweep has ever run for service ${service.name}.`;
  const age = formatAge((nowMs - atMs) / 1000);
  return `The last sweep of service ${service.name} ran at ${formatMoment(atMs, nowMs)}, ${age} ago.`;
}
