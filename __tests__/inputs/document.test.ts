// Task definition files as people have them: each is refused, warned about or read as it is meant.
import { describe, expect, test } from '@jest/globals';
import { stringify } from 'yaml';
import type { RawSettings } from '../../src/settings/table.ts';
import type { JsonObject } from '../../src/domain/common/values/json.ts';
import { readDocument } from '../../src/inputs/revision/document.ts';
import { caseText } from '../support/case-files.ts';
import { filesOf, problemsOf } from '../support/inputs.ts';
import { mixed } from '../support/odd-files.ts';

const problemsIn = async (name: string, text = caseText(name)): Promise<readonly string[]> =>
  (await readDocument(name, text)).problems;
const warningsIn = async (name: string, text = caseText(name)): Promise<readonly string[]> =>
  (await readDocument(name, text)).warnings;

describe('a wrong type', () => {
  test('is found in every member, with the line, what ECS wants and the value as written', async () => {
    expect(await problemsIn('td-02-yaml-types.yml')).toEqual([
      'has yes at containerDefinitions[0].essential (line 10), but ECS wants true or false: write true',
      'has 1000 at containerDefinitions[0].user (line 11), but ECS wants text: put it in quotes',
      'has 4 at containerDefinitions[0].command[1] (line 12), but ECS wants text: put it in quotes',
      'has 1 at containerDefinitions[0].dockerLabels.tier (line 16), but ECS wants text: put it in quotes',
      'has true at containerDefinitions[0].logConfiguration.options.awslogs-create-group (line 23), but ECS wants text: put it in quotes',
    ]);
  });

  test('is shown in its quotes', async () => {
    const wanted = 'but ECS wants a whole number: write it without quotes';
    const at = 'at containerDefinitions[0].';
    expect(await problemsIn('td-03-port-as-text.json')).toEqual([
      `has "256" ${at}memory (line 1), ${wanted}`,
      `has "8080" ${at}portMappings[0].containerPort (line 1), ${wanted}`,
      `has "8080" ${at}portMappings[0].hostPort (line 1), ${wanted}`,
    ]);
  });

  test('may be a map, or the short form of Compose', async () => {
    expect(await problemsIn('td-07-env-map.yml')).toEqual([
      'has an object at containerDefinitions[0].environment (line 10), but ECS wants a list of objects: write one object with name, value for each entry',
      'has 8080:8080 at containerDefinitions[0].portMappings[0] (line 13), but ECS wants an object: write an object with containerPort, hostPort, protocol, name, …',
    ]);
  });

  const container = { name: 'web', image: 'web:v1' };
  const withMembers = (members: object): JsonObject => ({
    family: 'web',
    containerDefinitions: [{ ...container, ...members }],
  });

  test.each([
    [{ cpu: '256' }, 'has "256" at containerDefinitions[0].cpu (line 1), but ECS wants a whole number'],
    [
      { essential: 'true' },
      'has "true" at containerDefinitions[0].essential (line 1), but ECS wants true or false: write true',
    ],
    [
      { privileged: 0 },
      'has 0 at containerDefinitions[0].privileged (line 1), but ECS wants true or false: write false',
    ],
    [
      { essential: 'sometimes' },
      'has text at containerDefinitions[0].essential (line 1), but ECS wants true or false: write true or false',
    ],
    [
      { command: 'npm start' },
      'has text at containerDefinitions[0].command (line 1), but ECS wants a list of text: write each entry in a list, e.g. ["a", "b"]',
    ],
    [
      { stopTimeout: 'soon' },
      'has text at containerDefinitions[0].stopTimeout (line 1), but ECS wants a whole number: write a whole number',
    ],
    [
      { cpu: 0.25 },
      'has 0.25 at containerDefinitions[0].cpu (line 1), but ECS wants a whole number: write a whole number',
    ],
    [
      { portMappings: [{ containerPort: 8080.5 }] },
      'has 8080.5 at containerDefinitions[0].portMappings[0].containerPort (line 1), but ECS wants a whole number',
    ],
    [
      { healthCheck: ['CMD', 'x'] },
      'has a list at containerDefinitions[0].healthCheck (line 1), but ECS wants an object: write an object with command, interval, timeout, retries, …',
    ],
    [
      { dockerLabels: [] },
      'has a list at containerDefinitions[0].dockerLabels (line 1), but ECS wants an object',
    ],
    [
      { user: ['root'] },
      'has a list at containerDefinitions[0].user (line 1), but ECS wants text: write one text in quotes',
    ],
    [
      { secrets: [{ name: 'DB' }] },
      'has no "valueFrom" in containerDefinitions[0].secrets[0] (line 1): ECS requires it',
    ],
  ])('of %j is refused', async (members, start) => {
    const problems = await problemsIn('web.json', JSON.stringify(withMembers(members)));
    expect(problems).toEqual([expect.stringContaining(start)]);
  });

  test.each([
    { environment: [{ name: 'PIN', value: 22446688 }] },
    { command: ['--token', 22446688] },
    { dockerLabels: { key: 22446688 } },
    { command: 'serve --token=22446688' },
    { stopTimeout: 'x22446688' },
    { secrets: { DB: '22446688' } },
  ])('of %j is refused without its value, which may be a secret', async (members) => {
    for (const [name, text] of [
      ['web.json', JSON.stringify(withMembers(members), null, 2)],
      ['web.yml', stringify(withMembers(members))],
    ] as const) {
      const problems = await problemsIn(name, text);
      expect(problems).toEqual([expect.stringMatching(/\(line \d+\), but ECS wants/)]);
      expect(problems.join()).not.toContain('22446688');
    }
  });

  test('is found through anchors, merged maps and the output of the AWS CLI', async () => {
    const yaml = [
      'taskDefinition:',
      '  x: &common',
      '    user: 1000',
      '  family: web',
      '  containerDefinitions:',
      '    - <<: *common',
      '      name: web',
      '      image: web:v1',
      'tags:',
      '  - key: team',
      '    value: 7',
    ].join('\n');
    expect(await problemsIn('web.yml', yaml)).toEqual([
      'has 1000 at containerDefinitions[0].user (line 3), but ECS wants text: put it in quotes',
      'has 7 at tags[0].value (line 11), but ECS wants text: put it in quotes',
    ]);
  });
});

