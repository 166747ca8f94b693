// Seeded faults of a blue that is drained in steps.
import type { SeededFault } from './seeded-faults-list.ts';

const release = '__tests__/domain/drain-release.test.ts';
const table = '__tests__/domain/drain.test.ts';

export const ofDrains: readonly SeededFault[] = [
  {
    name: 'takes the next step of a drain at once',
    patches: [
      {
        file: 'domain/task-sets/warm/drain-step.ts',
        find: 'const untilMs = (noted === null ? 0 : takenAtMs(blue, noted)) + drain.everySeconds * 1000;',
        replace: 'const untilMs = noted?.atMs ?? 0;',
      },
    ],
    testFile: release,
    test: 'a sweep takes one step each time, never sooner than the step lasts, and deletes blue in the end',
  },
  {
    name: 'deletes a drained blue while protected tasks run',
    patches: [
      {
        file: 'domain/task-sets/warm/drain-step.ts',
        find: "return tasks > 0 && nowMs < heldUntilMs ? { kind: 'held', untilMs: heldUntilMs } : { kind: 'over' };",
        replace: "return tasks > 0 && nowMs < 0 ? { kind: 'held', untilMs: heldUntilMs } : { kind: 'over' };",
      },
    ],
    testFile: release,
    test: 'a sweep leaves a blue whose protected tasks still run to a later one, and is no failure',
  },
  {
    name: 'counts a step from its note, although a later process took it',
    patches: [
      {
        file: 'domain/task-sets/warm/drain-step.ts',
        find: 'Math.min(Math.max(updatedAtMs ?? atMs, atMs), atMs + staleNoteMs);',
        replace: 'updatedAtMs === 0 ? atMs + staleNoteMs : atMs;',
      },
    ],
    testFile: table,
    test: 'the next step it was taken half a minute after its note, by the process after a kill: it lasts from then on',
  },
  {
    name: 'counts a step that a killed process did not take',
    patches: [
      {
        file: 'domain/task-sets/warm/drain-step.ts',
        find: 'const isFresh = nowMs - noted.atMs < staleNoteMs;',
        replace: 'const isFresh = nowMs - noted.atMs < staleNoteMs * 1000;',
      },
    ],
    testFile: table,
    test: 'the next step it was noted by a process that was killed: the next one must not follow within seconds, so it is noted again',
  },
];
