// Bugs in the commands other than deploy.
import { bug, type SeededBug } from './seeded-bug.ts';

const planned = 'teardown: blue is warm, and the release planned a contract';

export const otherCommands: readonly SeededBug[] = [
  bug(
    'a contract begins while tasks of a task set that is gone still stop',
    'task-sets/migrations/contract-sight.ts',
    'if (task !== undefined)\n',
    'if (task !== undefined && world.nowMs === 0)\n',
    { start: planned },
  ),
  bug(
    'rollback releases an earlier version again although a contract has begun',
    'task-sets/tags/contract.ts',
    'if (begun?.set === set.id) return `contract ${begun.note.id}`;',
    'if (begun?.set === set.id) return null;',
    { start: planned },
  ),
  bug(
    'rollback does not bring a lowered blue up first',
    'task-sets/rollback/rollback.ts',
    'const raised = isGreenWithoutTargets(scene) ? null : (raiseBlue(scene) ?? rejoinBlue(scene));',
    'const raised = null;',
    { start: 'rollback: blue is scaled down' },
  ),
  bug(
    'rollback goes to a blue whose tasks live for seconds',
    'task-sets/health/comparison.ts',
    'const staying = stayingIn({ tasks: set.tasks, failed, healthy });',
    'const staying = healthy.length;',
    { start: 'rollback: blue is warm' },
  ),
  bug(
    'rollback waits for the fence before the rules',
    'task-sets/rollback/rollback.ts',
    'const noted = isOnAssumption(scene) ?',
    "const noted = scene.request.command === 'rollback' ? holdFence(scene) : isOnAssumption(scene) ?",
    { start: 'rollback: blue is warm' },
  ),
  bug(
    'promote skips readiness',
    'task-sets/forward/switch.ts',
    'if (hindrance !== null)\n',
    "if (hindrance !== null && scene.request.command !== 'promote')\n",
    { start: 'promote: a green is staged' },
  ),
  bug(
    'stage goes on to switch',
    'task-sets/decide/releasing.ts',
    '    ...upToGate,\n    // After `gate`: the tags',
    '    ...upToGate,\n    switchOver,\n    // After `gate`: the tags',
    { start: 'stage: the idle group is free' },
  ),
  bug(
    'a stage whose green somebody gave users knows no end',
    'task-sets/commands/stage.ts',
    'if (isGreenLive(scene)) return endExposed(scene);',
    'if (isGreenLive(scene)) return null;',
    { start: 'stage: the idle group is free' },
  ),
  bug(
    'sweep says nothing of rules that lead past what is live',
    'task-sets/sweep/sweep.ts',
    '...elsewhereFindings(scene),',
    '',
    { disturbances: 2, start: 'sweep: a killed release left its green' },
  ),
  bug(
    'a rollback decides only once whether it repairs, and goes on to release next to nothing',
    'task-sets/reset/repairing.ts',
    'if (!memory.isPreflightPassed) return false;',
    'return memory.isPreflightPassed;',
    { start: 'rollback: blue is gone' },
  ),
  bug(
    'sweep reports reset rules that it is asked to restore',
    'task-sets/sweep/reset.ts',
    "if (scene.request.onDrift !== 'restore')",
    "if (scene.request.onDrift !== 'restore' || reset.home.running > 0)",
    { start: 'sweep: the rules have one group left' },
  ),
  bug(
    'rollback does not recognise rules in which one group is left',
    'task-sets/reset/reset.ts',
    'weightOf(rule, away) > 0 || (weightOf(rule, to) === 0 && hasShare(rule, away, to));',
    'holds(rule, to) && weightOf(rule, away) > 0;',
    { start: 'rollback: the rules have one group left' },
  ),
  bug(
    'sweep ignores the lease',
    'task-sets/sweep/sets.ts',
    '  if (latestMs > world.nowMs) {',
    '  if (latestMs > world.nowMs + 3_600_000) {',
    { start: 'sweep: blue is warm' },
  ),
];
