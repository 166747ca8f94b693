// Seeded faults of time: looks that are old, and parts that can't be read.
import type { SeededFault } from './seeded-faults-list.ts';

const reader = '__tests__/engine/late-parts.test.ts';
const lastKnown = '__tests__/domain/last-known.test.ts';
const labels = '__tests__/domain/label-quiet.test.ts';

export const timed: readonly SeededFault[] = [
  {
    name: 'sends a write after its time',
    patches: [
      {
        file: 'adapters/aws/attempts.ts',
        find: 'if (nowMs > watch.untilMs) throw watch.failed.get(call) ?? new TooLate();',
        replace: '',
      },
    ],
    testFile: '__tests__/adapters/aws/late-writes.test.ts',
    test: 'a deletion that comes too late is not sent',
  },
  {
    name: 'takes a read for as old as its first attempt',
    patches: [
      {
        file: 'adapters/aws/attempts.ts',
        find: 'watch.sentMs.set(call, nowMs);',
        replace: 'watch.sentMs.set(call, watch.sentMs.get(call) ?? nowMs);',
      },
    ],
    testFile: '__tests__/adapters/aws/late-writes.test.ts',
    test: 'a read is as old as its last attempt',
  },
  {
    name: 'deletes on rules of half a minute ago',
    patches: [
      {
        file: 'domain/task-sets/decide/timely.ts',
        find: "    case 'delete':\n      return { rules: freshMs, service: freshMs, ...ofHealth(scene) };",
        replace: "    case 'delete':\n      return { rules: usualMs, service: usualMs };",
      },
    ],
    testFile: '__tests__/engine/late-writes.test.ts',
    test: 'a look that takes long is followed by one at the parts that are too old, and then by the write',
  },
  {
    name: 'deletes blue by the health that green had minutes ago',
    patches: [
      {
        file: 'domain/task-sets/decide/timely.ts',
        find: 'memory.failure === null ? { targets: usualMs } : {}',
        replace: 'memory.failure === null ? {} : {}',
      },
    ],
    testFile: '__tests__/engine/late-writes.test.ts',
    test: 'blue is not deleted by the health that green had before its rules could not be read',
  },
  {
    name: 'ends by rules that it could not read',
    patches: [
      {
        file: 'domain/task-sets/decide/due-parts.ts',
        find: 'keepsFailing: step.act.before !== null || hasLeftUnread(scene.memory)',
        replace: 'keepsFailing: true',
      },
    ],
    testFile: '__tests__/engine/old-ends.test.ts',
    test: 'a run that another one rolled back in the warm time does not end as released while the rules can not be read for good',
  },
  {
    name: 'takes a write that came too late for one that failed',
    patches: [
      {
        file: 'engine/act.ts',
        find: "if (error instanceof TooLate) return { kind: 'too-late' };",
        replace: '',
      },
    ],
    testFile: '__tests__/engine/late-writes.test.ts',
    test: 'a write that comes too late is not sent, counts as no failure, and is decided again on a new look: delete',
  },
  {
    name: 'sends a late read once more',
    patches: [
      {
        file: 'engine/part-reader.ts',
        find: 'if (before?.key === key) return before;',
        replace: '',
      },
    ],
    testFile: reader,
    test: 'a part that is late is the last known one after 2 s, while the read goes on for a later look',
  },
  {
    name: 'looks at old rules for ever',
    patches: [
      {
        file: 'domain/task-sets/evolve/outcome.ts',
        find: "const stillMs = act.kind === 'tag-service' ? before.lookingSinceMs : null;",
        replace: 'const stillMs = null;',
      },
    ],
    testFile: '__tests__/engine/late-writes.test.ts',
    test: 'an account whose rules take longer to read than they count is not switched, and the run ends',
  },
  {
    name: 'counts targets of an earlier look again',
    patches: [
      {
        file: 'domain/task-sets/evolve/evolve.ts',
        find: "  if (!isNew(world, 'targets')) return {};\n  const isAllSet",
        replace: '  const isAllSet',
      },
    ],
    testFile: lastKnown,
    test: 'what was counted once is not counted again on targets of an earlier look',
  },
  {
    name: 'moves users blindly to a blue that was scaled down',
    patches: [
      {
        file: 'domain/task-sets/rollback/blind.ts',
        find: 'return raiseFirst(scene) ?? labelBlueBriefly(scene)',
        replace: 'return labelBlueBriefly(scene)',
      },
    ],
    testFile: lastKnown,
    test: 'a run that can read neither the rules nor the service scales a lowered blue up before users return to it, and does not move them while it can not see its scale',
  },
  {
    name: 'deletes what a rollback had given the label, as soon as the label is back',
    patches: [
      {
        file: 'domain/task-sets/warm/removal-guard.ts',
        find: 'if (labelledMs > 0) return',
        replace: 'if (labelledMs > 1e9) return',
      },
    ],
    testFile: labels,
    test: 'is not deleted before that',
  },
  {
    name: 'relies on a label that another run has taken',
    patches: [
      {
        file: 'domain/task-sets/rollback/label.ts',
        find: 'return writtenMs >= readMs ? writtenMs : -Infinity;',
        replace: 'return writtenMs;',
      },
    ],
    testFile: labels,
    test: 'asks for the label again once another run has taken it',
  },
  {
    name: 'leaves production on a blue that another run deletes',
    patches: [
      {
        file: 'domain/task-sets/rollback/rollback.ts',
        find: 'if (lost !== null) return lost;',
        replace: '',
      },
    ],
    testFile: labels,
    test: 'returns production to green if the blue that it moved to is being deleted',
  },
  {
    name: 'gives up a deletion that the label prevented',
    patches: [
      {
        file: 'domain/task-sets/warm/label.ts',
        find: '  ...evolveRefused(scene),\n',
        replace: '',
      },
    ],
    testFile: labels,
    test: 'a deletion that ECS refused because of the label is not given up',
  },
];
