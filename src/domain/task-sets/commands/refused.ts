// How a command that may not begin ends.
import type { Step } from '../model/step.ts';
import { end } from '../model/make-step.ts';
import type { Scene } from '../roles/scene.ts';
import { describeWhoServes, namesOf } from '../health/describe-traffic.ts';

export const refused = (scene: Scene, problem: string): Step =>
  end(
    'refused',
    'preflight-failed',
    `Nothing was changed: ${problem} ${describeWhoServes(scene.world, scene.roles, namesOf(scene.request, scene.roles))}`,
  );
