// Seeded faults of migrations, and of the lock that one sets.
import type { SeededFault } from './seeded-faults-list.ts';

const tries = '__tests__/domain/migration-tries.test.ts';
const expand = '__tests__/domain/expand.test.ts';
const owed = '__tests__/domain/owed-test.test.ts';
const contract = '__tests__/domain/contract.test.ts';
const tables = '__tests__/domain/contract-tables.test.ts';
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
        find: 'return unborne(scene);',
        replace: 'return null;',
      },
    ],
    testFile: expand,
    test: 'an expanding migration after which blue fails its test stops the release, unless that is accepted',
  },
  {
    name: 'forgets the test that blue owes once its run has ended',
    patches: [
      {
        file: 'domain/task-sets/migrations/owed-test.ts',
        find: 'return owedNote(scene);',
        replace: "return nextOf(scene)?.kind === 'done' ? owedNote(scene) : null;",
      },
    ],
    testFile: owed,
    test: 'a blue that failed on the new schema stops another run without a migration',
  },
  {
    name: 'begins a contract while tasks of blue still stop',
    patches: [
      {
        file: 'domain/task-sets/migrations/contract-sight.ts',
        find: 'if (task !== undefined)\n',
        replace: 'if (task !== undefined && world.nowMs === 0)\n',
      },
    ],
    testFile: contract,
    test: 'a contract runs in a deploy that waited, once the tasks of blue have stopped, and its end is noted',
  },
  {
    name: 'takes a contract whose tag is gone for one that has not begun',
    patches: [
      {
        file: 'domain/task-sets/tags/contract.ts',
        find: 'tags.green === set.arn || ',
        replace: 'tags.contract === undefined || tags.green === set.arn || ',
      },
    ],
    testFile: contract,
    test: 'past a contract wiped tags: a planned contract and no blue refuse a rollback, and a teardown asks',
  },
  {
    name: 'clears the lease that alone shows that a contract has not begun',
    patches: [
      {
        file: 'domain/task-sets/tags/contract.ts',
        find: 'export const isLeaseNeeded = (world: Seen): boolean =>\n',
        replace: 'export const isLeaseNeeded = (world: Seen): boolean =>\n  world.taskSets.length === 0 &&\n',
      },
    ],
    testFile: contract,
    test: 'past a contract a sweep that may not write its tag keeps the lease, which shows that it has not begun',
  },
  {
    name: 'takes a list of tasks that could not be read for one that shows no task',
    patches: [
      {
        file: next,
        find: '({ tasksReadAtMs, startedAtMs, noted }: TrySight',
        replace: '({ nowMs: tasksReadAtMs, startedAtMs, noted }: TrySight',
      },
    ],
    testFile: tables,
    test: 'tasks could not be read since',
  },
  {
    name: 'takes the time of a look for that of its list of tasks',
    patches: [
      {
        file: 'domain/task-sets/migrations/tries.ts',
        find: "tasksReadAtMs: readAtMs(world, 'tasks'),",
        replace: 'tasksReadAtMs: world.nowMs,',
      },
    ],
    testFile: tables,
    test: 'a list of tasks is as old as its last read that AWS answered',
  },
  {
    name: 'forgets that the contract of what it replaces has not run',
    patches: [{ file: 'domain/task-sets/decide/releasing.ts', find: '  keepPlanned,\n', replace: '' }],
    testFile: '__tests__/domain/contract-killed.test.ts',
    test: 'the release after one with a contract that replaces a version whose contract has not run keeps that known after a rollback to it',
  },
  {
    name: 'rolls a forward-only release back',
    patches: [
      { file: 'domain/task-sets/rollback/rollback.ts', find: 'freeze(scene, failure) ?? ', replace: '' },
    ],
    testFile: '__tests__/domain/forward-only.test.ts',
    test: 'a forward-only release that fails in its bake stays live, and the end says so loudly',
  },
  {
    name: 'starts a contract while the tag of another run may still land',
    patches: [
      {
        file: 'domain/task-sets/migrations/tries.ts',
        find: 'return leftMs > 0',
        replace: 'return leftMs > 1e9',
      },
    ],
    testFile: '__tests__/domain/late-tags.test.ts',
    test: 'a try of a run that claimed the service just now waits 12000 ms',
  },
];
