// Problems before the first write: all are reported together, with what to do, and nothing is changed.
import { rmSync } from 'node:fs';
import { afterAll, describe, expect, test } from '@jest/globals';
import { oddWorld } from '../support/acceptance-odd-world.ts';
import { oddWorkspace } from '../support/odd-files.ts';
import { openStage } from '../support/acceptance-stage.ts';
import type { Inputs, RunOptions, Stage } from '../support/acceptance-stage.ts';

let opened: Promise<Stage> | null = null;

function sharedStage(): Promise<Stage> {
  opened ??= openStage({ world: oddWorld, hasTraffic: false });
  return opened;
}

const workspace = oddWorkspace();

afterAll(async () => {
  await (await opened)?.close();
  rmSync(workspace, { recursive: true, force: true });
});

/** Starts a release, expects it refused for these reasons, and nothing written for its service. */
async function expectRefused(
  inputs: (stage: Stage) => Inputs,
  words: readonly RegExp[],
  options: RunOptions = {},
): Promise<void> {
  const stage = await sharedStage();
  const run = await stage.release(inputs(stage), { workspace, ...options });
  for (const expected of words) expect(run.log).toMatch(expected);
  expect(run.log).toMatch(/^::error .*Nothing was (read or )?changed/m);
  expect(run.log).not.toMatch(/\n\s+at .*index\.js:\d+/);
  expect(run.exitCode).toBe(1);
  expect(run.outputs['result']).toBe('refused');
  expect(['inputs-invalid', 'preflight-failed']).toContain(run.outputs['reason-code']);
  expect(stage.calls().filter(({ wasCarriedOut, isWrite }) => wasCarriedOut && isWrite)).toEqual([]);
}

const arnOf =
  (kind: 'targetGroups' | 'listeners' | 'rules') =>
  (stage: Stage, name: string): string => {
    const found = stage.world()[kind].find((one) => one.name === name);
    if (found === undefined) throw new Error(`there is no ${name} among ${kind}`);
    return found.arn;
  };
const [groupArn, ruleArn, listenerArn] = [arnOf('targetGroups'), arnOf('rules'), arnOf('listeners')];

/** A fact, the inputs, and what the error has to say. */
type Case = readonly [fact: string, inputs: (stage: Stage) => Inputs, words: readonly RegExp[]];

/** One after the other: more of them at once would only wait for each other. */
function refuses(cases: readonly Case[], options: RunOptions = {}): void {
  for (const [fact, inputs, words] of cases) test(fact, () => expectRefused(inputs, words, options));
}

// Covers: bad-service
describe('a service that cannot be released', () => {
  refuses([
    [
      'is refused when it does not exist',
      () => ({ service: 'nosuch', image: 'web:v2' }),
      [/no service "nosuch" in cluster "demo"/, /check both names and the region/],
    ],
    [
      'is refused when its cluster does not exist',
      () => ({ cluster: 'nowhere', image: 'web:v2' }),
      [/cluster/i, /nowhere/],
    ],
    [
      'is refused when its deployment controller is ECS',
      () => ({ service: 'rolling', image: 'web:v2' }),
      [/service rolling in cluster demo has the deployment controller ECS/, /EXTERNAL/],
    ],
    [
      'is refused when its deployment controller is CODE_DEPLOY',
      () => ({ service: 'deployed', image: 'web:v2' }),
      [/service deployed in cluster demo has the deployment controller CODE_DEPLOY/],
    ],
    [
      'is refused when it is INACTIVE',
      () => ({ service: 'gone', image: 'web:v2' }),
      [/service gone in cluster demo is INACTIVE/, /ACTIVE service/],
    ],
    [
      'is refused when its desired count is 0',
      () => ({ service: 'asleep', image: 'web:v2' }),
      [/service asleep in cluster demo has a desired count of 0/, /Set the desired count/],
    ],
    [
      'is refused behind a network load balancer',
      (stage) => ({
        service: 'layer4',
        image: 'web:v2',
        'target-groups': `${groupArn(stage, 'layer4-a')}, ${groupArn(stage, 'layer4-b')}`,
      }),
      [/third is a network load balancer/],
    ],
    [
      'is refused when five foreign task sets leave no room, and each of them is named',
      () => ({ service: 'full', image: 'web:v2' }),
      [/service full has 5 task sets, and ECS allows 5/, /neither live nor made by this action/],
    ],
  ]);
});

// Covers: bad-definition
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
    ...['pipe.json', 'zeros.json'].map((name): Case => [
      `is refused when it is not a regular file: ${name}`,
      () => ({ 'task-definition': name }),
      [/task-definition: "\w+\.json" can't be read: it is not a regular file/],
    ]),
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
        /5 inputs are wrong/,
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
      [/3 inputs are wrong/, /has "8080" at containerDefinitions\[0\]\.portMappings\[0\]\.containerPort/],
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
      [/container web, which receives the traffic .* is not in file/, /with container-name: app:8080/],
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
      [/2 problems/, /container-port: .*web:9001, web:8080/, /requires FARGATE.*Set launch-type to fargate/],
    ],
  ]);

  test('is planned without a warning when it uses everything, and its aws: tags are left out', async () => {
    const stage = await sharedStage();
    const run = await stage.release(
      { command: 'plan', 'task-definition': 'td-15-everything.json' },
      { workspace },
    );
    expect(run.outputs['result']).toBe('planned');
    expect(run.log).not.toMatch(/^::warning title=Task definition/m);
    expect(run.log).not.toContain('aws:cloudformation');
  });
});

