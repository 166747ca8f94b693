// Seeded faults of users who stay by a cookie of the load balancer.
import type { SeededFault } from './seeded-faults-list.ts';

const sessions = '__tests__/domain/sessions-release.test.ts';
const of = 'a release of a service with sessions';

export const ofSessions: readonly SeededFault[] = [
  {
    name: 'deletes what cookies lead users to',
    patches: [
      {
        file: 'domain/task-sets/warm/removal-guard.ts',
        find: 'const ending = endSessions(scene, set, { phase, because });\n  if (ending !== null) return ending;',
        replace:
          'const ending = endSessions(scene, set, { phase, because });\n  if (ending === undefined) return ending;',
      },
    ],
    testFile: sessions,
    test: `${of} notes the sessions, cuts them, and only then deletes blue`,
  },
  {
    name: 'leaves the sessions of green in a rollback',
    patches: [
      {
        file: 'domain/task-sets/sessions/cut.ts',
        find: 'if (!isSticky(rule)) return write(accepted(',
        replace: 'if (isSticky(rule) || !isSticky(rule)) return write(accepted(',
      },
    ],
    testFile: sessions,
    test: `${of} is rolled back in the write that cuts, and the end says how long the sessions were`,
  },
  {
    name: 'lets holders of old cookies reach an unproven green',
    patches: [
      {
        file: 'domain/task-sets/sessions/unproven.ts',
        find: 'scene.roles.production.includes(rule) &&',
        replace: '!scene.roles.production.includes(rule) &&',
      },
      {
        file: 'domain/task-sets/sessions/unproven.ts',
        find: 'return leftMs > 0 ? wait',
        replace: 'return leftMs > 60_000 ? wait',
      },
    ],
    testFile: '__tests__/simulation/interrupted.test.ts',
    test: 'killed after every write: a good release of a service with sessions that outlast it another run, at once, releases a good version over what is left',
  },
  {
    name: 'never makes a rule sticky again',
    patches: [
      {
        file: 'domain/task-sets/sessions/restore.ts',
        find: 'return noted === null ? actions : sticky(actions, noted.seconds);',
        replace: "return noted === null || noted.state === 'cut' ? actions : sticky(actions, noted.seconds);",
      },
    ],
    testFile: sessions,
    test: `${of} keeps the next green out of production until its switch, which makes the rules sticky again`,
  },
  {
    name: 'takes a cut that was never made for one that was',
    patches: [
      {
        file: 'domain/task-sets/sessions/known.ts',
        find: 'return entry.untilMs === null || isCutPending(scene, group);',
        replace: 'return entry.untilMs === null;',
      },
    ],
    testFile: '__tests__/simulation/interrupted.test.ts',
    test: 'killed after every write: a good release of a service with sessions reaches the same end by the same attempt, minutes later',
  },
];
