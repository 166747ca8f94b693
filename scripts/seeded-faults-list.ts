// The faults that a release tool of this kind has had or could have. Each is a small change of the source, with the
// test that has to fail for it.

import type { Patch } from './seeded-copy.ts';
import { textFaults } from './seeded-faults-text.ts';
import { explained } from './seeded-faults-explained.ts';
import { answered } from './seeded-faults-answers.ts';
import { whileScaling } from './seeded-faults-scaling.ts';
import { paced } from './seeded-faults-pace.ts';
import { ofSessions } from './seeded-faults-sessions.ts';
import { memoryInTags } from './seeded-faults-tags.ts';
import { ofReset } from './seeded-faults-reset.ts';
import { ofTerraform } from './seeded-faults-terraform.ts';
import { timed } from './seeded-faults-time.ts';
import { ofAlarms } from './seeded-faults-alarms.ts';
import { ofMigrations } from './seeded-faults-migrations.ts';
import { ofDrains } from './seeded-faults-drain.ts';
import { foreseen } from './seeded-faults-preflight.ts';
import { servesBetter } from './seeded-faults-serving.ts';

export interface SeededFault {
  readonly name: string;
  readonly patches: readonly Patch[];
  /** The file of the test, and its whole name as jest prints it in one line. */
  readonly testFile: string;
  readonly test: string;
}

const failures = '__tests__/acceptance/failures.test.ts';
const afterSwitch = '__tests__/acceptance/failures-after-switch.test.ts';
const resume = '__tests__/acceptance/resume.test.ts';
const badDays = '__tests__/acceptance/bad-days.test.ts';
const warm = '__tests__/acceptance/warm.test.ts';
const unknownFacts = '__tests__/acceptance/unknown-facts.test.ts';

const beforeTheSwitch: readonly SeededFault[] = [
  {
    name: 'switches before green is ready',
    patches: [
      {
        file: 'domain/task-sets/health/readiness.ts',
        find: "if (set.status === 'DRAINING') return no('it is draining');\n  if (set.computedDesired < 1)",
        replace: 'if (set.running > 0) return yes;\n  if (set.computedDesired < 1)',
      },
    ],
    testFile: failures,
    test: 'a green that does not become ready is removed at the deadline, and users never see it',
  },
  {
    name: 'ignores the targets of others in its group',
    patches: [
      {
        file: 'domain/task-sets/health/readiness.ts',
        find: 'const own = new Set(ownTargets(world, set));',
        replace: 'const own = new Set(targetsOf(world, set.attachment?.group ?? null));',
      },
    ],
    testFile: badDays,
    test: 'nothing is switched while a target of another service stands in the idle group',
  },
  {
    name: 'ignores who made a task set',
    patches: [
      {
        file: 'domain/task-sets/roles/ours.ts',
        find: "export const isOurs = (set: Pick<SetOutline, 'tags'>): boolean => set.tags.release !== undefined;",
        replace: "export const isOurs = (_set: Pick<SetOutline, 'tags'>): boolean => true;",
      },
    ],
    testFile: resume,
    test: 'a foreign task set is named, refused and left alone',
  },
  {
    name: 'reads only the first page of the rules',
    patches: [
      {
        file: 'adapters/aws/calls.ts',
        find: "page.next === '' || isEnough(items)) return items;",
        replace: "page.next === '' || isEnough(items) || items.length > 0) return items;",
      },
    ],
    testFile: unknownFacts,
    test: 'a release ends well if ECS accepts a deletion at once and spent tokens answer with the old set',
  },
  {
    name: 'registers again after a lost answer',
    patches: [
      {
        file: 'engine/revision/candidate.ts',
        find: 'memory.registered ?? (await ecs.findRegistered(rendered.family, rendered.hash))',
        replace: 'memory.registered',
      },
    ],
    testFile: badDays,
    test: 'an answer lost after RegisterTaskDefinition brings no second revision',
  },
];

