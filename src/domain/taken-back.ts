import { takenBackBy, takenBackText } from './green-role.ts';
import { step, unlessAbandoned, type Scene } from './scene.ts';
import type { Step } from './step.ts';

const takenBackId = ({ plan, world }: Scene): string | null => takenBackBy(plan, world);

/** Whether an earlier process of this run did it, and there is nothing left of what it took back. */
export function hasTakenBack(scene: Scene): boolean {
  const id = takenBackId(scene);
  if (id === null || scene.memory.green?.endsWith(`/${id}`) === true) return false;
  return scene.roles.green?.id !== id;
}

/** The set is gone and the tags of its release are not: the process that took it back died in between. */
export function isLeftUntidy(scene: Scene): boolean {
  const { green } = scene.world.service.tags;
  const id = takenBackId(scene);
  if (id === null || green?.endsWith(`/${id}`) !== true) return false;
  return !scene.world.taskSets.some(({ arn, status }) => arn === green && status !== 'DRAINING');
}

/** The set is being deleted: an earlier process of this run asked for it. */
export const isTakenBackDraining = (scene: Scene): boolean =>
  scene.world.taskSets.some(({ id, status }) => status === 'DRAINING' && id === takenBackId(scene));

/** Whether the live release is what this rollback is to take back: not if it made it itself, on the way back anew. */
export function isToTakeBack(scene: Scene): boolean {
  const { roles, plan } = scene;
  if (plan.command !== 'rollback') return false;
  if (hasTakenBack(scene)) return isLeftUntidy(scene);
  return roles.green !== null && roles.green.tags.release !== plan.release.id;
}

/** Written before the set is deleted: from then on nothing else tells which one it was. */
export function markTakenBack(scene: Scene): Step | null {
  const { plan, world, roles, memory } = scene;
  if (roles.green === null || memory.failure?.reason !== 'asked-for') return null;
  const text = takenBackText(plan, roles.green);
  if (world.service.tags['rolled-back'] === text) return null;
  const because = `run again, this rollback has to know that it took ${roles.green.id} back`;
  const tags = { 'rolled-back': text };
  return unlessAbandoned(scene, step('back', 'writing-lease', because, { kind: 'tag-service', tags }));
}
