// Seeded faults of what a rollback compares, and of the green that it keeps.
import type { SeededFault } from './seeded-faults-list.ts';

const onBundle = '__tests__/acceptance/serves-better.test.ts';
const worse = '__tests__/domain/rollback-worse.test.ts';
const kept = '__tests__/domain/kept-green.test.ts';
const greenRole = 'domain/task-sets/roles/green-role.ts';
const unwatched = '__tests__/domain/unwatched.test.ts';

export const servesBetter: readonly SeededFault[] = [
  {
    name: 'rolls back to a blue whose tasks live for seconds',
    patches: [
      {
        file: 'domain/task-sets/health/comparison.ts',
        find: 'const staying = stayingIn({ tasks: set.tasks, failed, healthy });',
        replace: 'const staying = healthy.length;',
      },
    ],
    testFile: onBundle,
    test: 'a rollback to a blue whose tasks fail again and again › is refused with both numbers, users stay on the green that serves, and status says why',
  },
  {
    name: 'deletes a healthy green ten seconds after its rollback',
    patches: [
      {
        file: 'domain/task-sets/evolve/rolled-back.ts',
        find: 'whyNotFallback(scene, green) === null ? fallbackTimeMs(world, green) : 0;',
        replace: '0;',
      },
    ],
    testFile: onBundle,
    test: 'a healthy green that was rolled back › is kept with its health checked, and the next deploy ends it at once',
  },
  {
    name: 'decides a rollback without the stopped tasks',
    patches: [
      {
        file: 'domain/task-sets/decide/quick-look.ts',
        find: "healthyOwn(world, green).length > 0 && !isNew(world, 'stopped-tasks')",
        replace: 'false',
      },
    ],
    testFile: '__tests__/domain/quick-look.test.ts',
    test: 'a quick look is not enough without the stopped tasks, unless green has no healthy target',
  },
  {
    name: 'deploys over the only version that serves',
    patches: [
      {
        file: 'domain/task-sets/preflight/risks.ts',
        find: "    ...keptRisks(scene).map((sentence) => risk('kept-green', sentence)),\n",
        replace: '',
      },
    ],
    testFile: '__tests__/domain/kept-return.test.ts',
    test: 'the next release (deploy) does not delete a kept green that serves while what is live does not',
  },
  {
    name: 'sweeps the kept green while the live version does not serve well',
    patches: [
      {
        file: 'domain/task-sets/sweep/sets.ts',
        find: "kept.reason === 'fallback' ? whyStillNeeded(scene) : null;",
        replace: 'null;',
      },
    ],
    testFile: worse,
    test: 'a healthy green that was rolled back in a sweep stays as long as the live version does not serve well',
  },
  {
    name: 'leaves users on a green that can not serve once its job has ended',
    patches: [
      {
        file: 'domain/task-sets/evolve/failures.ts',
        find: 'if (isFinishing) return unservedFailure(scene);',
        replace: 'if (isFinishing) return null;',
      },
    ],
    testFile: unwatched,
    test: 'the post step of a run that was killed in its bake, with on-cancel: keep, rolls back a green that cannot serve while blue can',
  },
  {
    name: 'continues with the green that was rolled back in another attempt of its release',
    patches: [
      {
        file: greenRole,
        find: 'isOverAsFallback(world, own) && !live.includes(own)',
        replace: 'false',
      },
    ],
    testFile: kept,
    test: 'another attempt of a release whose green is kept has no green yet: nobody asked to keep it',
  },
  {
    name: 'begins a release again while its green is leased',
    patches: [
      {
        file: greenRole,
        find: "kept.reason === 'fallback' && !isUnderWay(world, set);",
        replace: "kept.reason === 'fallback';",
      },
    ],
    testFile: '__tests__/simulation/interrupted.test.ts',
    test: 'killed after every write: probes that fail in the bake reaches the same end by the next attempt, at once',
  },
  {
    name: 'loses the rollback of a promotion once its green is kept',
    patches: [
      {
        file: greenRole,
        find: '(isBeingRolledBack(world, set) ? isOwn : ',
        replace: '(isBeingRolledBack(world, set) ? isOwn && !wasPromoted(world, set) : ',
      },
    ],
    testFile: kept,
    test: 'another attempt of a release whose green is kept of a promote finishes its rollback first',
  },
  {
    name: 'keeps a green of which less than half of the targets stay',
    patches: [
      {
        file: 'domain/task-sets/warm/fallback.ts',
        find: 'if (servingOf(scene.world, set).staying < Math.max(1, neededOf(scene.world, set, null)))',
        replace: 'if (servingOf(scene.world, set).healthy < 0)',
      },
    ],
    testFile: worse,
    test: 'a healthy green that was rolled back is not kept if it has tasks that live for seconds',
  },
  {
    name: 'takes what a return to the kept green left for the rollback target of a wiped lease',
    patches: [
      {
        file: 'domain/task-sets/sweep/sets.ts',
        find: 'return kept?.tags.blue === set.id && isReturnUnfinished(world, kept);',
        replace: 'return kept === set && isReturnUnfinished(world, kept);',
      },
    ],
    testFile: '__tests__/domain/kept-return.test.ts',
    test: 'is finished by a sweep, wherever it was killed',
  },
  {
    name: 'forgets that a green was down, once the cut of a sweep left its targets unchecked',
    patches: [
      {
        file: 'domain/task-sets/evolve/sweep.ts',
        find: ': memory.downOnRules.includes(set.arn);',
        replace: ': false;',
      },
    ],
    testFile: '__tests__/domain/sweep-traffic.test.ts',
    test: 'in the write that moves traffic, quarantines a green that had no healthy target before',
  },
];