describe('rules and target groups that do not fit', () => {
  refuses([
    // Covers: two-load-balancers
    [
      'are refused when the groups are of different load balancers',
      (stage) => ({
        image: 'web:v2',
        'target-groups': `${groupArn(stage, 'web-a')}\n${groupArn(stage, 'elsewhere')}`,
      }),
      [/web-a and elsewhere|elsewhere and web-a/, /different load balancers/],
    ],
    // Covers: two-target-types
    [
      'are refused when the groups are of different target types',
      (stage) => ({
        service: 'lonely',
        image: 'web:v2',
        'target-groups': `${groupArn(stage, 'lonely-a')}, ${groupArn(stage, 'machines')}`,
      }),
      [/different target types \(ip, instance\)/],
    ],
    // Covers: idle-group-asked
    [
      'are refused when the idle group is on no rule, with the candidates to name',
      () => ({ service: 'lonely', image: 'web:v2' }),
      [
        /pair of target groups is not known/,
        /target-groups/,
        /targetgroup\/lonely-a\//,
        /targetgroup\/web-b\//,
      ],
    ],
    // Covers: rule-without-pair
    [
      'are refused when the named rule does not hold the pair',
      (stage) => ({ image: 'web:v2', 'production-rules': ruleArn(stage, 'admin') }),
      [/production-rules/, /does not forward to either target group of the pair/, /admin/],
    ],
    // Covers: both-weighted
    [
      'are refused when both groups have weight and no test rule is named',
      () => ({ service: 'split', image: 'web:v2' }),
      [/gives weight to both target groups/, /test-rule/],
    ],
    // Covers: listener-left-out
    [
      'are refused when one of two production listeners is named, since production would be split',
      (stage) => ({ image: 'web:v2', 'production-rules': listenerArn(stage, 'http') }),
      [/HTTPS:\d+ default action forwards to a target group of the pair/, /would be split at the switch/],
    ],
    // Covers: sessions-warm-scale
    [
      'are refused when users stick to a blue that is to be kept at a lower scale, with the way to fix it',
      () => ({ service: 'sticky', image: 'web:v2', 'warm-time': '15m', 'warm-scale': '50' }),
      [/keeps users on their target group for 3600 s/, /Set warm-scale to 100/],
    ],
  ]);
});

describe('a job without credentials, region or permissions', () => {
  refuses(
    [
      // Covers: no-credentials
      [
        'is refused without credentials, with the step that gives them',
        () => ({ image: 'web:v2' }),
        [/No AWS credentials were found/, /configure-aws-credentials/],
      ],
    ],
    { environment: { AWS_ACCESS_KEY_ID: '', AWS_SECRET_ACCESS_KEY: '', HOME: workspace } },
  );
  refuses(
    // Covers: no-region
    [['is refused without a region', () => ({ image: 'web:v2' }), [/No AWS region is set/, /AWS_REGION/]]],
    { environment: { AWS_REGION: '', HOME: workspace } },
  );

  // Covers: read-denied
  test('is refused without the permission to read, which is named with its resource', async () => {
    const stage = await sharedStage();
    stage.sandbox.faults.add({
      operation: 'DescribeServices',
      kind: 'access-denied',
      always: true,
      where: { 'services.*': 'secret' },
    });
    await expectRefused(
      () => ({ service: 'secret', image: 'web:v2' }),
      [/ecs:DescribeServices/, /Allow ecs:DescribeServices/, /secret/],
    );
  });

  // Covers: write-denied
  test('stops at the first write without permission, with nothing changed', async () => {
    const stage = await sharedStage();
    const { arn } = stage.service('guarded');
    stage.sandbox.faults.add({
      operation: 'TagResource',
      kind: 'access-denied',
      always: true,
      where: { resourceArn: arn },
    });
    const run = await stage.release({ service: 'guarded', image: 'web:v2' });
    expect(run.exitCode).toBe(1);
    expect(run.log).toMatch(/Allow ecs:TagResource/);
    expect(stage.calls().filter(({ wasCarriedOut, isWrite }) => wasCarriedOut && isWrite)).toEqual([]);
  });
});

describe('several problems', () => {
  refuses([
    // Covers: all-input-problems
    [
      'of the inputs are reported together, each with its value in quotes and what would be right',
      () => ({
        'bake-time': '300',
        'smoke-passes': 'three',
        'health-paths': 'ready',
        'task-definition': 'nosuch.json',
        'on-cancel': 'panic',
      }),
      [
        /bake-time.*"300"/,
        /smoke-passes.*"three"/,
        /health-paths.*"ready"/,
        /"nosuch\.json"/,
        /on-cancel.*"panic"/,
      ],
    ],
    // Covers: all-world-problems
    [
      'of the service and its rules are reported together',
      (stage) => ({
        service: 'split',
        image: 'web:v2',
        'container-name': 'api',
        'test-rule': ruleArn(stage, 'admin'),
      }),
      [/3 problems/, /both target groups/, /container "api"/, /test-rule/],
    ],
  ]);
});
