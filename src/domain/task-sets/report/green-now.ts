// What the green of a report is now.
import type { GreenNow } from '../../common/report/report.ts';
import { isGreenInBake } from '../forward/await-bake.ts';
import { isGreenLive } from '../health/switch-state.ts';
import type { Scene } from '../roles/scene.ts';

export function greenNow(scene: Scene): GreenNow {
  if (isGreenLive(scene)) return isGreenInBake(scene) ? 'baking' : 'live';
  const { green } = scene.roles;
  const isStaged = green?.tags.expires !== undefined && green.status !== 'DRAINING';
  return isStaged ? 'staged' : 'away';
}
