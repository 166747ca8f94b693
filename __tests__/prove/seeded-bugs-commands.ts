// Bugs in the commands other than deploy.
import { bug, type SeededBug } from './seeded-bug.ts';

export const otherCommands: readonly SeededBug[] = [
  bug(
    'rollback does not bring a lowered blue up first',
    'decide-back.ts',
    'const raised = isGreenDead(scene) ? null : raiseBlue(scene);',
    'const raised = null;',
    { start: 'rollback: blue is scaled down' },
  ),
  bug(
    'rollback waits for the fence before the rules',
    'decide-back.ts',
    'const noted = isOnAssumption(scene) ?',
    "const noted = scene.plan.command === 'rollback' ? holdFence(scene) : isOnAssumption(scene) ?",
    { start: 'rollback: blue is warm' },
  ),
  bug(
    'promote skips readiness',
    'decide-switch.ts',
    'if (!verdict.isYes) return wait(',
    "if (!verdict.isYes && rest.plan.command !== 'promote') return wait(",
    { start: 'promote: a green is staged' },
  ),
  bug(
    'stage goes on to switch',
    'decide.ts',
    'stage: [refusePromoted, ...upToGate, endEarlierRelease, endStaged],',
    'stage: [refusePromoted, ...upToGate, switchOver, endEarlierRelease, endStaged],',
    { start: 'stage: the idle group is free' },
  ),
  bug(
    'a stage whose green somebody gave users knows no end',
    'decide-stage.ts',
    'if (isGreenLive(scene)) return endExposed(scene);',
    'if (isGreenLive(scene)) return null;',
    { start: 'stage: the idle group is free' },
  ),
  bug(
    'sweep says nothing of rules that lead past what is live',
    'decide-sweep.ts',
    ', ...elsewhereFindings(scene)];',
    '];',
    { disturbances: 2, start: 'sweep: a dead release left its green' },
  ),
  bug(
    'sweep ignores the lease',
    'sweep-sets.ts',
    '  if (latestMs > world.nowMs) {',
    '  if (latestMs > world.nowMs + 3_600_000) {',
    { start: 'sweep: blue is warm' },
  ),
];
