// Seeded faults of alarms, and of a runner that production bars.
import type { SeededFault } from './seeded-faults-list.ts';

const alarms = '__tests__/domain/alarms.test.ts';

export const ofAlarms: readonly SeededFault[] = [
  {
    name: 'rolls back for an alarm that was red before the switch',
    patches: [
      {
        file: 'domain/common/alarms/judging.ts',
        find: 'alarm.sinceMs > switchedMs',
        replace: 'alarm.sinceMs > 0',
      },
    ],
    testFile: alarms,
    test: 'an alarm judges red since before the switch',
  },
  {
    name: 'forgets with the process which alarms were red at the switch',
    patches: [
      {
        file: 'domain/task-sets/alarms/judged.ts',
        find: '(noted(scene)?.waiting ?? [])',
        replace: '[]',
      },
    ],
    testFile: alarms,
    test: 'in the bake a new process judges an alarm that was red at the switch as the one before',
  },
  {
    name: 'compares the time of an alarm with the clock of the runner',
    patches: [
      {
        file: 'domain/task-sets/alarms/judged.ts',
        find: 'atMs - skewMs(scene));',
        replace: 'atMs);',
      },
    ],
    testFile: alarms,
    test: 'in the bake a runner whose clock is wrong judges by the clock of AWS',
  },
  {
    name: 'rolls back for a firewall in front of a green that answers well',
    patches: [
      {
        file: 'domain/task-sets/evolve/failures-after-switch.ts',
        find: '  if (ownProbingDue(scene) !== null) return null;\n',
        replace: '',
      },
    ],
    testFile: '__tests__/domain/barred.test.ts',
    test: 'a probe of production 403 first asks green itself',
  },
  {
    name: 'asks green for another host than production was asked for',
    patches: [
      {
        file: 'domain/task-sets/health/probing.ts',
        find: "headers: { host, 'x-forwarded-proto'",
        replace: "headers: { 'x-forwarded-proto'",
      },
    ],
    testFile: '__tests__/domain/barred.test.ts',
    test: 'a probe of production asks the targets of green for the path and the host of production',
  },
  {
    name: 'rolls back for a check that a firewall answers while green answers it well',
    patches: [
      {
        file: 'domain/task-sets/checks/failures.ts',
        find: ' || ownBakeCheck(scene) !== null) return null;',
        replace: ') return null;',
      },
    ],
    testFile: '__tests__/domain/barred-checks.test.ts',
    test: 'a check of the bake that production answers with 403 first asks green itself',
  },
  {
    name: 'takes a check that was never answered for one that passed',
    patches: [
      {
        file: 'domain/task-sets/checks/left.ts',
        find: 'unchecked: [...next.unchecked, left]',
        replace: 'unchecked: next.unchecked',
      },
    ],
    testFile: '__tests__/domain/barred-checks.test.ts',
    test: 'a check that stays barred is left once its time is over, and the bake can end',
  },
  {
    name: 'rolls back for a test in a task that could not be run in the bake',
    patches: [
      {
        file: 'domain/task-sets/checks/failures.ts',
        find: 'if (unrunIn(scene, check, { own: memory.bakeChecks, sinceMs: startedAtMs }) !== null) return null;',
        replace:
          "const unrun = unrunIn(scene, check, { own: memory.bakeChecks, sinceMs: startedAtMs }); if (unrun !== null) return failure(scene, 'bake-check-failed', unrun.what, unrun.advice);",
      },
      {
        file: 'domain/task-sets/checks/left.ts',
        find: 'const unrun = unrunInBake(scene, check);',
        replace: 'const unrun = null as ReturnType<typeof unrunInBake> | null; void unrunInBake;',
      },
    ],
    testFile: '__tests__/domain/unrun-in-bake.test.ts',
    test: 'a test in a task that is stopped by a person in the bake rolls nothing back, and is named at its end',
  },
];