test('a number that JSON can not hold is refused as it is written', async () => {
  const text = JSON.stringify({ family: 'web', containerDefinitions: [{ name: 'web', image: 'web:v1' }] });
  expect(await problemsIn('web.json', text.replace('"name"', '"memory":1e400,"name"'))).toEqual([
    'has 1e400 at containerDefinitions[0].memory (line 1), but ECS wants a whole number: write a whole number',
  ]);
});

describe('an unknown member', () => {
  test('is a warning with the place where it belongs, or with the name that was meant', async () => {
    expect(await problemsIn('td-05-misplaced.json')).toEqual([]);
    expect(await warningsIn('td-05-misplaced.json')).toEqual([
      'has "environment" at the top level (line 1), which RegisterTaskDefinition does not list. ECS may ignore or refuse ' +
        'it. Move it to containerDefinitions[].environment.',
      'has "enviroment" in containerDefinitions[0] (line 1), which RegisterTaskDefinition does not list. ECS may ignore or ' +
        'refuse it. Write containerDefinitions[0].environment.',
    ]);
  });

  test.each([
    ['ExecutionRoleArn', 'Write executionRoleArn.'],
    ['task_role_arn', 'Write taskRoleArn.'],
    ['quantumPorts', 'If it is misspelled, correct it.'],
    ['logConfiguration', 'Move it to containerDefinitions[].logConfiguration.'],
  ])('%s: %s', async (member, advice) => {
    const content = { family: 'web', containerDefinitions: [{ name: 'web', image: 'web:v1' }], [member]: {} };
    expect(await warningsIn('web.json', JSON.stringify(content))).toEqual([
      expect.stringMatching(new RegExp(`${member}.*${advice.replace('[]', '\\[\\]')}$`)),
    ]);
  });

  test('is none of what ECS adds to a registered revision, nor anything in a file that uses everything', async () => {
    const { content, problems, warnings } = await readDocument('x.json', caseText('td-15-everything.json'));
    expect({ problems, warnings }).toEqual({ problems: [], warnings: [] });
    expect(content?.['tags']).toEqual([{ key: 'team', value: 'shop' }]);
    const described = {
      taskDefinition: { ...content, revision: 3, status: 'ACTIVE', compatibilities: [] },
      tags: [],
    };
    expect(await warningsIn('x.json', JSON.stringify(described))).toEqual([]);
  });
});

