// Seeded faults of how often AWS is read.
import type { SeededFault } from './seeded-faults-list.ts';

export const paced: readonly SeededFault[] = [
  {
    name: 'reads everything at each look',
    patches: [
      {
        file: 'domain/task-sets/decide/due-parts.ts',
        find: '(readsEverything(scene, nowMs) ? null : atEachLook(scene, step));',
        replace:
          "(readsEverything(scene, nowMs) || step.act.kind === 'wait' ? null : atEachLook(scene, step));",
      },
    ],
    testFile: '__tests__/acceptance/ten-at-once.test.ts',
    test: 'ten releases at once end well, and leave another reader of the account its calls',
  },
  {
    name: 'reads everything for as long as it takes a rolled-back green to vanish',
    patches: [
      {
        file: 'domain/task-sets/decide/due-parts.ts',
        find: "  'waiting-for-green-to-vanish': () => ['service'],\n",
        replace: '',
      },
    ],
    testFile: '__tests__/domain/due-parts.test.ts',
    test: 'elsewhere a wait that may last for minutes reads what it waits for, whatever looked wrong before waiting-for-green-to-vanish in phase rollback while 2 of 2 tasks run',
  },
];
