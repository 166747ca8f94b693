import { traitsOf } from '../../common/request/commands.ts';
import { isOwnSet } from '../roles/green-role.ts';
import type { Request } from '../../common/request/request.ts';
import type { Scene } from '../roles/scene.ts';

/** As git and GitHub show it. */
export const shortCommit = (commit: string): string => commit.slice(0, 7);

/** The commit of the version that a run brings, before anything was seen; `null`: a task set will tell it. */
export const commitAhead = (request: Request): string | null =>
  traitsOf(request).bringsOwnCommit ? request.release.commit : null;

/**
 * The same as this look tells. A promote brings what was staged, maybe by a run of another commit; a rollback what blue
 * runs; the others only tell of what is there. Of which commit a revision is that is released anew nobody knows: the run's
 * own commit would be a lie.
 */
export function commitSeen({ request, roles, world, memory }: Scene): string | null {
  const { green, blue } = roles;
  const ahead = commitAhead(request);
  if (ahead !== null) return ahead;
  if (!traitsOf(request).rollsBack) return green?.tags.commit ?? null;
  const isAnew = green === null || isOwnSet(request, world, memory, green);
  return isAnew ? null : (blue?.tags.commit ?? null);
}
