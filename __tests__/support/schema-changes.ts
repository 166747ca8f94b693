// Releases that change files of the database.
import type { ReleaseChanges } from '../../src/domain/common/migrations/changes.ts';
import type { Request } from '../../src/domain/common/request/request.ts';
import type { World } from '../../src/domain/task-sets/model/world.ts';
import { calmPlan } from './zone-warnings.ts';

type Row = readonly [what: string, world: Partial<World>, request: Request];

export const watchingFiles = (isRefused = false): Request => ({
  ...calmPlan,
  schemaFiles: { paths: ['db/migrations', 'libs/**/schema.sql'], isRefused },
});

export const changing = (files: readonly string[], isWhole = true): { readonly changes: ReleaseChanges } => ({
  changes: { kind: 'read', base: 'b'.repeat(40), head: 'c'.repeat(40), files, isWhole },
});

const many = Array.from({ length: 5 }, (_, at) => `db/migrations/${String(at)}.sql`);

export const undeclaredChanges: readonly (readonly [...Row, readonly string[]])[] = [
  [
    'a file of a folder',
    changing(['README.md', 'db/migrations/2.sql']),
    watchingFiles(),
    ['files of migration.paths differ from the commit of blue (bbbbbbb): db/migrations/2.sql.'],
  ],
  ['a pattern', changing(['libs/a/b/schema.sql']), watchingFiles(), ['libs/a/b/schema.sql']],
  ['many files', changing(many), watchingFiles(), ['db/migrations/2.sql and 2 more.']],
  ['the first files of more', changing(['db/migrations/2.sql'], false), watchingFiles(), ['2.sql']],
];

export const declaredChanges: readonly Row[] = [
  ['other files', changing(['src/db/migrations.ts', 'db/seeds/1.sql']), watchingFiles()],
  ['no file', changing([]), watchingFiles()],
  ['a service that names no files', changing(['db/migrations/2.sql']), calmPlan],
  ['changes that GitHub does not show', { changes: { kind: 'unread', why: 'x' } }, watchingFiles()],
];
