// Which commit the reports show.
import { traitsOf } from '../../common/request/commands.ts';
import { isOwnSet } from '../roles/green-role.ts';
import type { Request } from '../../common/request/request.ts';
import type { Scene } from '../roles/scene.ts';

/** As git and GitHub show it. */
export const shortCommit = (commit: string): string => commit.slice(0, 7);

/** The commit that the run releases, before the first observation; `null`: a task set names it. */
export const commitAhead = (request: Request): string | null =>
  traitsOf(request).bringsOwnCommit ? request.release.commit : null;

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
