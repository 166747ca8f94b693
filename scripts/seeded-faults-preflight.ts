// Seeded faults of what preflight foresees, and of what green waits for because of it.
import type { SeededFault } from './seeded-faults-list.ts';

export const foreseen: readonly SeededFault[] = [
  {
    name: 'switches to a green without a target in a zone, where cross-zone load balancing is off',
    patches: [
      {
        file: 'domain/common/tasks/zones.ts',
        find: 'if (own.has(null) || fleet.computedDesired < served.length) return [];',
        replace: 'if (served.length > 0) return [];',
      },
    ],
    testFile: '__tests__/domain/readiness.test.ts',
    test: 'where cross-zone load balancing is off, ready is not a set without a target in a zone in which blue has one',
  },
  {
    name: 'plans a release whose proof of the switch can not be asked for',
    patches: [
      {
        file: 'domain/common/request/commands.ts',
        find: "    isRelease: true,\n    hasSwitchAhead: true,\n    green: 'own',",
        replace: "    isRelease: true,\n    green: 'own',",
      },
    ],
    testFile: '__tests__/domain/preflight.test.ts',
    test: 'preflight is found by a plan too: a check of the bake behind a login',
  },
  {
    name: 'counts a registry that does not answer for the circuit breaker',
    patches: [
      {
        file: 'domain/common/tasks/stop-causes.ts',
        find: "if (soon !== null) return { kind: 'infrastructure', advice: soon };",
        replace: "if (soon !== null) return { kind: 'version' };",
      },
    ],
    testFile: '__tests__/acceptance/infrastructure-stops.test.ts',
    test: 'tasks of green that ECS can not set up › are waited for while the registry slows down pulls, and do not count for the circuit breaker',
  },
];
