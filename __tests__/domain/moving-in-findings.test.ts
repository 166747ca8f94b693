// What plan says of a service that another controller runs: everything at once, and Terraform that adds it.
import { describe, expect, test } from '@jest/globals';
import { preflightProblems } from '../../src/domain/task-sets/preflight/preflight.ts';
import { describeWhoServes } from '../../src/domain/task-sets/health/describe-traffic.ts';
import { snippetFor } from '../../src/domain/task-sets/preflight/snippet.ts';
import type { OtherwiseServed, World } from '../../src/domain/task-sets/model/world.ts';
import { sceneOf } from '../../src/domain/task-sets/roles/scene.ts';
import { aCandidate } from '../support/candidates.ts';
import { blockOf, formatTerraform, parseTerraform } from '../support/terraform-file.ts';
import {
  a,
  aGroup,
  aMemory,
  aPlan,
  aRule,
  aService,
  aWorld,
  b,
  balancer,
  c,
  revision,
} from '../support/worlds.ts';

const request = aPlan({ command: 'plan', traffic: { targetGroups: [] } });
const served: OtherwiseServed = {
  revision: revision(41),
  attachments: [{ group: a, containerName: 'web', containerPort: 8080 }],
  settings: {
    launchType: 'FARGATE',
    capacityProviders: null,
    network: { subnets: ['subnet-1', 'subnet-2'], securityGroups: ['sg-1'], assignPublicIp: 'DISABLED' },
  },
  unsupported: [],
};

type ServiceChanges = Parameters<typeof aService>[0];

const rolling = (
  changes: Partial<OtherwiseServed> = {},
  world: Partial<World> = {},
  more: ServiceChanges = {},
): World =>
  aWorld({
    taskSets: [],
    rules: [aRule([[a, 100]])],
    service: aService({ controller: 'ECS', otherwise: { ...served, ...changes }, ...more }),
    ...world,
  });
const problemsOf = (world: World): readonly string[] => {
  const { roles, memory } = sceneOf(request, world, aMemory());
  return preflightProblems(request, world, roles, memory);
};
const snippetOf = (world: World): string => `${snippetFor(sceneOf(request, world, aMemory())).join('\n')}\n`;

const controller = 'has the deployment controller ECS, but task sets need EXTERNAL';

describe('a service that another controller runs', () => {
  test.each<readonly [string, World, readonly string[]]>([
    [
      'behind a rule with one group',
      rolling(),
      [controller, 'no production rule holds a second target group next to a (HTTP:80 default action)'],
    ],
    [
      'with the pair in its rule',
      rolling(
        {},
        {
          rules: [
            aRule([
              [a, 1],
              [b, 0],
            ]),
          ],
        },
      ),
      [controller],
    ],
    [
      'with everything wrong',
      rolling({ unsupported: ['Service Connect', 'VPC Lattice'] }, {}, { desiredCount: 0 }),
      [
        controller,
        'uses Service Connect',
        'uses VPC Lattice',
        'no production rule holds',
        'desired count of 0',
      ],
    ],
    [
      'with two target groups',
      rolling({
        attachments: [...served.attachments, { group: c, containerName: 'web', containerPort: 9090 }],
      }),
      [controller, 'is attached to 2 target groups (a, c)', 'no production rule holds'],
    ],
    ['without a load balancer', rolling({ attachments: [] }), [controller, 'has no load balancer']],
    [
      'whose group is on no rule',
      rolling({}, { rules: [] }),
      [controller, 'no rule forwards to the target group a'],
    ],
    [
      'behind a network load balancer',
      rolling(
        {},
        {
          loadBalancers: [
            { arn: balancer('shop'), type: 'network', dnsName: 'x', isInternal: false, zones: [] },
          ],
        },
      ),
      [controller, 'is a network load balancer'],
    ],
    [
      'with groups that differ',
      rolling(
        {},
        {
          rules: [
            aRule([
              [a, 1],
              [b, 0],
            ]),
          ],
          groups: [aGroup(a), aGroup(b, { targetType: 'instance' })],
        },
      ),
      [controller, 'have different target types'],
    ],
  ])('%s: all is named at once', (_what, world, words) => {
    const problems = problemsOf(world);
    expect(problems).toHaveLength(words.length);
    for (const [index, word] of words.entries()) expect(problems[index]).toContain(word);
  });

  test.each([
    ['of the file that inputs name are named too', 'document', ['the file is wrong']],
    ['of a live revision, which a service without task sets cannot have, are not', 'live', []],
  ] as const)('problems %s', (_what, kind, expected) => {
    const source = kind === 'live' ? { kind } : { kind, path: 'deploy/web.json', content: {}, warnings: [] };
    const asked = { ...request, revision: { source, images: [] } };
    const world = rolling({}, { candidate: aCandidate({ problems: ['the file is wrong'] }) });
    const { roles, memory } = sceneOf(asked, world, aMemory());
    const problems = preflightProblems(asked, world, roles, memory);
    expect(problems[0]).toContain(controller);
    expect(problems.slice(2)).toEqual(expected);
  });
});

