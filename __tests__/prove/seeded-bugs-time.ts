// Bugs in how old a look may be, and in what a run does when it can't read something.
import { bug, type SeededBug } from './seeded-bug.ts';

const timely = 'task-sets/decide/timely.ts';
const deploy = { start: 'blue is ours' } as const;

export const ofTime: readonly SeededBug[] = [
  bug(
    'deletes on rules that are old',
    timely,
    "    case 'delete':\n      return { rules: freshMs, service: freshMs, ...ofHealth(scene) };",
    "    case 'delete':\n      return { rules: usualMs, service: usualMs };",
    deploy,
  ),
  bug(
    'switches to a green whose health is old',
    timely,
    '{ rules: freshMs, targets: freshMs, service: freshMs, tasks: usualMs }',
    '{ rules: freshMs, service: freshMs, tasks: usualMs }',
    deploy,
  ),
  bug(
    'lowers blue on rules that are old',
    timely,
    '? { rules: freshMs, service: freshMs, ...ofHealth(scene) }\n        : { service: usualMs };',
    '? { service: usualMs }\n        : { service: usualMs };',
    { start: 'blue is kept warm at half' },
  ),
  bug(
    'sends a write although its time is over',
    timely,
    'return { ...next, countsUntilMs: Math.min(...untils.map(({ untilMs }) => untilMs)) };',
    'return next;',
    deploy,
  ),
  bug(
    'rolls back on a look of any age',
    'task-sets/health/quiet.ts',
    'rollbackCountsMs = 10_000;',
    'rollbackCountsMs = 100_000;',
    { start: 'rollback: blue is warm' },
  ),
  {
    name: 'rolls back by rules that nobody has read for minutes',
    patches: [
      {
        file: 'domain/task-sets/health/last-known.ts',
        find: 'export const blindMs = 60_000;',
        replace: 'export const blindMs = 600_000;',
      },
    ],
    start: "rollback: green is down, and the tasks of blue are starting, and a part can't be read",
  },
  bug(
    'waits for reads while green fails',
    'task-sets/rollback/blind.ts',
    'if (!isGreenLive(scene) || isHeld) return awaitReads(scene);',
    'return awaitReads(scene);',
    deploy,
  ),
  bug(
    'rolls back blindly to a blue that was scaled down',
    'task-sets/rollback/blind.ts',
    'return raiseFirst(scene) ?? labelBlueBriefly(scene)',
    'return labelBlueBriefly(scene)',
    { start: "rollback: blue is scaled down, and a part can't be read" },
  ),
  bug(
    'probes only until the time of the bake is over',
    'task-sets/forward/bake.ts',
    "memory.baseline.verdict === 'passed' && dueMs <= 0 && (isOpen || isUnread(world))) {",
    "memory.baseline.verdict === 'passed' && dueMs <= 0 && leftMs > 0) {",
    deploy,
  ),
  bug(
    'hears no alarm that goes red after the switch',
    'common/alarms/judging.ts',
    'alarm.sinceMs > switchedMs',
    'alarm.sinceMs < switchedMs',
    { start: 'an alarm goes red' },
  ),
];