describe('another kind of file', () => {
  test.each([
    [
      'td-09-cloudformation.yml',
      /^is a CloudFormation template, not a task definition: after the stack is deployed, name/,
    ],
    [
      'td-10-ecs-params.yml',
      /^is an ecs-params file of the Amazon ECS CLI, not a task definition: write one with: aws ecs/,
    ],
    [
      'td-12-two-documents.yml',
      /^contains 2 YAML documents \(the second one begins at line 6\), but a task definition file/,
    ],
  ])('%s is named, with what to do', async (name, words) => {
    expect(await problemsIn(name)).toEqual([expect.stringMatching(words)]);
  });

  test.each<[string, unknown, string]>([
    [
      'CloudFormation',
      { Resources: { Task: { Type: 'AWS::ECS::TaskDefinition' } } },
      'is a CloudFormation template',
    ],
    ['AppSpec', { version: 0, Resources: [{ TargetService: {} }] }, 'is a CodeDeploy AppSpec file'],
    ['Compose', { services: { web: { image: 'web' } } }, 'is a Compose file'],
    ['Kubernetes', { apiVersion: 'apps/v1', kind: 'Deployment' }, 'is a Kubernetes manifest'],
    ['a service', { serviceName: 'web', taskDefinition: 'web:1' }, 'is a service definition'],
    ['CodePipeline, rolling', [{ name: 'web', imageUri: 'web:v2' }], 'is an image definitions file'],
    ['CodePipeline, blue-green', { ImageURI: 'web:v2' }, 'is an image definitions file'],
    ['Terraform', [{ name: 'web', image: 'web:v2' }], 'is a list of container definitions'],
    [
      'CloudFormation properties',
      { Family: 'web', ContainerDefinitions: [] },
      'has the member names of CloudFormation',
    ],
  ])('of %s is named', async (_what, value, words) => {
    expect(await problemsIn('web.json', JSON.stringify(value))).toEqual([expect.stringContaining(words)]);
  });

  test('is no file whose second YAML document is empty', async () => {
    const yaml = '---\nfamily: web\ncontainerDefinitions: [{name: web, image: "web:v1"}]\n---\n';
    expect(await problemsIn('web.yml', yaml)).toEqual([]);
  });
});

describe('a file with faults of several kinds', () => {
  const given = { 'task-definition': 'web.json' };
  const fileOf = (content: object) => filesOf({ 'web.json': JSON.stringify(content) });
  const inFile = (wrong: string): unknown => expect.stringContaining(wrong);

  test('is refused for all of them at once', async () => {
    expect(await problemsOf(given, fileOf(mixed))).toEqual([
      inFile('has no "name" in containerDefinitions[2]'),
      inFile('has "yes" at containerDefinitions[0].essential'),
      inFile('has "networkmode" at the top level (line 1), which RegisterTaskDefinition does not list'),
      'task-definition: container "envoy" of file web.json has no image: give one with image or images',
      inFile(
        'executionRoleArn of file web.json: "arn:aws:iam::ACCOUNT_ID:role/web-execution" is a placeholder',
      ),
      inFile('memory of file web.json is missing'),
      inFile('sourceVolume of file web.json names the volume "data", which the file does not have'),
      inFile('hostPort of file web.json is 80, but containerPort is 8080'),
    ]);
  });

  const web = { name: 'web', image: 'web:v1' };
  const task = { family: 'web', memory: '512', cpu: 256 };

  test.each<[what: string, content: object, more: Partial<RawSettings>]>([
    [
      'the volumes',
      { ...task, volumes: {}, containerDefinitions: [{ ...web, mountPoints: [{ sourceVolume: 'a' }] }] },
      {},
    ],
    [
      'a container',
      {
        ...task,
        containerDefinitions: [{ ...web, dependsOn: [{ containerName: 'b', condition: 'START' }] }, 'b'],
      },
      {},
    ],
    [
      'the network mode',
      { ...task, networkMode: ['awsvpc'], requiresCompatibilities: ['FARGATE'], containerDefinitions: [web] },
      {},
    ],
    ['an image', { ...task, containerDefinitions: [{ ...web, image: 1 }] }, {}],
    ['all containers', { ...task, containerDefinitions: { web } }, { images: 'web=web:v2' }],
    [
      'a port, and with it the container of the image',
      {
        ...task,
        containerDefinitions: [
          { name: 'web', portMappings: [{ containerPort: '80' }] },
          { ...web, name: 'b' },
        ],
      },
      { image: 'web:v2' },
    ],
  ])('is not refused for what the wrong type of %s hides', async (_what, content, more) => {
    for (const problem of await problemsOf({ ...given, ...more }, fileOf(content)))
      expect(problem).toMatch(/^task-definition: "web\.json" has .* but ECS wants/);
  });
});