const traffic: readonly SeededFault[] = [
  {
    name: 'drops the stickiness of a rule',
    patches: [
      {
        file: 'adapters/elb/translate.ts',
        find: '...(stickiness === null ? {} : { TargetGroupStickinessConfig: stickinessInput(stickiness) }),',
        replace: '...(stickiness === null || stickinessInput(stickiness) === null ? {} : {}),',
      },
    ],
    testFile: resume,
    test: 'a killed and resumed release keeps the stickiness, the login and the order of every rule',
  },
  {
    name: 'moves one rule of several',
    patches: [
      {
        file: 'domain/task-sets/health/switch-state.ts',
        find: 'return production.filter(isOwing);',
        replace: 'return production.slice(0, 1).filter(isOwing);',
      },
    ],
    testFile: unknownFacts,
    test: 'a release ends well if ECS accepts a deletion at once and spent tokens answer with the old set',
  },
  {
    name: 'takes PRIMARY for live',
    patches: [
      {
        file: 'domain/task-sets/roles/roles.ts',
        find: "set.status !== 'DRAINING' && rules.some((rule) => weightOf(rule, groupOf(set)) > 0),",
        replace: "set.status === 'PRIMARY' && rules.length > 0,",
      },
      {
        file: 'domain/task-sets/roles/roles.ts',
        find: 'world.rules.some((rule) => weightOf(rule, groupOf(set)) > 0);',
        replace: "world.rules.length > 0 && set.status === 'PRIMARY';",
      },
    ],
    testFile: resume,
    test: 'blue is the set that carries traffic, though another one is PRIMARY',
  },
  {
    name: 'does not look at the rules again after the switch',
    patches: [
      {
        file: 'domain/task-sets/health/drift.ts',
        find: 'if (scene.memory.switchedAtMs !== null) return !isSwitched(scene);',
        replace: 'if (scene.memory.switchedAtMs !== null) return false;',
      },
    ],
    testFile: failures,
    test: 'weights that another tool resets during the bake stop the release, and both states are reported',
  },
  {
    name: 'sends a write again when its answer was lost',
    patches: [
      {
        file: 'adapters/aws/clients.ts',
        find: 'const once = { ...shared, maxAttempts: 1 };',
        replace: 'const once = { ...shared, maxAttempts: readAttempts };',
      },
    ],
    testFile: badDays,
    test: 'after a lost answer of ModifyRule, the rules are read before anything is written again',
  },
  {
    name: 'does not compare the fence',
    patches: [
      {
        file: 'domain/task-sets/forward/guards.ts',
        find: 'fence === undefined || !isTakenOver(',
        replace: 'fence !== undefined || !isTakenOver(',
      },
    ],
    testFile: resume,
    test: 'a run stands down and writes nothing more after another run took over its service',
  },
];

const wayBack: readonly SeededFault[] = [
  {
    name: 'restores tasks and leaves the rules on green',
    patches: [
      {
        file: 'domain/task-sets/rollback/rollback.ts',
        find: 'return isGreenLive(scene) ? restoreTraffic(scene, failure) : cleanUp(scene, failure);',
        replace: 'return plan0(scene) ? restoreTraffic(scene, failure) : cleanUp(scene, failure);',
      },
      {
        file: 'domain/task-sets/rollback/rollback.ts',
        find: 'function restoreTraffic(',
        replace:
          'const plan0 = (scene: Scene): boolean => isGreenLive(scene) && scene.request.service === "";\nfunction restoreTraffic(',
      },
    ],
    testFile: afterSwitch,
    test: 'a version that breaks under real traffic is rolled back within the time that the bake promises',
  },
  {
    name: 'asks blue to be steady before a rollback',
    patches: [
      {
        file: 'domain/task-sets/health/comparison.ts',
        find: "if (blue.status === 'DRAINING') return",
        replace: "if (blue.status === 'DRAINING' || !blue.isSteady) return",
      },
    ],
    testFile: afterSwitch,
    test: 'a blue that is not steady does not prevent the rollback',
  },
  {
    name: 'reports a release that was rolled back as released',
    patches: [
      {
        file: 'domain/task-sets/rollback/end.ts',
        find: "result: wasMade && !isElsewhere ? 'rolled-back' : 'failed',",
        replace: "result: wasMade && !isElsewhere ? 'released' : 'failed',",
      },
    ],
    testFile: failures,
    test: 'a green that does not become ready is removed at the deadline, and users never see it',
  },
  {
    name: 'rolls back for the unhealthy targets of others',
    patches: [
      {
        file: 'domain/task-sets/evolve/failures-after-switch.ts',
        find: 'const isAnyUnhealthy = ownTargets(world, green).some',
        replace:
          "if (world.groups.some((one) => one.arn === green.attachment?.group && one.targets.some(({ state }) => state === 'unhealthy'))) return true;\n  const isAnyUnhealthy = ownTargets(world, green).some",
      },
    ],
    testFile: afterSwitch,
    test: "an unhealthy target that is not green's does not roll the release back",
  },
];

const whileWarm: readonly SeededFault[] = [
  {
    name: 'rolls back to a lowered blue before it is raised',
    patches: [
      {
        file: 'domain/task-sets/rollback/rollback.ts',
        find: 'const raised = isGreenWithoutTargets(scene) ? null : (raiseBlue(scene) ?? rejoinBlue(scene));',
        replace: 'const raised = isGreenWithoutTargets(scene) ? raiseBlue(scene) : rejoinBlue(scene);',
      },
    ],
    testFile: warm,
    test: 'lowers blue after its lease says so, and a rollback raises it before the rules',
  },
  {
    name: 'takes the service from a release that is in its bake',
    patches: [
      {
        file: 'domain/task-sets/forward/await-bake.ts',
        find: 'if (other === null || untilMs === null) return null;',
        replace: 'if (other !== null || untilMs === null) return null;',
      },
    ],
    testFile: warm,
    test: 'waits for it to end, and both succeed',
  },
];

export const seededFaults: readonly SeededFault[] = [
  ...memoryInTags,
  ...ofReset,
  ...ofTerraform,
  ...beforeTheSwitch,
  ...traffic,
  ...wayBack,
  ...whileWarm,
  ...textFaults,
  ...answered,
  ...explained,
  ...whileScaling,
  ...paced,
  ...ofSessions,
  ...timed,
  ...servesBetter,
  ...foreseen,
  ...ofAlarms,
  ...ofMigrations,
  ...ofDrains,
];
