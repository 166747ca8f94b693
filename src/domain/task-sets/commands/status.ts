// How the command status ends.
import { end } from '../model/make-step.ts';
import {
  describeLost,
  describeNoBalancer,
  describeReset,
  repairAdvice,
  repairByHand,
} from '../reset/describe-reset.ts';
import { describeNotOurs } from '../health/outside.ts';
import { resetOf } from '../reset/reset.ts';
import { capital } from '../../common/values/sentence.ts';
import type { Decider, Scene } from '../roles/scene.ts';
import { describeWhoServes, namesOf } from '../health/describe-traffic.ts';
import { statusLines } from '../status/status.ts';

export const endStatus: Decider = (scene) => {
  const reset = resetOf(scene);
  const what = reset === null ? null : `${describeReset(scene, reset)}. ${repairAdvice(scene, reset)}`;
  const odd = what ?? describeNotOurs(scene.world.service) ?? describeNoBalancer(scene) ?? lostLine(scene);
  return end(
    'status',
    'status',
    `Service ${scene.request.service}: ${describeWhoServes(scene.world, scene.roles, namesOf(scene.request, scene.roles))}${odd === null ? '' : ` ${capital(odd)}`}`,
    { details: statusLines(scene), commands: reset === null ? [] : repairByHand(scene, reset).commands },
  );
};

function lostLine(scene: Scene): string | null {
  const lost = describeLost(scene);
  return lost === null ? null : `${lost}.`;
}
