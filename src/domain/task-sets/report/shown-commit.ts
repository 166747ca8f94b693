// Which commit the reports show.
import { traitsOf } from '../../common/request/commands.ts';
import { isOwnSet } from '../roles/green-role.ts';
import type { Scene } from '../roles/scene.ts';
import { commitAhead } from '../../common/report/commit.ts';

/**
 * The commit as of this observation. A promote releases what was staged, perhaps of another commit. A rollback returns to
 * the commit of blue. The commit of a re-release isn't known, and it isn't the run's own.
 */
export function commitSeen({ request, roles, world, memory }: Scene): string | null {
  const { green, blue } = roles;
  const ahead = commitAhead(request);
  if (ahead !== null) return ahead;
  if (!traitsOf(request).rollsBack) return green?.tags.commit ?? null;
  const isReRelease = green === null || isOwnSet(request, world, memory, green);
  return isReRelease ? null : (blue?.tags.commit ?? null);
}
