// When a release is over if nothing fails.
import { traitsOf } from '../../common/request/commands.ts';
import type { Over } from '../../common/report/report.ts';
import { leavesTeardown } from '../../common/run/time-limit.ts';
import { warmUntilMs } from '../forward/defer.ts';
import { stepSeconds } from '../warm/drain-ahead.ts';
import { drainedUntilMs } from '../warm/drain.ts';
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
  const ms = waitsForBlue(scene) ? Math.max(bakeMs, blueUntilMs(scene)) + deregisteringMs(scene) : bakeMs;
  return ms < world.nowMs ? null : { kind: 'at', ms };
}

/** When blue may be deleted: after its warm time, and after its drain. */
function blueUntilMs(scene: Scene): number {
  const { blue, green } = scene.roles;
  const warmMs = warmUntilMs(scene);
  return blue === null ? warmMs : drainedUntilMs(scene, blue, green, warmMs);
}

const waitsForBlue = (scene: Scene): boolean => scene.roles.blue !== null && !leavesTeardown(scene.request);

/** The bake is a part of the warm time. */
const afterSwitchMs = (scene: Scene): number =>
  waitsForBlue(scene)
    ? (scene.request.warmSeconds + stepSeconds(scene)) * 1000 + deregisteringMs(scene)
    : scene.request.bake.seconds * 1000;

/** How long targets of blue drain once it is deleted. Then its tasks stop, usually within seconds. */
const deregisteringMs = ({ world, roles }: Scene): number =>
  deregistrationMs(world, roles.blue?.attachment?.group);
