// Findings about a migration that can't be run.
import { traitsOf } from '../../common/request/commands.ts';
import { describeMissingContainer } from '../../common/one-off-tasks/revision.ts';
import type { Scene } from '../roles/scene.ts';

/** It runs as a task of what green will run, before green is made. */
export function migrationProblems({ request, world, roles }: Scene): readonly string[] {
  const { isRelease, revisionFrom } = traitsOf(request);
  const container = request.migration?.container ?? null;
  const { candidate } = world;
  if (container === null || candidate === null || roles.green !== null) return [];
  if (!isRelease || revisionFrom !== 'inputs') return [];
  const inside = { containers: candidate.containers.map(({ name }) => name), what: candidate.family };
  const missing = describeMissingContainer('migration: its command runs', container, inside, ' in container');
  return missing === null ? [] : [missing];
}
