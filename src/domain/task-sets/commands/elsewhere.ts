// Refuses a service of another account or region than the inputs name.
import { describeElsewhere, placeOf } from '../../common/run/place.ts';
import type { Decider } from '../roles/scene.ts';
import { refused } from './refused.ts';

/** Two accounts often have a service of the same name. ECS answers only for the account of the credentials. */
export const refuseElsewhere: Decider = (scene) => {
  const here = placeOf(scene.world.service.arn);
  const problem = here === null ? null : describeElsewhere(scene.request, here);
  return problem === null ? null : refused(scene, `${problem}.`);
};
