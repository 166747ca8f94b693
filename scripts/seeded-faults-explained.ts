// Seeded faults of failures that explain themselves, and of what green is asked in addition.
import type { SeededFault } from './seeded-faults-list.ts';

const foreignLines = '__tests__/domain/foreign-lines.test.ts';

export const explained: readonly SeededFault[] = [
  {
    name: 'asks green for paths although blue answers every path',
    patches: [
      {
        file: 'domain/common/probes/usual-paths.ts',
        find: 'if (madeUp === null || acceptsStatus(successCodes, madeUp)) return [];',
        replace: 'if (madeUp === null) return [];',
      },
    ],
    testFile: '__tests__/domain/usual-paths.test.ts',
    test: 'what blue answers is none, if every path is answered',
  },
  {
    name: 'asks the version of a rollback for paths that it may not have yet',
    patches: [
      {
        file: 'domain/task-sets/health/probing.ts',
        find: "if (traitsOf(request).rollsBack || smokePlan(scene).kind === 'none') return null;",
        replace: "if (smokePlan(scene).kind === 'none') return null;",
      },
    ],
    testFile: '__tests__/domain/usual-paths.test.ts',
    test: 'blue is asked for nothing by a rollback, whose version may be older than the path',
  },
  {
    name: 'waits for half of a large green to crash',
    patches: [
      {
        file: 'domain/task-sets/evolve/failures-before-switch.ts',
        find: 'healthyOwn(world, green).length === 0 ? fewestFailures : breakerLimit(',
        replace: 'healthyOwn(world, green).length < 0 ? fewestFailures : breakerLimit(',
      },
    ],
    testFile: '__tests__/domain/crash-loop.test.ts',
    test: 'a green whose tasks fail ends at the third while none is healthy',
  },
  {
    name: 'shows a password in the last lines of a test or of a container',
    patches: [
      {
        file: 'domain/common/foreign/lines.ts',
        find: 'linesOf(withoutLikelySecrets(masked(all, known)))',
        replace: 'linesOf(masked(all, known))',
      },
    ],
    testFile: foreignLines,
    test: 'an output that is read at once shows a password',
  },
  {
    name: 'shows a password while a test command prints it',
    patches: [
      {
        file: 'domain/common/foreign/lines.ts',
        find: 'withoutLikelySecrets(both)',
        replace: 'both',
      },
    ],
    testFile: foreignLines,
    test: 'an output that is shown as it comes shows a password',
  },
];
