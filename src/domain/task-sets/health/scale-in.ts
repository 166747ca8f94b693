// Suspended scale-in: until when, and whether it is safe to restore it.
import { formatDuration } from '../../common/values/duration.ts';
import { formatTagTime } from '../../common/values/moment.ts';
import { traitsOf } from '../../common/request/commands.ts';
import { idleKeptGreen } from '../roles/kept-green.ts';
import { isStaged } from '../roles/staged.ts';
import { parseScaling } from '../roles/writes.ts';
import type { Scene } from '../roles/scene.ts';
import { isGreenLive } from './switch-state.ts';

/**
 * Every running task counts in the average that scaling reads, with traffic or without. So scale-in is safe once no other
 * task set than the live one runs a task: not yet while blue is warm, lowered, or draining (ADR 26).
 */
export const isScaleInSafe = ({ world, roles }: Scene): boolean =>
  world.taskSets.every((set) => set === roles.green || set.running + set.pending === 0);

/** Whether this action has suspended scale-in, and it was not suspended before. */
function isSuspended({ world, memory }: Scene): boolean {
  const before = parseScaling(world.service.tags.scaling ?? memory.scalingBefore ?? '');
  return before?.scaleInSuspended === false && world.scaling?.scaleInSuspended === true;
}

/** Until when scale-in is suspended, after "until". `null`: this action has not suspended it. */
export function scaleInUntil(scene: Scene): string | null {
  if (!isSuspended(scene)) return null;
  const { world, roles, request } = scene;
  const { blue } = roles;
  const { nowMs } = world;
  const kept = idleKeptGreen(world, roles.live);
  if (kept !== null)
    return `green ${kept.set.id}, which is kept ${kept.reason === 'inspection' ? 'for inspection' : 'in case blue fails'}, is deleted, after ${formatTagTime(kept.until, nowMs)}`;
  if (isGreenLive(scene)) {
    const { 'lease-until': until } = world.service.tags;
    if (blue === null) return 'this release ends';
    if (blue.status === 'DRAINING' || until === undefined) return `the tasks of blue ${blue.id} have stopped`;
    return `blue ${blue.id} is deleted and its tasks have stopped, after ${formatTagTime(until, nowMs)}`;
  }
  const staged = world.taskSets.find((set) => isStaged(world, set) && set.tags.expires !== undefined);
  if (staged?.tags.expires !== undefined)
    return `staged green ${staged.id} is promoted or removed, at the latest after ${formatTagTime(staged.tags.expires, nowMs)}`;
  return traitsOf(request).switches ? afterSwitch(scene) : 'this release ends';
}

const afterSwitch = ({ request }: Pick<Scene, 'request'>): string =>
  `blue is deleted and its tasks have stopped, ${formatDuration(Math.max(request.warmSeconds, request.bake.seconds))} after the switch`;

/** Before anything is written. */
export const scaleInAhead = ({ request }: Pick<Scene, 'request'>): string =>
  traitsOf(request).switches
    ? `scale-in is suspended until ${afterSwitch({ request })}`
    : 'scale-in is suspended until the staged green is promoted or removed';
