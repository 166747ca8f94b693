// The green that is kept after a rollback until blue has served well (ADR 29).
import { neededOf, servingOf } from '../health/comparison.ts';
import { deregistrationMs } from '../health/times.ts';
import type { TaskSetView, World } from '../model/world.ts';
import { keptGreen } from '../roles/kept-green.ts';
import type { Scene } from '../roles/scene.ts';
import { staysChecked } from '../sessions/cut.ts';

/** How long blue has to serve. A task that fails counts for as long. */
const provenMs = 300_000;

/** Until when green is kept, from the rollback on. Requests that it is answering then are over too. */
export const fallbackTimeMs = (world: World, green: TaskSetView): number =>
  Math.max(provenMs, deregistrationMs(world, green.attachment?.group));

/** Why a green that was rolled back is not kept until blue has served well. `null`: it is. */
export function whyNotFallback(scene: Scene, green: TaskSetView): string | null {
  const { roles, memory } = scene;
  const { failure } = memory;
  if (!memory.hasGreenBeenLive || failure?.reason === 'exposed-before-switch')
    return 'users never relied on it';
  if (roles.blue === null || green.status === 'DRAINING') return 'no blue has taken its traffic';
  return whyUnfit(scene, green);
}

/** Why the set could not take production back. `null`: it could. */
export function whyUnfit(scene: Scene, set: TaskSetView): string | null {
  if (servingOf(scene.world, set).staying < Math.max(1, neededOf(scene.world, set, null)))
    return 'less than half of its targets stay healthy';
  return staysChecked(scene, set) ? null : unchecked;
}

const unchecked = 'no rule would go on checking its health';

/** A green that would have been worth keeping was deleted: the report says why. `null`: it was not worth it, or is kept. */
export const describeUnkept = (scene: Scene, green: TaskSetView): string | null =>
  whyNotFallback(scene, green) === unchecked
    ? `green ${green.id} is not kept in case blue fails: ${unchecked}`
    : null;

/** Whether the time of the kept green is over, and what is live has served well. */
export function isFallbackOver({ world, roles }: Pick<Scene, 'world' | 'roles'>): boolean {
  const kept = keptGreen(world);
  if (kept?.reason !== 'fallback' || Date.parse(kept.until) > world.nowMs) return false;
  return whyStillNeeded({ world, roles }) === null;
}

/** Why what is live does not serve well. `null`: it does. */
export function whyStillNeeded({ world, roles }: Pick<Scene, 'world' | 'roles'>): string | null {
  const bad = roles.live.find((set) => servingOf(world, set).staying < neededOf(world, set, null));
  return bad === undefined ? null : `${bad.id} does not serve well`;
}
