import { isOwnSet } from '../roles/green-role.ts';
import type { Scene } from '../roles/scene.ts';
import { commitAhead } from '../../common/report/commit.ts';

/**
 * The same as this look tells. A promote brings what was staged, maybe by a run of another commit; a rollback what blue
 * runs; the others only tell of what is there. Of which commit a revision is that is released anew nobody knows: the run's
 * own commit would be a lie.
 */
export function commitSeen({ request, roles, world, memory }: Scene): string | null {
  const { green, blue } = roles;
  const ahead = commitAhead(request);
  if (ahead !== null) return ahead;
  if (request.command !== 'rollback') return green?.tags.commit ?? null;
  const isAnew = green === null || isOwnSet(request, world, memory, green);
  return isAnew ? null : (blue?.tags.commit ?? null);
}