describe('the Terraform that adds it', () => {
  test.each<readonly [string, World, readonly string[]]>([
    ['a service, a group and inputs', rolling(), ['aws_ecs_service', 'aws_lb_target_group']],
    [
      'only a service, if the pair is there',
      rolling(
        {},
        {
          rules: [
            aRule([
              [a, 1],
              [b, 0],
            ]),
          ],
        },
      ),
      ['aws_ecs_service'],
    ],
    ['only a service, without a load balancer', rolling({ attachments: [] }), ['aws_ecs_service']],
    [
      'only a group, for task sets without a pair',
      aWorld({ rules: [aRule([[a, 100]])] }),
      ['aws_lb_target_group'],
    ],
    [
      'with names that are no Terraform',
      rolling({}, {}, { name: 'we${b}', cluster: 'a"%{x}' }),
      ['aws_ecs_service', 'aws_lb_target_group'],
    ],
  ])('%s: is what terraform fmt would write', async (_what, world, types) => {
    const text = snippetOf(world);
    expect(await formatTerraform(text)).toBe(text);
    expect(Object.keys((await parseTerraform(text)).resource)).toEqual(types);
  });

  test('copies all of the live group by which a task gets healthy and gets its requests', async () => {
    const { resource } = await parseTerraform(snippetOf(rolling()));
    const { health_check: checks, ...group } = blockOf(resource, 'aws_lb_target_group', 'idle');
    const live = 'data.aws_lb_target_group.live';
    const members = ['vpc_id', 'port', 'protocol', 'protocol_version', 'target_type', 'deregistration_delay'];
    expect(group).toEqual({
      name: 'a-idle',
      ...Object.fromEntries(members.map((member) => [member, `\${${live}.${member}}`])),
    });
    const asked = ['enabled', 'protocol', 'port', 'path', 'matcher', 'interval', 'timeout'];
    const all = [...asked, 'healthy_threshold', 'unhealthy_threshold'];
    const copies = all.map((member) => [member, `\${${live}.health_check[0].${member}}`]);
    expect(checks).toEqual([Object.fromEntries(copies)]);
  });

  test('names the settings of the first release', () => {
    const text = snippetOf(rolling());
    expect(text).toContain(`#   target-groups: ${a}, and the ARN of the group "idle"`);
    expect(text).toContain(
      '#   task-definition: web:41\n#   container-name: web\n#   network:\n#     launch-type: fargate',
    );
    expect(text).toContain(
      '#     subnets: subnet-1, subnet-2\n#     security-groups: sg-1\n#     assign-public-ip: disabled',
    );
    const providers = {
      ...served.settings,
      capacityProviders: [{ name: 'FARGATE_SPOT', weight: 1, base: null }],
    };
    const spot = snippetOf(rolling({ settings: providers }));
    expect(spot).toContain('#     capacity-providers: FARGATE_SPOT=1:0');
    expect(spot).not.toContain('launch-type: ');
  });

  test('is empty for a service that can be released', () => {
    expect(snippetFor(sceneOf(request, aWorld(), aMemory()))).toEqual([]);
  });
});

test('where traffic is names the group of its tasks, not that it has no task set', () => {
  const world = rolling();
  const whose = (one: World): string => describeWhoServes(one, sceneOf(request, one, aMemory()).roles);
  expect(whose(world)).toBe(
    'Traffic goes to target group a, where the controller ECS runs the tasks of this service.',
  );
  expect(whose(rolling({}, { rules: [aRule([[c, 1]])] }))).toBe(
    'No task set of this service gets production traffic.',
  );
  expect(whose(aWorld())).toMatch(/^All production traffic is on blue/);
});
