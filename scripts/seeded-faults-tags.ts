// Seeded faults of the memory in tags.
import type { SeededFault } from './seeded-faults-list.ts';

const tags = '__tests__/acceptance/tags.test.ts';

export const memoryInTags: readonly SeededFault[] = [
  {
    name: 'claims a fence forever that something removes',
    patches: [
      {
        file: 'domain/task-sets/evolve/reverted.ts',
        find: 'times: isUndone ? before.times + 1 : 1,',
        replace: 'times: 1,',
      },
    ],
    testFile: '__tests__/simulation/stripped-tags.test.ts',
    test: 'a write that something undoes each time the fence ends a release before anything is built',
  },
  {
    name: 'builds green although its tags do not fit',
    patches: [
      {
        file: 'domain/task-sets/preflight/tags.ts',
        find: 'if (missing.length === 0 || missing.length <= free) return [];',
        replace: 'if (missing.length >= 0 || missing.length <= free) return [];',
      },
    ],
    testFile: tags,
    test: 'is refused with 46 of 50 tags in use, and nothing is written',
  },
  {
    name: 'writes whole ARNs into tags',
    patches: [
      {
        file: 'domain/task-sets/tags/service-tags.ts',
        find: '/\\/(ecs-svc\\/\\d+)$/.exec(set)?.[1] ?? set;',
        replace: '/\\/(ecs-svc\\/x\\d+)$/.exec(set)?.[1] ?? set;',
      },
    ],
    testFile: tags,
    test: 'a service whose cluster, name and family have 255 characters each is released and rolled back',
  },
  {
    name: 'notes what is noted already, on each look of a repair',
    patches: [
      {
        file: 'domain/task-sets/commands/repair.ts',
        find: 'if (taking !== null || scene.world.service.tags.repaired === due.repaired) return taking;',
        replace: 'if (taking !== null) return taking;',
      },
    ],
    testFile: '__tests__/domain/nothing-new.test.ts',
    test: 'no step of a repair writes what its look shows already',
  },
];
