// Faults of the check of a Terraform plan.
import type { SeededFault } from './seeded-faults-list.ts';

const moving = '__tests__/domain/terraform.test.ts';
const changing = '__tests__/domain/terraform-changes.test.ts';

const neighbors = '__tests__/domain/terraform-neighbors.test.ts';
const others = '__tests__/domain/terraform-other-rules.test.ts';

export const ofTerraform: readonly SeededFault[] = [
  {
    name: 'compares an apply with what Terraform read, not with what is live',
    patches: [
      {
        file: 'domain/task-sets/terraform/rules.ts',
        find: 'const now = liveForward(of.rule);',
        replace: 'const now = read ?? liveForward(of.rule);',
      },
    ],
    testFile: changing,
    test: 'an apply without effect on the service writes the weights that are live',
  },
  {
    name: 'shows a value of the plan as the name of a target group',
    patches: [
      {
        file: 'domain/task-sets/terraform/traffic.ts',
        find: 'return isGroup.test(group) ?',
        replace: 'return name.length > 0 ?',
      },
    ],
    testFile: changing,
    test: 'a finding shows nothing of the plan but addresses, ARNs and weights',
  },
  {
    name: 'takes a replacement for an update',
    patches: [
      {
        file: 'domain/common/terraform/plan.ts',
        find: "if (creates && deletes) return 'replace';",
        replace: "if (creates && deletes) return 'update';",
      },
    ],
    testFile: moving,
    test: 'an apply that would move production replaces a listener',
  },
  {
    name: 'knows no target group of a service that another controller runs',
    patches: [
      {
        file: 'domain/task-sets/terraform/subject.ts',
        find: '...(world.service.otherwise?.attachments ?? []).map(({ group }) => group),',
        replace: '',
      },
    ],
    testFile: others,
    test: 'a service that another controller still runs loses its requests to an empty group',
  },
  {
    name: 'sees no change of a rule of another service',
    patches: [
      {
        file: 'domain/task-sets/terraform/subject.ts',
        find: "kind !== 'delete'",
        replace: "kind === 'create'",
      },
    ],
    testFile: others,
    test: 'a rule that comes before those of the service of another service moves to the front',
  },
  {
    name: 'judges only the service of the inputs',
    patches: [
      {
        file: 'domain/task-sets/terraform/findings.ts',
        find: 'const scenes = [scene, ...worlds.map((world) => neighborScene(scene, world))];',
        replace:
          'const scenes = [scene, ...worlds.slice(worlds.length).map((world) => neighborScene(scene, world))];',
      },
    ],
    testFile: neighbors,
    test: 'an apply that is about another service of this action resets a rule of it is red, and names that service',
  },
];
