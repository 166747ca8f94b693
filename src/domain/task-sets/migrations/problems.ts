// Findings about a migration that can't be run.
import { traitsOf } from '../../common/request/commands.ts';
import type { Scene } from '../roles/scene.ts';

/** It runs as a task of what green will run, before green is made. */
export function migrationProblems({ request, world, roles }: Scene): readonly string[] {
  const { isRelease, revisionFrom } = traitsOf(request);
  const container = request.migration?.container ?? null;
  const { candidate } = world;
  if (container === null || candidate === null || roles.green !== null) return [];
  if (!isRelease || revisionFrom !== 'inputs') return [];
  const containers = candidate.containers.map(({ name }) => name);
  // Without any container, there are findings already.
  if (containers.length === 0 || containers.includes(container)) return [];
  return [
    `migration: its command runs in container "${container}", but ${candidate.family} has only ${containers.join(', ')}. ` +
      'Name one of them in container.',
  ];
}
