// Task definitions that can't be released: refused before the first write, with the place and what to do.
import { describe, expect } from '@jest/globals';
import { groupArn, refuses, sharedStage, workspace, type Case } from '../support/acceptance-refused.ts';
import { oneCase } from '../support/picked.ts';

// Covers: bad-definition, repeated-keys
describe('a task definition that cannot be used', () => {
  refuses([
    [
      'is refused when the file is missing',
      () => ({ 'task-definition': 'deploy/nosuch.json' }),
      [/task-definition/, /"deploy\/nosuch\.json"/, /actions\/checkout/],
    ],
    [
      'is refused when the file cannot be read',
      () => ({ 'task-definition': 'folder.json' }),
      [/task-definition/, /"folder\.json"/, /can't be read/],
    ],
    [
      'is refused when it is not a regular file',
      () => ({ 'task-definition': 'pipe.json' }),
      [/task-definition: "pipe\.json" can't be read: it is not a regular file/],
    ],
    [
      'is refused when a symbolic link leads out of the workspace',
      () => ({ 'task-definition': 'zeros.json' }),
      [/task-definition: "zeros\.json" can't be read: a symbolic link .* leads out of the workspace/],
    ],
    [
      'is refused when the file is larger than any task definition',
      () => ({ 'task-definition': 'huge.json' }),
      [/"huge\.json" can't be read: it is larger than 1 MiB/],
    ],
    ...['deep.json', 'deep.yaml'].map((name): Case => [
      `is refused when it has 20,000 levels, and not reported as a bug: ${name}`,
      () => ({ 'task-definition': name }),
      [/is not a task definition: it is nested more than 100 levels deep/],
    ]),
    [
      'is refused when the file is not JSON, with the line',
      () => ({ 'task-definition': 'broken.json' }),
      [/task-definition/, /"broken\.json"/, /line 3/],
    ],
    [
      'is refused when a key comes twice, with the place',
      () => ({ 'task-definition': 'twice.json' }),
      [/"twice\.json" has "image" twice in one object \(again at line 4, column 3\): keep one/],
    ],
    [
      'is refused when the revision is not registered',
      () => ({ 'task-definition': 'web:99' }),
      [/"web:99" does not exist in this account and region/],
    ],
    [
      'is refused when the named container is not in the live revision',
      () => ({ image: 'web:v2', 'container-name': 'api' }),
      [/container "api" is not in revision web:1 of the live task set/, /its containers are web/],
    ],
    [
      'is refused when the named container is not in the file',
      () => ({ 'task-definition': 'web.json', images: 'api=web:v2' }),
      [/container "api" is not in file web\.json/],
    ],
  ]);
});

describe('a task definition file as people have it', () => {
  refuses([
    // Covers: definition-types
    [
      'is refused for every member of a wrong type, with the line and the value as written',
      () => ({ 'task-definition': 'td-02-yaml-types.yml' }),
      [
        /there are 5 problems in the inputs/,
        /has yes at containerDefinitions\[0\]\.essential \(line 10\), but ECS wants true or false: write true/,
        /has 1000 at containerDefinitions\[0\]\.user \(line 11\), but ECS wants text: put it in quotes/,
        /has 4 at containerDefinitions\[0\]\.command\[1\]/,
        /has 1 at containerDefinitions\[0\]\.dockerLabels\.tier/,
        /has true at containerDefinitions\[0\]\.logConfiguration\.options\.awslogs-create-group/,
      ],
    ],
    [
      'is refused with a port as text, in its quotes',
      () => ({ 'task-definition': 'td-03-port-as-text.json' }),
      [
        /there are 3 problems in the inputs/,
        /has "8080" at containerDefinitions\[0\]\.portMappings\[0\]\.containerPort/,
      ],
    ],
    // Covers: definition-placeholders
    [
      'is refused with placeholders in an image and a role, both at once',
      () => ({ 'task-definition': 'td-04-placeholder.json' }),
      [
        /2 problems/,
        /image of container "web" of file td-04-placeholder\.json: "<IMAGE1_NAME>" is a placeholder/,
        /executionRoleArn of file .*<AWS_ACCOUNT_ID>.* is a placeholder/,
      ],
    ],
    // Covers: definition-refused-by-ecs
    [
      'is refused for all that ECS would refuse at the registration or at the creation of green, with the places',
      () => ({ 'task-definition': 'unfit.json' }),
      [
        /6 problems/,
        /executionRoleArn of file unfit\.json: .*:ACCOUNT_ID:.* is a placeholder/,
        /awslogs-region of file unfit\.json contains a placeholder/,
        /memory of file unfit\.json is missing, and Fargate requires it/,
        /cpu of file unfit\.json contains a placeholder/,
        /containerDefinitions\[0\]\.dependsOn\[0\]\.containerName of file unfit\.json names the container "envoy"/,
        /containerDefinitions\[0\]\.portMappings\[0\]\.hostPort of file unfit\.json is 80, but containerPort is 8080/,
      ],
    ],
    [
      'is refused for faults of all kinds at once, and for those of another input',
      () => ({ 'task-definition': 'mixed.json', 'warm-time': 'soon' }),
      [
        /there are 9 problems in the inputs/,
        /"mixed\.json" has no "name" in containerDefinitions\[2\]/,
        /has "yes" at containerDefinitions\[0\]\.essential .*write true/,
        /has "networkmode" at the top level .*Write networkMode/,
        /executionRoleArn of file mixed\.json: .* is a placeholder/,
        /memory of file mixed\.json is missing, and Fargate requires it/,
        /sourceVolume of file mixed\.json names the volume "data", which the file does not have/,
        /hostPort of file mixed\.json is 80, but containerPort is 8080/,
        /container "envoy" of file mixed\.json has no image/,
        /warm-time: "soon" is not a duration/,
      ],
    ],
    [
      'is refused when its network mode does not fit the target groups',
      () => ({ 'task-definition': 'td-22-fixed-host-port.json' }),
      [/uses the network mode bridge, but target group web-b has the target type ip/],
    ],
    [
      'is refused when its role is one of another account',
      () => ({ 'task-definition': 'other-account.json' }),
      [
        /file other-account\.json names role arn:aws:iam::999988887777:role\/web, but .* roles of the same account/,
      ],
    ],
    // Covers: definition-other-files
    [
      'is refused when it is a CloudFormation template, with what to name instead',
      () => ({ 'task-definition': 'td-09-cloudformation.yml' }),
      [/is a CloudFormation template, not a task definition/, /as an ARN or family:revision/],
    ],
    // Covers: container-asked
    [
      'is refused when the container behind the load balancer has another name, with the input that names it',
      () => ({ 'task-definition': 'td-18-renamed-container.json' }),
      [
        /container web, which receives the traffic .* is not in file/,
        /balancer: container-name: app and container-port: 8080\./,
      ],
    ],
    // Covers: fargate-unnamed
    [
      'is refused in a first release that shows neither its port nor where it runs, both at once',
      (stage) => ({
        service: 'fresh',
        'task-definition': 'td-17-two-ports-first-release.json',
        subnets: 'subnet-1',
        'target-groups': `${groupArn(stage, 'fresh-a')}, ${groupArn(stage, 'fresh-b')}`,
      }),
      [
        /2 problems/,
        /container-port: .*container-port: 9001, or .*container-port: 8080/,
        /requires FARGATE.*Set launch-type to fargate/,
      ],
    ],
  ]);

  oneCase(
    'is planned for an application called todo, and in a first release its image is for the container that maps a port',
    async () => {
      const stage = await sharedStage();
      const run = await stage.release(
        {
          command: 'plan',
          service: 'fresh',
          'task-definition': 'td-20-udp-port-first.json',
          image: 'shop/todo-app:1.0',
          subnets: 'subnet-1',
          'launch-type': 'fargate',
          'target-groups': `${groupArn(stage, 'fresh-a')}, ${groupArn(stage, 'fresh-b')}`,
        },
        { workspace },
      );
      expect(run.outputs['result']).toBe('planned');
      expect(run.log).toMatch(/web.*shop\/todo-app:1\.0|shop\/todo-app:1\.0.*web/);
    },
  );

  oneCase(
    'is planned without a warning when it uses everything, and its aws: tags are left out',
    async () => {
      const stage = await sharedStage();
      const run = await stage.release(
        { command: 'plan', 'task-definition': 'td-15-everything.json' },
        { workspace },
      );
      expect(run.outputs['result']).toBe('planned');
      expect(run.log).not.toMatch(/^::warning title=Task definition/m);
      expect(run.log).not.toContain('aws:cloudformation');
    },
  );
});
