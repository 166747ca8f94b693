// Seeded faults of migrations, and of the lock that one sets.
import type { SeededFault } from './seeded-faults-list.ts';

const tries = '__tests__/domain/migration-tries.test.ts';
const expand = '__tests__/domain/expand.test.ts';
const next = 'domain/common/migrations/next-of-try.ts';

export const ofMigrations: readonly SeededFault[] = [
  {
    name: 'starts a migration with the token of another request',
    patches: [{ file: next, find: 'wanted?.digest === digest && ', replace: '' }],
    testFile: tries,
    test: 'a migration another request never uses the token',
  },
  {
    name: 'starts a migration again once its token may start another task',
    patches: [{ file: next, find: ' && nowMs - notedAtMs < tokenHoldsMs', replace: '' }],
    testFile: tries,
    test: 'a migration the note is older: its task may have run and be gone',
  },
  {
    name: 'takes an answer for another try',
    patches: [
      {
        file: next,
        find: "if (answer?.tryId !== noted.id) return { kind: 'unknown' };",
        replace: "if (answer === null) return { kind: 'unknown' };",
      },
    ],
    testFile: tries,
    test: 'a migration an answer for another try counts nothing',
  },
  {
    name: 'makes green although blue fails on the new schema',
    patches: [
      {
        file: 'domain/task-sets/migrations/failures.ts',
        find: 'return unborne(scene, noted);',
        replace: 'return null;',
      },
    ],
    testFile: expand,
    test: 'an expanding migration after which blue fails its test stops the release, unless that is accepted',
  },
  {
    name: 'rolls a forward-only release back',
    patches: [
      { file: 'domain/task-sets/rollback/rollback.ts', find: 'freeze(scene, failure) ?? ', replace: '' },
    ],
    testFile: '__tests__/domain/forward-only.test.ts',
    test: 'a forward-only release that fails in its bake stays live, and the end says so loudly',
  },
];
