// Whether a rollback repairs reset rules instead of rolling back.
import { traitsOf } from '../../common/request/commands.ts';
import { resetOf } from './reset.ts';
import { isOwnSet } from '../roles/green-role.ts';
import type { Scene } from '../roles/scene.ts';

/** Decided before this run does what a repair could not stop at, and kept: a rollback that repairs rolls back nothing. */
export function evolveRepairing(scene: Scene): boolean {
  const { request, memory } = scene;
  if (memory.isRepairing) return !isOvertaken(scene);
  return traitsOf(request).rollsBack && !hasBegun(scene) && resetOf(scene) !== null;
}

/** Another task set got traffic before this run wrote anything: there is nothing to repair, and a rollback to do. */
const isOvertaken = ({ memory, roles }: Scene): boolean =>
  memory.fence === null && memory.pending === null && roles.live.some(({ status }) => status !== 'PRIMARY');

/**
 * It has moved traffic, or asked ECS for a green. Before that, somebody may reset the rules although the first look showed
 * something live: green would be created in the group of PRIMARY, and could never be switched to.
 */
function hasBegun({ request, world, memory, roles }: Scene): boolean {
  if (memory.failure !== null || memory.isLabelTried) return true;
  if (!memory.isPreflightPassed) return false;
  const isAsked =
    memory.created !== null || memory.createTry > 0 || memory.pending?.write.kind === 'create-green';
  return (
    isAsked || roles.live.length > 0 || world.taskSets.some((set) => isOwnSet(request, world, memory, set))
  );
}
