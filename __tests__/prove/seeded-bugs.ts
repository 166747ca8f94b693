// Bugs that a decider could have, each as a small change of its source. The check has to find every one of them.
import { bug, type SeededBug } from './seeded-bug.ts';
import { otherCommands } from './seeded-bugs-commands.ts';
import { ofSessions } from './seeded-bugs-sessions.ts';
import { ofTime } from './seeded-bugs-time.ts';

const twice = { disturbances: 2, start: 'blue is ours' } as const;

const beforeTheSwitch: readonly SeededBug[] = [
  bug(
    'switches before green is ready',
    'task-sets/health/readiness.ts',
    "if (set.status === 'DRAINING') return no('it is draining');\n  if (set.computedDesired < 1)",
    'if (set.running > 0) return yes;\n  if (set.computedDesired < 1)',
  ),
  bug(
    'gives green further rules with any healthy target',
    'task-sets/health/capacity.ts',
    'Math.max(1, atMost(memory.switchCapacity, green))',
    'Math.max(1, atMost(0, green))',
    { start: 'blue is ours' },
  ),
  bug(
    'asks for the full ready condition before every rule',
    'task-sets/health/capacity.ts',
    'hasBegun(scene) ? hasCapacity(scene, green) : isReady(world, green)',
    'isReady(world, green)',
    { start: 'scaling changes' },
  ),
  bug(
    'counts a task that scaling has added as unhealthy before it was healthy',
    'task-sets/evolve/failures-after-switch.ts',
    'isAnyUnhealthy && isShort(world, green, memory.healthyDue)',
    'isAnyUnhealthy',
    { start: 'scaling changes' },
  ),
  bug(
    'does not label green before the switch',
    'task-sets/forward/switch.ts',
    'label(green) ?? writeLease',
    'writeLease',
  ),
  bug(
    "ignores the targets of others in green's group",
    'task-sets/health/readiness.ts',
    'const own = new Set(ownTargets(world, set));',
    'const own = new Set(targetsOf(world, set.attachment?.group ?? null));',
  ),
  bug(
    'skips preflight when it resumes',
    'task-sets/forward/guards.ts',
    'if (memory.isPreflightPassed) return null;',
    'if (memory.isPreflightPassed || roles.green !== null) return null;',
  ),
  {
    name: 'makes a second green after a lost answer',
    patches: [
      {
        file: 'domain/task-sets/revision/creation.ts',
        find: '      memory.createTry,\n',
        replace: '      memory.createTry,\n      world.nowMs,\n',
      },
      {
        file: 'domain/task-sets/evolve/trouble-verdict.ts',
        find: "pending: trouble.kind === 'lost' ? { write, atMs: nowMs } : memory.pending,",
        replace: 'pending: memory.pending,',
      },
    ],
  },
  bug(
    'takes one rule of two on green for a switch',
    'task-sets/health/switch-state.ts',
    'isGreenLive(scene) && rulesToSwitch(scene).length === 0;',
    'isGreenLive(scene);',
  ),
  bug(
    'writes rules that stand as they should',
    'task-sets/health/switch-state.ts',
    'return production.filter(isOwing);',
    'return production.filter((rule) => isOwing(rule) || production.some(isOwing));',
  ),
  bug(
    'drops third groups from a rule',
    'common/load-balancer/traffic.ts',
    'const groups = action.groups.map(',
    'const groups = action.groups.filter(({ group }) => group === missing.group || weigh(group, 7) !== 7).map(',
  ),
  bug(
    'drops the stickiness of a rule',
    'common/load-balancer/traffic.ts',
    'return { ...action, groups: isThere',
    'return { ...action, stickiness: null, groups: isThere',
  ),
];

const others: readonly SeededBug[] = [
  {
    name: 'deletes whatever is not PRIMARY',
    patches: [
      {
        file: 'domain/task-sets/warm/removal-guard.ts',
        find: "if (isOnAnyRule(scene.world, set) || set.status !== 'ACTIVE') return nothing;",
        replace: "if (set.status !== 'ACTIVE') return nothing;",
      },
      {
        file: 'domain/task-sets/warm/removal-guard.ts',
        find: 'if (isAsked && !isQuiet(scene, set))',
        replace: 'if (isAsked && set.arn.length === 0)',
      },
      {
        file: 'domain/task-sets/forward/supersede.ts',
        find: '  if (isOnAnyRule(world, set)) return freeTestRule(scene, set);\n',
        replace: '',
      },
    ],
  },
  bug(
    'does not read the rules again before it deletes',
    'task-sets/roles/roles.ts',
    'world.rules.some((rule) => weightOf(rule, groupOf(set)) > 0);',
    'world.rules.length === 0 && weightOf(world.rules[0], groupOf(set)) > 0;',
  ),
  bug(
    'deletes sets of others',
    'task-sets/roles/ours.ts',
    'set.tags.release !== undefined;',
    'set.id.length > 0;',
  ),
  {
    name: 'goes on though another run took the service',
    patches: [
      {
        file: 'domain/task-sets/forward/guards.ts',
        find: 'return outranks(found, ours.value) && !(ours.isHeld && isTie(found, ours.value));',
        replace: 'return false;',
      },
      {
        file: 'domain/task-sets/forward/guards.ts',
        find: '(current !== memory.fence.value && memory.fence.isHeld)',
        replace: '(current === undefined && memory.fence.isHeld)',
      },
    ],
  },
  {
    name: 'compares the fence by its number only',
    patches: [
      {
        file: 'domain/common/run/fence.ts',
        find: 'return theirs.n === own.n ? theirs.runId > own.runId : theirs.n > own.n;',
        replace: 'return theirs.n > own.n;',
      },
      {
        file: 'domain/task-sets/forward/guards.ts',
        find: '(current !== memory.fence.value && memory.fence.isHeld)',
        replace: "(current?.split(':')[0] !== memory.fence.value.split(':')[0] && memory.fence.isHeld)",
      },
    ],
    ...twice,
  },
  {
    name: 'clears the tags of a release that holds the service when it is cancelled',
    patches: [
      {
        file: 'domain/task-sets/evolve/cancel.ts',
        find: 'const hasBegun = memory.isPreflightPassed && (memory.interrupted === null || memory.fence !== null);',
        replace: 'const hasBegun = true;',
      },
      {
        file: 'domain/task-sets/rollback/clean-up.ts',
        find: 'if (memory.fence === null && holder !== null && holder.runId !== request.release.runId) return null;',
        replace:
          "if (memory.fence === null) return restoreScaling(scene, 'rollback') ?? clearTags(scene, 'rollback');",
      },
    ],
  },
];

