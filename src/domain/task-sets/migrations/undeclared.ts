// Changes of the database that a release seems to bring, and no migration.
import { shortCommit } from '../../common/request/commit.ts';
import type { Request } from '../../common/request/request.ts';
import { isInPath } from '../../common/values/path-pattern.ts';
import { formatFew } from '../../common/values/count.ts';
import { commitOfRevision } from '../roles/version-before.ts';
import type { Scene } from '../roles/scene.ts';

/** `null`: nothing is changed under `migration.paths`, as far as it is known. */
export function describeUndeclared({ request, world: { changes } }: Scene): string | null {
  const found = changes?.kind === 'read' ? inPaths(request, changes.files) : [];
  if (changes?.kind !== 'read' || found.length === 0) return null;
  return (
    `files of migration.paths differ from the commit of blue (${shortCommit(changes.base)}): ${formatFew(found, 3)}. This release runs no ` +
    'migration. Name it in migration.command, or see that yours has run before green needs it.'
  );
}

/** What is not known of them, in one line. */
export function undeclaredNotes({ request, world: { changes } }: Scene): readonly string[] {
  if (changes === null) return [];
  if (changes.kind === 'unread')
    return [`migration.paths: the files of this release are not compared with those of blue: ${changes.why}`];
  if (changes.isWhole || inPaths(request, changes.files).length > 0) return [];
  return [
    'migration.paths: GitHub shows only the first 300 files that differ from the commit of blue ' +
      `(${shortCommit(changes.base)}). None of them is under it, and others may be`,
  ];
}

const inPaths = ({ schemaFiles }: Request, files: readonly string[]): readonly string[] =>
  files.filter((file) => (schemaFiles?.paths ?? []).some((pattern) => isInPath(pattern, file)));

/** The two commits to compare, or why they can't be. `null`: nothing is to be compared. */
export function comparedCommits({
  request,
  world,
  roles: { blue, green },
}: Scene): { readonly base: string; readonly head: string } | { readonly why: string } | null {
  if (request.schemaFiles === null || blue === null || green !== null) return null;
  const { repository, commit } = request.release;
  const from = blue.tags.repository;
  if (from !== undefined && from !== repository)
    return { why: `blue was released from another repository (${from})` };
  const base = blue.tags.commit ?? commitOfRevision(blue.taskDefinition, world.taskSets);
  return base === null ? { why: 'no tag names the commit of blue' } : { base, head: commit };
}
