// When a release is over if nothing fails.
import { traitsOf } from '../../common/request/commands.ts';
import type { Over } from '../../common/report/report.ts';
import { leavesTeardown } from '../../common/run/time-limit.ts';
import { warmUntilMs } from '../forward/defer.ts';
import { deregistrationMs } from '../health/times.ts';
import { bakeEndsMs, isSwitched } from '../health/switch-state.ts';
import type { Scene } from '../roles/scene.ts';

/** `null`: the command makes no release, or something has failed, or the time has passed. */
export function overIn(scene: Scene): Over | null {
  const { request, memory, world } = scene;
  if (!traitsOf(request).switches || memory.failure !== null) return null;
  if (!isSwitched(scene)) return { kind: 'after-switch', ms: afterSwitchMs(scene) };
  const bakeMs = bakeEndsMs(scene);
  if (bakeMs === null) return null;
  const ms = waitsForBlue(scene) ? Math.max(bakeMs, warmUntilMs(scene)) + drainMs(scene) : bakeMs;
  return ms < world.nowMs ? null : { kind: 'at', ms };
}

const waitsForBlue = (scene: Scene): boolean => scene.roles.blue !== null && !leavesTeardown(scene.request);

/** The bake is a part of the warm time. */
const afterSwitchMs = (scene: Scene): number =>
  waitsForBlue(scene) ? scene.request.warmSeconds * 1000 + drainMs(scene) : scene.request.bake.seconds * 1000;

/** How long blue drains. Then its tasks stop, usually within seconds. */
const drainMs = ({ world, roles }: Scene): number => deregistrationMs(world, roles.blue?.attachment?.group);
