// What promote refuses, and a green that it stages again.
import { prepare } from '../forward/prepare.ts';
import { describeNoBalancer } from '../reset/describe-reset.ts';
import { describeNotOurs } from '../health/outside.ts';
import { isGreenLive } from '../health/switch-state.ts';
import type { Request } from '../../common/request/request.ts';
import { describeOtherCommit, expiredStage, restageProblem } from '../revision/restage.ts';
import type { Step } from '../model/step.ts';
import type { Decider, Scene } from '../roles/scene.ts';
import { isExpired } from '../roles/staged.ts';
import { refused } from './refused.ts';

/** promote needs one staged green that hasn't expired and is of the approved commit. */
export const findStaged: Decider = (scene) => {
  const { request, roles, memory, world } = scene;
  if (memory.isPreflightPassed || memory.failure !== null) return null;
  const { green } = roles;
  const { expectedCommit } = request.goal;
  const outside = describeNotOurs(world.service) ?? describeNoBalancer(scene);
  if (outside !== null) return refused(scene, outside);
  if (green === null) return refuseUnlessRestaged(scene, nothingStaged(request));
  if (expectedCommit !== null && green.tags.commit !== expectedCommit)
    return refused(
      scene,
      describeOtherCommit(request, `green ${green.id}`, green.tags.commit ?? '(unknown)'),
    );
  if (isGreenLive(scene) || !isExpired(green, world.nowMs)) return null;
  return refuseUnlessRestaged(scene, null);
};

/** `otherwise`: the problem where no expired release is known that could be staged again. */
function refuseUnlessRestaged(scene: Scene, otherwise: string | null): Step | null {
  const expired = expiredStage(scene.request, scene.world, scene.roles);
  const problem = expired === null ? otherwise : restageProblem(scene, expired);
  return problem === null ? null : refused(scene, problem);
}

function nothingStaged({ goal, service }: Request): string {
  if (goal.promoted === null) return `nothing is staged for service ${service}. Run the command stage first.`;
  return (
    `release "${goal.promoted}" is not staged for service ${service}. It was promoted and replaced, removed, or never ` +
    'staged.'
  );
}

/** promote creates a green only to stage an expired release again. Any other green comes from the command stage. */
export const restage: Decider = (scene) => (scene.request.goal.isRestaging ? prepare(scene) : null);
