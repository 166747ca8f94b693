// Images and roles: one rule for what inputs and files name, and no template's placeholder.
import { describe, expect, test } from '@jest/globals';
import { quotedImage, referenceProblems, whyNoImage } from '../../src/domain/common/revision/references.ts';

const digest = `sha256:${'0a'.repeat(32)}`;

test('a long image is not quoted: a part of a value could be a part of a secret', () => {
  expect(quotedImage(`web:${'x'.repeat(300)}`)).toBe('its value');
});

describe('an image', () => {
  test.each([
    ...['web', 'web:v2', 'web:V2.1_rc', 'acme/web', 'a__b/c-d.e:1', `web@${digest}`, `web:v2@${digest}`],
    ...[
      'localhost/web',
      'localhost:5000/web:v1',
      'registry.example:5000/a/b/c',
      'Registry.Example/web',
      'registry:5000/web',
    ],
    '123456789012.dkr.ecr.eu-west-1.amazonaws.com/shop/web:2026-11-26',
    '123456789012.dkr-ecr.eu-west-1.on.aws/web',
    ...[
      'public.ecr.aws/nginx/nginx:1.27',
      'ghcr.io/acme/web',
      'placeholders/web',
      'todos:v1',
      'web:replacement',
      'shop/todo-app:1.0',
      'acme/todo:1.0',
      '123456789012.dkr.ecr.eu-west-1.amazonaws.com/fixme-api:v1',
      'acme/replace/web:2',
      'acme/image-placeholder:7',
      'web:todo-42',
      'web:REL-7_TAGGED',
      'web:V2_SHA1',
      'acme/null:1.0',
      'a__b__c:1',
    ],
    ...['public.ecr.aws/todo/web:1', '123456789012.dkr.ecr-fips.us-gov-west-1.amazonaws.com/web:1'],
  ])('may be %s', (image) => {
    expect(whyNoImage(image)).toBeNull();
  });

  test.each([
    ...[
      '<IMAGE1_NAME>',
      '{{IMAGE}}',
      '$IMAGE',
      '${IMAGE}',
      'web:$TAG',
      '%IMAGE%',
      '__IMAGE__',
      'web:${{ github.sha }}',
    ],
    ...[
      'REPLACED_BY_CI',
      'REPLACE-ME',
      'placeholder',
      'acme/placeholder:latest',
      'web:CHANGE_ME',
      'web:changeme',
      'web:TODO',
      'web:todo',
      'todo',
      'web:IMAGE_PLACEHOLDER',
      'registry.example/acme/changeme:1',
    ],
    ...['web:TAG', 'web:IMAGE_TAG', 'web:GIT_SHA', 'web:VERSION', 'REGION.registry.example/web:1'],
    ...['web:null', 'web:undefined', 'undefined/web:1', 'null', 'acme/web:undefined@sha256:1'],
    '<AWS_ACCOUNT_ID>.dkr.ecr.eu-west-1.amazonaws.com/web',
  ])('is a placeholder: %s', (image) => {
    expect(whyNoImage(image)).toBe('is a placeholder: replace it before this step');
  });

  test.each([
    [
      'https://123456789012.dkr.ecr.eu-west-1.amazonaws.com/web',
      'is a URL, not an image: leave out https://',
    ],
    ['HTTP://registry/web', 'is a URL'],
    ['ACCOUNT.dkr.ecr.eu-west-1.amazonaws.com/web', 'names no account: write the 12 digits'],
    ['1234.dkr.ecr.eu-west-1.amazonaws.com/web', 'names no account'],
    ['123456789012.dkr.ecr.REGION.amazonaws.com/web:1', 'names no region: write its code after .ecr'],
    ['123456789012.dkr.ecr.undefined.amazonaws.com/web:1', 'names no region'],
    ['ACCOUNT.dkr.ecr.REGION.amazonaws.com/web:1', 'names no account and no region: write e.g. 1234'],
    ['Acme/Web', 'is not an image: write its repository in lower case'],
    ['IMAGE', 'is not an image: write its repository in lower case'],
    ['my image', 'is not an image: write e.g. registry/web:1.2.3'],
    ['web:', 'is not an image'],
    ['web@sha256:12', 'is not an image'],
    ['/web', 'is not an image'],
    [`web:${'x'.repeat(300)}`, 'is not an image'],
  ])('is refused: %s', (image, why) => {
    expect(whyNoImage(image)).toContain(why);
  });

  test.each(['https://me:hunter2@registry.example/web', 'me:hunter2@registry.example/web'])(
    'is not shown with a password: %s',
    (image) => {
      expect(quotedImage(image)).toBe('its value');
    },
  );
});

const problemsIn = (content: object): readonly string[] =>
  referenceProblems({ family: 'web', ...content }, 'file web.json');

