// Faults of a release while auto scaling acts.
import type { SeededFault } from './seeded-faults-list.ts';

const scaling = '__tests__/acceptance/scaling.test.ts';

export const whileScaling: readonly SeededFault[] = [
  {
    name: 'asks for the full ready condition before every rule',
    patches: [
      {
        file: 'domain/task-sets/health/capacity.ts',
        find: 'hasBegun(scene) ? hasCapacity(scene, green) : isReady(world, green)',
        replace: 'isReady(world, green)',
      },
    ],
    testFile: scaling,
    test: 'raised between two rules, with a task that needs two minutes: the switch goes on, and the release ends well',
  },
  {
    name: 'counts a task that scaling has added as unhealthy before it was healthy',
    patches: [
      {
        file: 'domain/task-sets/evolve/failures-after-switch.ts',
        find: 'isAnyUnhealthy && isShort(world, green, memory.healthyDue)',
        replace: 'isAnyUnhealthy',
      },
    ],
    testFile: scaling,
    test: 'raised in the bake, with a task that needs two minutes: no rollback',
  },
  {
    name: 'restores scale-in while tasks of a draining blue run',
    patches: [
      {
        file: 'domain/task-sets/health/scale-in.ts',
        find: 'set === roles.green || set.running + set.pending === 0',
        replace: "set === roles.green || set.status === 'DRAINING' || set.running + set.pending === 0",
      },
    ],
    testFile: '__tests__/domain/scaling-plan.test.ts',
    test: 'suspended scale-in is safe to restore: not while tasks of a draining blue run',
  },
  {
    name: 'accepts a scaling policy that is bound to one group of the pair',
    patches: [
      {
        file: 'domain/common/scaling/findings.ts',
        find: 'if (one === undefined || bound.length === pair.length) return [];',
        replace: 'if (one === undefined || bound.length > 0) return [];',
      },
    ],
    testFile: scaling,
    test: 'a policy that is bound to one group of the pair: refused before the first write',
  },
];
