// Seeded faults of how often AWS is read.
import type { SeededFault } from './seeded-faults-list.ts';

export const paced: readonly SeededFault[] = [
  {
    name: 'reads everything at each look',
    patches: [
      {
        file: 'domain/task-sets/decide/due-parts.ts',
        find: 'readsEverything(scene, nowMs) ? null : atEachLook(scene, step);',
        replace:
          "readsEverything(scene, nowMs) || step.act.kind === 'wait' ? null : atEachLook(scene, step);",
      },
    ],
    testFile: '__tests__/acceptance/ten-at-once.test.ts',
    test: 'ten releases at once end well, and leave another reader of the account its calls',
  },
];