describe('what a task definition names', () => {
  test('is refused in every container and both roles, all at once', () => {
    const problems = problemsIn({
      taskRoleArn: 'arn:aws:iam::{{ACCOUNT_ID}}:role/web',
      executionRoleArn: 'arn:aws:iam::1234:role/web',
      containerDefinitions: [
        { name: 'web', image: '<IMAGE1_NAME>' },
        { name: 'log', image: 'https://registry/log' },
        { name: 'ok', image: 'web:v1' },
      ],
    });
    expect(problems).toEqual([
      'image of container "web" of file web.json: "<IMAGE1_NAME>" is a placeholder: replace it before this step. Or set the image with image or images.',
      'image of container "log" of file web.json: "https://registry/log" is a URL, not an image: leave out https://. Or set the image with image or images.',
      'taskRoleArn of file web.json: "arn:aws:iam::{{ACCOUNT_ID}}:role/web" is a placeholder: replace it before this step.',
      'executionRoleArn of file web.json: "arn:aws:iam::1234:role/web" is not a role: write its ARN or its name.',
    ]);
  });

  test.each([
    [{ executionRoleArn: 'ecsTaskExecutionRole' }],
    [{ executionRoleArn: 'arn:aws:iam::123456789012:role/todo-execution', taskRoleArn: 'placeholder-task' }],
    [{ executionRoleArn: 'arn:aws:iam::123456789012:role/TODO-execution', taskRoleArn: 'todo' }],
    [
      {
        containerDefinitions: [
          {
            name: 'a',
            image: 'a',
            secrets: [
              { name: 'REGION', valueFrom: '/shop/REGION' },
              { name: 'TODO', valueFrom: 'arn:aws:ssm:eu-west-1:123456789012:parameter/shop/TODO' },
              {
                name: 'KEY',
                valueFrom: 'arn:aws:secretsmanager:eu-west-1:123456789012:secret:a-AbCdEf:KEY::',
              },
            ],
            logConfiguration: { logDriver: 'awslogs', options: { 'awslogs-region': 'eu-west-1' } },
            dockerLabels: { 'app.valueFrom': '{{x}}' },
          },
        ],
      },
    ],
    [{ executionRoleArn: 'arn:aws-cn:iam::123456789012:role/path/to/web+task=1,@a.b-c' }],
    [
      {
        containerDefinitions: [
          { name: 'a', image: 'a', environment: [{ name: 'URL', value: 'http://$HOST/<x>' }] },
        ],
      },
    ],
    [{ containerDefinitions: [{ name: 'a', image: 'a', command: ['sh', '-c', 'echo $HOME {{x}}'] }] }],
  ])('may be %j', (content) => {
    expect(problemsIn(content)).toEqual([]);
  });

  test.each([
    ...[
      'arn:aws:iam::ACCOUNT:role/web',
      'arn:aws:iam::undefined:role/web',
      'arn:aws:iam::123456789012:role/TODO',
    ],
    ...[
      'CHANGE_ME',
      'arn:aws:iam::123456789012:role/undefined',
      'arn:aws:iam::123456789012:role/REPLACED_BY_CI',
      'TASK_ROLE_ARN',
    ],
  ])('may not be the role %s', (taskRoleArn) => {
    expect(problemsIn({ taskRoleArn })).toEqual([
      `taskRoleArn of file web.json: "${taskRoleArn}" is a placeholder: replace it before this step.`,
    ]);
  });

  test.each([
    ...['networkMode', 'pidMode', 'ipcMode'].map((member) => [{ [member]: '${MODE}' }, member]),
    [{ requiresCompatibilities: ['<TYPE>'] }, 'requiresCompatibilities[0]'],
    [{ runtimePlatform: { cpuArchitecture: '{{ARCH}}' } }, 'runtimePlatform.cpuArchitecture'],
    [{ volumes: [{ name: '%VOLUME%' }] }, 'volumes[0].name'],
  ] as readonly (readonly [object, string])[])(
    'may not be a placeholder for the task: %j',
    (content, place) => {
      expect(problemsIn(content)).toEqual([
        `${place} of file web.json contains a placeholder. Replace it before this step.`,
      ]);
    },
  );

  test.each([
    [
      { secrets: [{ name: 'DB', valueFrom: 'arn:aws:ssm:eu-west-1:<ACCOUNT>:parameter/db' }] },
      'secrets[0].valueFrom',
    ],
    [
      { repositoryCredentials: { credentialsParameter: '$CREDENTIALS' } },
      'repositoryCredentials.credentialsParameter',
    ],
    [
      { logConfiguration: { logDriver: 'awslogs', options: { 'awslogs-group': '/ecs/{{ENV}}' } } },
      'logConfiguration.options.awslogs-group',
    ],
    ...['REGION', 'undefined', '${AWS_REGION}'].map((region) => [
      { logConfiguration: { logDriver: 'awslogs', options: { 'awslogs-region': region } } },
      'logConfiguration.options.awslogs-region',
    ]),
    ...[
      'arn:aws:ssm:REGION:123456789012:parameter/db',
      'arn:aws:ssm:eu-west-1:ACCOUNT_ID:parameter/db',
      'arn:aws:ssm:eu-west-1:undefined:parameter/db',
      'CHANGE_ME',
      'null',
    ].map((valueFrom) => [{ secrets: [{ name: 'DB', valueFrom }] }, 'secrets[0].valueFrom']),
    [{ portMappings: [{ containerPort: 8080, protocol: '{{PROTOCOL}}' }] }, 'portMappings[0].protocol'],
    [{ dependsOn: [{ containerName: '$SIDECAR', condition: 'START' }] }, 'dependsOn[0].containerName'],
    [{ logConfiguration: { logDriver: '<DRIVER>' } }, 'logConfiguration.logDriver'],
    [{ name: '{{NAME}}' }, 'name'],
  ] as readonly (readonly [object, string])[])(
    'may not be a placeholder, whose value is not shown: %j',
    (members, place) => {
      expect(problemsIn({ containerDefinitions: [{ name: 'a', image: 'a', ...members }] })).toEqual([
        `containerDefinitions[0].${place} of file web.json contains a placeholder. Replace it before this step.`,
      ]);
    },
  );
});
