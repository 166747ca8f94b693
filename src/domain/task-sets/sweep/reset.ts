// What a sweep does with rules that something else reset.
import { describeReset, repairAdvice, repairByHand } from '../reset/describe-reset.ts';
import { describeTraffic } from '../health/describe-traffic.ts';
import type { Reset } from '../reset/reset.ts';
import { wait } from '../model/make-step.ts';
import { nextRepair } from '../rollback/repair.ts';
import type { Scene } from '../roles/scene.ts';
import { doing, forPerson, type Finding } from './finding.ts';
import { hasBeenAstray, readAgain } from './moving.ts';

/** Repairs them with `on-drift: restore`, and otherwise reports what does. */
export function resetFindings(scene: Scene, reset: Reset): readonly Finding[] {
  if (!hasBeenAstray(scene)) return [readAgain];
  const what = `${describeReset(scene, reset)}. ${describeTraffic(scene.roles)}`;
  const { commands, note } = repairByHand(scene, reset);
  if (scene.request.onDrift !== 'restore')
    return [forPerson(`${what} ${repairAdvice(scene, reset)}`, commands)];
  const next = nextRepair(scene, reset);
  switch (next.kind) {
    case 'step':
      return [doing(next.step)];
    case 'wait':
      return [doing(wait('prepare', 'reading-back', next.why, 1000))];
    case 'stuck':
      return [
        forPerson(`${what} It was not repaired: ${next.why}. Run the commands below.${note}`, commands),
      ];
  }
}
