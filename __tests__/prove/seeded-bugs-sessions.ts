// Bugs in what a run does to users who stay by a cookie, with a blue that serves worse, and with rules that lost a group.
import { bug, type SeededBug } from './seeded-bug.ts';

/** Without the guard of the quiet time, which cookies prolong too. */
function deletesReached(
  ...asked: readonly [name: string, file: string, find: string, replace: string]
): SeededBug {
  const one = bug(...asked, { start: 'teardown: users keep long sessions' });
  const quiet = {
    file: 'domain/task-sets/evolve/evolve.ts',
    find: 'const byCookies = [...sets, ...pair.filter((group) => rulesOfCookies(scene, group).length > 0)];',
    replace: 'const byCookies = sets.slice(0, 0);',
  };
  return { ...one, patches: [...one.patches, quiet] };
}

export const ofSessions: readonly SeededBug[] = [
  deletesReached(
    'deletes blue without a cut',
    'task-sets/warm/removal-guard.ts',
    'const ending = endSessions(scene, set, { phase, because });\n  if (ending !== null) return ending;',
    'const ending = endSessions(scene, set, { phase, because });\n  if (ending === undefined) return ending;',
  ),
  deletesReached(
    'deletes blue while its group is still in the forward',
    'task-sets/sessions/cut.ts',
    'if (rules.length === 0) return noteUnreached(scene, group, why);',
    'if (!rules.some(isSticky)) return noteUnreached(scene, group, why);',
  ),
  {
    name: 'creates green in a group whose cookies may live, in the production forward',
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
    start: 'old cookies lead to the idle group, and testers',
  },
  bug(
    'creates green before every node knows the cut',
    'task-sets/sessions/unproven.ts',
    'return leftMs > 0 ? wait',
    'return leftMs > 60_000 ? wait',
    { start: 'old cookies lead to the idle group, and testers come through a test rule' },
  ),
  bug(
    'makes a rule sticky again while old cookies live',
    'task-sets/sessions/restore.ts',
    'wholePair(scene).length === 0 || cutUntilMs(scene) !== null)',
    'wholePair(scene).length === 0)',
    { start: 'old cookies lead to the idle group, and testers come through a test rule' },
  ),
  {
    name: 'restores and cuts a rule forever',
    patches: [
      {
        file: 'domain/task-sets/sessions/restore.ts',
        find: 'roles.live.some(({ attachment }) => attachment?.group === group);',
        replace:
          'roles.production.some((rule) => rule.actions.some((one) => JSON.stringify(one).includes(`${group}"`) && !JSON.stringify(one).includes(`${group}","weight":0`)));',
      },
      // Without the guard that takes the weight away from an empty group, which ends the circle too.
      {
        file: 'domain/task-sets/sessions/unproven.ts',
        find: 'const given = rules.find((rule) => weightOf(rule, pair.green) > 0);',
        replace: 'const given = rules.find((rule) => weightOf(rule, pair.green) > 1000);',
      },
    ],
    start: 'old cookies lead to the idle group, and testers come through a test rule',
  },
  bug(
    'leaves the users of green where a rollback leaves it',
    'task-sets/sessions/cut.ts',
    'if (!isSticky(rule)) return write(accepted(',
    'if (isSticky(rule) || !isSticky(rule)) return write(accepted(',
    { start: 'rollback: users keep sessions on both sides' },
  ),
  bug(
    'rolls back to a worse blue',
    'task-sets/health/comparison.ts',
    'if (isAble && (isAsGood || isForced)) return',
    'if (isAble && (isAsGood || isForced || !isAsGood)) return',
    { start: 'rollback: the tasks of blue live for seconds' },
  ),
  bug(
    'repairs a rule to an unhealthy PRIMARY',
    'task-sets/rollback/repair.ts',
    'if (able.isYes) return move(scene, reset);',
    'if (able.isYes || world.nowMs > 0) return move(scene, reset);',
    { start: 'rollback: the rules have one group left, and PRIMARY is unhealthy' },
  ),
  {
    name: 'calls rules with one group repaired once the first of them is',
    patches: [
      {
        file: 'domain/task-sets/reset/reset.ts',
        find: 'home === undefined || roles.live.some((set) => set !== home)',
        replace: 'home === undefined || roles.live.length > 0',
      },
      {
        file: 'domain/task-sets/commands/repair.ts',
        find: 'const stray = isHome ? strayFrom(scene, home.attachment?.group) : null;',
        replace: 'const stray = isHome ? strayFrom(scene, null) : null;',
      },
    ],
    start: 'rollback: the rules have one group left',
  },
];
