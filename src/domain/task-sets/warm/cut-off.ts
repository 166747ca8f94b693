// How messages speak of a blue that no rule holds any more.
import { canServe } from '../health/readiness.ts';
import type { TaskSetView } from '../model/world.ts';
import { groupOf, isInNoRule } from '../reset/reset.ts';
import type { Scene } from '../roles/scene.ts';
import { rejoined } from '../sessions/cut.ts';
import { cutRules } from '../sessions/known.ts';

/** After "no rule holds its target group": a cut of this action took it out, or something else did. */
export const sinceCutOff = (scene: Scene): string =>
  cutRules(scene).length > 0 ? 'since its sessions were cut' : 'any more';

/** It left the rules, and ELB accepts both groups only with sessions: nothing checks its health again, so it is no rollback target. */
export const isLost = (scene: Scene, blue: TaskSetView): boolean =>
  blue.attachment !== null && isInNoRule(scene.world, blue) && rejoined(scene, groupOf(blue)) === null;

/** Of such a blue. While green is unhealthy, teardown deletes blue only with force. */
export function describeCutOff(scene: Scene): string {
  const { world, memory, roles } = scene;
  const isWell = roles.green === null || canServe(world, roles.green, false, memory.healthyDue).isYes;
  return (
    `No rule holds its target group ${sinceCutOff(scene)}. Run the command teardown${isWell ? '' : ' with force: true'}, then ` +
    'rollback, which releases the version before again.'
  );
}