const afterTheSwitch: readonly SeededBug[] = [
  bug(
    'lowers blue before its lease says so',
    'task-sets/forward/lower.ts',
    'if (lease.kept > percent) {',
    'if (lease.kept > percent && blue.scalePercent <= percent) {',
    { start: 'at half its scale' },
  ),
  bug(
    'ignores the lease',
    'task-sets/forward/defer.ts',
    'return Number.isNaN(promisedMs) ? ownMs : Math.max(ownMs, promisedMs);',
    'return ownMs - scene.request.warmSeconds * 1000;',
  ),
  bug(
    'skips the quiet time after the last request',
    'task-sets/health/quiet.ts',
    'quietInMs({ world, memory }, set) <= 0;',
    'quietInMs({ world, memory }, set) <= propagationMs;',
  ),
  {
    name: 'calls a bake passed that nobody watched',
    patches: [
      {
        file: 'domain/task-sets/health/switch-state.ts',
        find: 'return goodBakeStreak >= 3;',
        replace: 'return goodBakeStreak >= 0;',
      },
      {
        file: 'domain/task-sets/health/switch-state.ts',
        find: 'export function bakeEndsMs({ memory, request }: Scene): number | null {\n',
        replace:
          "export function bakeEndsMs({ memory, request, world }: Scene): number | null {\n  const at = world.service.tags['switched-at'];\n  if (at !== undefined) return Date.parse(at) + request.bake.seconds * 1000;\n",
      },
    ],
  },
  bug(
    'forgets blue when the tags of the service are wiped',
    'task-sets/revision/creation.ts',
    '...(blue === null ? {} : { blue: blue.id }),',
    '',
    { disturbances: 2, start: 'the tags of the service are wiped' },
  ),
  bug(
    'does not look for the lease of an earlier process',
    'task-sets/forward/defer.ts',
    'return Number.isNaN(promisedMs) ? ownMs : Math.max(ownMs, promisedMs);',
    'return scene.memory.hasSeenSwitch ? ownMs : scene.request.warmSeconds * 1000;',
  ),
  bug(
    'ends the longer lease that another run of the release wrote',
    'task-sets/forward/defer.ts',
    'return Number.isNaN(promisedMs) ? ownMs : Math.max(ownMs, promisedMs);',
    'return ownMs;',
    { disturbances: 2, start: 'promote and promote' },
  ),
];

const theWayBack: readonly SeededBug[] = [
  bug(
    'asks for steady on the way back',
    'task-sets/health/comparison.ts',
    "if (blue.status === 'DRAINING') return {",
    "if (blue.status === 'DRAINING' || !blue.isSteady) return {",
    { start: 'rollback: blue is warm' },
  ),
  bug(
    'tidies up before traffic is back',
    'task-sets/rollback/rollback.ts',
    'isGreenLive(scene) ? restoreTraffic(scene, failure) : cleanUp(scene, failure)',
    'cleanUp(scene, failure)',
  ),
  bug(
    'waits for the fence before traffic is back',
    'task-sets/rollback/rollback.ts',
    'return isGreenLive(scene) ? restoreTraffic',
    "if (!scene.memory.isLabelTried && scene.world.nowMs - failure.atMs < 2000) return wait('rollback', 'fence-settling', 'the fence first', 1000);\n  return isGreenLive(scene) ? restoreTraffic",
  ),
  bug(
    'goes back to where nothing serves',
    'task-sets/rollback/rollback.ts',
    '  return healthyOthers(world, roles).length > 0\n',
    '  return healthyOthers(world, roles).length >= 0\n',
  ),
  {
    name: 'waits for its own test rule on the way back',
    patches: [
      {
        file: 'domain/task-sets/rollback/clean-up.ts',
        find: '    freeTestRule(scene) ??\n    (scene.memory.interrupted === null ? probeAfterRollback(scene, failure) : null) ??\n',
        replace: '    probeAfterRollback(scene, failure) ??\n    freeTestRule(scene) ??\n',
      },
      {
        file: 'domain/task-sets/rollback/clean-up.ts',
        find: 'isOnAnyRule(world, green) ? 0 : weightlessInMs(scene, green) - 5000',
        replace: 'weightlessInMs(scene, green) - 5000',
      },
    ],
  },
];

export const seededBugs: readonly SeededBug[] = [
  ...otherCommands,
  ...beforeTheSwitch,
  ...others,
  ...afterTheSwitch,
  ...theWayBack,
  ...ofTime,
  ...ofSessions,
];
