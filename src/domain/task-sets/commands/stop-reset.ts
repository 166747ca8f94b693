// What a release does with rules that were reset after its preflight.
import { leftUndone } from '../evolve/undone.ts';
import { describeTraffic } from '../health/describe-traffic.ts';
import { end, wait } from '../model/make-step.ts';
import { describeReset, repairAdvice, repairByHand } from '../reset/describe-reset.ts';
import { resetMs, resetOf } from '../reset/reset.ts';
import type { Decider } from '../roles/scene.ts';
import { clearTags, restoreScaling } from '../forward/teardown.ts';

/**
 * Nothing is live any more, and green does not exist yet. It would be created in the group of PRIMARY, and could never be
 * switched to: users would get no response for as long as the release waits for that group.
 */
export const stopReset: Decider = (scene) => {
  const { memory, roles, request, world } = scene;
  const reset = roles.green === null && roles.live.length === 0 ? resetOf(scene) : null;
  if (reset === null) return null;
  if (world.nowMs - (memory.astraySinceMs ?? world.nowMs) < resetMs)
    return wait('prepare', 'reading-back', 'PRIMARY has no traffic any more: the rules are read again', 500);
  return (
    restoreScaling(scene, 'rollback') ??
    clearTags(scene, 'rollback') ??
    end(
      'failed',
      'drift',
      `Not released: after the preflight of this run, ${describeReset(scene, reset)}. ${describeTraffic(roles)} ` +
        `${repairAdvice(scene, reset)} Then run this ${request.command} again.`,
      { details: leftUndone(memory), commands: repairByHand(scene, reset).commands },
    )
  );
};
