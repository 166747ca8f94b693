// Faults of the repair of reset rules.
import type { SeededFault } from './seeded-faults-list.ts';

const repairs = '__tests__/domain/repair.test.ts';

export const ofReset: readonly SeededFault[] = [
  {
    name: 'rolls back what it has repaired at the next attempt',
    patches: [
      {
        file: 'domain/task-sets/commands/repair.ts',
        find: 'const due: ServiceTags = { repaired: formatRepaired(scene.request, home) };',
        replace: 'const due: ServiceTags = { repaired: formatRepaired(scene.request, home).slice(1) };',
      },
    ],
    testFile: repairs,
    test: 'rules that were reset (weights back to 100/0) are not rolled back by the next attempt of the run that repaired them',
  },
  {
    name: 'forgets the pair once no rule holds it',
    patches: [
      {
        file: 'domain/task-sets/roles/remembered.ts',
        find: 'return [service, ...sets].flatMap',
        replace: 'return [service].flatMap',
      },
    ],
    testFile: repairs,
    test: 'rules that were reset (one group left) are repaired by what the task set remembers if the tags of the service were wiped',
  },
  {
    name: 'takes a third group for the idle one after a cut',
    patches: [
      {
        file: 'domain/task-sets/roles/pair.ts',
        find: 'namedPair(request) ?? rememberedPair(world, known);',
        replace: 'namedPair(request);',
      },
    ],
    testFile: '__tests__/domain/third-group.test.ts',
    test: 'after a cut left a third group next to the live one rollback leaves its weight, and works with the pair',
  },
  {
    name: 'takes any rule that leads elsewhere for a reset one',
    patches: [
      {
        file: 'domain/task-sets/reset/reset.ts',
        find: 'isRemembered(world, rule) || (!isPartly && isOurRule(request, world, rule, to));',
        replace: 'isRemembered(world, rule) || isOurRule(request, world, rule, to) || true;',
      },
    ],
    testFile: repairs,
    test: 'a rule that the last release did not know is not taken for a reset one',
  },
  {
    name: 'moves traffic to a PRIMARY whose health is not checked',
    patches: [
      {
        file: 'domain/task-sets/rollback/repair.ts',
        find: 'if (able.isYes) return move(scene, reset);',
        replace: 'if (able.isYes || isCutOff(world, home)) return move(scene, reset);',
      },
    ],
    testFile: repairs,
    test: 'a PRIMARY in no rule joins at weight 0, and gets traffic once its targets are healthy',
  },
  {
    name: 'releases next to a PRIMARY that lost its rules',
    patches: [
      {
        file: 'domain/task-sets/reset/reset.ts',
        find: 'if (home.scalePercent === 0 || home.running === 0) return false;',
        replace: 'if (home.scalePercent > 0) return false;',
      },
    ],
    testFile: repairs,
    test: 'rules that were reset (weights back to 100/0) are named by deploy, with the command that repairs them, and nothing is written',
  },
  {
    name: 'works next to tasks of another controller',
    patches: [
      {
        file: 'domain/task-sets/health/outside.ts',
        find: "if (controller !== 'EXTERNAL' || outside === null) return null;",
        replace: "if (controller === 'EXTERNAL' || outside === null) return null;",
      },
    ],
    testFile: '__tests__/domain/outside.test.ts',
    test: 'deploy names its tasks and writes nothing',
  },
];
